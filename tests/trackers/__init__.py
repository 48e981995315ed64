"""Trackers as forces keep them, each of another shape, with the figures counted by hand
(product.md, 6a and 6b).
"""
