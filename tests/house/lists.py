"""The appendices: the rows behind the figures, those that a member asks about first."""

from __future__ import annotations

from tests.house.notes import notes
from tests.house.parts import marked, p, reference, row
from tests.house.tags import (
    CELL,
    RATING,
    captioned,
    cells,
    column,
    count,
    each,
    heads,
    only,
    rows_each,
    when,
)

SUBHEADING, TEXT = "AppendixSubheading", "Normal"
LETTERS = {"concerns": "A", "pressing": "B", "new": "C", "slipped": "D", "settled": "E"}
"""The appendices that the body refers to, in their order; a first paper has no more than B."""

FIRST_BOOKMARK = 9001
"""The number of the first bookmark, far from those that Word counts from 0."""


KEPT = "<w:keepNext/>"
"""The last words before a table stay on its page."""
FIRST = '<w:spacing w:before="0" w:after="140" w:line="240" w:lineRule="auto"/>'
"""What begins a page has no space above."""
STANDING = "Status" + only("ratings_kept", " and rating")
"""The heading of what a recommendation stands at."""


def see(name: str) -> str:
    """Return a live reference to an appendix: "Appendix A"."""
    return reference(f"appendix_{name}", f"Appendix {LETTERS[name]}")


def _heading(name: str, text: str) -> str:
    place = FIRST_BOOKMARK + list(LETTERS).index(name)
    return p(
        "AppendixHeading",
        *marked(f"appendix_{name}", place, text),
        extra=FIRST if name == "concerns" else "",
    )


def appendices() -> str:
    """Return the appendices and the notes on the figures."""
    return "".join(
        [
            when("kinds_kept", _concerns()),
            when("ratings_kept or targets_kept", _pressing()),
            when("not first_paper", _new(), _slipped(), _settled()),
            notes(),
        ]
    )


def _listed(key: str, none: str, *content: str, noun: str = "recommendation") -> str:
    """Return the rows of a figure, what stands where there are none, and how many are withheld."""
    counted = (
        "Not listed here: "
        + count(f"withheld_of.{key}", noun)
        + f' that {{{{ withheld_of.{key}|verb("is", "are") }}}} counted in this report and not '
        "for publication."
    )
    nothing = when(f"not withheld_of.{key}", p(TEXT, none)) if none else ""
    return when(f"rows_of.{key}", *content, otherwise=[nothing] if nothing else []) + when(
        f"withheld_of.{key}", p("AfterTable", counted)
    )


def _cell(*paragraphs: tuple[str, str], style: str = CELL, none: str = "") -> str:
    """Return a cell of paragraphs that stand each on its condition, and what stands without any."""
    told = "".join(
        when(condition, p(style, words)) if condition else p(style, words)
        for condition, words in paragraphs
    )
    if none:
        some = " or ".join(condition for condition, _ in paragraphs)
        told += when(f"not ({some})", p(CELL, none))
    return told


def _target(name: str = "row") -> str:
    dated = only(f"{name}.target", f"{{{{ {name}.target|date }}}}", "None set")
    return column("targets_kept", dated)


def _owner(name: str = "row") -> str:
    return column("owners_kept", only(f"{name}.owner", f"{{{{ {name}.owner }}}}", "None named"))


OWNER_HEAD = column("owners_kept", "Owner")
TARGET_HEAD = column("targets_kept", "Target date")


