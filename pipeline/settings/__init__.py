"""report.toml, and the workbooks described as data."""
