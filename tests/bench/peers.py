"""What other tools came to, measured on 2026-11-23 on two cores, asked the same.

Absolute figures drift between machines and runs (by a factor of 4 on shared cores); against these,
only large ratios mean anything. What is compared closely is measured in the same run instead.
"""

#: Answers a second.
OTREE_RATE, STREAMLIT_RATE, NICEGUI_RATE = 81, 11, 1_700
#: p95 of an answer, 200 people, 20 answers a second (ms).
OTREE_P95, STREAMLIT_P95 = 91, 2_381
#: 200 people join in a burst (s).
OTREE_JOIN, STREAMLIT_JOIN = 3.8, 21
#: Memory of the server for each participant (kB); Voilà's is the lower end of 40–56 MB.
OTREE_MEMORY, VOILA_MEMORY = 87, 40_000