def _concerns() -> str:
    """Return the causes of concern that are outstanding, each with its recommendations."""
    strip = (
        only("row.rating", "Rated {{ row.rating }} | ")
        + only("row.owner", "{{ row.owner }} | ")
        + only(
            "row.target",
            "Target date {{ row.target|date }}",
            only("targets_kept", "No target date set", "{{ row.status }}"),
        )
    )
    return _heading("concerns", "Causes of concern outstanding") + _listed(
        "concerns_total",
        "No causes of concern are outstanding.",
        each(
            "row in rows_of.concerns_total",
            p(SUBHEADING, "{{ row.ref }}: {{ row.linked_report }}"),
            p("Strip", strip, extra='<w:ind w:left="0"/>'),
            when(
                "row.update",
                p(TEXT, "{{ row.text }}"),
                p(TEXT, "{{ row.update }}", extra=KEPT),
                otherwise=[p(TEXT, "{{ row.text }}", extra=KEPT)],
            ),
            when(
                "row.recommendations",
                _table(
                    "Recommendations of a cause of concern",
                    (1350, 6220, 2280, 2320, 2400),
                    heads("Ref", "Recommendation", STANDING, OWNER_HEAD, TARGET_HEAD),
                    *rows_each(
                        5,
                        "child in row.recommendations",
                        cells(
                            "{{ child.ref }}",
                            "{{ child.text }}",
                            "{{ child.status }}"
                            + only("child.is_outstanding and child.rating", ", {{ child.rating }}"),
                            _owner("child"),
                            _target("child"),
                        ),
                    ),
                ),
                otherwise=[when("not row.withheld", p(TEXT, "No recommendation hangs from it."))],
            ),
            when(
                "row.withheld",
                p(
                    "AfterTable",
                    "Not listed here: "
                    + count("row.withheld", "recommendation", "is", "are").replace(
                        " {{ row", " that {{ row", 1
                    )
                    + " not for publication.",
                ),
            ),
        ),
        noun="cause of concern",
    )


_WHY = only(
    "reasons_kept",
    only("updates_compared", ", why, and what is being done", " and why"),
    only("updates_compared", " and what is being done"),
)
_RATED = only("ratings_kept", f"Rating{_WHY}", "What is being done")
"""The heading of a rating, its reason and the latest update, in so far as they are kept."""


def _pressing() -> str:
    """Return what is rated worst or overdue: why, and what is being done."""
    told = "ratings_kept or updates_compared"
    now = _cell(("row.rating", "{{ row.rating }}"), style=RATING) + _cell(
        ("row.reason", "{{ row.reason }}"), ("row.update", "{{ row.update }}")
    )
    now += when("not (row.rating or row.reason or row.update)", p(CELL, "Not stated"))
    now = p(CELL, f"{{%tc if {told} %}}") + now + p(CELL, "{%tc endif %}")
    target = p(CELL, "{%tc if targets_kept %}") + _cell(
        ("row.target", "{{ row.target|date }}"),
        ("not row.target", "None set"),
        ("row.target_moved", "First: {{ row.original_target|date }}"),
        ("row.days_overdue", count("row.days_overdue", "day") + " overdue"),
    )
    target += p(CELL, "{%tc endif %}")
    return _heading(
        "pressing",
        "Outstanding recommendations "
        + only(
            "ratings_kept", "rated {{ worst }}" + only("targets_kept", " or overdue"), "overdue"
        ),
    ) + _listed(
        "worst_or_overdue_total",
        "No outstanding recommendation is "
        + only("ratings_kept", "rated {{ worst }}" + only("targets_kept", " or "))
        + only("targets_kept", "past its target date on the day of the meeting")
        + ".",
        _table(
            "Outstanding recommendations with the worst rating or overdue, by target date",
            (1350, 3950, 4370, 2500, 2400),
            heads(
                "Ref",
                "Recommendation",
                column(told, _RATED),
                OWNER_HEAD,
                TARGET_HEAD,
            ),
            *rows_each(
                5,
                "row in rows_of.worst_or_overdue_total",
                row([p(CELL, "{{ row.ref }}"), _wording(), now, p(CELL, _owner()), target]),
            ),
        ),
    )


def _table(name: str, widths: tuple[int, ...], head: str, *rows: str) -> str:
    """Return a table of an appendix, whose heading says what a caption would."""
    told = captioned(
        name, widths, [head, *rows], about="One row for each recommendation.", first_column=False
    )
    return told.partition("</w:p>")[2]


def _grouped(columns: int, key: str, *rows: str) -> list[str]:
    """Return the rows of a figure, report by report.

    All stand in one table: `verify` holds the rows of a table against its figure.
    """
    return rows_each(
        columns, f"group in by_report.{key}", *rows_each(columns, "row in group.rows", *rows)
    )


