"""The first page: cover block, main points, Purpose of report and Background."""

from __future__ import annotations

from tests.house.lists import see
from tests.house.parts import p, run
from tests.house.tags import count, joined, named, number, numbered, only, when


def against(name: str, when_it_was: str = "then") -> str:
    """Return what a headline figure was at the last meeting, where that is known.

    The first of the main points says when that was.
    """
    same = only(f"{name}_then", ", as many as", ", as")
    then = only(f"{name}_change", f", against {{{{ {name}_then|number }}}}", same)
    return only(f"{name}_compared", f"{then} {when_it_was}")


def cover() -> str:
    """Return the title and the cover block."""

    def line(label: str, slot: str) -> str:
        return p("CoverLine", run(label, "Label"), f"\t{{{{ {slot} }}}}")

    return "".join(
        [
            p("Title", "{{ title }}"),
            p("CoverLine", run("Committee", "Label"), "\t{{ committee }} (for noting)"),
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
            when(
                "officer_name or officer_email or officer_telephone",
                p("CoverLine", run("Officer", "Label"), "\t" + _officer()),
            ),
        ]
    )


def _officer() -> str:
    """Return whom to ask, in so far as report.toml says."""
    parts = ("officer_name", "officer_role", "officer_telephone", "officer_email")
    return "".join(
        only(part, (only(" or ".join(parts[:place]), ", ") if place else "") + f"{{{{ {part} }}}}")
        for place, part in enumerate(parts)
    )


def main_points() -> str:
    """Return three to six sentences that a chair could read out."""
    return "".join(
        [
            p("MainPointsHeading", "Main points"),
            _point(
                "At {{ data_to|date }}, "
                + count("outstanding_total", "recommendation", "was", "were")
                + f" outstanding{against('outstanding', 'at the last meeting')}."
            ),
            when(
                "outstanding_total",
                when("ratings_kept", _worst()),
                when("targets_kept", _overdue()),
            ),
            when(
                "outstanding_new or outstanding_reopened or outstanding_settled "
                "or outstanding_withdrawn",
                _point(f"Since the last meeting, {_moves()}."),
            ),
            when("kinds_kept", _concerns()),
            when("log_kept", _point(_log_in_brief())),
        ]
    )


def _point(*texts: str) -> str:
    return p("MainPoint", *texts)


def _concerns() -> str:
    return when(
        "concerns_total",
        _point(
            count("concerns_total", "cause of concern", "is", "are").replace(
                ") }}", ")|sentence }}", 1
            )
            + f" also outstanding{against('concerns')} (",
            see("concerns"),
            ").",
        ),
        otherwise=[
            _point(
                "No cause of concern is outstanding"
                + only(
                    "concerns_then",
                    f"; {number('concerns_then', 'was', 'were')} at the last meeting",
                )
                + "."
            )
        ],
    )


def _worst() -> str:
    newly = only(
        "newly_worst_total",
        f"; {number('newly_worst_total', 'is', 'are')} newly so" + named("newly_worst_total"),
    )
    none = only("worst_then", "; " + number("worst_then", "was", "were") + " at the last meeting")
    return when(
        "worst_outstanding",
        _point(
            '{{ outstanding_total|verb("Of this total", "Of these") }}, '
            f"{number('worst_outstanding', 'is', 'are')} rated {{{{ worst }}}}"
            f"{against('worst')}{newly}."
        ),
        otherwise=[_point(f"None is rated {{{{ worst }}}}{none}.")],
    )


def _overdue() -> str:
    oldest = only(
        "few_of.overdue_oldest and not withheld_of.overdue_oldest",
        "; {{ rows_of.overdue_oldest|refs }} "
        '{{ overdue_oldest|verb("has", "have") }} '
        '{{ overdue_total|verb("been overdue", "been overdue longest,") }} for '
        '{{ overdue_days|count("day") }}',
    )
    return when(
        "overdue_total",
        _point(
            f"On the day of the meeting, {number('overdue_total', 'is', 'are')} past "
            '{{ overdue_total|verb("its target date", "their target dates") }}'
            f"{against('overdue')}{oldest}."
        ),
        otherwise=[_point("None is past its target date on the day of the meeting.")],
    )


