"""Where each line of a paper stands, as its readers find it: "3.1", "Appendix C", "4.3 (b)"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.word.labels import labels
from pipeline.word.lines import Line, lines
from pipeline.word.outline import BODY, is_heading, level
from pipeline.word.package import opened


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of a paper's body: a paragraph, a heading or a table row.

    `label` is the number that is printed before it, as "3.1" or "Appendix C"; `above` are the
    headings over it, outermost first, each with its label and its words; `after` is the numbered
    paragraph before it in its section, `caption` what stands over its table.
    """

    line: Line
    label: str = ""
    above: tuple[tuple[str, str], ...] = ()
    after: str = ""
    caption: str = ""

    @property
    def is_heading(self) -> bool:
        """Return whether it heads a part of the paper."""
        return not self.line.table and is_heading(self.line.style)

    @property
    def heading(self) -> str:
        """Return the words of the heading above it, "" where there is none."""
        return self.above[-1][1] if self.above else ""

    @property
    def place(self) -> str:
        """Return where readers find it; without any number near, under which heading."""
        if self.label and any(map(str.isalnum, self.label)) and not self.label.startswith("("):
            return self.label
        named = next((one for one, _ in reversed(self.above) if any(map(str.isalpha, one))), "")
        if named:
            return named
        if self.line.table:
            return f'the table "{self.caption}"' if self.caption else self._near("after ")
        return f"{self.after} {self.label}" if self.after and self.label else self._near("after ")

    def _near(self, word: str) -> str:
        if self.after:
            return f"{word}{self.after}"
        return f'under "{self.heading}"' if self.heading else "the first page"


def standings(document: bytes) -> tuple[Standing, ...]:
    """Return the lines of a .docx's body with their places; raises ValueError where it is none."""
    found = [
        line for line in lines(document, words_only=True) if line.paragraphs[0][0].part == BODY
    ]
    package = opened(document)
    return package.once("standings", lambda: tuple(_standings(found, _labelled(document, found))))


def _labelled(document: bytes, found: Iterable[Line]) -> dict[int, str]:
    every = [paragraph for line in found for column in line.paragraphs for paragraph in column]
    told = labels(opened(document), every)
    return {id(element): label.rstrip(".: ") for element, label in told.items()}


def _standings(found: Iterable[Line], told: dict[int, str]) -> Iterator[Standing]:
    above: tuple[tuple[str, str], ...] = ()
    after = caption = ""
    table = 0
    for line in found:
        label = told.get(id(line.paragraphs[0][0].element), "")
        if not line.table and is_heading(line.style):
            above = (*above[: level(line.style) - 1], (label, " ".join(line.text.split())))
            after = label if "." in label else ""
            yield Standing(line, label, above[:-1])
            continue
        if not line.table:
            table = 0
            caption = line.text.strip() if line.style.casefold().startswith("caption") else ""
        elif line.table != table and table:
            caption = ""
        table = line.table
        yield Standing(line, "" if line.table else label, above, after, caption)
        if "." in label and not line.table:
            after = label
