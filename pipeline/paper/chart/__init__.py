"""Native Word charts: editable in Word, vector in the PDF, their numbers the paper's own."""
