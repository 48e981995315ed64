"""A paper that people have edited in Word against the figures, rows and words that the inputs
give.
"""
