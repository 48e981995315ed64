"""What a command has to say at its end, for people or for programs: gathered while it runs, put
into words here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.findings.finding import Finding

if TYPE_CHECKING:
    from pipeline.checks.coverage import Coverage

NOTES_OF_A_KIND, ERRORS_OF_A_KIND = 5, 50
"""How many of a kind stand on the screen; of notes only where the files hold all."""


@dataclass
class Said:
    """The outcome of a command, with its findings and files; `more` are members of the JSON
    document.

    Once it has `begun`, there is more to it than help on the screen.
    `promised` are the files that it is about to put in place: once all are there, it is done,
    whatever happens afterwards. `told` is what it found that earlier runs had left half-done, and
    goes before all else, however it ends. Without `all_notes` only the first few of a kind are
    shown, without `show_findings` none: the outcome tells them.
    """

    command: str
    as_json: bool = False
    begun: bool = False
    exit: int = 0
    outcome: str = ""
    findings: list[Finding] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    promised: dict[Path, bytes] = field(default_factory=dict)
    told: list[Finding] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    coverage: list[str] = field(default_factory=list)
    """What was read of the workbooks, in sentences: what `check` begins with, and `report` ends
    with.
    """
    all_notes: bool = True
    show_findings: bool = True

    def document(self) -> dict[str, Any]:
        """Return all of it as plain values, for --json."""
        return {
            "schema_version": 1,
            "command": self.command,
            "exit": self.exit,
            "outcome": self.outcome,
            "findings": [found.as_json() for found in (*self.told, *self.findings)],
            "files": self.files,
            **self.more,
        }

    def lines(self) -> list[str]:
        """Return what people read: the errors, with the notes in one line before them, or the
        notes; the outcome last.
        """
        found = self._findings() if self.show_findings else []
        return [
            *map(str, self.told),
            *([*self.coverage, *found] if self.command == "check" else [*found, *self.coverage]),
            self.outcome,
        ]

    def covers(self, found: Coverage | None) -> None:
        """Take what was read of the workbooks and what was not."""
        if found is not None:
            self.coverage, self.more["coverage"] = found.lines(), found.as_json()

    def stopped(self, exit_code: int, outcome: str, findings: Sequence[Finding] = ()) -> None:
        """Have the command end before it was done; of what it had to say only the files stay that
        it has written.
        """
        self.exit, self.outcome, self.findings, self.more = exit_code, outcome, list(findings), {}

    def changed(self) -> str:
        """Return what a command that was not done has changed all the same, as a clause."""
        names = " and ".join(Path(name).name for name in self.files)
        return f"{names} was written, and nothing else" if names else "nothing was changed"

    def notes(self) -> str:
        """Return how many findings there are to look at, as the end of a clause; "" where there is
        none.
        """
        count = len(self.findings)
        return f", with {count} note{'' if count == 1 else 's'} to look at" if count else ""

    def _findings(self) -> list[str]:
        errors = [found for found in self.findings if found.severity == "error"]
        notes = [found for found in self.findings if found.severity == "note"]
        many = f"{len(notes)} note{'' if len(notes) == 1 else 's'}"
        if errors:  # next to the prompt stands what has to be done
            told = (
                [f"{many} besides; nothing is stopped by a note, and --json lists them.", ""]
                if notes
                else []
            )
            return [*told, *_of_each_kind(errors, ERRORS_OF_A_KIND, "--json lists all"), ""]
        most = len(notes) if self.all_notes else NOTES_OF_A_KIND
        told = [
            f"  {line}"
            for line in _of_each_kind(
                notes, most, "all are in findings.json, and `check` lists them"
            )
        ]
        return ["", f"{many} (nothing is stopped by a note):", *told, ""] if notes else []


def _of_each_kind(findings: Sequence[Finding], most: int, others: str) -> list[str]:
    """Return the findings, of each kind no more than `most`, and how many more there are; `others`
    says where to find them.
    """
    told: Counter[str] = Counter()
    lines = []
    for found in findings:
        told[found.code] += 1
        if told[found.code] <= most:
            lines.append(str(found))
    return [
        *lines,
        *(
            f"\u2026 and {count - most:,} more of the kind {code}: {others}."
            for code, count in told.items()
            if count > most
        ),
    ]
