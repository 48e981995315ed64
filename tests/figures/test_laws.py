"""Laws that hold for any pair of registers: the figures against a naive recount, balances,
partitions, round trips.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.checks import reconcile
from pipeline.commands.run import computed
from pipeline.english.signs import blank, seen, straight
from pipeline.figures.figure import Figure, figures
from pipeline.figures.position import Position
from pipeline.figures.selections import overdue
from pipeline.register.inspections import Log, log
from pipeline.register.movement import Period
from pipeline.register.recommendation import DATES, Recommendation
from pipeline.register.recommendations import Register
from pipeline.register.records import as_lines, from_lines
from tests.builders import (
    CUT_OFF,
    CUT_OFF_THEN,
    MEETING,
    RECOMMENDATION,
    SETTINGS,
    inputs,
    inspections,
)
from tests.counting import behind, chosen, read
from tests.figures.oracle import LADDER, Answer, answer, key_of

Row = dict[str, Any]
DAY = timedelta(days=1)
LEGENDS = (["Red", "Amber", "Green"], ["Black", "Red", "White", "Blue"], ["Off track", "On track"])
EDGES = [
    CUT_OFF_THEN - DAY,
    CUT_OFF_THEN,
    CUT_OFF_THEN + DAY,
    CUT_OFF,
    CUT_OFF + DAY,
    MEETING - DAY,
    MEETING,
    MEETING + DAY,
]
KINDS = ("Recommendation", "Area for improvement", "Cause of concern")
BODIES = (
    "West Midlands Police",
    "All forces; WMP",
    "chief constables; Home Office",
    "Home Office",
    "Home Office; Kent Police",
)
laws = settings(
    derandomize=True, deadline=None, max_examples=10, suppress_health_check=list(HealthCheck)
)


def with_legend(legend: list[str]) -> str:
    """Return settings whose legend has these words, worst first."""
    head = SETTINGS.partition("[rag]")[0]
    return head + "[rag]\n" + "".join(f'"{word}" = "a rating"\n' for word in legend)


def days() -> st.SearchStrategy[date | None]:
    return st.none() | st.sampled_from(EDGES)


def rows(legend: list[str]) -> st.SearchStrategy[Row]:
    """Return any row, with the words and days that decide where it counts."""
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(KINDS),
            "addressed_to": st.sampled_from(BODIES),
            "status": st.sampled_from(sorted(LADDER)),
            "rag": st.sampled_from(legend),
            "target": days(),
            "reviewed": days(),
            "signed_off": days(),
            "update": st.sampled_from(["Begun.", "Done.", None]),
            "updated": st.sampled_from([None, *EDGES[1:3]]),
            "publish": st.sampled_from(["Yes", "No"]),
        }
    )


@st.composite
def meetings(draw: st.DrawFn) -> tuple[list[str], list[Row] | None, list[Row]]:
    """Return a legend, the rows then (None: a first paper) and the rows now; nothing vanishes that
    may not.
    """
    legend = draw(st.sampled_from(LEGENDS))
    first = draw(st.integers(0, 5)) == 0
    refs = [f"{number}.{part}" for number in (1, 2, 3, 4) for part in ("1", "10", "2")]
    there = {ref: draw(rows(legend)) for ref in draw(st.lists(st.sampled_from(refs), unique=True))}
    here = {ref: draw(rows(legend)) for ref in draw(st.lists(st.sampled_from(refs), unique=True))}
    for ref, row in there.items():
        if (
            ref not in here
            and LADDER[row["status"]] in ("outstanding", "awaiting")
            and row["addressed_to"] not in BODIES[3:]
        ):
            here[ref] = draw(rows(legend))
        elif ref in here and draw(st.booleans()):
            here[ref] = {
                **row,
                **draw(
                    st.sampled_from(
                        [{}, {"rag": legend[0]}, {"status": "Closed"}, {"target": MEETING}]
                    )
                ),
            }
    if first:
        return legend, None, [{"ref": ref, **row} for ref, row in here.items()]
    return (
        legend,
        [{"ref": ref, **row} for ref, row in there.items()],
        [{"ref": ref, **row} for ref, row in here.items()],
    )


def full(row: Row) -> Row:
    return {"signed_off": None, **RECOMMENDATION, **row}


def counted_from(
    now: Register, then: Register | None, legend: list[str], entries: bytes | None = None
) -> Position:
    wanted = chosen(with_legend(legend))
    period = Period(CUT_OFF) if then is None else Period(CUT_OFF, after=CUT_OFF_THEN)
    return Position(
        wanted,
        now,
        log(entries or inspections(), wanted)[0],
        period,
        then,
        None if then is None else "2020-07-09",
    )


def registers(
    pair: tuple[list[str], list[Row] | None, list[Row]],
) -> tuple[Register, Register | None]:
    legend, then, now = pair
    text = with_legend(legend)
    former = (
        None
        if then is None
        else from_lines(as_lines(read(*then, settings=text)), legend, "recommendations.xlsx")
    )
    return read(*now, settings=text), former


def agree(found: dict[str, Figure], expected: Answer) -> None:
    """Assert that the recount knows every figure there is, and that each stands on the same rows,
    in any order.
    """
    assert found.keys() == expected.keys()
    ours = {
        key: None if found[key].value is None else sorted(row.ref for row in found[key].evidence)
        for key in expected
    }
    assert ours == {key: None if refs is None else sorted(refs) for key, refs in expected.items()}


LOG_DAYS = [(f"R{place}", day) for place, day in enumerate(EDGES, 1)]
LOG = {
    "inspections": LOG_DAYS,
    "reports": LOG_DAYS,
    "forthcoming": [(f"T {ref}", day) for ref, day in LOG_DAYS],
}
LOG_BOOK = inspections(
    inspections=[{"finished": day} for day in EDGES],
    reports=[{"published": day} for day in EDGES],
    forthcoming=[{"title": f"T {ref}", "starts": day} for ref, day in LOG_DAYS],
)


def test_every_combination_of_then_and_now_agrees_with_the_recount() -> None:
    legend = LEGENDS[0]
    sides = [
        None,
        *(
            {"kind": kind, "addressed_to": body, "status": status}
            for kind, body, status in product(
                (KINDS[1], KINDS[2]),
                (BODIES[0], BODIES[2], BODIES[3]),
                ("Open", "With HMICFRS", "Closed", "Superseded"),
            )
        ),
    ]
    then: list[Row] = []
    now: list[Row] = []
    for place, (was, is_now) in enumerate(product(sides, sides)):
        if is_now is None and (was is None or was["status"] in ("Open", "With HMICFRS")):
            continue
        turn = [*EDGES, None]
        steps = list(enumerate(("target", "reviewed", "signed_off"), 1))
        days_here = {key: turn[(place * step + step) % len(turn)] for step, key in steps}
        days_there = {key: turn[(place * step) % len(turn)] for step, key in steps}
        if was is not None:
            then.append(
                {
                    "ref": f"C{place}",
                    "rag": legend[place % 3],
                    "update": "Begun.",
                    **was,
                    **days_there,
                }
            )
        if is_now is not None:
            now.append(
                {
                    "ref": f"C{place}",
                    "rag": legend[place // 3 % 3],
                    "update": ("Begun.", "Done.")[place % 2],
                    "publish": ("Yes", "No")[place % 2],
                    **is_now,
                    **days_here,
                }
            )
    for worse, better in product(legend, legend):
        then.append({"ref": worse + better, "rag": worse})
        now.append({"ref": worse + better, "rag": better, "signed_off": None})
    here, there = registers((legend, then, now))
    found = figures(counted_from(here, there, legend, LOG_BOOK), {})
    expected = answer(
        [full(row) for row in now],
        [full(row) for row in then],
        legend,
        MEETING,
        CUT_OFF_THEN + DAY,
        CUT_OFF,
        LOG,
    )
    agree(found, expected)
    empty = {key for key, refs in expected.items() if not refs}
    assert empty == {
        "signed_off_proposed_for_closure",
        "signed_off_signed_off_completed",
        "signed_off_signed_off_business_as_usual",
        "unrated_total",
        "responses_made",
        "responses_due",
        "responses_late",
    }
    first = figures(counted_from(here, None, legend, LOG_BOOK), {})
    agree(first, answer([full(row) for row in now], None, legend, MEETING, None, CUT_OFF, LOG))


@laws
@given(meetings())
def test_any_figures_equal_the_recount_and_balance(
    pair: tuple[list[str], list[Row] | None, list[Row]],
) -> None:
    legend, then, now = pair
    here, there = registers(pair)
    base = counted_from(here, there, legend, LOG_BOOK)
    found = figures(base, {})
    start = None if then is None else CUT_OFF_THEN + DAY
    agree(
        found,
        answer(
            [full(row) for row in now],
            None if then is None else [full(row) for row in then],
            legend,
            MEETING,
            start,
            CUT_OFF,
            LOG,
        ),
    )
    told = reconcile.adds_up(found, chosen(with_legend(legend)), "f")
    assert [str(item) for item in told] == []
    assert all(
        figure.value == len(figure.evidence)
        for figure in found.values()
        if figure.value is not None
    )
    parted(here, base)


def parted(register: Register, base: Position) -> None:
    """Assert that kinds and stages part the register: every row is in one part and in no other."""
    kinds = Counter(
        "other" if row.scope == "other" else "concern" if row.kind == "concern" else "ours"
        for row in register.rows
    )
    assert sum(kinds.values()) == len(register.rows)
    assert (
        len(register.recommendations) == kinds["ours"]
        and len(register.concerns) == kinds["concern"]
    )
    compared, read = (
        Counter(row.stage_now for row in base.both),
        Counter(row.stage for row in register.recommendations),
    )
    assert set(read) <= {"outstanding", "awaiting", "closed", "withdrawn"}
    assert all(compared[stage] == read[stage] for stage in ("outstanding", "awaiting", "closed"))
    assert compared["withdrawn"] >= read["withdrawn"]


@settings(laws, max_examples=4)
@given(meetings(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_figure(
    pair: tuple[list[str], list[Row] | None, list[Row]], random: Any
) -> None:
    legend = pair[0]
    here, there = registers(pair)

    def shuffled(register: Register) -> Register:
        order = list(register.rows)
        random.shuffle(order)
        return Register(tuple(order), register.file, register.columns)

    before = figures(counted_from(here, there, legend), {})
    after = figures(counted_from(shuffled(here), there and shuffled(there), legend), {})
    assert {key: sorted(refs) for key, refs in behind(before, *before).items()} == {
        key: sorted(refs) for key, refs in behind(after, *after).items()
    }


@settings(laws, max_examples=6)
@given(st.lists(days(), max_size=8), st.sampled_from(EDGES[4:]), st.sampled_from(EDGES[4:]))
def test_a_later_meeting_never_has_fewer_overdue(
    targets: list[date | None], one: date, other: date
) -> None:
    register = read(*({"target": target} for target in targets))
    first, second = (
        {
            row.ref
            for row in overdue(
                Position(
                    chosen(SETTINGS.replace("date = 2021-01-14", f"date = {day}")),
                    register,
                    Log(),
                    Period(CUT_OFF),
                    None,
                    None,
                )
            )
        }
        for day in sorted((one, other))
    )
    assert first <= second


# Round trips


TEXT = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), include_characters="\n\t"),
        max_size=40,
    )
    .map(lambda text: "" if blank(text) else text.strip())
    .filter(lambda text: "_x" not in text and not text.startswith(("=", "#")))
)
WORDS = TEXT.filter(bool)
NAMES = TEXT.map(lambda text: " ".join(re.sub("[;\u037e\uff1b\ufe54]", " ", text).split()))
ANY_DAY = st.none() | st.dates(date(1900, 3, 1), date(9999, 12, 31))
RECORD = st.fixed_dictionaries(
    {
        "report": WORDS.map(lambda text: text.replace("\n", " ")),
        "text": WORDS,
        "owner": WORDS,
        "department": TEXT,
        "rag_reason": TEXT,
        "update": TEXT,
        "number": NAMES.map(lambda text: " ".join(seen(text).split())),
        "parent": NAMES.map(lambda text: " ".join(straight(text).split())),
        "addressed_to": NAMES.filter(lambda text: not blank(text)),
        "kind": st.sampled_from(["recommendation", "improvement", "concern"]),
        "rag": st.sampled_from(["Red", "Amber", "Green", ""]),
        "status": st.sampled_from(sorted(LADDER)),
        "publish": st.booleans(),
        "published": ANY_DAY.filter(bool),
        **{key: ANY_DAY for key in DATES if key != "published"},
    }
)
SHOWN = {
    "recommendation": "Recommendation",
    "improvement": "Area for improvement",
    "concern": "Cause of concern",
}


def made(records: list[Row]) -> Register:
    """Return the register of whole records."""
    whole: list[Row] = [
        {
            "ref": f"A{place}",
            "scope": "other",
            "stage": LADDER[record["status"]],
            "cell": f"Recommendations!A{place}",
            "row": place,
            **record,
        }
        for place, record in enumerate(records, 2)
    ]
    return Register(
        tuple(Recommendation(**record) for record in whole), "recommendations.xlsx", {"ref": 1}
    )


@laws
@given(st.lists(RECORD, max_size=4))
def test_records_become_lines_and_the_lines_the_same_records(records: list[Row]) -> None:
    register = made(records)
    lines = as_lines(register)
    assert lines.count(b"\n") == len(records)
    again = from_lines(lines, ("Red", "Amber", "Green"), "recommendations.xlsx")
    assert again.rows == register.rows
    assert as_lines(again) == lines


@laws
@given(st.lists(RECORD, min_size=1, max_size=4))
def test_records_written_to_a_workbook_are_read_back_the_same(records: list[Row]) -> None:
    register = made(records)
    written = [
        {
            **record,
            "ref": f"A{place}",
            "kind": SHOWN[record["kind"]],
            "publish": "Yes" if record["publish"] else "No",
        }
        for place, record in enumerate(records, 2)
    ]
    assert as_lines(read(*written)) == as_lines(register)


def test_the_whole_run_counts_as_the_recount_does() -> None:
    then: list[Row] = [
        {"ref": "A"},
        {"ref": "B", "rag": "Red"},
        {"ref": "C", "status": "With HMICFRS"},
        {"ref": "D"},
    ]
    now: list[Row] = [
        {"ref": "A", "rag": "Green", "target": MEETING - DAY},
        {"ref": "B", "status": "With HMICFRS", "signed_off": CUT_OFF},
        {"ref": "C", "status": "Closed"},
        {"ref": "D", "addressed_to": "Home Office"},
        {"ref": "E", "rag": "Red"},
    ]
    result = computed(inputs(*now, then=then))
    none: dict[str, list[tuple[str, date]]] = {"inspections": [], "reports": [], "forthcoming": []}
    expected = answer(
        [full(row) for row in now],
        [full(row) for row in then],
        LEGENDS[0],
        MEETING,
        CUT_OFF_THEN + DAY,
        CUT_OFF,
        none,
    )
    agree(dict(result.figures), expected)
    assert key_of("Signed off: completed") == "signed_off_completed"
