"""Signs that cannot be seen, and signs that look like others: passed over or made alike, and called
by their names.

For words that are compared or looked up. Free prose is printed as it was typed and never goes
through here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_SEEN_FORMAT = set(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
)
"""Signs of the category of invisible ones (Cf) that are seen all the same."""
_UNSEEN = {
    *map(
        chr,
        (
            0x34F,
            0x115F,
            0x1160,
            0x17B4,
            0x17B5,
            0x3164,
            0xFFA0,
            *range(0x180B, 0x1810),
            *range(0xFE00, 0xFE10),
            *range(0xE0100, 0xE01F0),
        ),
    )
}
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f", *map(chr, range(0xE0020, 0xE0080))}
"""What belongs to an emoji where it stands after one."""
_LIKE = {
    **dict.fromkeys("’‘‛ʼʻʹˈ′‵`´ꞌ＇", "'"),
    **dict.fromkeys("“”„‟″‶«»〝〞＂", '"'),
    **dict.fromkeys("−⁃‐‑", "-"),
    **dict.fromkeys("⁄∕⧸", "/"),
    **dict.fromkeys("∶꞉ː", ":"),
    "․": ".",
    "‚": ",",
    "ı": "i",
    "ɑ": "a",
    "ɡ": "g",
    "⠀": " ",
}
_LATIN = dict(
    zip(
        "АВЕКМНОРСТХУІЈЅӀаеорсхуіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορικυ",
        "ABEKMHOPCTXYIJSIaeopcxyijsdqwhlABEZHIKMNOPTYXavopiku",
        strict=True,
    )
)
"""Cyrillic and Greek letters that look Latin."""
_FOREIGN = re.compile(f"[{''.join(_LATIN)}]")
_JOINING = re.compile(f"[{''.join(sorted(_JOINERS))}]")
_TO_LOOK_AT, _TYPED = re.compile("[^\x00-_a-\x7f]"), re.compile("[!-~]")
_TAGS = {"<wide>", "<narrow>", "<small>", "<font>"}
_COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ud800-\udfff]"
)
"""What a terminal may obey: control characters, and signs that turn the direction of what follows.
"""
_SOFT_HYPHEN = re.compile("(?<=[0-9])\u00ad+(?=\\w)|(?<=\\w)\u00ad+(?=[0-9])")
"""Where nobody divides a word, beside a digit, a soft hyphen stands for a hyphen: it is seen as one
in Excel.
"""


@lru_cache(maxsize=4096)
def _like(sign: str) -> str:
    """Return what one sign looks like, as a keyboard types it; "" for one that cannot be seen."""
    if sign in _LIKE:
        return _LIKE[sign]
    category = unicodedata.category(sign)
    if sign in _UNSEEN or (category == "Cf" and sign not in _SEEN_FORMAT):
        return ""
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    tag = unicodedata.decomposition(sign).partition(" ")[0]
    if tag in _TAGS or "\ufb00" <= sign <= "\ufb06" or "\u2160" <= sign <= "\u217f":
        plain = unicodedata.normalize("NFKC", sign)
        return "".join(map(_like, plain)) if plain != sign else sign
    return sign


def seen(text: str) -> str:
    """Return text without the signs that cannot be seen, and with every kind of space a plain one;
    the rest as typed.

    >>> seen("West Mid\\u00adlands\\u00a0Police\\u200b")
    'West Midlands Police'
    """
    if text.isascii():
        return text
    return _each(
        _SOFT_HYPHEN.sub("-", text),
        lambda sign: like if (like := _like(sign)) in ("", " ") else sign,
    )


def straight(text: str) -> str:
    """Return text as a plain keyboard types what is seen: quotation marks, dashes, spaces, accents
    and letters alike.

    >>> straight("WMP\\u2011\\uff10\\uff11")
    'WMP-01'
    >>> straight("Constable\\u2019s")
    "Constable's"
    >>> straight("P\\u043elice")
    'Police'
    >>> straight("Cafe\\u0301")
    'Café'
    """
    if text.isascii():
        return text.replace("`", "'")
    text = unicodedata.normalize(
        "NFC", _each(_SOFT_HYPHEN.sub("-", unicodedata.normalize("NFC", text)), _like)
    )
    return re.sub(r"\S+", lambda word: _latin(word[0]), text) if _FOREIGN.search(text) else text


def blank(text: str) -> bool:
    """Return whether nothing of a text can be seen."""
    return not _TYPED.search(text) and not seen(text).strip()


def _each(text: str, change: Callable[[str], str]) -> str:
    """Return a text with each sign changed, but for those that join an emoji to what is before
    it.
    """
    if not _JOINING.search(text):
        return _TO_LOOK_AT.sub(lambda sign: change(sign[0]), text)
    kept: list[str] = []
    after_emoji = False
    for sign in text:
        joined = after_emoji and sign in _JOINERS
        kept.append(sign if joined else change(sign))
        after_emoji = (
            joined or unicodedata.category(sign) in ("So", "Sk") or (after_emoji and not kept[-1])
        )
    return "".join(kept)


def _latin(word: str) -> str:
    """Return a word with its Cyrillic and Greek look-alikes made Latin, where all the rest of it is
    Latin.
    """
    if word.isascii():
        return word
    turned = "".join(_LATIN.get(sign, sign) for sign in word)
    letters = [sign for sign in word if sign.isalpha() and sign not in _LATIN]
    return turned if turned != word and letters and all(map(_is_latin, letters)) else word


@lru_cache(maxsize=4096)
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def odd(text: str, *, spaces: bool = True) -> list[str]:
    """Return the signs in a text, once each and in order, that cannot be seen or that look like
    others.

    Accents in two pieces count as what is put over the letter; without `spaces`, spaces of other
    kinds are no matter.
    """
    if text.isascii() and "`" not in text:
        return []
    found: list[str] = []

    def gather(sign: str) -> str:
        like = _like(sign)
        if like != sign and (spaces or like != " "):
            found.append(sign)
        return like

    _each(text, gather)
    found += [
        sign
        for word in re.findall(r"\S+", text)
        for sign in word
        if sign in _LATIN and _latin(word) != word
    ]
    if unicodedata.normalize("NFC", text) != text:
        found += [sign for sign in text if unicodedata.combining(sign)] or [
            sign for sign in text if unicodedata.normalize("NFC", sign) != sign
        ]
    return sorted(set(found), key=text.index)


def name(sign: str) -> str:
    """Return a sign by its name.

    >>> name("\\u00ad"), name("\\u2013")
    ('a SOFT HYPHEN (U+00AD)', 'an EN DASH (U+2013)')
    """
    called = (
        "BYTE ORDER MARK" if sign == "\ufeff" else unicodedata.name(sign, "sign without a name")
    )
    article = "an" if called[0] in "AEIO" else "a"
    return f"{article} {called} (U+{ord(sign):04X})"


def named(signs: list[str]) -> str:
    """Return signs by their names, the first three of them."""
    told = [name(sign) for sign in signs[:3]]
    more = f" and {len(signs) - 3} more" if len(signs) > 3 else ""
    return (
        ", ".join(told)
        if more
        else " and ".join([", ".join(told[:-1]), told[-1]] if told[1:] else told)
    ) + more


def shown(text: str) -> str:
    """Return text with a middle dot in place of each sign that cannot be seen.

    >>> shown("Mid\\u00adlands")
    'Mid·lands'
    """
    if text.isascii():
        return text
    return _each(text, lambda sign: "·" if not _like(sign) else " " if _like(sign) == " " else sign)


def on_screen(text: str) -> str:
    """Return text that a terminal only prints: each sign that it may obey is named; line ends and
    tabs stay.

    >>> on_screen("paid \u202e12\x9b31m")
    'paid <U+202E>12<U+009B>31m'
    """
    return (
        text
        if text.isascii() and text.isprintable()
        else _COMMANDS.sub(lambda sign: f"<U+{ord(sign[0]):04X}>", text)
    )


def in_json(document: str) -> str:
    """Return a JSON document whose signs that a terminal may obey are written as escapes, which say
    the same.
    """
    return _COMMANDS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", document)


NEAREST = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
    **dict.fromkeys("\u00a0\u202f\u2009", " "),
    "\u2026": "...",
    "\u2022": "*",
    "\u00b7": ".",
    "\u2192": "->",
    "\u00d7": "x",
    "\u21e5": ">",  # a tab, as `text` shows it
}


def nearest(fault: UnicodeError) -> tuple[str, int]:
    """Return what stands for signs that a screen's own code has not, and where to go on: a handler
    of errors (`codecs.register_error`).

    >>> import codecs
    >>> codecs.register_error("nearest", nearest)
    >>> "\u22123 to 4 \u2013 Łódź \u21e5 7".encode("cp1252", "nearest").decode("cp1252")
    '-3 to 4 – ?ódz > 7'
    """
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    signs = fault.object[fault.start : fault.end]
    plain = (
        NEAREST.get(sign)
        or unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode("ascii")
        or "?"
        for sign in signs
    )
    return "".join(plain), fault.end
