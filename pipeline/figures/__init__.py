"""Every figure: its rule, its value and the rows behind it."""
