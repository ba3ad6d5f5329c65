"""What a stranger's file, a broken disk or any order of calls does, tried by the thousand: `make fuzz` prints tables.

A module for each table has one function of a number of tries and a seed. `tests/test_fuzz.py` runs all with few tries.
"""
