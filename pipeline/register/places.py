"""Names in the archive: what is a day, what is nearly one, and what systems leave in any folder by
themselves.
"""

from __future__ import annotations

import datetime
import re
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.english.pattern import late

LITTER = (
    ".ds_store",
    "._*",
    ".localized",
    "icon\r",
    ".spotlight-*",
    ".apdisk",  # macOS
    "thumbs.db",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",  # Windows
    "~$*",
    "~wr[ldca]*.tmp",
    ".~lock.*#",  # files that Word, Excel and LibreOffice have open
    ".directory",
    ".nfs*",
    ".fuse_hidden*",
    "@eadir",
    ".dropbox",
    ".dropbox.attr",
    ".sync_*.db",
    ".owncloudsync.log*",
)
"""What lies in a folder without anybody having put it there, in small letters; `*` stands for
anything.
"""
DECORATION = late(
    r"copy|of|old|backup|back|up|bak|new|orig|original|tmp|save|saved|v", re.IGNORECASE
)
_BETWEEN = r"[-_. \u2010-\u2015]"
YEAR_FIRST = re.compile(
    rf"([0-9]{{4}})(?:{_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}})|([0-9]{{2}})([0-9]{{2}}))(?![0-9])"
)
DAY_FIRST = late(
    rf"(?<![0-9])([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{4}})(?![0-9])"
)
FEW_LETTERS = 3


def is_day(name: str) -> bool:
    """Return whether a name is a day as meetings are named by it: 2021-01-14, and nothing else that
    Python takes for one.
    """
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", name):
        return False
    try:
        datetime.date.fromisoformat(name)
    except ValueError:
        return False
    return True


def near_day(name: str) -> str:
    """Return the day that a name was probably meant to be, such as 2021-01-14; nothing where it is
    another name altogether.

    >>> near_day("Copy of 2021-1-14 (2)"), near_day("2021-01-14 agenda")
    ('2021-01-14', '')
    """
    found = YEAR_FIRST.search(name) or DAY_FIRST.search(name)
    if not found:
        return ""
    letters = re.findall(
        r"[^\W\d_]+", DECORATION.sub(" ", name[: found.start()] + " " + name[found.end() :])
    )
    if sum(map(len, letters)) > FEW_LETTERS:
        return ""
    year, month, day = (
        part
        for part in (found.groups() if found.re is YEAR_FIRST else found.groups()[::-1])
        if part
    )
    return f"{year}-{int(month):02}-{int(day):02}"


def is_litter(name: str) -> bool:
    """Return whether systems and programs leave files of this name in a folder by themselves."""
    return any(fnmatchcase(name.lower(), pattern) for pattern in LITTER)


def is_link(path: Path) -> bool:
    """Return whether a file or folder is only a link to another: a junction of Windows too, but no
    file kept in a cloud.
    """
    return path.is_symlink() or bool(getattr(path, "is_junction", lambda: False)())


def shown(name: str) -> str:
    """Return a file's name as messages print it: no sign in it that a terminal might obey, or that
    cannot be seen.

    >>> shown("a\\u202eb\\nc")
    'a?b?c'
    """
    return "".join(sign if sign.isprintable() else "?" for sign in name)
