"""Numbers, dates, lists and signs, as they are written and as they are read."""
