"""The file, the one way to write, and the way back."""
