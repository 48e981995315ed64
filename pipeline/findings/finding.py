"""What is wrong, where, and what to do: the words every other room uses to say so.

Data that is wrong is a value (`Finding`); a run that cannot go on is an exception (`Refused`) with
an exit code of its own; a bug is a traceback.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple, TypedDict

Severity = Literal["error", "note"]


_ADDRESS = re.compile(r"(.*)!([A-Z]{1,3})([0-9]+)", re.DOTALL)
_ONE_WORD = re.compile(r"[^\W\d][\w.]*")
_LIKE_AN_ADDRESS = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc][0-9]*(?:[Cc][0-9]*)?")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters Excel gives a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Cell(NamedTuple):
    """One cell of one sheet: rows and columns count from 1, as Excel's do.

    >>> str(Cell("Recommendations", 17, 6))
    'Recommendations!F17'
    """

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """Return the address within the sheet, such as F17."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{in_quotes(self.sheet)}!{self.address}"

    @staticmethod
    @lru_cache(maxsize=32_768)  # a row's cell is asked for by each figure that it is behind
    def parse(text: str) -> Cell:
        """Return the cell written as `Sheet!A1` or `'A sheet'!A1`; raises ValueError for anything
        else.
        """
        match = _ADDRESS.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not the address of a cell")
        column = 0
        for letter in match[2]:
            column = column * 26 + ord(letter) - 64
        sheet = match[1]
        if len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
            sheet = sheet[1:-1].replace("''", "'")
        return Cell(sheet, int(match[3]), column)