def _moves() -> str:
    """Return how the outstanding recommendations moved, in so far as they did."""
    return joined(
        ("outstanding_new", number("outstanding_new", "is", "are", " new")),
        (
            "outstanding_reopened",
            number("outstanding_reopened", "came", "came", " back") + named("outstanding_reopened"),
        ),
        (
            "outstanding_settled",
            number("outstanding_settled", "was", "were", " signed off or closed"),
        ),
        (
            "outstanding_withdrawn",
            number("outstanding_withdrawn", "was", "were", " withdrawn")
            + named("outstanding_withdrawn"),
        ),
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
                "that {{ inspectorate }} ({{ inspectorate_short }}) has made to {{ force }}: the "
                "position at {{ data_to|date }}"
                + only(
                    "first_paper",
                    ". It is the first report of its kind, so it has no earlier figures to compare "
                    "with.",
                    ", and what has changed since {{ previous_data_to|date }}, as reported to the "
                    "meeting of {{ previous_date|date }}.",
                )
            ),
        ]
    )


def background() -> str:
    """Return the section Background."""
    return "".join(
        [
            p("Heading1", "Background"),
            when(
                "reviews_kept",
                numbered(_reviewed()),
                when("reviewed_total and outstanding_total", numbered(_bridge())),
            ),
            when("sign_offs_kept", numbered(_signed_off())),
            when(
                "not reviews_kept and not sign_offs_kept",
                numbered(
                    "This report counts what {{ inspectorate_short }} has asked of the force, alone "
                    "or with other bodies."
                ),
            ),
        ]
    )


def _reviewed() -> str:
    rated = (
        "{% for rating in ratings_reviewed %}{{ rating.reviewed|number }} {{ rating.word }}"
        "{{ rating.comma }}{% endfor %}"
    )
    unrated = '{{ unrated_total|number }} {{ unrated_total|verb("is", "are") }} '
    ratings = only("ratings_reviewed", rated + only("unrated_total", "; ")) + only(
        "unrated_total", unrated + "not rated, being no longer outstanding"
    )
    return (
        "A panel "
        + only("panel_chair", "chaired by the {{ panel_chair }}", "of the force")
        + " reviews the recommendations"
        + only("review_every", " every {{ review_every }}")
        + ". "
        + only(
            "period",
            only("period_is_one_day", "On", "From") + " {{ period }}",
            "Up to {{ data_to|date }}",
        )
        + ", "
        + count("reviewed_total", "recommendation", "was", "were")
        + f" reviewed{only('ratings_kept and reviewed_total', ': ' + ratings)}."
    )


def _bridge() -> str:
    """Return how those reviewed and those outstanding hang together."""
    known = only(
        "few_of.unreviewed_earlier and not withheld_of.unreviewed_earlier",
        '{{ rows_of.unreviewed_earlier|refs }} {{ unreviewed_earlier|verb("was", "were") }} '
        "not looked at again",
        number("unreviewed_earlier", "was", "were", " known before"),
    )
    why = only(
        "unreviewed_new or unreviewed_earlier",
        ": "
        + joined(
            ("unreviewed_new", number("unreviewed_new", "is", "are", " new")),
            ("unreviewed_earlier", known),
        ),
    )
    which = only("first_paper", named("unreviewed_total"))
    return only(
        "unreviewed_total",
        "Of the {{ outstanding_total|number }} outstanding, "
        + number("reviewed_outstanding_total", "was", "were", " reviewed in the period")
        + f"; {number('unreviewed_total', 'was', 'were')} not{why}{which}.",
        '{{ outstanding_total|verb("What is", "Each of those") }} outstanding was reviewed in the '
        "period.",
    )


def _signed_off() -> str:
    stand = (
        "{% for item in signed_off_as %}\u201c{{ item.status }}\u201d ({{ item.count|number }})"
        "{{ item.comma }}{% endfor %}"
    )
    return (
        "In the same period, "
        + count("signed_off_total", "recommendation", "was", "were")
        + " signed off inside the force"
        + only(
            "signed_off_total",
            ', and {{ signed_off_total|verb("now stands", "now stand") }} as ' + stand,
        )
        + "."
        + only(
            "awaiting_kept",
            " What the force signs off is shared with {{ inspectorate_short }}, which decides "
            "whether to close it.",
        )
    )
