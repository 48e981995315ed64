"""One raw cell to a word of a vocabulary, and what it says of whether its row may be printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeVar

from pipeline.english.signs import odd, seen
from pipeline.findings.finding import did_you_mean
from pipeline.settings.model import FILE, fold
from pipeline.settings.schema import PUBLISH
from pipeline.workbook.cell import Raw, plain
from pipeline.workbook.codes import finding
from pipeline.workbook.markings import keeps_back
from pipeline.workbook.meant import fits
from pipeline.workbook.texts import Texts

Value = TypeVar("Value")


def _or_else(table: str) -> str:
    """Return what else may be done about a word that a table of report.toml does not hold."""
    if table in ("rag", "involvement"):
        return f", or write which of them it means under [words.{table}] of {FILE}"
    return f", or add the word under [{table}] of {FILE}" if table else ""


class Words(Texts):
    """Reads the cells that hold one word of a few."""

    def word(
        self,
        raw: Raw | None,
        vocabulary: Mapping[str, Value],
        *,
        filled: bool = False,
        table: str = "",
    ) -> str:
        """Return the word of the vocabulary that the cell means, or "" where it is blank or
        unknown.

        `table` is that of report.toml that holds the vocabulary, "" where it is the program's own.
        """
        text = self._text(raw, filled=filled)
        if raw is None or not text or (text in vocabulary and str(raw.value) == text):
            return text
        meant = {fold(word): word for word in vocabulary}.get(fold(text))
        if meant is None:
            choices = ", ".join(vocabulary)
            near = "" if self.secret else did_you_mean(text, vocabulary)
            self.fault(
                "unknown-word",
                raw,
                f"{raw.heading} {self.shown(text)} is not one of {choices}.{near}",
                f"Type one of these words{_or_else(table)}.",
            )
            return ""
        self._forgiven(raw, meant)
        return meant

    def publish(self, raw: Raw | None, words: Mapping[str, str]) -> str:
        """Return Yes, No, or "" where the cell is blank or at fault; `words` are the workbook's
        own, with what they mean.
        """
        if raw is None or not (words or keeps_back(raw.heading)):
            return self.word(raw, PUBLISH)
        text = self._text(raw)
        if raw.cell in self.faulty:
            return ""
        found = fits(text, words)
        if len(found) > 1:
            both = " and ".join(map(_quoted, found))
            self._findings.append(
                finding(
                    "settings",
                    f"{both} both fit what stands in {raw.cell}.",
                    "Change one, or write the word of that cell out.",
                    FILE,
                    place="[words.publish]",
                )
            )
            self.faulty.add(raw.cell)
            return ""
        if not found and text and (keeps_back(raw.heading) or fold(text) not in map(fold, PUBLISH)):
            named = [word for word in words if word]
            known = ", ".join(named or ["the words in [words.publish] of report.toml"])
            self.fault(
                "unknown-word",
                raw,
                f"{raw.heading} {self.shown(text)} is not one of"
                f" {known}, so it cannot be said whether the row may be printed.",
                "Correct the word, or write under [words.publish] of "
                f'report.toml what it means for Publish: {_quoted(text)} = "No" or {_quoted(text)}'
                ' = "Yes".',
            )
            return ""
        if found and text and not found[0].endswith("*") and text != found[0]:
            self._forgiven(raw, found[0])
        return words[found[0]] if found else self.word(raw, PUBLISH)

    def addressee(self, code: str, raw: Raw, name: str) -> None:
        """Record an addressee of whom nothing says whether it is the force; told once with all its
        cells.
        """
        spelt = '"…"' if self.secret else _quoted(self._spelt.setdefault(fold(name), name))
        told = self.shown(name) if self.secret else spelt
        self._gather(
            code,
            raw,
            f"names {told}: nothing says whether that is this force, so it is not counted as it",
            f'Write under [addressees] of report.toml what it is: {spelt} = "force", or "joint"'
            ' where it is the force with others, or "other".',
        )

    def unsaid(self, raw: Raw) -> None:
        """Record a blank that must say whether its row may be printed, for other rows say that they
        may not.
        """
        self._gather(
            "blank",
            raw,
            "is blank and No in other rows, so it cannot be said whether it may be printed",
            'Type Yes or No there; or, where a blank always means the same, write "" = "Yes" (or'
            ' "No") under [words.publish] of report.toml.',
        )
        self.faulty.add(raw.cell)

    def _forgiven(self, raw: Raw, meant: str) -> None:
        if isinstance(raw.value, bool):  # nobody types the letters of a ticked box
            return
        typed = plain(raw.value).replace("\n", " ")
        if odd(typed, spaces=seen(typed) == meant):
            self.signs(raw, typed, meant, choose=True)
        else:
            self._gather(
                "word-forgiven",
                raw,
                f'"{seen(typed)}" is read as "{meant}"',
                f'Type "{meant}", or choose it from the list.',
            )


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
