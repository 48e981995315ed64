"""The house template as it was first drawn. Word is its home now: `templates/hmicfrs_update.docx`
is edited there.
"""
