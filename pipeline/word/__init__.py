"""A Word file as any program saves it: its parts, paragraphs, tables, lists and marks of editing."""
