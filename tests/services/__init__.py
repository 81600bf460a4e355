"""The use cases, on real files."""
