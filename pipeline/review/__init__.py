"""What reviewers are given: each module one way of looking at a paper or a figure."""
