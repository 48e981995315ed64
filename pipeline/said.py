"""What a command has to say at its end, for people or for programs: gathered while it runs, put into words here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.findings import Finding

SHOWN_OF_A_KIND = 5


@dataclass
class Said:
    """The outcome of a command, with its findings and files; `more` are members of the JSON document.

    Once it has `begun`, there is more to it than help on the screen.
    `promised` are the files that it is about to put in place: once all are there, it is done, whatever happens afterwards.
    `told` is what it found that earlier runs had left half-done, and goes before all else, however it ends.
    Without `all_notes` only the first few of a kind are shown, without `show_findings` none: the outcome tells them.
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
    all_notes: bool = True
    show_findings: bool = True

    def document(self) -> dict[str, Any]:
        """Return all of it as plain values, for --json."""
        return {"schema_version": 1, "command": self.command, "exit": self.exit, "outcome": self.outcome,
                "findings": [found.as_json() for found in (*self.told, *self.findings)], "files": self.files, **self.more}

    def lines(self) -> list[str]:
        """Return what people read: the errors, with the notes in one line before them, or the notes; the outcome last."""
        return [*map(str, self.told), *(self._findings() if self.show_findings else ()), self.outcome]

    def stopped(self, exit_code: int, outcome: str, findings: Sequence[Finding] = ()) -> None:
        """Have the command end before it was done; of what it had to say only the files stay that it has written."""
        self.exit, self.outcome, self.findings, self.more = exit_code, outcome, list(findings), {}

    def changed(self) -> str:
        """Return what a command that was not done has changed all the same, as a clause."""
        names = " and ".join(Path(name).name for name in self.files)
        return f"{names} was written, and nothing else" if names else "nothing was changed"

    def notes(self) -> str:
        """Return how many findings there are to look at, as the end of a clause; "" where there is none."""
        count = len(self.findings)
        return f", with {count} note{'' if count == 1 else 's'} to look at" if count else ""

    def _findings(self) -> list[str]:
        errors = [str(found) for found in self.findings if found.severity == "error"]
        notes = [found for found in self.findings if found.severity == "note"]
        many = f"{len(notes)} note{'' if len(notes) == 1 else 's'}"
        if errors:  # next to the prompt stands what has to be done
            told = [f"{many} besides; nothing is stopped by a note, and --json lists them.", ""] if notes else []
            return [*told, *errors, ""]
        return ["", f"{many} (nothing is stopped by a note):", *self._of_each_kind(notes), ""] if notes else []

    def _of_each_kind(self, notes: list[Finding]) -> list[str]:
        """Return the notes, or where not all are wanted the first few of each kind and how many more there are."""
        told: Counter[str] = Counter()
        lines = []
        for found in notes:
            told[found.code] += 1
            if self.all_notes or told[found.code] <= SHOWN_OF_A_KIND:
                lines.append(f"  {found}")
        return lines if self.all_notes else [*lines, *(
            f"  … and {count - SHOWN_OF_A_KIND} more of the kind {code}: all are in findings.json, and `check` lists them."
            for code, count in told.items() if count > SHOWN_OF_A_KIND)]
