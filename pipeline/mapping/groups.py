"""A row that heads a group: the title and the date in words such as "PEEL 2018/19: published 27
September 2019".
"""

from __future__ import annotations

import datetime
import re

from pipeline.english.pattern import late

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_DAY = late(
    rf"\b(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<word>{_MONTH})\.?,?\s+(?P<year>[0-9]{{4}})"
    r"|(?P<d>[0-9]{1,2})[/.](?P<m>[0-9]{1,2})[/.](?P<y>[0-9]{4})|(?P<iy>[0-9]{4})-(?P<im>[0-9]{2})-(?P<id>[0-9]{2}))\b",
    re.IGNORECASE,
)
_BESIDE = (
    r"(?:\s*[-\u2013\u2014:,;(\[]*\s*)(?:(?:report\s+)?(?:was\s+)?(?:published|publication|released|issued|dated?)"
    r"(?:\s+date)?\s*(?:on|:)?\s*)?"
)


def day_in(words: str) -> list[datetime.date]:
    """Return the days that are written out in words or as dd/mm/yyyy, each once.

    >>> day_in("PEEL 2018/19: published 27 Sept 2019")
    [datetime.date(2019, 9, 27)]
    """
    days = []
    for found in _DAY.finditer(words):
        if found["word"]:
            month = next(
                number
                for number, name in enumerate(MONTHS, 1)
                if name.startswith(found["word"].casefold()[:3])
            )
            parts = (int(found["year"]), month, int(found["day"]))
        else:
            parts = (
                int(found["y"] or found["iy"]),
                int(found["m"] or found["im"]),
                int(found["d"] or found["id"]),
            )
        try:
            days.append(datetime.date(*parts))
        except ValueError:
            continue
    return list(dict.fromkeys(days))


def title_in(words: str) -> str:
    """Return the words without the date and what leads to it.

    >>> title_in("PEEL 2018/19: published 27 September 2019")
    'PEEL 2018/19'
    >>> title_in("Both sides of the coin (10 January 2020)")
    'Both sides of the coin'
    """
    bare = re.sub(rf"{_BESIDE}{_DAY.pattern}\s*[)\]]?", "", words, count=1, flags=re.IGNORECASE)
    return bare.strip(" :,;-\u2013\u2014") or words
