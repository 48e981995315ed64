"""What the monitoring officer signs for: what was checked, what was found and accepted, and the
seals and hashes of all that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.checks.coverage import coverage
from pipeline.checks.promise import STATES, Promise, State
from pipeline.checks.rows import RULES
from pipeline.english.writing import digits, listed, say_date, verb
from pipeline.figures.result import Computed
from pipeline.figures.sums import sums
from pipeline.findings.codes import Code
from pipeline.findings.finding import Finding
from pipeline.paper.marks import Emitted


class Signing(NamedTuple):
    """The signing sheet: sentences on what was checked and found, notes that were accepted, notes
    that are open, and files with their hashes.
    """

    checked: tuple[str, ...]
    accepted: tuple[Finding, ...]
    open: tuple[tuple[str, int], ...]
    """What each kind of note means, and how many there are."""
    sealed: tuple[tuple[str, str], ...]


def signing(
    result: Computed,
    emitted: Sequence[Emitted],
    promises: Iterable[Promise],
    codes: Mapping[str, Code],
    provenance: Mapping[str, Mapping[str, str]],
    paper: tuple[str, str],
) -> Signing:
    """Return the sheet of a finished paper.

    `emitted` is all that was printed into it, `codes` every code that a finding may carry,
    `provenance` the contents of run.json, `paper` its name and its hash.
    """
    accepted = [found for found in result.findings if found.accepted]
    left = [found for found in result.findings if found not in accepted]
    kinds: dict[str, int] = {}
    for found in left:
        means = codes[found.code].means
        kinds[means] = kinds.get(means, 0) + 1
    inputs = provenance.get("inputs", {})
    seal = (
        ((f"The archive, up to {result.previous.meeting}", result.previous.seal),)
        if (result.previous)
        else ()
    )
    return Signing(
        tuple(_checked(result, emitted, tuple(promises))),
        tuple(accepted),
        tuple(sorted(kinds.items(), key=lambda kind: -kind[1])),
        (paper, *inputs.items(), *seal),
    )


def _checked(
    result: Computed, emitted: Sequence[Emitted], promises: Sequence[Promise]
) -> Iterable[str]:
    covered = coverage(result.position)
    yield from covered.lines() if covered else ()
    yield (
        f"{digits(len(RULES))} rules ran between the rows, the last meeting and the log, after"
        " every cell had been read; none found an error."
    )
    found = [one for one in sums(result.settings) if one.is_known(result.figures)]
    yield (
        f"{digits(len(result.figures))} figures were counted, each from its rows;"
        f" {digits(len(found))} sums of them were made, and each comes to its total."
    )
    yield from _opening(result)
    printed = sum(one.figure for one in emitted)
    cells = len(emitted) - printed
    yield (
        f"{digits(printed)} numbers and dates and the words of {digits(cells)} cells were printed,"
        " and each was found again in the finished paper."
    )
    yield "The paper can be opened by Word, and no error shuts a reader out of it."
    if promises:
        yield f"Of what the last paper promised, {_followed(promises)}."


def _opening(result: Computed) -> Iterable[str]:
    total = result.figures["outstanding_opening"].value
    if result.previous is None:
        yield "No earlier meeting is filed, so nothing was compared with one."
    elif total is not None:
        yield (
            f"The opening balance, {digits(total)}, is the closing balance that was filed for the"
            f" meeting of {say_date(result.previous.meeting)}."
        )


def _followed(promises: Sequence[Promise]) -> str:
    many: dict[State, int] = {}
    for one in promises:
        if not one.withheld:
            many[one.state] = many.get(one.state, 0) + 1
    told = [
        f"{digits(many[state])} {verb(many[state], 'is', 'are')} {word}"
        for state, word in STATES.items()
        if state in many
    ]
    hidden = sum(one.withheld for one in promises)
    return listed([*told, *([f"{digits(hidden)} not for publication"] if hidden else [])])
