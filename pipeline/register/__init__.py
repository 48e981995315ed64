"""One meeting's records, and those of the meetings that are filed."""
