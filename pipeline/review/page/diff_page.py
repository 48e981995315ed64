"""The differences of two papers as a page."""

from __future__ import annotations

from itertools import groupby

from pipeline.compare.diff import Differences
from pipeline.review.page.bundle import document
from pipeline.review.page.long_lists import written


def as_html(found: Differences) -> str:
    """Return the differences as one page that needs nothing else and asks nothing of the
    network.
    """
    return document(
        "diff.html.jinja",
        found=found,
        written=written,
        groups=[
            (
                section,
                [
                    (table, list(hunks))
                    for table, hunks in groupby(section.hunks, key=lambda hunk: hunk.table)
                ],
            )
            for section in found.sections
        ],
    )
