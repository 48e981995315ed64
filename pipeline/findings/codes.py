"""A code: how severe its findings are. Each room declares its own, and what they mean, in its
`codes.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Unpack

from pipeline.findings.finding import Finding, Severity, Where


@dataclass(frozen=True, slots=True)
class Code:
    """One code: the exit it leads to as an error, what it means, whether report.toml may make it
    one.
    """

    exit: int
    severity: Severity
    means: str
    raisable: bool = False
    many: str = ""
    """What several of the kind are called after their number, as "dates have no year"."""
    asks: bool = False
    """Whether the owner of the row must be asked."""
    in_paper: bool = False
    """Whether the paper itself tells it, so that no screen needs to."""


def errors(exit_code: int, **meanings: str) -> dict[str, Code]:
    """Declare errors that stop a run with this exit code; `not_a_date` is the code `not-a-date`."""
    return _declared(Code(exit_code, "error", ""), meanings)


def notes(exit_code: int, **meanings: str) -> dict[str, Code]:
    """Declare notes that `[severity]` in report.toml may make errors, with this exit code."""
    return _declared(Code(exit_code, "note", "", raisable=True), meanings)


def remarks(**meanings: str) -> dict[str, Code]:
    """Declare notes on what was made, which stay notes."""
    return _declared(Code(6, "note", ""), meanings)


def told_together(
    codes: Mapping[str, Code],
    *,
    asks: Collection[str] = (),
    in_paper: Collection[str] = (),
    **several: str,
) -> dict[str, Code]:
    """Return the codes with what several of a kind are called (`not_a_date` is `not-a-date`), which
    are the owners' to answer, and which the paper tells itself; raises KeyError where there is no
    such code.
    """
    found = dict(codes)
    for name, words in several.items():
        code = name.replace("_", "-")
        found[code] = replace(found[code], many=words)
    for code in asks:
        found[code] = replace(found[code], asks=True)
    for code in in_paper:
        found[code] = replace(found[code], in_paper=True)
    return found


def _declared(kind: Code, meanings: Mapping[str, str]) -> dict[str, Code]:
    return {name.replace("_", "-"): replace(kind, means=means) for name, means in meanings.items()}


def finding_of(
    codes: Mapping[str, Code],
    code: str,
    message: str,
    remedy: str = "",
    file: str = "",
    **where: Unpack[Where],
) -> Finding:
    """Return a finding with the severity of its code; raises KeyError where none such is
    declared.
    """
    known = codes[code]
    return Finding(
        code,
        message,
        remedy,
        file,
        severity=known.severity,
        means=known.means,
        many=known.many,
        asks=known.asks,
        in_paper=known.in_paper,
        **where,
    )


def weighed(
    findings: Iterable[Finding], severity: Mapping[str, Severity | Literal["off"]]
) -> list[Finding]:
    """Return the findings with the severities that `[severity]` in report.toml gives them, without
    the notes that it switches off.
    """
    told = []
    for found in findings:
        given = severity.get(found.code, found.severity)
        if given != "off":
            told.append(found if given == found.severity else replace(found, severity=given))
        elif found.wrong:
            told.append(found)
    return told
