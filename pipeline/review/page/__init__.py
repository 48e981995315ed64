"""The review page: what changed, figure by figure and word by word, in one file."""
