"""A code: how severe its findings are. Each room declares its own, and what they mean, in its
`codes.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.findings.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One code: the exit it leads to as an error, what it means, whether report.toml may make it
    one.
    """

    exit: int
    severity: Severity
    means: str
    raisable: bool = False


def errors(exit_code: int, **meanings: str) -> dict[str, Code]:
    """Declare errors that stop a run with this exit code; `not_a_date` is the code `not-a-date`."""
    return _declared(Code(exit_code, "error", ""), meanings)


def notes(exit_code: int, **meanings: str) -> dict[str, Code]:
    """Declare notes that `[severity]` in report.toml may make errors, with this exit code."""
    return _declared(Code(exit_code, "note", "", raisable=True), meanings)


def remarks(**meanings: str) -> dict[str, Code]:
    """Declare notes on what was made, which stay notes."""
    return _declared(Code(6, "note", ""), meanings)


def _declared(kind: Code, meanings: Mapping[str, str]) -> dict[str, Code]:
    return {name.replace("_", "-"): replace(kind, means=means) for name, means in meanings.items()}


def finding_of(
    codes: Mapping[str, Code],
    code: str,
    message: str,
    remedy: str = "",
    file: str = "",
    **where: Any,
) -> Finding:
    """Return a finding with the severity of its code; raises KeyError where none such is
    declared.
    """
    return Finding(code, message, remedy, file, severity=codes[code].severity, **where)


def weighed(findings: Iterable[Finding], severity: Mapping[str, Severity]) -> list[Finding]:
    """Return the findings with the severities that `[severity]` in report.toml gives them."""
    return [replace(found, severity=severity.get(found.code, found.severity)) for found in findings]
