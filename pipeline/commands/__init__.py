"""What a person can ask for: the command line, one run from inputs to paper, and what is filed."""
