"""What is wrong with cells, gathered and never raised, and what a message may quote of them."""

from __future__ import annotations

from collections import defaultdict

from pipeline.english.signs import named, odd, seen, shown
from pipeline.findings.finding import Cell, Finding
from pipeline.workbook.cell import NO_DAY, Raw, Value
from pipeline.workbook.codes import finding

SHOWN = 60


class Faults:
    """Gathers what is wrong with the cells of one workbook.

    With `secret` set, messages do not quote: the row is not for publication. Without `printed`, how
    words look is no matter.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.secret = False
        self.printed = True
        self.faulty: set[Cell] = set()
        self._findings: list[Finding] = []
        self._gathered: dict[tuple[str, str, str, str, str], list[Cell]] = defaultdict(list)
        self._dayless: dict[tuple[str, str], str] = {}
        self._spelt: dict[str, str] = {}

    def findings(self) -> list[Finding]:
        """Return everything found so far; words forgiven come last, kind by kind."""
        forgiven = [
            finding(code, f"{heading} {told}.", remedy, self.file, cell=cell)
            for (code, _, heading, told, remedy), cells in self._gathered.items()
            for cell in cells
        ]
        return [*self._findings, *forgiven]

    def fault(self, code: str, raw: Raw, message: str, remedy: str) -> None:
        """Record a finding at this cell."""
        found = finding(code, message, remedy, self.file, cell=raw.cell)
        self._findings.append(found)
        if found.severity == "error":
            self.faulty.add(raw.cell)

    def _gather(self, code: str, raw: Raw, told: str, remedy: str) -> None:
        """Record what is found in one cell after the other, and said of each in the same words."""
        self._gathered[(code, raw.cell.sheet, raw.heading, told, remedy)].append(raw.cell)

    def signs(self, raw: Raw, typed: str, meant: str, *, choose: bool = False) -> None:
        """Note the signs for which a word is not what it looks like, by their names; `choose`: the
        cell may have a list.
        """
        signs = [sign for sign in odd(typed, spaces=seen(typed) == meant) if sign not in meant]
        if self.secret:
            self._gather(
                "word-forgiven",
                raw,
                f"holds {named(signs)}; it is read as the sign that it looks like, or as none",
                "Type the words again.",
            )
            return
        self._gather(
            "word-forgiven",
            raw,
            f'holds "{shown(typed)}" with {named(signs)} in it; it is read as "{meant}"',
            f'Type "{meant}"{", or choose it from the list" if choose else ""}.',
        )

    def shown(self, value: object) -> str:
        """Return a value as a message quotes it: shortened, or withheld where the row is not for
        publication.
        """
        if self.secret:
            return "(not for publication)"
        text = " ".join(str(value).split())
        return f'"{text[: SHOWN - 1]}…"' if len(text) > SHOWN else f'"{text}"'

    def _number(self, value: object) -> str:
        return "a number" if self.secret else f"the number {value}"

    def _value(self, raw: Raw) -> Value:
        """Return the stored value, or None after recording why it cannot be used."""
        if raw.uncalculated:
            self.fault(
                "formula-uncalculated",
                raw,
                f"{raw.heading} holds a formula that was never calculated.",
                "Open the workbook in Excel, press F9, and save it.",
            )
            return None
        if raw.broken:
            self.fault(
                "value-unreadable",
                raw,
                f"{raw.heading} holds {self.shown(raw.value)}, which cannot be read.",
                "Type the value again, and save the workbook in Excel.",
            )
            return None
        if raw.error and raw.value == NO_DAY:
            self.fault(
                "error-cell",
                raw,
                f"{raw.heading} holds a number that is no day of the calendar; Excel shows"
                f" {NO_DAY}, however wide the column is.",
                "Type the date as dd/mm/yyyy.",
            )
            return None
        if raw.error:
            self.fault(
                "error-cell",
                raw,
                f"{raw.heading} holds Excel's error {raw.value}.",
                "Correct the formula, or type the value.",
            )
            return None
        return raw.value
