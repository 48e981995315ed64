r"""Where a link leads, and whether a paper may: to https: and mailto: only, and to places in
itself.

Judged by what a program makes of an address, not by its spelling: in any case, with blanks,
controls or percent signs in it (RFC 3986, 3.1 and 2.1; WHATWG URL drops tabs and line ends).
`ms-word:`, `ms-msdt:`, `search-ms:` and their like start programs, `file:` and \\server\share hand
the reader's name to whoever keeps that server.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from pipeline.english.pattern import late

ALLOWED = late(r"https:[/\\]{2}[^/\\\s]|mailto:[^\s]", re.IGNORECASE)
SCHEME = late(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
NETWORK = late(
    r"[/\\]{2}|file:[/\\]{2}(?![/\\]|[A-Za-z][:|]|localhost)|file:[/\\]{4,}", re.IGNORECASE
)
DRIVE = late(r"(?:file:[/\\]*(?:localhost[/\\])?)?[A-Za-z][:|](?:[/\\]|$)|file:", re.IGNORECASE)


def shown(text: str, length: int = 80) -> str:
    r"""Return text as one line of a terminal shows it: signs that cannot be seen by their numbers,
    cut where it is long.

    >>> shown("java\tscript:\u202ex")
    'java\\u0009script:\\u202ex'
    """
    told = "".join(
        (
            f"\\u{ord(sign):04x}"
            if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs")
            else sign
        )
        for sign in text
    )
    return told if len(told) <= length else f"{told[: length - 1]}\u2026"


def laid_bare(address: str) -> str:
    r"""Return an address without what hides its scheme: blanks, controls, percent signs.

    >>> laid_bare(" java\tscr%69pt%253Ax ")
    'javascript:x'
    """
    for _ in range(4):
        address = unquote(address)
    return "".join(
        sign
        for sign in address
        if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf", "Zl", "Zp")
    )


def is_outside(address: str) -> bool:
    """Return whether an address names something by a scheme or a server, and no part of a file."""
    bare = laid_bare(address)
    return bool(NETWORK.match(bare) or SCHEME.match(bare))


def barred(address: str) -> str:
    r"""Return why a link may not lead to an address, as what it leads to; "" where it may.

    >>> [barred("https://example.org"), barred("#Annex"), barred("HTTP://example.org"),
    ...     barred("file:///c:/a.docx")]
    ['', '', 'http', 'a file']
    >>> [barred(r"\\server\share"), barred("ms-msdt:/id x"), barred("annex.docx"),
    ...     barred("h%74tps://example.org")]
    ['a server', 'a program (ms-msdt:)', 'a file', 'signs']
    """
    plain, bare = address.strip(" \t\r\n"), laid_bare(address)
    if not bare or bare.startswith("#"):
        return ""
    if ALLOWED.match(plain) and not any(
        unicodedata.category(sign) in ("Cc", "Cf") for sign in plain[:8]
    ):
        return ""
    if NETWORK.match(bare):
        return "a server"
    scheme = SCHEME.match(bare)
    if scheme is None or DRIVE.match(bare):
        return "a file"
    if scheme[0].lower() in ("https", "mailto"):
        return "signs"
    if scheme[0].lower() == "http" and plain[:5].lower() == "http:":
        return "http"
    return f"a program ({scheme[0].lower()}:)"


def on_this_machine(address: str) -> bool:
    r"""Return whether an attached template is one that nothing is fetched for: a path of a drive,
    or a Normal of an own network.

    Word writes down where the template lay, on whatever machine; where folders are kept on a
    server, that is a server's name.

    >>> [on_this_machine(one) for one in ("file:///C:\\Users\\a\\Normal.dotm", "Normal.dotm",
    ...     r"file:///\\home01\a$\Normal.dotm")]
    [True, True, True]
    >>> [on_this_machine(one) for one in ("https://a.example/t.dotm",
    ...     r"\\a.example\t\Normal.dotm", r"file://home01/Report.dotm")]
    [False, False, False]
    """
    bare = laid_bare(address).replace("\\", "/")
    network = re.fullmatch(
        r"(?:file:)?/{2,5}([^/:]+)/(?:.*/)?normal[^/]*\.dot[mx]?", bare, re.IGNORECASE
    )
    if network is not None:
        return re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", network[1]) is not None
    if NETWORK.match(bare):
        return False
    return SCHEME.match(bare) is None or DRIVE.match(bare) is not None
