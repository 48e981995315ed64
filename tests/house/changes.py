"""The section Changes since the last meeting: movement, ratings then and now, the ladder of the
inspectorate.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.house.lists import see
from tests.house.parts import p, row
from tests.house.tags import (
    CELL,
    COUNT,
    HEAD,
    HEAD_COUNT,
    INDENT,
    RATING,
    TOTAL,
    TOTAL_COUNT,
    captioned,
    count,
    heads,
    joined,
    named,
    number,
    numbered,
    only,
    pieces,
    rows_each,
    when,
)

IN = f'<w:ind w:left="{INDENT}"/>'


def changes() -> str:
    """Return the section Changes since the last meeting."""
    return "".join(
        [
            p("Heading1", "Changes since the last meeting"),
            when(
                "first_paper",
                when("ratings_kept and outstanding_total", _by_rating_now()),
                numbered("There is no earlier meeting to compare with."),
                when("awaiting_kept", _ladder()),
                otherwise=[
                    _listed(),
                    when(
                        f"outstanding_opening or {MOVED}",
                        _movement(),
                        otherwise=[
                            numbered(
                                "No recommendation was outstanding at the last meeting, and none "
                                "has come since."
                            )
                        ],
                    ),
                    when(
                        "ratings_kept and (outstanding_opening or outstanding_total)",
                        _by_rating(),
                    ),
                    when("continuing_total", when("ratings_kept", _moved()), _dates()),
                    when("awaiting_kept", _ladder()),
                ],
            ),
        ]
    )


MOVED = "outstanding_new or outstanding_reopened or outstanding_settled or outstanding_withdrawn"
"""Whether any step of the movement table is not nought."""


def _listed() -> str:
    """Return where the recommendations themselves are listed."""
    worst = only(
        "ratings_kept", "rated {{ worst }}" + only("targets_kept", " or overdue"), "overdue"
    )
    lists = (
        ("worst_or_overdue_total", "pressing", worst),
        ("outstanding_new", "new", "new"),
        ("slipped_total", "slipped", "came back or slipped"),
        ("outstanding_settled", "settled", "signed off or closed"),
    )
    return when(
        " or ".join(key for key, _, _ in lists),
        numbered(
            "The recommendations are listed in ",
            *pieces(
                *(
                    (key, "", see(name), f" ({{{{ {key}|number }}}} {words})")
                    for key, name, words in lists
                )
            ),
            ".",
        ),
    )


def _movement() -> str:
    steps: Sequence[tuple[str, str]] = (
        ("Outstanding at the last meeting", "outstanding_opening|digits"),
        ("New", "outstanding_new|plus"),
        ("Reopened", "outstanding_reopened|plus"),
        ("Signed off or closed", "outstanding_settled|minus"),
        ("Withdrawn", "outstanding_withdrawn|minus"),
        ("Outstanding now", "outstanding_total|digits"),
    )
    rows = [row([p(CELL, label), p(COUNT, f"{{{{ {slot} }}}}")]) for label, slot in steps[:-1]]
    label, slot = steps[-1]
    return "".join(
        [
            when(
                "balance_chart",
                p("Caption", "Outstanding recommendations at each meeting", extra=IN),
                p("Chart", '{{ balance_chart|labels("Outstanding") }}'),
                p(
                    "AlternativeText",
                    "Column chart of the outstanding recommendations at each filed meeting and "
                    "now, which is {{ outstanding_total|digits }}. The table after it holds the "
                    "same numbers.",
                ),
                captioned(
                    "Outstanding recommendations, meeting by meeting",
                    (3600, 2400),
                    [
                        heads("Meeting", "Outstanding#"),
                        *rows_each(
                            2,
                            "one in balance",
                            row(
                                [
                                    p(CELL, "{{ one.meeting }}"),
                                    p(COUNT, "{{ one.outstanding|digits }}"),
                                ]
                            ),
                        ),
                    ],
                    about="One row for each meeting with the number outstanding then.",
                    indent=INDENT,
                    together=True,
                ),
            ),
            captioned(
                "Outstanding recommendations, from the last meeting to this one",
                (4200, 2400),
                [
                    heads("Step", "Recommendations#"),
                    *rows,
                    row([p(TOTAL, label), p(TOTAL_COUNT, f"{{{{ {slot} }}}}")]),
                ],
                about="The number outstanding at the last meeting, each movement with its sign, "
                "and the number outstanding now.",
                indent=INDENT,
                total=True,
                together=True,
            ),
        ]
    )


def _by_rating_now() -> str:
    return captioned(
        "Outstanding recommendations, by rating",
        (3600, 2400),
        [
            heads("Rating", "Outstanding#"),
            *rows_each(
                2,
                "rating in ratings",
                row([p(RATING, "{{ rating.word }}"), p(COUNT, "{{ rating.outstanding|digits }}")]),
            ),
            row([p(TOTAL, "Total"), p(TOTAL_COUNT, "{{ outstanding_total|digits }}")]),
        ],
        about="One row for each rating with the number outstanding, and a total row.",
        indent=INDENT,
        total=True,
        together=True,
    )


def _by_rating() -> str:
    told = "{% for rating in ratings %}{{ rating.FIELD|digits }} {{ rating.word }}{{ rating.comma }}{% endfor %}"
    return "".join(
        [
            p(
                "Caption",
                only(
                    "worst_outstanding",
                    number("worst_outstanding", "is", "are", " rated {{ worst }}").replace(
                        "|number", "|number|sentence", 1
                    ),
                    "None is rated {{ worst }}",
                )
                + only(
                    "worst_change",
                    ", against {{ worst_then|number }} at the last meeting",
                    ", as at the last meeting",
                ),
                extra=IN,
            ),
            p("Chart", '{{ ratings_chart|labels("Last meeting", "Now") }}'),
            p(
                "AlternativeText",
                "Bar chart of the outstanding recommendations by rating. At the last meeting: "
                + told.replace("FIELD", "opening")
                + ". Now: "
                + told.replace("FIELD", "outstanding")
                + ". The table after it holds the same numbers.",
            ),
            captioned(
                "Outstanding recommendations by rating",
                (3600, 2000, 1600),
                [
                    heads("Rating", "Last meeting#", "Now#"),
                    *rows_each(
                        3,
                        "rating in ratings",
                        row(
                            [
                                p(RATING, "{{ rating.word }}"),
                                p(COUNT, "{{ rating.opening|digits }}"),
                                p(COUNT, "{{ rating.outstanding|digits }}"),
                            ]
                        ),
                    ),
                    row(
                        [
                            p(TOTAL, "Total"),
                            p(TOTAL_COUNT, "{{ outstanding_opening|digits }}"),
                            p(TOTAL_COUNT, "{{ outstanding_total|digits }}"),
                        ]
                    ),
                ],
                about="One row for each rating with the number outstanding at each meeting, and a "
                "total row.",
                indent=INDENT,
                total=True,
                together=True,
            ),
        ]
    )


def _moved() -> str:
    moves = joined(
        ("improved_total", "{{ improved_total|number }} improved"),
        ("worsened_total", "{{ worsened_total|number }} worsened"),
        ("unchanged_total", number("unchanged_total", "kept its rating", "kept their rating")),
    )
    return (
        numbered(
            "Of the "
            + count("continuing_total", "recommendation")
            + f" outstanding at both meetings, {moves}."
        )
        + _matrix()
    )


def _matrix() -> str:
    """Return the table of ratings then and now: a row for each rating then, a column for each
    rating now.
    """
    return captioned(
        "Rating at the last meeting and now, of those outstanding at both",
        (2100, 1650, 1750, 1750, 1679),
        [
            row(
                [
                    p(HEAD, "Rating then"),
                    p(HEAD_COUNT, "{%tc for rating in ratings %}"),
                    p(HEAD_COUNT, "{{ rating.word }} now"),
                    p(HEAD_COUNT, "{%tc endfor %}"),
                    p(HEAD_COUNT, "Total"),
                ],
                header=True,
            ),
            *rows_each(
                5,
                "rating in ratings",
                row(
                    [
                        p(RATING, "{{ rating.word }}"),
                        p(COUNT, "{%tc for now in rating.now %}"),
                        p(COUNT, "{{ now.count|digits }}"),
                        p(COUNT, "{%tc endfor %}"),
                        p(COUNT, "{{ rating.continuing|digits }}"),
                    ]
                ),
            ),
            row(
                [
                    p(TOTAL, "Total"),
                    p(TOTAL_COUNT, "{%tc for rating in ratings %}"),
                    p(TOTAL_COUNT, "{{ rating.continuing_now|digits }}"),
                    p(TOTAL_COUNT, "{%tc endfor %}"),
                    p(TOTAL_COUNT, "{{ continuing_total|digits }}"),
                ]
            ),
        ],
        name="Rating at the last meeting and now",
        about="One row for each rating at the last meeting, one column for each rating now, and "
        "totals.",
        indent=INDENT,
        total=True,
        together=True,
        last_column=True,
    )


def _dates() -> str:
    later = number("extended_total", "was", "were", " given a later target date")
    stale = number("stale_total", "has", "have", " had no new update")
    return "".join(
        [
            when(
                "extended_total or stale_total",
                numbered(
                    only(
                        "ratings_kept",
                        "Of the same recommendations",
                        "Of the "
                        + count("continuing_total", "recommendation")
                        + " outstanding at both meetings",
                    )
                    + ", "
                    + joined(("extended_total", later), ("stale_total", stale))
                    + " since the last meeting."
                ),
            )
        ]
    )


def _ladder() -> str:
    moves = joined(
        ("awaiting_added", number("awaiting_added", "was", "were", " added")),
        (
            "awaiting_closed",
            number("awaiting_closed", "was", "were", " closed by {{ inspectorate_short }}")
            + named("awaiting_closed"),
        ),
        (
            "awaiting_returned",
            number("awaiting_returned", "was", "were", " returned to the force")
            + named("awaiting_returned"),
        ),
        ("awaiting_withdrawn", number("awaiting_withdrawn", "was", "were", " withdrawn")),
    )
    then = only(
        "awaiting_change",
        ", against {{ awaiting_then|number }} at the last meeting",
        ", as at the last meeting",
    )
    return when(
        "awaiting_opening or awaiting_total",
        numbered(
            "At {{ data_to|date }}, "
            + count("awaiting_total", "recommendation")
            + " that the force had signed off "
            + '{{ awaiting_total|verb("was", "were") }} awaiting {{ inspectorate_short }}'
            + only("awaiting_compared", then)
            + only(
                "awaiting_added or awaiting_closed or awaiting_returned or awaiting_withdrawn",
                f": {moves}",
            )
            + "."
        ),
    )
