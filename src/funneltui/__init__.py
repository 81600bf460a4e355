"""The terminal program in which a freelancer runs their prospecting."""

__version__ = "0.1.0"
