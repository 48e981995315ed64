"""What the page holds for the people around the paper: promises, questions, the signing sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.checks.promise import KINDS, MEANS, STATES, Kind, Promise
from pipeline.figures.result import Computed
from pipeline.findings.codes import Code
from pipeline.paper.marks import Emitted
from pipeline.register.archive import Filed
from pipeline.review.questions import Question, became, questions
from pipeline.review.signing import Signing, signing


@dataclass(frozen=True, slots=True)
class Followed:
    """The promises of one state: its name, its word, what it means, each with what became of it."""

    name: str
    word: str
    means: str
    found: tuple[tuple[Promise, str], ...]

    @property
    def is_open(self) -> bool:
        """Return whether an author has to look at them."""
        return self.name in ("not_kept", "silent", "told", "overtaken")


@dataclass(frozen=True, slots=True)
class Desk:
    """The three sections: promises by state, questions, the sheet."""

    promises: tuple[Followed, ...]
    questions: tuple[Question, ...]
    signing: Signing
    kinds: Mapping[Kind, str] = field(default_factory=lambda: KINDS)
    """What each kind of promise is called."""


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
    told: list[tuple[str, str, str, list[Promise]]] = [
        (
            state,
            word,
            MEANS[state],
            [one for one in found if one.state == state and not one.withheld],
        )
        for state, word in STATES.items()
    ]
    told.append(("withheld", "not for publication", "", [one for one in found if one.withheld]))
    by_state = (
        Followed(name, word, means, tuple((one, became(one)) for one in ones))
        for name, word, means, ones in told
        if ones
    )
    return Desk(
        tuple(by_state),
        questions(result, filed, found),
        signing(result, emitted, found, codes, provenance, paper),
    )
