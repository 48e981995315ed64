"""One raw cell to text: words as Excel shows them, prose, a key, the names of bodies."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.english.signs import blank, odd, seen, straight
from pipeline.english.writing import say_date
from pipeline.settings.entries import UNPRINTABLE
from pipeline.settings.model import fold
from pipeline.workbook.cell import PLAIN, Raw, Value, number_shown, plain, shows_day, shows_text
from pipeline.workbook.faults import Faults
from pipeline.workbook.prose import BULLETS, Prose, Run, may_list, prose

AS_TEXT = "Format the column as Text and type it as it should read."
MOST_LINES = 500
"""More lines than that are no cell's: eleven printed pages, and each would be a paragraph of the
paper.
"""
RIGHT_TO_LEFT = "\u202e"
"""Turns all words round that stand after it, figures too, wherever they are printed."""
_SEPARATOR = re.compile("[;\uff1b\ufe54\u037e]")


class Texts(Faults):
    """Reads the cells that hold text."""

    def text(self, raw: Raw | None, *, filled: bool = False) -> str:
        """Return the text of a cell, trimmed; its inner lines and spaces are kept, and a look that
        matters is noted.
        """
        text = self._text(raw, filled=filled)
        if raw is not None and text and self.printed:
            self._looks(raw)
        return text

    def lines(self, raw: Raw | None, *, filled: bool = False) -> str:
        """Return the text of a cell as `text` does; a list in it that cannot be Word's own is noted
        too.
        """
        text = self.text(raw, filled=filled)
        if raw is not None and self.printed and may_list(text):
            found = prose([Run(text)])
            if found.items + len(found.out_of_order) > 1:  # one label may be its number in a report
                self._order(raw, found)
        return text

    def prose(self, raw: Raw | None, *, filled: bool = False) -> Prose:
        """Return the lines, lists, bold and italic of a cell."""
        text = self.text(raw, filled=filled)
        if raw is None or not text:
            return Prose()
        runs = raw.runs if isinstance(raw.value, list) else [(text, raw.look)]
        found = prose(Run(words, look.bold, look.italic) for words, look in runs)
        self._order(raw, found)
        return found

    def _order(self, raw: Raw, found: Prose) -> None:
        for label in found.out_of_order:
            self.fault(
                "list-order",
                raw,
                f"in {raw.heading} the label {self.shown(label)} does not follow the one before it;"
                " it is printed as typed.",
                "Number the list from (a) or 1 without a gap; after (z) Word goes on with (aa),"
                " (bb).",
            )

    def _looks(self, raw: Raw) -> None:
        if not isinstance(raw.value, list) and (raw.look is PLAIN or raw.look == PLAIN):
            return
        looks = [look for words, look in raw.runs if words.strip()]
        if any(look.struck for look in looks):
            self.fault(
                "struck-through",
                raw,
                f"words in {raw.heading} are struck through; they are printed as they stand.",
                "Delete the words that are not meant.",
            )
        if any(look.raised for look in looks):
            self.fault(
                "look-lost",
                raw,
                f"letters in {raw.heading} stand above or below the line; they are printed on it.",
                "Check that they read as meant there: a raised 2 after 10 is printed as 102.",
            )
        signs = [
            words for words, look in raw.runs if look.signs and words.strip(f"{BULLETS} \t\n\u00a0")
        ]
        if signs:
            self.fault(
                "look-lost",
                raw,
                f"{raw.heading} holds {self.shown(signs[0])} in a font of signs; it is printed "
                "in letters.",
                "Type what the signs mean in words.",
            )

    def _text(self, raw: Raw | None, *, filled: bool = False) -> str:
        if raw is None:
            return ""
        value = self._value(raw)
        if raw.cell in self.faulty or (value is None and not filled):
            return ""
        if isinstance(value, str) and (text := _ordinary(value, raw.pattern)):
            return text
        as_shown = _seen(value, raw.pattern)
        if as_shown is None:
            self.fault(
                "not-text",
                raw,
                f"{raw.heading} holds {self._kind(value)}, which its format"
                f" {self.shown(raw.pattern)} shows as something else.",
                AS_TEXT,
            )
            return ""
        text = "" if blank(as_shown) else as_shown.strip()
        if not self._printable(raw, text):
            return ""
        if filled and not text:
            self.fault("blank", raw, f"{raw.heading} is blank.", "Fill the cell.")
        return text

    def _kind(self, value: object) -> str:
        if isinstance(value, (int, float)):
            return self._number(value)
        if isinstance(value, datetime.date):
            return "a date" if self.secret else f"the date {say_date(value)}"
        return "a time" if isinstance(value, (datetime.time, datetime.timedelta)) else "text"

    def _printable(self, raw: Raw, text: str) -> bool:
        bad = UNPRINTABLE.search(text)
        at = bad.start() if bad else text.find(RIGHT_TO_LEFT)
        if at >= 0:
            what = (
                "a character that cannot be printed"
                if bad
                else "a sign that turns round all that stands after it"
            )
            before = text[max(at - 20, 0) : at]
            where = f"after {self.shown(before)}" if before else "at the beginning"
            self.fault(
                "control-character",
                raw,
                f"{raw.heading} holds {what} (U+{ord(text[at]):04X}, {where}).",
                (
                    "Type the text again, or paste it into Notepad first and from there into the"
                    " cell."
                    if bad
                    else "Type the text again: pasting it would bring the sign along."
                ),
            )
        lines = text.count("\n") + 1
        if lines > MOST_LINES:
            self.fault(
                "too-many-lines",
                raw,
                f"{raw.heading} has {lines:,} lines; the limit is {MOST_LINES}.",
                "Shorten it: each line would be a paragraph of the paper.",
            )
        return at < 0 and lines <= MOST_LINES

    def key(self, raw: Raw | None, *, filled: bool = False, whole: bool = False) -> str:
        """Return a key as it looks; a number is refused, for 1.10 and 1.1 are one number.

        `whole` lets 7 be "7", and leaves dashes as they are typed: it is printed, and no other cell
        names it.
        """
        if (
            raw is not None
            and not raw.error
            and isinstance(raw.value, (int, float))
            and not raw.uncalculated
        ):
            if not (whole and not isinstance(raw.value, bool) and float(raw.value).is_integer()):
                self.fault(
                    "not-text",
                    raw,
                    f"{raw.heading} holds {self._number(raw.value)}, not text.",
                    "Format the column as Text (Home > Number > Text), then type the key again.",
                )
                return ""
        if raw is not None and isinstance(
            raw.value, (datetime.date, datetime.time, datetime.timedelta)
        ):
            self.fault(
                "not-text",
                raw,
                f"{raw.heading} holds a date, not text: Excel may have turned a key into one.",
                "Format the column as Text (Home > Number > Text), then type the key again.",
            )
            return ""
        typed = " ".join(self._text(raw, filled=filled).split())
        key = " ".join((seen if whole else straight)(typed).split())
        if raw is not None and key != typed:
            self.signs(raw, typed, key)
        return key

    def bodies(
        self, raw: Raw | None, *, filled: bool = False, known: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """Return the names in a cell that separates them by ";"; one that only looks like a `known`
        name is that name.
        """
        text = self.text(raw, filled=filled)
        names = tuple(
            name
            for part in _SEPARATOR.split(text)
            if (name := self._body(raw, " ".join(part.split()), known))
        )
        if raw and text and not names:
            self.fault(
                "blank", raw, f"{raw.heading} names nobody.", 'Type the names, separated by ";".'
            )
        return names

    def _body(self, raw: Raw | None, typed: str, known: Iterable[str]) -> str:
        """Return a name as typed, or the known name that it looks like; "" where nothing of it can
        be seen.
        """
        if raw is None or blank(typed):
            return ""
        if typed.isascii() or typed in known:
            return typed
        meant = next((own for own in known if fold(own) == fold(typed)), typed)
        if not [sign for sign in odd(typed, spaces=False) if sign not in meant]:
            return typed
        self.signs(raw, typed, meant)
        return meant


@lru_cache(maxsize=4096)  # the same words stand in many cells
def _ordinary(stored: str, pattern: str) -> str:
    """Return a text as it is read, "" where it is blank or something in it is to be told."""
    text = (_seen(stored, pattern) or "").strip()
    odd = blank(text) or UNPRINTABLE.search(text) or RIGHT_TO_LEFT in text
    return "" if odd or text.count("\n") >= MOST_LINES else text


def _seen(value: Value, pattern: str) -> str | None:
    """Return a value as Excel shows it, dates in house style, or None where its format shows
    something else.
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return number_shown(value, pattern)
    if isinstance(value, datetime.date):
        return say_date(value) if shows_day(pattern) else None
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return None
    text = plain(value)
    return text if not text.strip() or shows_text(pattern) else None
