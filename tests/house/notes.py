"""The last appendix: the cut-off, the legend, and what each total counts."""

from __future__ import annotations

from tests.house.parts import p, row
from tests.house.tags import (
    CELL,
    RATING,
    captioned,
    cells,
    heads,
    only,
    rows_each,
    rows_where,
    when,
)

LATER = "not first_paper"
"""On a first paper nothing is new, reopened, settled or withdrawn, for nothing is compared."""
COUNTED = (
    (
        "Recommendation",
        "",
        "A recommendation or area for improvement addressed to the force, alone or with other bodies.",
    ),
    (
        "Cause of concern",
        "kinds_kept",
        "A serious shortcoming from which recommendations hang. Counted apart.",
    ),
    (
        "Reviewed",
        "reviews_kept",
        "Reviewed by the force\u2019s panel in the period, whatever the status now"
        + only("ratings_kept", ", by the rating now")
        + ".",
    ),
    (
        "Outstanding",
        "",
        "Not yet signed off by the force" + only("ratings_kept", ", whatever the rating") + ".",
    ),
    (
        "Awaiting",
        "awaiting_kept",
        "Signed off by the force as completed or as business as usual, and not yet closed by the "
        "inspectorate.",
    ),
    ("New", LATER, "Not in the register of the last meeting, whatever its status now."),
    (
        "Reopened",
        LATER,
        "Outstanding now, and signed off, closed or withdrawn at the last meeting.",
    ),
    (
        "Signed off or closed",
        LATER,
        "Outstanding or not yet there at the last meeting, and signed off or closed now.",
    ),
    (
        "Withdrawn",
        LATER,
        "Superseded, or no longer addressed to the force, and outstanding or not yet there at the "
        "last meeting.",
    ),
    ("Overdue", "targets_kept", "Outstanding, with a target date before the day of the meeting."),
)
"""Each term with the condition on which it is explained, and what it counts."""


def notes() -> str:
    """Return the appendix that says what each figure counts."""
    return "".join(
        [
            p("AppendixHeading", "Notes on the figures"),
            p(
                "Normal",
                "Every figure is counted from the rows of the force\u2019s master recommendations "
                "workbook"
                + only("log_kept", " and inspections log")
                + " at the data cut-off, {{ data_to|date }}; what is addressed to other bodies only "
                "is in none."
                + only(
                    "not first_paper",
                    " \u201cSince the last meeting\u201d means after {{ previous_data_to|date }}.",
                )
                + only(
                    "archive_seal",
                    " The last meeting\u2019s figures are those filed then (seal {{ archive_seal }}).",
                ),
            ),
            when(
                "ratings_kept",
                captioned(
                    "The ratings",
                    (3000, 11570),
                    [
                        heads("Rating", "What it means"),
                        *rows_each(
                            2,
                            "rating in ratings",
                            row([p(RATING, "{{ rating.word }}"), p(CELL, "{{ rating.meaning }}")]),
                        ),
                    ],
                    about="One row for each rating, the worst first, with its meaning.",
                ),
            ),
            when(
                "abbreviations",
                p("Caption", "Abbreviations used"),
                p("TableText", "{{ abbreviations }}"),
            ),
            captioned(
                "What each total counts",
                (3000, 11570),
                [
                    heads("Term", "What it counts"),
                    *(
                        line
                        for term, condition, meaning in COUNTED
                        for line in rows_where(2, condition, cells(term, meaning))
                    ),
                ],
                about="One row for each term with what it counts.",
            ),
        ]
    )
