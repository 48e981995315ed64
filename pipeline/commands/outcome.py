"""What a command has to say at its end, for people or for programs: gathered while it runs, put
into words here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.english.writing import listed
from pipeline.findings.finding import Finding
from pipeline.findings.listing import lines

if TYPE_CHECKING:
    from pipeline.checks.coverage import Coverage

ONE_BY_ONE = ("verify", "diff", "text")
"""The commands about one paper: what is found in it is told place by place."""


@dataclass
class Said:
    """The outcome of a command, with its findings and files; `more` are members of the JSON
    document.

    Once it has `begun`, there is more to it than help on the screen.
    `promised` are the files that it is about to put in place: once all are there, it is done,
    whatever happens afterwards. `told` is what it found that earlier runs had left half-done, and
    goes before all else, however it ends. Without `show_findings` none is shown: the outcome tells
    them.
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
        before = self.command == "check" or any(one.wrong for one in self.findings)
        return [
            *map(str, self.told),
            *([*self.coverage, *found] if before else [*found, *self.coverage]),
            self.outcome,
        ]

    def covers(self, found: Coverage | None) -> None:
        """Take what was read of the workbooks and what was not."""
        if found is not None:
            self.coverage, self.more["coverage"] = found.lines(), found.as_json()

    def stopped(self, exit_code: int, outcome: str, findings: Sequence[Finding] = ()) -> None:
        """Have the command end before it was done; of what it had to say only the files stay that
        it has written, and what it has read.
        """
        self.exit, self.outcome, self.findings = exit_code, outcome, list(findings)
        self.more = {name: self.more[name] for name in ("coverage",) if name in self.more}

    def changed(self) -> str:
        """Return what a command that was not done has changed all the same, as a clause."""
        names = " and ".join(Path(name).name for name in self.files)
        return f"{names} was written, and nothing else" if names else "nothing was changed"

    def notes(self) -> str:
        """Return how many findings there are to look at, as the end of a clause; "" where there is
        none.
        """
        count = sum(not found.accepted and not found.in_paper for found in self.findings)
        return f", with {_many(count)} to look at" if count else ""

    def _findings(self) -> list[str]:
        if self.command in ONE_BY_ONE:
            return ["", *map(str, self.findings), ""] if self.findings else []
        where = {
            "check": "--json lists all, and --list FILE.xlsx",
            "report": "findings.json has all",
        }.get(self.command, "--json lists all")
        errors = [found for found in self.findings if found.wrong]
        notes = [found for found in self.findings if not found.wrong]
        if errors and self.command == "report":
            where = "--json lists all"  # for no file was written
        if errors:  # next to the prompt stands what has to be done
            told = f"{_many(len(notes))} besides; nothing is stopped by a note, and {where}."
            before = [""] if self.coverage else []
            return [*before, *([told, ""] if notes else []), *lines(errors, where), ""]
        asked = [found for found in notes if not found.accepted and not found.in_paper]
        shown = [
            *([f"{_many(len(asked))} (nothing is stopped by a note):"] if asked else []),
            *(f"  {line}" for line in lines(asked, where)),
            *self._in_paper(notes),
            *self._accepted(notes),
        ]
        return ["", *shown, ""] if shown else []

    def _in_paper(self, notes: Sequence[Finding]) -> list[str]:
        """Return one line for what the paper itself tells: nobody needs to be told it twice."""
        kinds: dict[str, list[Finding]] = {}
        for found in notes:
            if found.in_paper and not found.accepted:
                kinds.setdefault(found.code, []).append(found)
        if not kinds:
            return []
        told = listed(
            [
                f"{len(some):,} {some[0].many}" if len(some) > 1 else some[0].means
                for some in kinds.values()
            ]
        )
        return [f"The paper tells by itself, so it is not listed here: {told}."]

    def _accepted(self, notes: Sequence[Finding]) -> list[str]:
        count = sum(found.accepted for found in notes)
        return [f"accepted: {count:,}, marked as looked at in report.toml."] if count else []


def _many(count: int) -> str:
    return f"{count:,} note{'' if count == 1 else 's'}"
