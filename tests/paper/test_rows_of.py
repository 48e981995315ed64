"""The rows of every figure as a template lists them: which, in which order, with what in them, and
what is kept back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pytest

from pipeline.commands.run import Computed, computed, made
from pipeline.compare.text import as_text
from pipeline.figures.measures import measures
from pipeline.findings.finding import TemplateRefused
from pipeline.paper.fields import CONCERN
from pipeline.paper.marks import bare
from pipeline.paper.named_values import Day
from pipeline.paper.numbers import chart_data
from pipeline.paper.slots import names
from pipeline.paper.values import values
from tests.builders import CUT_OFF, SETTINGS, THEN, inputs, inspections
from tests.paper.test_template import document, n

Row = Mapping[str, Any]
LATE, LATER = date(2020, 12, 1), date(2020, 9, 30)
RED_THEN = {"ref": "A", "rag": "Red", "target": date(2020, 9, 30)}


def given(*now: Row, then: Iterable[Row] | None = (), **more: Any) -> Mapping[str, Any]:
    """Return what a template is filled with."""
    before = None if then is None else list(then)
    result: Computed = computed(inputs(*now, then=before, **more))
    charts = chart_data(result.settings, result.figures, [])
    previous = (THEN, CUT_OFF) if before is not None else None
    return values(result.settings, result.position, result.figures, "", previous, charts)


def shown(value: Any) -> Any:
    """Return a value as a reader sees it."""
    return bare(value) if isinstance(value, str) else value


def refs(rows: Iterable[Row]) -> list[str]:
    return [shown(row["ref"]) for row in rows]


def printed(*content: str, now: Iterable[Row], **more: Any) -> list[str]:
    """Return the lines of the paper that a template of these paragraphs makes."""
    paper = made(inputs(*now, template=document(*content), **more)).paper
    return [line.partition("] ")[2] for line in as_text(paper).splitlines() if line]


def test_every_figure_has_its_rows_and_a_row_has_every_column_of_the_workbook() -> None:
    full: dict[str, Any] = {
        "kind": "Area for improvement",
        "number": "1.10",
        "parent": "C",
        "department": "Custody",
        "rag": "Red",
        "rag_reason": "No money.",
        "target": LATE,
        "original_target": LATER,
    }
    slots = given({"ref": "A", **full}, {"ref": "C", "kind": "Cause of concern"}, then=[RED_THEN])
    (row,) = slots["rows_of"]["overdue_total"]
    told = {name: shown(value) for name, value in row.items()}
    assert {name: told[name] for name in told if not name.startswith("is_")} == {
        "ref": "A",
        "report": "Fresh start",
        "linked_report": "Fresh start",
        "published": date(2020, 2, 7),
        "kind": "Area for improvement",
        "number": "1.10",
        "parent": "C",
        "text": "Keep better records.",
        "addressed_to": "West Midlands Police",
        "owner": "Deputy Chief Constable",
        "department": "Custody",
        "rag": "Red",
        "rating": "Red",
        "rag_reason": "No money.",
        "reason": "No money.",
        "status": "Open",
        "target": LATE,
        "original_target": LATER,
        "reviewed": date(2020, 11, 12),
        "signed_off": "",
        "closed": "",
        "updated": date(2020, 11, 12),
        "update": "Work has begun.",
        "publish": "Yes",
        "days_overdue": 44,
        "rag_then": "Red",
        "status_then": "Open",
        "target_then": date(2020, 9, 30),
        "target_moved": True,
        "opens_report": False,
    }
    assert [name for name in told if name.startswith("is_") and told[name]] == [
        "is_outstanding",
        "is_worst",
        "is_overdue",
        "is_reviewed",
        "is_extended",
    ]


def test_the_names_that_a_row_has_are_those_that_are_told() -> None:
    slots = given({"rag": "Red"}, {"kind": "Cause of concern"}, then=[])
    told = names(dict.fromkeys(slots["rows_of"], ""))
    for key, rows in slots["rows_of"].items():
        for row in rows or ():
            assert set(row) == set((told["rows_of"].fields or {})[key].fields or ())
    (concern,) = slots["rows_of"]["concerns_total"]
    assert set(concern) == set(CONCERN)


def test_every_figure_lists_the_rows_behind_it_in_the_order_of_the_workbook() -> None:
    then: list[Row] = [{"ref": "A", "rag": "Green"}, {"ref": "B"}, {"ref": "C"}]
    now: list[Row] = [
        {"ref": "A"},
        {"ref": "B", "status": "Closed", "closed": CUT_OFF},
        {"ref": "C", "status": "Superseded"},
        {"ref": "D", "rag": "Red"},
    ]
    result = computed(inputs(*now, then=then))
    slots = given(*now, then=then)
    assert set(slots["rows_of"]) == set(result.figures)
    for key, figure in result.figures.items():
        rows = slots["rows_of"][key]
        assert (rows is None) == (figure.value is None)
        if rows is None:
            continue
        assert refs(rows) == [row.ref for row in figure.evidence], key
        assert slots["few_of"][key] == (1 <= len(rows) <= 6)


def test_what_is_overdue_stands_by_target_date_and_a_row_without_one_last() -> None:
    now: list[Row] = [
        {"ref": "A", "target": LATE},
        {"ref": "B", "rag": "Red", "target": None},
        {"ref": "C", "target": LATER},
        {"ref": "D", "rag": "Red", "target": LATE},
    ]
    rows = given(*now)["rows_of"]
    assert refs(rows["overdue_total"]) == ["C", "A", "D"]
    assert refs(rows["worst_or_overdue_total"]) == ["C", "A", "D", "B"]
    assert refs(rows["overdue_oldest"]) == ["C"]


@pytest.mark.parametrize(
    ("target", "status", "days"),
    [
        (date(2021, 1, 13), "Open", 1),
        (date(2021, 1, 14), "Open", 0),
        (date(2021, 1, 15), "Open", 0),
        (date(2020, 1, 14), "Open", 366),
        (None, "Open", 0),
        (LATE, "With HMICFRS", 0),
    ],
)
def test_days_overdue_run_from_the_target_to_the_meeting(
    target: date | None, status: str, days: int
) -> None:
    slots = given({"ref": "A", "target": target, "status": status}, {"target": LATE})
    row = next(row for row in slots["rows_of"]["outstanding_new"] if shown(row["ref"]) == "A")
    assert row["days_overdue"] == days and row["is_overdue"] == (days > 0)
    assert row["days_overdue"].key == "recommendations:A:days_overdue"


def test_where_no_target_is_kept_no_day_is_counted() -> None:
    slots = given({"target": None}, then=None)
    (row,) = slots["rows_of"]["outstanding_total"]
    assert row["days_overdue"] is None and slots["rows_of"]["overdue_total"] is None


FLAGS: list[tuple[Row | None, Row, list[str]]] = [
    (None, {}, ["is_new"]),
    ({}, {}, []),
    ({"rag": "Green"}, {}, ["is_worsened"]),
    ({"rag": "Red"}, {}, ["is_improved"]),
    ({"target": LATER}, {}, ["is_extended"]),
    ({"status": "With HMICFRS"}, {}, ["is_reopened", "is_returned"]),
    ({"status": "Closed"}, {"rag": "Red"}, ["is_reopened"]),
    ({"status": "Superseded"}, {}, ["is_reopened"]),
    ({"addressed_to": "Home Office"}, {}, ["is_new"]),
    ({"kind": "Cause of concern"}, {}, ["is_new"]),
]


@pytest.mark.parametrize(("then", "now", "flags"), FLAGS)
def test_a_row_says_what_became_of_it_and_nothing_on_a_first_paper(
    then: Row | None, now: Row, flags: list[str]
) -> None:
    moves = ("is_new", "is_reopened", "is_returned", "is_improved", "is_worsened", "is_extended")
    before = [] if then is None else [{"ref": "A", **then}]
    (row,) = given({"ref": "A", **now}, then=before)["rows_of"]["outstanding_total"]
    assert [flag for flag in moves if row[flag]] == flags
    (first,) = given({"ref": "A", **now}, then=None)["rows_of"]["outstanding_total"]
    assert not any(first[flag] for flag in moves) and first["rag_then"] == ""


def test_what_is_not_for_publication_is_counted_and_in_no_list_and_what_was_not_tells_no_former_word() -> (
    None
):
    then: list[Row] = [{"ref": "A", "rag": "Green"}, {"ref": "B", "publish": "No"}, {"ref": "C"}]
    now: list[Row] = [
        {"ref": "A", "publish": "No", "target": LATER, "parent": "C1", "text": "Secret."},
        {"ref": "B", "target": LATE, "parent": "C1"},
        {"ref": "C", "publish": "No", "status": "Closed", "closed": CUT_OFF},
        {"ref": "C1", "kind": "Cause of concern"},
        {"ref": "C2", "kind": "Cause of concern", "publish": "No"},
        {"ref": "D", "parent": "C2"},
    ]
    slots = given(*now, then=then)
    (row,) = slots["rows_of"]["overdue_total"]
    assert (shown(row["ref"]), row["rag_then"], row["status_then"], row["target_then"]) == (
        "B",
        "",
        "",
        "",
    )
    assert slots["withheld_of"]["overdue_total"] == 1
    assert slots["withheld_of"]["overdue_total"].key == "withheld_of.overdue_total"
    assert slots["rows_of"]["overdue_oldest"] == () or not slots["rows_of"]["overdue_oldest"]
    (concern,) = slots["rows_of"]["concerns_total"]
    assert (refs(concern["recommendations"]), concern["withheld"]) == (["B"], 1)
    parents = {shown(r["ref"]): shown(r["parent"]) for r in slots["rows_of"]["outstanding_total"]}
    assert parents == {"B": "C1", "D": ""}
    for key, rows in slots["rows_of"].items():
        assert not rows or not {"A", "C", "C2"} & set(refs(rows)), key
    for key, groups in slots["by_report"].items():
        assert not any({"A", "C", "C2"} & set(refs(one["rows"])) for one in groups or ()), key


def test_an_opening_figure_lists_its_rows_as_they_stand_now() -> None:
    now = [{"ref": "A", "status": "Closed", "closed": CUT_OFF, "rag": "Green"}]
    (row,) = given(*now, then=[RED_THEN])["rows_of"]["outstanding_opening"]
    assert [shown(row[name]) for name in ("status", "rag", "status_then", "rag_then")] == [
        "Closed",
        "Green",
        "Open",
        "Red",
    ]


def test_rows_by_report_name_each_report_once_where_its_first_row_stands() -> None:
    now: list[Row] = [
        {"ref": "A", "report": "Two"},
        {"ref": "B", "report": "One"},
        {"ref": "C", "report": "Two"},
        {"ref": "D", "report": "Two", "published": date(2020, 2, 8)},
    ]
    groups = given(*now)["by_report"]["outstanding_total"]
    assert [(shown(one["report"]), one["published"], refs(one["rows"])) for one in groups] == [
        ("Two", date(2020, 2, 7), ["A", "C"]),
        ("One", date(2020, 2, 7), ["B"]),
        ("Two", date(2020, 2, 8), ["D"]),
    ]
    assert list(given({"status": "Closed"}, then=[{}])["by_report"]["outstanding_total"]) == []


def test_a_figure_without_a_value_has_no_list_at_all() -> None:
    slots = given({}, then=None)
    for name in ("rows_of", "by_report", "few_of", "withheld_of"):
        assert slots[name]["outstanding_new"] is None
    bare_log = given({}, then=None, settings=SETTINGS, log=inspections())
    assert list(bare_log["rows_of"]["reports_total"]) == []


def test_the_rows_of_the_log_are_those_of_its_lists() -> None:
    log = inspections(
        inspections=[{}],
        reports=[
            {"response_due": date(2020, 11, 25)},
            {"response_due": date(2021, 11, 25), "title": "Later"},
        ],
        forthcoming=[{}, {"title": "Begun", "starts": date(2020, 12, 1)}],
    )
    slots = given({}, log=log)
    rows = {
        key: [shown(row["title"]) for row in slots["rows_of"][key]]
        for key in slots["rows_of"]
        if key.startswith(("inspections", "underway", "reports", "forthcoming", "responses"))
    }
    assert rows == {
        "inspections_total": ["Inspection of custody"],
        "underway_total": ["Begun"],
        "reports_total": ["Custody today", "Later"],
        "forthcoming_total": ["Inspection of vetting"],
        "responses_made": [],
        "responses_due": ["Later"],
        "responses_late": ["Custody today"],
    }


@pytest.mark.parametrize(
    ("due", "responded", "late"),
    [
        (None, None, False),
        (date(2020, 11, 25), date(2020, 11, 25), False),
        (date(2020, 11, 25), date(2020, 11, 26), True),
        (date(2020, 11, 25), None, True),
        (date(2021, 1, 14), None, False),
    ],
)
def test_a_report_says_whether_its_response_is_late_and_until_when_the_law_gives_time(
    due: date | None, responded: date | None, late: bool
) -> None:
    row = {"published": date(2020, 10, 1), "response_due": due, "responded": responded}
    (report,) = given({}, log=inspections(reports=[row]))["reports"]
    assert (report["is_late"], report["answer_by"]) == (late, date(2020, 11, 25))


# In a template

LIST = (
    n("{%p for row in rows_of.outstanding_total %}"),
    n("{{ row.ref }}: {{ row.text }} {{ row.kind }}, {{ row.days_overdue|digits }} days"),
    n("{%p endfor %}"),
)
HOSTILE = ("{{ 7*7 }}", "<script>&amp;", "+cmd()|' /C calc'!A0", "x" * 30_000, "a\u200bb")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_printed_as_they_stand(text: str) -> None:
    now = [{"text": text, "target": LATE}]
    assert f"R1: {text} Recommendation, 44 days" in printed(*LIST, now=now, then=[])


@pytest.mark.parametrize("count", [1, 2, 9])
def test_none_one_and_many_rows_are_listed(count: int) -> None:
    now = [{"target": LATE}] * count
    assert len([line for line in printed(*LIST, now=now, then=[]) if "44 days" in line]) == count
    none = printed(*LIST, n("end"), now=[{"status": "Closed"}], then=[{}])
    assert not any("days" in line for line in none)


def test_the_refs_of_a_list_stand_in_a_sentence() -> None:
    line = n("Not reviewed: {{ rows_of.unreviewed_total|refs }}.")
    now: list[Row] = [{"reviewed": None}, {"reviewed": None}, {}, {"reviewed": None}]
    assert "Not reviewed: R1, R2 and R4." in printed(line, now=now, then=[])


def refusal(*content: str, then: Any = None) -> list[tuple[str, str]]:
    with pytest.raises(TemplateRefused) as refused:
        made(inputs({}, then=then, template=document(*content)))
    return [(one.code, one.message) for one in refused.value.findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("{{ rows_of.overdue_total }}", "template-name", "is a list, which cannot be printed"),
        ("{{ rows_of }}", "template-name", "is all lists together"),
        ("{{ few_of.overdue_total }}", "template-name", "is a condition"),
        ("{{ rows_of.overdu_total }}", "template-name", 'there is no "overdu_total" here'),
        ("{% for row in rows_of %}x{% endfor %}", "template-name", '"rows_of" is not a list'),
        (
            "{% for row in rows_of.overdue_total %}{{ row.titel }}{% endfor %}",
            "template-name",
            'there is no "titel" here',
        ),
        (
            "{% for row in rows_of.reports_total %}{{ row.owner }}{% endfor %}",
            "template-name",
            'there is no "owner" here',
        ),
        (
            "{% for row in rows_of.overdue_total %}{{ row.recommendations|refs }}{% endfor %}",
            "template-name",
            'there is no "recommendations" here',
        ),
        ("{{ by_report.reports_total|refs }}", "template-name", 'there is no "reports_total"'),
        ("{{ outstanding_total|refs }}", "template-filter", "the filter refs needs a list"),
        ("{{ forthcoming|refs }}", "template-no-value", "have no ref"),
    ],
)
def test_a_wrong_name_or_kind_is_told_at_its_place(content: str, code: str, words: str) -> None:
    if "forthcoming" in content:
        log = inspections(forthcoming=[{}])
        with pytest.raises(TemplateRefused) as refused:
            made(inputs({}, then=[], log=log, template=document(n(content))))
        told = [(one.code, one.message) for one in refused.value.findings]
    else:
        told = refusal(n(content), then=[])
    assert any(one == code and words in message for one, message in told), told


def test_the_list_of_a_figure_without_a_value_is_refused_where_it_is_printed_and_false_in_an_if() -> (
    None
):
    loop = "{% for row in rows_of.outstanding_new %}{{ row.ref }}{% endfor %}"
    ((code, message),) = refusal(n(loop))
    assert code == "template-no-value" and "a loop runs over a list" in message
    ((code, message),) = refusal(n("{{ rows_of.outstanding_new|refs }}"))
    assert code == "template-no-value" and "it has no value in this paper" in message
    guarded = n(f"Said: {{% if rows_of.outstanding_new %}}{loop}{{% else %}}none{{% endif %}}.")
    assert "Said: none." in printed(guarded, now=[{}])


def test_nothing_is_made_that_no_template_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.paper import recommendation_rows

    made_rows: list[str] = []
    whole = recommendation_rows.Printed
    monkeypatch.setattr(
        recommendation_rows,
        "Printed",
        lambda row, listing: made_rows.append(row.ref) or whole(row, listing),
    )
    slots = given(*({"target": LATE} for _ in range(20)))
    assert made_rows == []
    rows = slots["rows_of"]["overdue_total"]
    assert len(rows) == 20 and isinstance(rows[0]["target"], Day)
    assert (
        len(made_rows) == 20 and list(slots["by_report"]["overdue_total"]) and len(made_rows) == 20
    )


def test_the_keys_of_the_lists_are_those_of_the_figures() -> None:
    result = computed(inputs({}))
    keys = {measure.key: measure.label for measure in measures(result.settings)}
    assert set(names(keys)["rows_of"].fields or {}) == set(given({}, then=None)["rows_of"])
