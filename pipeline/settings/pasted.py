"""Signs that Word and Outlook type by themselves, found in the settings where only a keyboard's
will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.english.pattern import late
from pipeline.english.signs import straight

DOUBLE, SINGLE = "“”„‟″«»〝〞＂", "‘’‚‛′´＇"
_MULTI = late(r'"""|\'\'\'')
_BASIC = late(r'"(?:[^"\\]|\\.)*"')
_LITERAL = late(r"'[^']*'")
_ENDS_DOUBLE = late(rf"[{DOUBLE}\"]")
_ENDS_SINGLE = late(rf"[{SINGLE}'`](?=\s*(?:[,\]}}=#.]|$))")
_DOUBLES = late(rf"[{DOUBLE}]")
_SINGLES = late(rf"[{SINGLE}]")


def pasted(text: str) -> tuple[dict[int, list[str]], str]:
    """Return the signs that TOML does not take, by line from 1, and the text with straight ones in
    their places.

    TOML takes ASCII alone outside strings and comments (TOML 1.0, Keys, String); what stands
    properly inside them is left.
    """
    found: dict[int, list[str]] = {}
    mended, within = [], ""
    for number, line in enumerate(text.split("\n"), 1):
        new, signs, within = _line(line, within)
        mended.append(new)
        if signs:
            found[number] = list(dict.fromkeys(signs))
    return found, "\n".join(mended)


def _line(line: str, within: str) -> tuple[str, list[str], str]:
    """Return a line with straight signs, the signs that were not, and the quotation marks of a text
    that goes on below it.
    """
    pieces: list[str] = []
    signs: list[str] = []
    at = 0
    if within:
        end = line.find(within)
        if end < 0:
            return line, [], within
        at = end + len(within)
        pieces.append(line[:at])
    while at < len(line) and line[at] != "#":
        sign = line[at]
        if multi := _MULTI.match(line, at):
            end = line.find(multi[0], at + 3)
            if end < 0:
                return "".join([*pieces, line[at:]]), signs, multi[0]
            pieces.append(line[at : end + 3])
            at = end + 3
        elif sign in "\"'":
            proper = (_BASIC if sign == '"' else _LITERAL).match(line, at)
            if proper is None:
                whole = "".join(pieces) + line[at:]
                return *_straightened(whole, sign, signs), ""
            pieces.append(proper[0])
            at = proper.end()
        elif sign in DOUBLE or sign in SINGLE:
            end_of = (_ENDS_DOUBLE if sign in DOUBLE else _ENDS_SINGLE).search(line, at + 1)
            plain = '"' if sign in DOUBLE else "'"
            end = end_of.start() if end_of else len(line)
            signs += [mark for mark in (sign, line[end : end + 1]) if mark and not mark.isascii()]
            pieces.append(f"{plain}{line[at + 1 : end]}{plain if end_of else ''}")
            at = end + 1
        else:
            signs += [] if sign.isascii() else [sign]
            pieces.append(sign if sign.isascii() else straight(sign))
            at += 1
    return "".join([*pieces, line[at:]]), signs, ""


def _straightened(line: str, sign: str, signs: list[str]) -> tuple[str, list[str]]:
    """Return a line whose text begins with a straight sign and ends with another, here or before,
    with straight signs alone, and the signs that were not.
    """
    curly = _DOUBLES if sign == '"' else _SINGLES
    return curly.sub(sign, line), [*signs, *curly.findall(line)]


def instead(signs: list[str]) -> str:
    """Return what to do about signs, kind by kind.

    >>> instead(["“", "”", "\\u00a0"])
    'type " in place of “ and ”; type an ordinary space in place of U+00A0'
    """
    ways = {sign: _way(sign) for sign in signs}
    return "; ".join(
        f"{way} {' and '.join(_written(sign) for sign in signs if ways[sign] == way)}"
        for way in dict.fromkeys(ways.values())
    )


def _way(sign: str) -> str:
    like = '"' if sign in DOUBLE else "'" if sign in SINGLE else straight(sign)
    ways = {
        "": "delete",
        " ": "type an ordinary space in place of",
        sign: 'put " before and after the words with',
    }
    return ways.get(like, f"type {like} in place of")


def _written(sign: str) -> str:
    return sign if straight(sign).strip() else f"U+{ord(sign):04X}"


def swallowed(value: object) -> Iterator[str]:
    """Yield texts in which curly quotation marks end one text and begin the next: two were meant by
    `["A”, “B"]`.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from swallowed(key)
            yield from swallowed(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from swallowed(inner)
    elif isinstance(value, str) and re.match(r"[^“”„]*”\s*[,=].*[“„]", value, re.DOTALL):
        yield value
