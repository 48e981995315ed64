"""A Word file as any program saves it: its parts found by relations, what editing left in it, and what must be numbered anew."""
