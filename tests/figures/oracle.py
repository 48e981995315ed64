"""A second engine, written from the contract's section 7 alone: plain lists and dicts, no code of
the pipeline.

A row is a dict of what a person reads in the workbook: the words, with days as dates or None.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

Row = dict[str, Any]
Answer = dict[str, list[str] | None]
LADDER = {
    "Open": "outstanding",
    "Proposed for closure": "outstanding",
    "Signed off: completed": "awaiting",
    "Signed off: business as usual": "awaiting",
    "With HMICFRS": "awaiting",
    "Closed": "closed",
    "Superseded": "withdrawn",
}
OUR_NAMES = {"west midlands police", "wmp", "all forces", "chief constables"}
NEEDS = {
    "reviewed_": ["reviewed"],
    "unreviewed_": ["reviewed"],
    "unrated_": ["reviewed"],
    "signed_off_": ["signed_off"],
    "overdue_": ["target"],
    "withheld_overdue": ["target"],
    "extended_": ["target"],
    "stale_": ["update", "updated"],
}
"""The columns without any of which a figure is null, by what its key begins with."""


def key_of(word: str) -> str:
    """Return a word as it stands in a key."""
    return re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")


def scope(row: Row) -> str:
    """Return force, joint or other, by the addressees."""
    named = [name.strip().lower() for name in row["addressed_to"].split(";") if name.strip()]
    mine = [name for name in named if name in OUR_NAMES]
    if named and len(mine) == len(named):
        return "force"
    return "joint" if mine else "other"


def counts(row: Row) -> bool:
    """Return whether a row is in the figures of recommendations."""
    return scope(row) != "other" and row["kind"] != "Cause of concern"


def state(row: Row | None) -> str:
    """Return where a row stands; one that is not there, or does not count, is absent."""
    return LADDER[row["status"]] if row is not None and counts(row) else "absent"


def answer(
    now: list[Row],
    then: list[Row] | None,
    legend: list[str],
    meeting: date,
    start: date | None,
    end: date,
    log: dict[str, list[tuple[str, date]]],
) -> Answer:
    """Return the refs behind every key of section 7, None where it needs a previous meeting and
    there is none.

    `start` is the first day of the period, None where it has none. `log` has the refs and days of
    its three sheets.
    """

    def in_period(day: date | None) -> bool:
        return day is not None and day <= end and (start is None or day >= start)

    found: Answer = {}
    ours = [row for row in now if counts(row)]
    reviewed = [row for row in ours if in_period(row["reviewed"])]
    found["reviewed_total"] = [row["ref"] for row in reviewed]
    for word in legend:
        found[f"reviewed_{key_of(word)}"] = [row["ref"] for row in reviewed if row["rag"] == word]
    found["unrated_total"] = [row["ref"] for row in reviewed if not row["rag"]]
    outstanding = [row for row in ours if state(row) == "outstanding"]
    found["outstanding_total"] = [row["ref"] for row in outstanding]
    for word in legend:
        found[f"outstanding_{key_of(word)}"] = [
            row["ref"] for row in outstanding if row["rag"] == word
        ]
    found["awaiting_total"] = [row["ref"] for row in ours if state(row) == "awaiting"]
    found["signed_off_total"] = [row["ref"] for row in ours if in_period(row["signed_off"])]
    for status in LADDER:
        found[f"signed_off_{key_of(status)}"] = [
            row["ref"] for row in ours if row["status"] == status and in_period(row["signed_off"])
        ]
    found["overdue_total"] = [
        row["ref"] for row in outstanding if row["target"] is not None and row["target"] < meeting
    ]
    days = sorted(row["target"] for row in outstanding if row["ref"] in found["overdue_total"])
    found["overdue_oldest"] = [row["ref"] for row in outstanding if row["target"] in days[:1]]
    found["worst_or_overdue_total"] = [
        row["ref"]
        for row in outstanding
        if row["rag"] == legend[0] or row["ref"] in found["overdue_total"]
    ]
    seen = {row["ref"] for row in reviewed}
    found["reviewed_outstanding_total"] = [row["ref"] for row in outstanding if row["ref"] in seen]
    found["unreviewed_total"] = [row["ref"] for row in outstanding if row["ref"] not in seen]
    found["concerns_total"] = [
        row["ref"]
        for row in now
        if row["kind"] == "Cause of concern"
        and scope(row) != "other"
        and LADDER[row["status"]] == "outstanding"
    ]
    found["inspections_total"] = [ref for ref, day in log["inspections"] if in_period(day)]
    found["reports_total"] = [ref for ref, day in log["reports"] if in_period(day)]
    # none of them has an end
    found["underway_total"] = [ref for ref, day in log["forthcoming"] if day <= end]
    found["forthcoming_total"] = [ref for ref, day in log["forthcoming"] if day > end]
    found.update({f"responses_{name}": [] for name in ("made", "due", "late")})
    compare = compared(now, then or [], legend)
    absent = compare["outstanding_new"] or []
    before = {row["ref"] for row in then or [] if state(row) == "outstanding"}
    worst_then = {row["ref"] for row in then or [] if row["rag"] == legend[0]} & before
    slips = ("outstanding_reopened", "worsened_total", "extended_total")
    slipped = {ref for key in slips for ref in compare[key] or []}
    unseen = found["unreviewed_total"] or []
    compare["unreviewed_new"] = [ref for ref in unseen if ref in absent]
    compare["unreviewed_earlier"] = [ref for ref in unseen if ref not in absent]
    compare["newly_worst_total"] = [
        row["ref"]
        for row in outstanding
        if row["rag"] == legend[0] and row["ref"] not in worst_then
    ]
    compare["slipped_total"] = [row["ref"] for row in outstanding if row["ref"] in slipped]
    found.update(compare if then is not None else dict.fromkeys(compare))
    withheld = {row["ref"] for row in now if row["publish"] == "No"}
    for key, whole in (
        ("worst", f"outstanding_{key_of(legend[0])}"),
        ("new", "outstanding_new"),
        ("settled", "outstanding_settled"),
        ("overdue", "overdue_total"),
    ):
        refs = found[whole]
        found[f"withheld_{key}"] = (
            None if refs is None else [ref for ref in refs if ref in withheld]
        )
    every = [*now, *(then or [])]
    blank = tuple(
        start
        for start, columns in NEEDS.items()
        if every and not any(row[key] for row in every for key in columns)
    )
    return {key: None if key.startswith(blank) else refs for key, refs in found.items()}


def compared(now: list[Row], then: list[Row], legend: list[str]) -> Answer:
    """Return the refs behind the keys that look at both meetings."""
    here, there = {row["ref"]: row for row in now}, {row["ref"]: row for row in then}
    steps: dict[str, tuple[str, str]] = {}
    for ref in {**there, **here}:
        was, is_now = state(there.get(ref)), state(here.get(ref))
        if was != "absent" and is_now == "absent" and ref in here:
            is_now = "withdrawn"  # it left the population, by scope or kind
        if (was, is_now) != ("absent", "absent"):
            steps[ref] = was, is_now

    def moved(came_from: str, went_to: str) -> list[str]:
        return [
            ref
            for ref, (was, is_now) in steps.items()
            if was in came_from.split() and is_now in went_to.split()
        ]

    anywhere = "outstanding awaiting closed withdrawn absent"
    both = moved("outstanding", "outstanding")
    opening = moved("outstanding", anywhere)

    def rated(refs: list[str], rows: dict[str, Row], word: str) -> list[str]:
        return [ref for ref in refs if rows[ref]["rag"] == word]

    change = {ref: legend.index(here[ref]["rag"]) - legend.index(there[ref]["rag"]) for ref in both}
    return {
        "outstanding_opening": opening,
        **{f"opening_{key_of(word)}": rated(opening, there, word) for word in legend},
        "continuing_total": both,
        **{f"continuing_from_{key_of(word)}": rated(both, there, word) for word in legend},
        **{f"continuing_to_{key_of(word)}": rated(both, here, word) for word in legend},
        **{
            f"moved_{key_of(was)}__to__{key_of(now_is)}": rated(
                rated(both, there, was), here, now_is
            )
            for was in legend
            for now_is in legend
        },
        "outstanding_new": moved("absent", "outstanding awaiting closed withdrawn"),
        "outstanding_reopened": moved("awaiting closed withdrawn", "outstanding"),
        "outstanding_settled": moved("outstanding absent", "awaiting closed"),
        "outstanding_withdrawn": moved("outstanding absent", "withdrawn"),
        "awaiting_opening": moved("awaiting", anywhere),
        "awaiting_added": moved("outstanding closed withdrawn absent", "awaiting"),
        "awaiting_closed": moved("awaiting", "closed"),
        "awaiting_returned": moved("awaiting", "outstanding"),
        "awaiting_withdrawn": moved("awaiting", "withdrawn"),
        "improved_total": [ref for ref in both if change[ref] > 0],
        "worsened_total": [ref for ref in both if change[ref] < 0],
        "unchanged_total": [ref for ref in both if change[ref] == 0],
        "extended_total": [
            ref
            for ref in both
            if here[ref]["target"]
            and there[ref]["target"]
            and here[ref]["target"] > there[ref]["target"]
        ],
        "stale_total": [
            ref
            for ref in both
            if (here[ref]["update"] or "", here[ref]["updated"])
            == (there[ref]["update"] or "", there[ref]["updated"])
        ],
    }
