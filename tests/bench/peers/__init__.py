"""Tamtam beside what others would take for the same: one poll, five options, people who answer again.

`python -m tests.bench.peers` makes an environment for each on demand, starts every server, and asks
them in turns by one driver; what is compared is within one run.
"""
