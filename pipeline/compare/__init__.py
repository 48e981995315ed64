"""Two papers side by side."""
