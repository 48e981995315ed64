"""Turns two workbooks and a Word template into the HMICFRS update paper."""

__version__ = "1.10.0"
