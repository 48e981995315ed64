"""What the inspections log tells: inspections completed and under way, reports, what is to come."""

from __future__ import annotations

from tests.house.parts import p, run
from tests.house.tags import count, each, joined, numbered, only, when

PERIOD = only("first_paper", "in the period of this report", "since the last meeting")


def completed() -> str:
    """Return the section Inspections completed since the last meeting."""
    place = only("not inspection.alone", "{{ inspection.position|ordinal }} ")
    days = only(
        "inspection.started", "{{ inspection.days }}", "until {{ inspection.finished|date }}"
    )
    return "".join(
        [
            p("Heading1", "Inspections completed since the last meeting"),
            when(
                "inspections_total",
                each(
                    "inspection in inspections",
                    p("Heading2", "{{ inspection.title }}"),
                    _strip(
                        only("inspection.fieldwork", f"Fieldwork {days}")
                        + only(
                            "inspection.documents_only",
                            "Documents given by {{ inspection.finished|date }}",
                        )
                        + only(
                            "inspection.not_selected",
                            "The force was not selected; finished {{ inspection.finished|date }}",
                        )
                    ),
                    numbered(
                        f'The {place}inspection was {{{{ inspection.description|ended(".") }}}}'
                        + only(
                            "inspection.questions",
                            " It asked: {{ inspection.questions }}",
                            only("inspection.narrative", " {{ inspection.narrative }}"),
                        )
                    ),
                    when(
                        "inspection.questions and inspection.narrative",
                        numbered("{{ inspection.narrative }}"),
                    ),
                    _found(),
                ),
                otherwise=[numbered(f"No inspections were completed {PERIOD}.")],
            ),
        ]
    )


def _strip(first: str) -> str:
    """Return the line below a heading that says who inspects and who answers for it."""
    return p(
        "Strip",
        first
        + only("inspection.commissioned_by", " | Commissioned by {{ inspection.commissioned_by }}")
        + only("inspection.lead", " | Lead: {{ inspection.lead }}"),
    )


def _found() -> str:
    return "".join(
        [
            when(
                "inspection.findings",
                numbered(run("Preliminary findings.", "Strong"), " {{ inspection.findings }}"),
            ),
            when("inspection.next_step", numbered("{{ inspection.next_step }}")),
        ]
    )


def under_way() -> str:
    """Return the section Inspections under way."""
    return "".join(
        [
            p("Heading1", "Inspections under way"),
            when(
                "underway_total",
                each(
                    "inspection in underway",
                    p("Heading2", "{{ inspection.title }}"),
                    _strip(
                        "Started {{ inspection.started|date }}"
                        + only("inspection.ends", ", ends {{ inspection.ends|date }}")
                        + only("inspection.documents_only", " | Documents only")
                        + only("inspection.not_selected", " | The force was not selected")
                    ),
                    when(
                        "inspection.description",
                        numbered('This is {{ inspection.description|ended(".") }}'),
                    ),
                    when("inspection.questions", numbered("It asks: {{ inspection.questions }}")),
                    when("inspection.narrative", numbered("{{ inspection.narrative }}")),
                    _found(),
                ),
                otherwise=[numbered("No inspection was under way at {{ data_to|date }}.")],
            ),
        ]
    )


def reports() -> str:
    """Return the section Inspection reports published since the last meeting."""
    return "".join(
        [
            p("Heading1", "Inspection reports published since the last meeting"),
            when("responses_late", numbered(_late())),
            when(
                "reports_total",
                each(
                    "report in reports",
                    p("Heading2", "{{ report.linked_title }}"),
                    numbered(
                        "This report was published on {{ report.published|date }}"
                        + only("report.bodies", " by {{ report.bodies|list }}")
                        + only(
                            "report.published_with",
                            " together with \u201c{{ report.published_with }}\u201d",
                        )
                        + ". "
                        + only("report.recommendations", _made(), "It makes no recommendations.")
                        + _answered()
                        + only("report.narrative", " {{ report.narrative }}")
                    ),
                ),
                otherwise=[numbered(f"No inspection reports were published {PERIOD}.")],
            ),
        ]
    )


def _late() -> str:
    each_late = (
        "{% for report in rows_of.responses_late %}; that to \u201c{{ report.title }}\u201d was "
        "due by {{ report.response_due|date }}{% endfor %}"
    )
    return (
        "On the day of the meeting, "
        + count("responses_late", "response", "is", "are")
        + f" late{each_late}."
    )


def _made() -> str:
    every = '{{ report.recommendations|verb("", "all ") }}'
    return (
        "It makes "
        + count("report.recommendations", "recommendation")
        + only(
            "report.ours",
            only(
                "report.jointly or report.for_others",
                ": "
                + joined(
                    ("report.for_force", "{{ report.for_force|number }} for the force alone"),
                    (
                        "report.jointly",
                        "{{ report.jointly|number }} for the force jointly with other bodies",
                    ),
                    (
                        "report.for_others",
                        "{{ report.for_others|number }} for other bodies only",
                    ),
                ),
                f", {every}for the force alone",
            ),
            f", {every}for other bodies",
        )
        + "."
    )


def _answered() -> str:
    return only(
        "report.responded",
        " The force responded on {{ report.responded|date }}"
        + only("report.is_late", ", after {{ report.response_due|date }}, when it was due")
        + ".",
        only(
            "report.response_due and not report.is_late",
            " The response is due by {{ report.response_due|date }}.",
        ),
    )


def forthcoming() -> str:
    """Return the section Forthcoming inspections."""
    return "".join(
        [
            p("Heading1", "Forthcoming inspections"),
            when(
                "forthcoming_total",
                each(
                    "inspection in forthcoming",
                    p("Heading2", "{{ inspection.title }}"),
                    p(
                        "Strip",
                        only(
                            "inspection.ends",
                            "{{ inspection.days }}",
                            "Starts {{ inspection.starts|date }}",
                        ),
                    ),
                    when("inspection.narrative", numbered("{{ inspection.narrative }}")),
                ),
                otherwise=[
                    numbered(
                        "The force knows of no inspection that starts after {{ data_to|date }}."
                    )
                ],
            ),
        ]
    )
