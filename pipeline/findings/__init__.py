"""What is wrong, where, and what to do about it; every code that a finding may carry."""
