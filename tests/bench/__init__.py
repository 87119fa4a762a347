"""Speed, memory and weight beside raw servers and limits, in one run: `python -m tests.bench`.

A file here that holds functions marked `@measure` (see `row.py`) is found by itself: nothing else
changes to add rows. A function is given a `Bench` and yields `Row`s.
"""
