"""The paper for the web: one page that asks for nothing, and its tables as CSV; both made from the
finished Word paper, and proved to say what it says.
"""