@lru_cache(maxsize=256)
def in_quotes(sheet: str) -> str:
    """Return the name of a sheet as Excel writes it in an address: between apostrophes unless it is
    one plain word.

    >>> in_quotes("Open"), in_quotes("PEEL 2018-19"), in_quotes("Chief's list"), in_quotes("R2")
    ('Open', "'PEEL 2018-19'", "'Chief''s list'", "'R2'")
    """
    plain = _ONE_WORD.fullmatch(sheet) and not _LIKE_AN_ADDRESS.fullmatch(sheet)
    return sheet if plain or not sheet else "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark, with its place and its remedy.

    `file` is a name, never a path of this machine, and "" where whoever reads knows which file it
    is. `cell` is None where no single cell is at fault; `sheet` may then still name the sheet, and
    `place` says where in a settings file or a document (in Word's terms, such as `table 3, under
    "Background", row 1, column 2`; of a PDF as its reader finds it), and `turn` which comes first
    where a place has no number. Of a figure or of words, `key`
    is the figure's key or a row's ref, `found` what stands and `expected` what should.

    `means`, `many`, `asks` and `in_paper` are those of its code (`codes.Code`), for who tells it
    with others like it, and `for_all` is the remedy of all together. Of a cell, `owner` is who
    answers for its row and `value` what it holds, as `[[seen]]` of report.toml writes it (None
    where it may not be quoted); `accepted` is a note that is marked there as looked at.
    """

    code: str
    message: str
    remedy: str = ""
    file: str = ""
    cell: Cell | None = None
    sheet: str | None = None
    place: str = ""
    severity: Severity = "error"
    key: str = ""
    found: str = ""
    expected: str = ""
    means: str = ""
    many: str = ""
    asks: bool = False
    in_paper: bool = False
    for_all: str = ""
    owner: str = ""
    value: str | None = None
    accepted: bool = False
    turn: int = field(default=0, compare=False)

    @property
    def wrong(self) -> bool:
        """Return whether it is an error, and no note."""
        return self.severity == "error"

    @property
    def where(self) -> str:
        """Return the place as the reader finds it, such as `recommendations.xlsx,
        Recommendations!F17`.
        """
        inside = str(self.cell) if self.cell else (self.sheet or self.place)
        return ", ".join(filter(None, (self.file, inside)))

    def __str__(self) -> str:
        return f"{self.where and self.where + ': '}{self.message} {self.remedy}".rstrip()

    def as_json(self) -> dict[str, str | bool | None]:
        """Return the finding with the keys that `findings.json` and `--json` promise."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "sheet": self.cell.sheet if self.cell else self.sheet,
            "cell": self.cell.address if self.cell else None,
            "place": self.place or None,
            "message": self.message,
            "remedy": self.remedy,
            "ref": self.key or None,
            "owner": self.owner or None,
            "value": self.value,
            "accepted": self.accepted,
        }


class Where(TypedDict, total=False):
    """The place of a finding within its file, and what stands there, as `Finding` has them."""

    cell: Cell | None
    sheet: str | None
    place: str
    key: str
    found: str
    expected: str
    for_all: str
    owner: str
    turn: int


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings once each, errors first, then by file, sheet, row and column, or by the
    numbers in their place.
    """

    def place(finding: Finding) -> tuple[object, ...]:
        cell = finding.cell or Cell(finding.sheet or "", 0, 0)
        return (
            finding.severity != "error",
            finding.file,
            cell.sheet,
            cell.row,
            cell.column,
            finding.turn,
            [
                int(part) if turn % 2 else part
                for turn, part in enumerate(re.split("([0-9]+)", finding.place))
            ],
            finding.code,
            finding.message,
        )

    return sorted(dict.fromkeys(findings), key=place)


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a run."""
    return [finding for finding in findings if finding.wrong]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean Amber?` for the nearest known word, or nothing where none is near.

    >>> did_you_mean("Ambre", ["Red", "Amber", "Green"])
    ' Did you mean Amber?'
    >>> did_you_mean("total_outstanding", ["outstanding_red", "outstanding_total"])
    ' Did you mean outstanding_total?'
    """
    by_fold = {name.casefold(): name for name in known if name.strip()}
    fold = word.strip().casefold()
    starts = [name for name in by_fold if fold and (name.startswith(fold) or fold.startswith(name))]
    turned = [
        name
        for name in by_fold
        if sorted(re.findall(r"[^\W_]+", name)) == sorted(re.findall(r"[^\W_]+", fold))
    ]
    near = (
        turned
        or difflib.get_close_matches(fold, by_fold, n=1, cutoff=0.8)
        or starts[: len(starts) == 1]
        or difflib.get_close_matches(fold, by_fold, n=1, cutoff=0.6)
    )
    if not near:
        return ""
    meant = by_fold[near[0]]
    return f" Did you mean {meant}?" if meant[-1].isalnum() else f' Did you mean "{meant}"?'


class Refused(Exception):
    """The run cannot go on; `exit_code` says who has to act."""

    exit_code = 1
    outcome = ""

    def __init__(self, findings: Iterable[Finding], outcome: str = "") -> None:
        self.findings = by_place(findings)
        self.outcome = outcome or self.outcome
        super().__init__(self.outcome)


class SettingsRefused(Refused):
    """`report.toml` or the command line is wrong: the person who runs it acts."""

    exit_code = 2
    outcome = "Nothing was made: correct report.toml as listed above, then run the command again."


class WorkbookRefused(Refused):
    """The workbooks cannot be used as they are: whoever keeps them acts."""

    exit_code = 3
    outcome = (
        "Nothing was made: correct what is listed above, in Excel or in report.toml as each line"
        " says, save, and run the command again."
    )


class DoesNotReconcile(Refused):
    """The figures do not add up: whoever keeps the workbooks acts."""

    exit_code = 4
    outcome = (
        "Nothing was made: the figures do not reconcile. Correct the cells listed above and run the"
        " command again."
    )


class TemplateRefused(Refused):
    """The template cannot be used: whoever edits it in Word acts."""

    exit_code = 5
    outcome = (
        "Nothing was made: put the template right as each line above says, then run the command"
        " again."
    )


class ProofFailed(Refused):
    """The finished paper does not say what the figures say."""

    exit_code = 6
    outcome = (
        "Nothing was made: the finished paper failed its proof. Give the list above to whoever"
        " edits the template."
    )


class ArchiveRefused(Refused):
    """The meeting is already filed, or the archive has been altered."""

    exit_code = 7
    outcome = (
        "Nothing was changed: see to the archive as said above before running the command again."
    )
