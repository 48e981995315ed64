"""What may be entered in report.toml: a day, a line, a text, a word, the address of a page."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.english.signs import seen
from pipeline.settings.seen import as_written

SEAL = re.compile("[0-9a-f]{12,64}")
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)
"""What no paper can print: control characters, halves of characters, and the noncharacters that
`marks` needs.
"""


def _only_a_date(value: object) -> object:
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        shown = f'"{value}"' if isinstance(value, str) else value
        raise ValueError(
            f"it is {shown}, not a date written as 2021-01-14, without quotation marks"
        )
    return value


def _one_line(value: object) -> object:
    if isinstance(value, str):
        if UNPRINTABLE.search(value) or "\n" in value or "\t" in value or "\r" in value:
            raise ValueError(
                "it holds a line break or a character that cannot be printed; write it on one line"
            )
        return value.strip()
    return value


def one_value(value: object) -> object:
    """Return a value of a cell as the program writes it; a list or a table is none."""
    return value if isinstance(value, list | dict) else as_written(value)


def as_it_looks(value: object) -> object:
    """Return a text without the signs that cannot be seen."""
    return seen(value) if isinstance(value, str) else value


Day = Annotated[datetime.date, BeforeValidator(_only_a_date)]
Line = Annotated[str, BeforeValidator(_one_line), Field(strict=True)]
Filled = Annotated[Line, Field(min_length=1)]
Word = Annotated[Filled, BeforeValidator(as_it_looks)]
"""What is looked for in the workbooks; a sign in it that cannot be seen is passed over."""
Pattern = Annotated[Line, BeforeValidator(as_it_looks)]
"""A word of the workbook, or the beginning of one before `*`; "" is a blank cell."""


class Table(BaseModel):
    """A table of report.toml: no key but its own, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


PAGE = re.compile(
    r"https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?([/?#][^\s\"<>\\\\^`{|}]*)?", re.ASCII
)
EMAIL = re.compile(r"[A-Za-z0-9][\w.+'-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}", re.ASCII)


def is_page(address: str) -> bool:
    """Return whether an address is that of a page that a paper may lead to: https:, no user's name
    in it, and nothing but signs that an address may hold.

    >>> [is_page(one) for one in ("https://example.org/a?b=1", "http://example.org",
    ...     "https://a@example.org", "https://example.org/a b")]
    [True, False, False, False]
    """
    return address.isascii() and PAGE.fullmatch(address) is not None


def _a_page(value: object) -> object:
    if isinstance(value, str) and value.strip() and not is_page(value.strip()):
        raise ValueError(
            f'it is "{value}", and must be the address of a page as a browser shows it, beginning'
            " with https://"
        )
    return value


def an_email(value: object) -> object:
    """Return the value; raises ValueError where it is a text and no address to write to."""
    if isinstance(value, str) and value.strip() and not EMAIL.fullmatch(value.strip()):
        raise ValueError(f'it is "{value}", and must be one address, such as name@example.org')
    return value


def _lines(value: object) -> object:
    if isinstance(value, str):
        if UNPRINTABLE.search(value):
            raise ValueError("it holds a character that cannot be printed")
        return value.replace("\r\n", "\n").strip()
    return value


Page = Annotated[Line, BeforeValidator(_a_page)]
Text = Annotated[str, BeforeValidator(_lines), Field(strict=True, min_length=1)]
"""A text of one line or more, as between three quotation marks."""


def a_seal(value: object) -> object:
    """Return a seal in small letters; raises ValueError where it is none."""
    if isinstance(value, str) and (value := value.strip().lower()) and not SEAL.fullmatch(value):
        raise ValueError(
            f'it is "{value}", not the first twelve or more digits of a seal, such as e4aacd610d49'
        )
    return value
