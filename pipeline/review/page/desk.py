"""What the page holds for the people around the paper: promises, questions, the signing sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.checks.promise import MEANS, STATES, Promise, State
from pipeline.figures.result import Computed
from pipeline.findings.codes import Code
from pipeline.paper.marks import Emitted
from pipeline.register.archive import Filed
from pipeline.review.questions import Question, became, questions
from pipeline.review.signing import Signing, signing


@dataclass(frozen=True, slots=True)
class Desk:
    """The three sections: promises by state (its word, what it means, each with what became of
    it), questions, the sheet.
    """

    promises: tuple[tuple[State, str, str, tuple[tuple[Promise, str], ...]], ...]
    questions: tuple[Question, ...]
    signing: Signing


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
    by_state = (
        (
            state,
            word,
            MEANS[state],
            tuple((one, became(one)) for one in found if one.state == state),
        )
        for state, word in STATES.items()
    )
    return Desk(
        tuple(entry for entry in by_state if entry[-1]),
        questions(result, filed, found),
        signing(result, emitted, found, codes, provenance, paper),
    )
