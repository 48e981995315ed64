"""The house template as drawn: every sentence of the paper, in the order the committee knows.

`python -m tests.house.template` writes `templates/hmicfrs_update.docx` anew and loses what was
edited in Word since.
"""

from __future__ import annotations

from pathlib import Path

from tests.house.changes import changes
from tests.house.lists import appendices
from tests.house.log import completed, forthcoming, reports, under_way
from tests.house.opening import background, cover, main_points, purpose
from tests.house.parts import field, p, package, section
from tests.house.styles import numbering, styles
from tests.house.tag_styles import styled
from tests.house.tags import NUMBERED, each, numbered, only, when


def body() -> str:
    """Return the document's body."""
    return "".join(
        [
            cover(),
            main_points(),
            purpose(),
            background(),
            changes(),
            when("log_kept", completed(), under_way(), reports(), forthcoming()),
            optional(),
            recommendation(),
            appendices(),
            section(landscape=True),
        ]
    )


def optional() -> str:
    """Return the sections that stand where report.toml holds something for them."""
    return "".join(
        [
            when(
                "history",
                p("Heading1", "Earlier decisions"),
                each(
                    "one in history",
                    numbered(
                        "On {{ one.date|date }}"
                        + only("one.body", ", {{ one.body }}")
                        + ": {{ one.decision }}"
                    ),
                ),
            ),
            when(
                "implications",
                p("Heading1", "Implications"),
                each(
                    "one in implications",
                    p("Heading2", "{{ one.heading }}"),
                    numbered("{{ one.text }}"),
                ),
            ),
            when(
                "background",
                p("Heading1", "Background papers"),
                each("one in background", p("ListBullet", "{{ one.linked_title }}")),
            ),
        ]
    )


def recommendation() -> str:
    """Return the section Recommendation; the section of upright pages ends with it."""
    dates = only(
        "inspection.ends", "{{ inspection.days }}", "starting on {{ inspection.starts|date }}"
    )
    ahead = (
        "{% for inspection in forthcoming %}, and the dates of \u201c{{ inspection.title }}\u201d, "
        f"{dates}{{% endfor %}}"
    )
    return p("Heading1", "Recommendation") + p(
        NUMBERED,
        f"The Committee is asked to note the contents of this report{only('log_kept', ahead)}."
        + only("next_report", " The next report is due on {{ next_report|date }}."),
        extra=section(),
    )


def header() -> str:
    """Return the page header."""
    return when("marking", p("Marking", "{{ marking }}")) + p(
        "Header", "{{ committee }}: {{ title }}, {{ meeting_date|date }}"
    )


def footer() -> str:
    """Return the page footer."""
    return when("marking", p("Marking", "{{ marking }}")) + p(
        "Footer", "Page ", field("PAGE"), " of ", field("NUMPAGES")
    )


def template() -> bytes:
    """Return the template as a .docx, its tags in styles that set them apart from words."""
    drawn = package(
        body(),
        styles=styles(),
        numbering=numbering(),
        header=header(),
        footer=footer(),
        title="HMICFRS update",
    )
    return styled(drawn)


if __name__ == "__main__":
    Path(__file__).parents[2].joinpath("templates", "hmicfrs_update.docx").write_bytes(template())
