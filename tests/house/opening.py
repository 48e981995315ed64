"""The first page: cover block, main points, Purpose of report and Background."""

from __future__ import annotations

from tests.house.parts import p, run
from tests.house.tags import count, joined, number, numbered, only, when


def against(name: str) -> str:
    """Return what a headline figure was at the last meeting, where that is known."""
    then = only(f"{name}_change", f", against {{{{ {name}_then|number }}}}", ", as")
    return only(f"{name}_compared", f"{then} at the last meeting")


def cover() -> str:
    """Return the title and the cover block."""

    def line(label: str, slot: str) -> str:
        return p("CoverLine", run(label, "Label"), f"\t{{{{ {slot} }}}}")

    return "".join(
        [
            p("Title", "{{ title }}"),
            line("Committee", "committee"),
            line("Meeting", "meeting_date|date"),
            *(
                when(slot, line(label, slot))
                for label, slot in (
                    ("Agenda item", "agenda_item"),
                    ("Report of", "report_of"),
                    ("Author", "author"),
                    ("Contact", "contact"),
                )
            ),
        ]
    )


def main_points() -> str:
    """Return three to six sentences that a chair could read out."""

    def point(*texts: str) -> str:
        return p("MainPoint", *texts)

    return "".join(
        [
            p("MainPointsHeading", "Main points"),
            point(
                "At {{ data_to|date }}, "
                + count("outstanding_total", "recommendation", "was", "were")
                + f" outstanding{against('outstanding')}."
            ),
            when(
                "outstanding_total",
                when(
                    "worst_outstanding",
                    point(
                        f"Of these, {number('worst_outstanding', 'is', 'are')} rated {{{{ worst }}}}"
                        f"{against('worst')}."
                    ),
                    otherwise=[
                        point(
                            "None of these is rated {{ worst }}"
                            + only(
                                "worst_then",
                                "; " + number("worst_then", "was", "were") + " at the last meeting",
                            )
                            + "."
                        )
                    ],
                ),
                when(
                    "targets_kept",
                    when(
                        "overdue_total",
                        point(
                            f"On the day of the meeting, {number('overdue_total', 'is', 'are')} past "
                            '{{ overdue_total|verb("its target date", "their target dates") }}'
                            f"{against('overdue')}."
                        ),
                        otherwise=[
                            point("None is past its target date on the day of the meeting.")
                        ],
                    ),
                ),
            ),
            when(
                "outstanding_new or outstanding_reopened or outstanding_settled or outstanding_withdrawn",
                point(
                    "Since the last meeting, "
                    + joined(
                        ("outstanding_new", number("outstanding_new", "is", "are", " new")),
                        (
                            "outstanding_reopened",
                            number("outstanding_reopened", "was", "were", " reopened"),
                        ),
                        (
                            "outstanding_settled",
                            number("outstanding_settled", "was", "were", " signed off or closed"),
                        ),
                        (
                            "outstanding_withdrawn",
                            number("outstanding_withdrawn", "was", "were", " withdrawn"),
                        ),
                    )
                    + "."
                ),
            ),
            point(
                count("concerns_total", "cause of concern", "is", "are").replace(
                    ") }}", ")|sentence }}", 1
                )
                + f" also outstanding{against('concerns')}."
            ),
            when("log_kept", point(_log_in_brief())),
        ]
    )


def _log_in_brief() -> str:
    happened = joined(
        (
            "inspections_total",
            count("inspections_total", "inspection", "was", "were") + " completed",
        ),
        (
            "reports_total",
            count("reports_total", "inspection report", "was", "were") + " published",
        ),
    )
    ahead = joined(
        ("underway_total", count("underway_total", "inspection", "is", "are") + " under way"),
        ("forthcoming_total", count("forthcoming_total", "inspection", "is", "are") + " to come"),
    )
    return (
        only("first_paper", "In the period", "Since the last meeting")
        + ", "
        + only(
            "inspections_total or reports_total",
            happened,
            "no inspections were completed and no inspection reports were published",
        )
        + only("underway_total or forthcoming_total", "; " + ahead)
        + "."
    )


def purpose() -> str:
    """Return the section Purpose of report."""
    return "".join(
        [
            p("Heading1", "Purpose of report"),
            numbered(
                "This report gives members of the {{ committee }} oversight of the recommendations "
                "that {{ inspectorate }} ({{ inspectorate_short }}) has made to {{ force }}. "
                + only(
                    "first_paper",
                    "It is the first report of its kind, so it has no earlier figures to compare "
                    "with. It shows the position at {{ data_to|date }}.",
                    "It shows the position at {{ data_to|date }} and what has changed since "
                    "{{ previous_data_to|date }}, the position reported to the last meeting on "
                    "{{ previous_date|date }}.",
                )
            ),
        ]
    )


def background() -> str:
    """Return the section Background."""
    return "".join(
        [
            p("Heading1", "Background"),
            when("reviews_kept", numbered(_reviewed())),
            when("sign_offs_kept", numbered(_signed_off())),
            when("concerns_total", numbered(_concerns())),
        ]
    )


def _reviewed() -> str:
    period = only(
        "first_paper",
        only("since", "From {{ since|date }} to", "Up to"),
        "Between {{ previous_data_to|date }} and",
    )
    ratings = each_rating("reviewed")
    return (
        f"A panel of the force reviews these recommendations. {period} {{{{ data_to|date }}}}, "
        + count("reviewed_total", "recommendation", "was", "were")
        + f" reviewed{only('reviewed_total', ': ' + ratings)}."
    )


def each_rating(field: str) -> str:
    """Return how many have each rating, as a list within a sentence."""
    return (
        f"{{% for rating in ratings %}}{{{{ rating.{field}|number }}}} "
        f'{{{{ rating.{field}|verb("is", "are") }}}} rated {{{{ rating.word }}}}'
        "{{ rating.comma }}{% endfor %}"
    )


def _signed_off() -> str:
    stand = (
        "{% for item in signed_off_as %}{{ item.count|number }} as "
        "\u201c{{ item.status }}\u201d{{ item.comma }}{% endfor %}"
    )
    return (
        "In the same period, "
        + count("signed_off_total", "recommendation", "was", "were")
        + " signed off inside the force"
        + only(
            "signed_off_total",
            '. {{ signed_off_total|verb("It now stands", "They now stand") }}: ' + stand,
        )
        + "."
        + only(
            "awaiting_kept",
            " What the force signs off is then shared with {{ inspectorate_short }}, which decides "
            "whether to close it.",
        )
    )


def _concerns() -> str:
    return (
        "The causes of concern that are outstanding are counted apart from recommendations, and are "
        "in no other total of this report."
    )
