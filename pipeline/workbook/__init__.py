"""A workbook's bytes to values, each with its cell, and all that can be wrong on the way."""
