"""The steps of the count, one statement a file, in the order of `map.py` and `reduce.py`."""
