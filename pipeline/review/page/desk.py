"""What the page holds for the people around the paper: promises, questions, the signing sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.checks.promise import KINDS, MEANS, STATES, Kind, Promise
from pipeline.figures.result import Computed
from pipeline.findings.codes import Code
from pipeline.paper.marks import Emitted
from pipeline.register.archive import Filed
from pipeline.review.questions.question import Question
from pipeline.review.questions.questions import questions
from pipeline.review.questions.targets import became
from pipeline.review.signing import Signing, signing


class Followed(NamedTuple):
    """The promises of one state: its name, its word, what it means, each with what became of it."""

    name: str
    word: str
    means: str
    found: tuple[tuple[Promise, str], ...]

    def together(self) -> list[tuple[list[Promise], str]]:
        """Return target dates of which the same is told together, and each other promise alone."""
        found: dict[tuple[object, ...], tuple[list[Promise], str]] = {}
        for one, words in self.found:
            alike = one.kind == "target" and not one.withheld
            key = (one.due, one.place, words) if alike else (id(one),)
            found.setdefault(key, ([], words))[0].append(one)
        return list(found.values())

    @property
    def is_open(self) -> bool:
        """Return whether an author has to look at them."""
        return self.name in ("not_kept", "silent", "told")


class Desk(NamedTuple):
    """The three sections: promises by state, questions, the sheet."""

    promises: tuple[Followed, ...]
    questions: tuple[Question, ...]
    signing: Signing
    sheet: str = ""
    """The sheet that all rows of the register lie on, "" where there are several."""

    @property
    def kinds(self) -> Mapping[Kind, str]:
        """Return what each kind of promise is called."""
        return KINDS

    def short(self, cell: str) -> str:
        """Return a cell without its sheet, where that is the register's only one."""
        sheet, _, address = cell.rpartition("!")
        return address if sheet == self.sheet else cell


def desk(
    result: Computed,
    filed: Sequence[Filed],
    promises: Iterable[Promise],
    emitted: Sequence[Emitted],
    codes: Mapping[str, Code],
    provenance: Mapping[str, Mapping[str, str]],
    paper: tuple[str, str],
) -> Desk:
    """Return the sections of a finished run; the arguments are those of `questions` and
    `signing`.
    """
    found = tuple(promises)
    return Desk(
        tuple(_by_state(found)),
        questions(result, filed, found),
        signing(result, emitted, found, codes, provenance, paper),
        result.register.sheets[0] if len(result.register.sheets) == 1 else "",
    )


def _by_state(found: Sequence[Promise]) -> Iterator[Followed]:
    """Yield the promises of each state that has any, and last those that are not for
    publication.
    """
    for state, word in STATES.items():
        ones = [one for one in found if one.state == state and not one.withheld]
        if ones:
            yield _followed(state, word, MEANS[state], ones)
    withheld = [one for one in found if one.withheld]
    if withheld:
        yield _followed(
            "withheld", "not for publication", "only the ref and the cell are told", withheld
        )


def _followed(name: str, word: str, means: str, ones: Sequence[Promise]) -> Followed:
    return Followed(name, word, means, tuple((one, became(one)) for one in ones))
