"""What reviewers are given of one paper: each module one way of looking at it."""
