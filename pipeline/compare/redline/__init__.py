"""Our own redline engine: two papers in, real tracked changes out, proved by accepting and
rejecting them all.
"""
