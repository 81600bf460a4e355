"""The rules of the trade, on plain values: no file, no screen, no clock, no library."""
