"""Whether what a cell stores is a value of its kind."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import isfinite

from pipeline.english.pattern import late

_NUMBER = late(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
_MOMENT = late(
    rf"(?P<day>{_DAY})(?:T{_TIME}Z?)?|{_TIME}|PT(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?"
)


def below(text: str, most: int) -> bool:
    """Return whether a text is a whole number, from nought, and less than `most`."""
    return text.isascii() and text.isdigit() and len(text) < 10 and int(text) < most


def legible(kind: str, value: str, strings: int) -> bool:
    """Return whether a stored value is one of its kind (ECMA-376 part 1, 18.18.11); `strings` are
    the texts that cells share.
    """
    if kind == "n":
        return _is_number(value.strip())
    if kind == "s":
        return below(value.strip(), strings)
    if kind == "d":
        return bool(
            (moment := _MOMENT.fullmatch(value))
            and (moment["day"] is None or _in_calendar(moment["day"]))
        )
    return kind != "b" or value.strip() in ("0", "1")


@lru_cache(maxsize=4096)  # the same days stand in many cells
def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and isfinite(float(text))


def _in_calendar(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False
