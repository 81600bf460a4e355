"""Use cases: what the command line and the program both call.

Plain values in, a `Change` out; no printing, no asking, no SQL. Imported when something is first
written, because the unit of work behind them is slow to import.
"""
