"""Template and values become a paper."""
