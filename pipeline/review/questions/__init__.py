"""The questions that members will ask of a paper, each computed with its answer and its rows."""
