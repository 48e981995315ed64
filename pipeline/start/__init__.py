"""The first ten minutes: a starter folder, the study of a tracker, and the form that asks how it is
read.
"""
