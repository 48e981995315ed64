"""What a paper for the web is called in the outputs: the page, and the folder of its tables."""

FILE = "hmicfrs-update.html"
FOLDER = "tables"
