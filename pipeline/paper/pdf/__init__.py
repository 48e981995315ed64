"""The paper as a PDF that a public body may publish: converted, mended, and proved to say what the
Word file says.
"""
