"""report.toml spoiled: refused in words, or read; never a traceback, a hang, a changed output or a
wrong figure in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.attack.detect import crashed, incomplete, leaked, local, obeyed, unchanged
from tests.attack.packages import files_of
from tests.attack.trial import Arena, Tried, turn

Spoil = Callable[[str, Random], str]
VALUES = (
    "0",
    "-1",
    "1e400",
    "nan",
    "true",
    '""',
    '" "',
    '"x"',
    "[]",
    "{}",
    '["Red"]',
    "2021-01-14",
    "2021-13-40",
    "9999-12-31",
    "0001-01-01",
    "2021-01-14T10:00:00Z",
    '"2021-01-14"',
    "10:00:00",
    '"\\u0000"',
    '"\\u202e"',
    '"{{ 7*7 }}"',
    '"<b>"',
    "'''x'''",
    '"' + "x" * 40_000 + '"',
    "1" * 5_000,
    "0x10",
    '"West Midlands Police"',
    '"Red"',
    '"Open"',
    '"Publish"',
    '"Ref"',
    "[[[[[[]]]]]]",
    "[" * 3_000,
    "{a={a={a=1}}}",
    '"C:\\\\x"',
    '"\u201cx\u201d"',
)
LINES = (
    "[rag]",
    "[force]",
    "[meeting]",
    "[[meeting]]",
    "[a.b.c]",
    "date = 2021-01-14",
    '"" = ""',
    "x",
    "=",
    "# x",
    '[columns.recommendations]\nref = "RAG"',
    '[columns.recommendations]\nrag = "Status"',
    '[severity]\n"reason-missing" = "error"',
    '[severity]\n"figure-wrong" = "note"',
    '[words.publish]\n"*" = "Yes"',
    '[words.publish]\n"No" = "Yes"',
    '[addressees]\n"*" = "force"',
    '[addressees]\n"Home Office" = "force"',
    "[workbook]\nlog = false",
    '[workbook.recommendations]\nignore = ["Publish"]',
    '[status]\n"Open" = "closed"',
    "[style]\nnumbers_in_words_to = 999999999",
    '[kind]\n"Recommendation" = "concern"',
    "\ufeff",
    "\x00",
    "\r",
    "a.a.a.a = 1",
)


def line_moved(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    place = random.randrange(len(lines))
    line = lines.pop(place)
    for _ in range(random.choice((0, 1, 2))):
        lines.insert(random.randrange(len(lines) + 1), line)
    return "".join(lines)


def line_added(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(random.randrange(len(lines) + 1), f"{random.choice(LINES)}\n")
    return "".join(lines)


def table_added(text: str, random: Random) -> str:
    return f"{text}\n{random.choice(LINES)}\n"


def value(text: str, random: Random) -> str:
    found = random.choice(list(re.finditer(r"(?m)(?<== ).*$", text)))
    return text[: found.start()] + random.choice(VALUES) + text[found.end() :]


def key(text: str, random: Random) -> str:
    found = random.choice(list(re.finditer(r"(?m)^[\w\"]+(?= =)", text)))
    return (
        text[: found.start()]
        + random.choice(
            (
                "",
                "x",
                '"x"',
                found[0].upper(),
                f'"{found[0]}',
                f"{found[0]}.x",
                "__class__",
                '"\u00a0"',
                '"Re\u0301d"',
            )
        )
        + text[found.end() :]
    )


def letters(text: str, random: Random) -> str:
    spoiled = list(text)
    for _ in range(random.choice((1, 1, 2, 8))):
        spoiled[random.randrange(len(spoiled))] = random.choice(
            (
                "",
                '"',
                "=",
                "[",
                "]",
                "\n",
                "\\",
                "\x00",
                "\u201c",
                "9",
                "#",
                "{",
                "'",
                "\ud7ff",
                "\x85",
                "\u2028",
            )
        )
    return "".join(spoiled)


def cut(text: str, random: Random) -> str:
    return text[: random.randrange(len(text))]


WAYS: dict[str, Spoil] = {
    "value": value,
    "line moved": line_moved,
    "line added": line_added,
    "table added": table_added,
    "key": key,
    "letters": letters,
    "cut": cut,
}
CODINGS = ("utf-8", "utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")


def trial(arena: Arena, number: int, random: Random) -> Tried:
    """Spoil the settings in the next way, save them in some coding, and report."""
    name = turn(list(WAYS), number)
    world = arena.fresh()
    path = world.inputs / "report.toml"
    path.write_bytes(
        WAYS[name](path.read_text(encoding="utf-8"), random).encode(
            random.choice(CODINGS), "replace"
        )
    )
    before, inputs = world.files(), files_of(world.inputs)
    ran = world.report()
    after = world.files()
    found = [
        *crashed(ran),
        *obeyed(ran.out + ran.err),
        *unchanged(inputs, files_of(world.inputs), "inputs"),
    ]
    if ran.exit:
        found += unchanged(before, after)
        return Tried(name, False, tuple(found))
    made = {name: content for name, content in after.items() if before.get(name) != content}
    days = {name.partition("/")[0] for name in made}
    for day in days:
        found += incomplete(files_of(world.outputs / day))
    found += [
        *local(made, world.root),
        *(() if _publishes(path.read_bytes()) else leaked(made, ran.out + ran.err)),
    ]
    return Tried(name, True, tuple(found))


def _publishes(settings: bytes) -> bool:
    """Return whether the settings themselves say that rows marked No, or the column, are to be
    printed.
    """
    return b"[words.publish]" in settings or b"ignore" in settings
