"""The proof of a finished document: valid for Word, and accessible by the rules that a public body must keep."""