def _wording(*, grouped: bool = False) -> str:
    """Return the cell of a recommendation and the title of its report, once a report in a list that
    is grouped.
    """
    title = p("TableSource", "{{ row.linked_report }}")
    return (
        (when("row.opens_report", title) if grouped else "")
        + p(CELL, "{{ row.text }}")
        + ("" if grouped else title)
    )


def _new() -> str:
    """Return what is new."""
    status = "{{ row.status }}" + only("row.is_outstanding and row.rating", ", {{ row.rating }}")
    return _heading("new", "New recommendations") + _listed(
        "outstanding_new",
        "No recommendation is new since the last meeting.",
        _table(
            "New recommendations",
            (1350, 5590, 2280, 2950, 2400),
            heads("Ref", "Recommendation", STANDING, OWNER_HEAD, TARGET_HEAD),
            *_grouped(
                5,
                "outstanding_new",
                row(
                    [
                        p(CELL, "{{ row.ref }}"),
                        _wording(grouped=True),
                        p(CELL, status),
                        p(CELL, _owner()),
                        p(CELL, _target()),
                    ]
                ),
            ),
        ),
    )


def _slipped() -> str:
    """Return what came back or slipped: reopened, returned, worsened, extended."""
    what = _cell(
        ("row.is_returned", "Returned by {{ inspectorate_short }}"),
        ("row.is_reopened and not row.is_returned", "Reopened"),
        ("row.is_worsened", "Rating worse"),
        ("row.is_extended", "Target date later"),
    )
    then = _cell(
        ("row.is_reopened and row.status_then", "{{ row.status_then }}"),
        ("row.is_worsened and row.rag_then", "{{ row.rag_then }}"),
        ("row.is_extended and row.target_then", "{{ row.target_then|date }}"),
        none="Not for publication",
    )
    now = _cell(
        ("row.is_reopened", "{{ row.status }}"),
        ("row.is_worsened", "{{ row.rating }}"),
        ("row.is_extended", "{{ row.target|date }}"),
    )
    return _heading(
        "slipped", "Recommendations reopened, returned, worsened or extended"
    ) + _listed(
        "slipped_total",
        "Since the last meeting, no recommendation has come back"
        + only("ratings_kept", only("targets_kept", ", ", " or ") + "been rated worse")
        + only("targets_kept", " or been given a later target date")
        + ".",
        _table(
            "Recommendations reopened, returned, worsened or extended",
            (1350, 6520, 2000, 2350, 2350),
            heads("Ref", "Recommendation", "What changed", "Last meeting", "Now"),
            *_grouped(
                5,
                "slipped_total",
                row([p(CELL, "{{ row.ref }}"), _wording(grouped=True), what, then, now]),
            ),
        ),
    )


def _settled() -> str:
    """Return what was signed off or closed, and when."""
    signed = column(
        "sign_offs_kept", only("row.signed_off", "{{ row.signed_off|date }}", "Not recorded")
    )
    closed = column(
        "closures_kept",
        only(
            "row.is_closed", only("row.closed", "{{ row.closed|date }}", "Not recorded"), "Not yet"
        ),
    )
    head = heads(
        "Ref",
        "Recommendation",
        "Status",
        OWNER_HEAD,
        column("sign_offs_kept", "Signed off on"),
        column("closures_kept", "Closed by {{ inspectorate_short }} on"),
    )
    return _heading("settled", "Recommendations signed off or closed") + _listed(
        "outstanding_settled",
        "No recommendation was signed off or closed since the last meeting.",
        _table(
            "Recommendations signed off or closed",
            (1350, 5720, 1800, 2300, 1700, 1700),
            head,
            *_grouped(
                6,
                "outstanding_settled",
                row(
                    [
                        p(CELL, "{{ row.ref }}"),
                        _wording(grouped=True),
                        *(p(CELL, text) for text in ("{{ row.status }}", _owner(), signed, closed)),
                    ]
                ),
            ),
        ),
    )
