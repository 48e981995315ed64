"""The finished paper before it may leave: says what was printed, valid for Word, and accessible as
the law asks.
"""
