"""One raw cell to a day: a date stored as one, or typed as text."""

from __future__ import annotations

import datetime
import json
import re

from pipeline.english.pattern import late
from pipeline.english.signs import odd, straight
from pipeline.english.writing import say_date
from pipeline.settings.model import FILE
from pipeline.workbook.cell import Raw, date_shown, hides_day
from pipeline.workbook.texts import Texts

_CLOCK = (
    r"(?:[T"
    r" ](?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9])(?:\.[0-9]+)?)?"
    r" ?(?:Z|[+-]00:?00)?)?"
)
_UK_DATE = late(
    rf"(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})/(?P<year>[0-9]{{4}}|[0-9]{{2}}){_CLOCK}"
)
_ISO_DATE = re.compile(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_CLOCK}")
_MONTH_ALONE = late(
    r"[a-z]{3,9}["
    r" .'/-]*(?:[0-9]{4}|[0-9]{2})|[0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}(?:-[0-9]{2})?|q[1-4]\b.*",
    re.IGNORECASE,
)
_NONE_MAYBE = late(r"(?!(?:y|yes|x)$)\D{1,40}", re.IGNORECASE)
"""Words that may stand for the want of a date: few, without a digit, and no tick."""
MIDNIGHT = datetime.time()
EVENING = datetime.time(21)
"""From here on the day after may be meant: midnight is stored as 23:00 where clocks are an hour
ahead of UTC, and so on.
"""
HALF_A_SECOND = datetime.timedelta(milliseconds=500)
FULL_DATE = "Type the full date as dd/mm/yyyy"


class Days(Texts):
    """Reads the cells that hold a date."""

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
        if moment.time() == MIDNIGHT:
            return moment.date()
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
            self.fault(
                "not-a-date",
                raw,
                f"{raw.heading} {self.shown(text)} is not a date.",
                self._way(typed, filled=filled),
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

    def _way(self, typed: str, *, filled: bool) -> str:
        """Return what to do about a text that is no date."""
        way = (
            f"{FULL_DATE}, with the day that is meant"
            if _MONTH_ALONE.fullmatch(typed)
            else "Type the date as dd/mm/yyyy"
        )
        none = f", or leave the cell blank where there is none yet{self._none(typed)}"
        return f"{way}{'' if filled else none}."

    def _none(self, typed: str) -> str:
        """Return what else may be done about words that stand where no date is."""
        if self.secret or not _NONE_MAYBE.fullmatch(typed):
            return ""
        word = json.dumps(typed, ensure_ascii=False)
        return f"; or, where {word} always says so, write none = [{word}] under [dates] of {FILE}"


def _year(typed: str) -> int:
    """Return the year of two or four digits; two are of the years 1970 to 2069."""
    year = int(typed)
    return year if len(typed) == 4 else year + (2000 if year < 70 else 1900)
