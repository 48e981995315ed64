"""What must hold between rows, dates, sheets, meetings and figures: each rule a function."""
