"""What may be entered in report.toml: a day, a line, a text, a word, the address of a page."""

from __future__ import annotations

import datetime
import re

from pipeline.english.signs import seen
from pipeline.settings.checked import full, text
from pipeline.settings.seen import as_written

SEAL = re.compile("[0-9a-f]{12,64}")
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)
"""What no paper can print: control characters, halves of characters, and the noncharacters that
`marks` needs.
"""


def day(value: object) -> datetime.date:
    """Return a day as TOML writes one."""
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        shown = f'"{value}"' if isinstance(value, str) else value
        raise ValueError(
            f"it is {shown}, not a date written as 2021-01-14, without quotation marks"
        )
    return value


def line(value: object) -> str:
    """Return a text of one line."""
    found = text(value)
    if UNPRINTABLE.search(found) or "\n" in found or "\t" in found or "\r" in found:
        raise ValueError(
            "it holds a line break or a character that cannot be printed; write it on one line"
        )
    return found.strip()


def filled(value: object) -> str:
    """Return a text of one line that is not empty."""
    return full(line(value))


def word(value: object) -> str:
    """Return what is looked for in the workbooks; a sign in it that cannot be seen is passed
    over.
    """
    return full(pattern(value))


def pattern(value: object) -> str:
    """Return a word of the workbook, or the beginning of one before `*`; "" is a blank cell."""
    return line(seen(value) if isinstance(value, str) else value)


def one_value(value: object) -> str:
    """Return a value of a cell as the program writes it; a list or a table is none."""
    return text(value if isinstance(value, list | dict) else as_written(value))


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


def page(value: object) -> str:
    """Return the address of a page, "" where none is given."""
    if isinstance(value, str) and value.strip() and not is_page(value.strip()):
        raise ValueError(
            f'it is "{value}", and must be the address of a page as a browser shows it, beginning'
            " with https://"
        )
    return line(value)


def email(value: object) -> str:
    """Return an address to write to, "" where none is given."""
    if isinstance(value, str) and value.strip() and not EMAIL.fullmatch(value.strip()):
        raise ValueError(f'it is "{value}", and must be one address, such as name@example.org')
    return line(value)


def lines(value: object) -> str:
    """Return a text of one line or more, as between three quotation marks."""
    found = text(value)
    if UNPRINTABLE.search(found):
        raise ValueError("it holds a character that cannot be printed")
    return full(found.replace("\r\n", "\n").strip())


def seal(value: object) -> str:
    """Return a seal in small letters, "" where none is given."""
    if isinstance(value, str) and (value := value.strip().lower()) and not SEAL.fullmatch(value):
        raise ValueError(
            f'it is "{value}", not the first twelve or more digits of a seal, such as e4aacd610d49'
        )
    return line(value)
