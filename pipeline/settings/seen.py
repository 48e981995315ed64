"""A finding marked as looked at, as `[[seen]]` of report.toml writes it and findings.json gives it.

What a cell holds is written in one way here and there, so that a mark can be copied.
"""

from __future__ import annotations

import datetime
import hashlib

LONGEST = 100
"""A text of more letters, or of several lines, is written by what tells it from any other."""


def as_written(value: object) -> str:
    """Return what a cell holds as a mark writes it: a date as 2020-12-31, a number in digits, a
    text as it stands.

    >>> as_written(datetime.datetime(2020, 12, 31)), as_written(7.0), as_written(None)
    ('2020-12-31', '7', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return " ".join(line.strip() for line in str(value).replace("\r", "").split("\n")).strip()


def shortened(text: str, *, private: bool = False) -> str:
    """Return a text as findings.json gives it: a long or a private one by its length and the first
    digits of its hash.
    """
    if len(text) <= LONGEST and not private:
        return text
    return f"{len(text)} characters, {hashlib.sha256(text.encode()).hexdigest()[:12]}"
