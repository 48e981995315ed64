"""What is wrong, where, and what to do about it; how a room declares the codes of what it finds."""
