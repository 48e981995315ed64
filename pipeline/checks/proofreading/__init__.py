"""Slips in prose that is printed, each a note with its cell."""
