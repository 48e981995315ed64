"""One raw cell to one value: text, key, word, date, whole number, bodies, prose. Faults are
gathered, never raised.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pipeline.english.signs import blank, named, odd, seen, shown, straight
from pipeline.english.writing import say_date
from pipeline.findings.finding import Cell, Finding, did_you_mean
from pipeline.settings.model import FILE, UNPRINTABLE, fold
from pipeline.settings.schema import PUBLISH
from pipeline.workbook.cell import (
    PLAIN,
    Raw,
    Rich,
    date_shown,
    hides_day,
    number_shown,
    plain,
    shows_day,
    shows_text,
)
from pipeline.workbook.codes import finding
from pipeline.workbook.markings import keeps_back
from pipeline.workbook.meant import fits
from pipeline.workbook.prose import BULLETS, Prose, Run, may_list, prose

AS_TEXT = "Format the column as Text and type it as it should read."
SHOWN = 60
MOST_LINES = 500
"""More lines than that are no cell's: eleven printed pages, and each would be a paragraph of the
paper.
"""
RIGHT_TO_LEFT = "\u202e"
"""Turns all words round that stand after it, figures too, wherever they are printed."""
MOST = 999_999

_SEPARATOR = re.compile("[;\uff1b\ufe54\u037e]")
_CLOCK = (
    r"(?:[T"
    r" ](?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9])(?:\.[0-9]+)?)?"
    r" ?(?:Z|[+-]00:?00)?)?"
)
_UK_DATE = re.compile(
    rf"(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})/(?P<year>[0-9]{{4}}|[0-9]{{2}}){_CLOCK}"
)
_ISO_DATE = re.compile(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_CLOCK}")
_MONTH_ALONE = re.compile(
    r"[a-z]{3,9}["
    r" .'/-]*(?:[0-9]{4}|[0-9]{2})|[0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}(?:-[0-9]{2})?|q[1-4]\b.*",
    re.IGNORECASE,
)
EVENING = datetime.time(21)
"""From here on the day after may be meant: midnight is stored as 23:00 where clocks are an hour
ahead of UTC, and so on.
"""
HALF_A_SECOND = datetime.timedelta(milliseconds=500)
FULL_DATE = "Type the full date as dd/mm/yyyy"

Value = TypeVar("Value")

IN_DIGITS = "Type the number in digits, 0 if there are none."


class Cells:
    """Reads the cells of one workbook, gathering what is wrong with them.

    Each method returns the value, or a blank one of its kind ("" or None) where the cell is blank
    or at fault; `findings()` tells which. With `secret` set, messages do not quote: the row is not
    for publication. Without `printed`, how words look is no matter.
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

    def _value(self, raw: Raw) -> Any:
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
        if raw.error:
            self.fault(
                "error-cell",
                raw,
                f"{raw.heading} holds Excel's error {raw.value}.",
                "Correct the formula, or type the value.",
            )
            return None
        return raw.value

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
        if raw.look == PLAIN and not isinstance(raw.value, list):
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
        value = self._value(raw) if raw else None
        if raw is None or raw.cell in self.faulty:
            return ""
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
            self.fault(
                "control-character",
                raw,
                f"{raw.heading} holds {what} (U+{ord(text[at]):04X}, after "
                f"{self.shown(text[max(at - 20, 0) : at])}).",
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

    def word(
        self,
        raw: Raw | None,
        vocabulary: Mapping[str, Value],
        *,
        filled: bool = False,
        fixed: bool = False,
    ) -> str:
        """Return the word of the vocabulary that the cell means, or "" where it is blank or
        unknown.

        A `fixed` vocabulary is the program's own, and not one of report.toml.
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
                (
                    "Type one of these words."
                    if fixed
                    else "Type one of these words, or add the word to report.toml."
                ),
            )
            return ""
        self._forgiven(raw, meant)
        return meant

    def publish(self, raw: Raw | None, words: Mapping[str, str]) -> str:
        """Return Yes, No, or "" where the cell is blank or at fault; `words` are the workbook's
        own, with what they mean.
        """
        if raw is None or not (words or keeps_back(raw.heading)):
            return self.word(raw, PUBLISH, fixed=True)
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
        return words[found[0]] if found else self.word(raw, PUBLISH, fixed=True)

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

    def date(self, raw: Raw | None, *, filled: bool = False) -> datetime.date | None:
        """Return a date from a real date cell, or from dd/mm/yyyy, dd/mm/yy or yyyy-mm-dd typed as
        text (noted).

        Anything else is a fault, and so is a date that the cell shows without its day, or that may
        mean the day after.
        """
        value = self._value(raw) if raw else None
        if raw is None or raw.cell in self.faulty:
            return None
        if isinstance(value, datetime.date):
            return self._stored_date(raw, value)
        if isinstance(value, (bool, int, float, datetime.time, datetime.timedelta)):
            self.fault(
                "not-a-date",
                raw,
                f"{raw.heading} holds {'a number' if self.secret else value}, not a date.",
                "Type the date as dd/mm/yyyy and format the cell as a date.",
            )
            return None
        text = self._text(raw, filled=filled)
        if not text:
            return None
        return self._typed_date(raw, text, filled=filled)

    def _stored_date(self, raw: Raw, value: datetime.date) -> datetime.date | None:
        if hides_day(raw.pattern):
            shown = (
                ""
                if self.secret
                else (
                    f"; for {say_date(value)} it shows {self.shown(date_shown(value, raw.pattern))}"
                )
            )
            told = self._dayless.setdefault((raw.cell.sheet, raw.heading), f"shows no day{shown}")
            self._gather(
                "day-not-shown",
                raw,
                told,
                f"{FULL_DATE}. Where the stored day is right, format the "
                "cells as dd/mm/yyyy: Home > Number > Short Date.",
            )
            self.faulty.add(raw.cell)
            return None
        return self._without_time(raw, value) if isinstance(value, datetime.datetime) else value

    def _without_time(self, raw: Raw, moment: datetime.datetime) -> datetime.date | None:
        """Return the day of a moment; a time of day is told, and is a fault late in the evening:
        the next day may be meant.
        """
        day = (moment + HALF_A_SECOND).date()
        if moment + HALF_A_SECOND < datetime.datetime.combine(day, datetime.time(0, 0, 1)):
            return day
        at = "a date with a time of day" if self.secret else f"{say_date(day)} at {moment:%H:%M}"
        if moment.time() < EVENING:
            self.fault(
                "time-of-day",
                raw,
                f"{raw.heading} holds {at}; it is read as that day.",
                "If the day is right, nothing need be done; otherwise type the day that is meant.",
            )
            return day
        after = "the day after" if self.secret else say_date(day + datetime.timedelta(days=1))
        here = raw.cell.address
        many = (
            f' For many cells: in an empty column type =IF({here}="","",ROUND({here},0)) for the'
            f" day after, or INT({here}) for the day itself instead of ROUND({here},0); fill it"
            " down, copy it, and paste it over the dates with Paste Special > Values."
        )
        self.fault(
            "day-unsure",
            raw,
            f"{raw.heading} holds {at}; {after} may be meant, for lists exported from "
            "SharePoint often store midnight in summer as 23:00 of the day before.",
            "Type the day that is meant, without a"
            f" time.{many if isinstance(raw.value, datetime.date) else ''}",
        )
        return None

    def _typed_date(self, raw: Raw, text: str, *, filled: bool) -> datetime.date | None:
        typed = " ".join(straight(text).split())
        match = _UK_DATE.fullmatch(typed) or _ISO_DATE.fullmatch(typed)
        if match is None:
            so = (
                f"{FULL_DATE}, with the day that is meant"
                if _MONTH_ALONE.fullmatch(typed)
                else "Type the date as dd/mm/yyyy"
            )
            self.fault(
                "not-a-date",
                raw,
                f"{raw.heading} {self.shown(text)} is not a date.",
                f"{so}." if filled else f"{so}, or leave the cell blank where there is none yet.",
            )
            return None
        try:
            day = datetime.date(_year(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            self.fault(
                "not-a-date",
                raw,
                f"{raw.heading} {self.shown(text)} is not a date in the calendar.",
                "Type the day, the month and the year again, as dd/mm/yyyy.",
            )
            return None
        if odd(text, spaces=False):
            self.signs(raw, text, typed)
        order = "year-month-day" if match.re is _ISO_DATE else "day/month/year"
        short = "" if len(match["year"]) == 4 else f", with the year {day.year} for {match['year']}"
        self._gather(
            "date-as-text",
            raw,
            f"is typed as text and read as {order}{short}",
            "Format the column as a date and type the date again.",
        )
        clock = datetime.time(
            int(match["hour"] or 0), int(match["minute"] or 0), int(match["second"] or 0)
        )
        return self._without_time(raw, datetime.datetime.combine(day, clock))

    def whole(self, raw: Raw | None) -> int | None:
        """Return a whole number, 0 or more; blank is a fault, for 0 must be said."""
        value = self._value(raw) if raw else None
        if raw is None or raw.cell in self.faulty:
            return None
        if isinstance(value, Rich):
            value = str(value)
        if isinstance(value, str) and (text := plain(value).strip()):
            return self._whole_in(raw, text)
        if value is None or isinstance(value, str):
            self.fault(
                "blank", raw, f"{raw.heading} is blank.", "Type the number, 0 if there are none."
            )
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not 0 <= value <= MOST
            or value != int(value)
        ):
            what = f"holds {value}, which is not a whole number, 0 or more."
            self.fault("not-a-whole-number", raw, f"{raw.heading} {what}", IN_DIGITS)
            return None
        return int(value)

    def _whole_in(self, raw: Raw, text: str) -> int | None:
        """Return a whole number that was typed as text."""
        number = straight(text).strip()
        if not number.isascii() or not number.isdigit() or len(number) > 6:
            what = f"{self.shown(text)} is not a whole number."
            self.fault("not-a-whole-number", raw, f"{raw.heading} {what}", IN_DIGITS)
            return None
        if number != text:
            self.signs(raw, text, number)
        self._gather(
            "number-as-text",
            raw,
            "is a number typed as text",
            "Format the cell as a number and type it again.",
        )
        return int(number)

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
        meant = next((own for own in known if fold(own) == fold(typed)), typed)
        if (
            typed.isascii()
            or typed in known
            or not [sign for sign in odd(typed, spaces=False) if sign not in meant]
        ):
            return typed
        self.signs(raw, typed, meant)
        return meant

    def prose(self, raw: Raw | None, *, filled: bool = False) -> Prose:
        """Return the lines, lists, bold and italic of a cell."""
        text = self.text(raw, filled=filled)
        if raw is None or not text:
            return Prose()
        runs = raw.runs if isinstance(raw.value, list) else [(text, raw.look)]
        found = prose(Run(words, look.bold, look.italic) for words, look in runs)
        self._order(raw, found)
        return found


def _seen(value: Any, pattern: str) -> str | None:
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


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _year(typed: str) -> int:
    """Return the year of two or four digits; two are of the years 1970 to 2069."""
    year = int(typed)
    return year if len(typed) == 4 else year + (2000 if year < 70 else 1900)
