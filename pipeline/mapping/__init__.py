"""How this force keeps its workbooks: sheets, headings and rows as they lie become rows by key, and
nothing after knows.
"""
