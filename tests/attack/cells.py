"""Injection: formulas, markup, tags, and signs that a terminal obeys, typed into cells; they come
out as typed or are refused.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from random import Random

from tests.attack.child import Ran
from tests.attack.detect import (
    MARK,
    Breach,
    crashed,
    incomplete,
    leaked,
    obeyed,
    runs_in_a_spreadsheet,
    unchanged,
)
from tests.attack.packages import files_of, parts_of
from tests.attack.trial import Arena, Tried, turn
from tests.attack.world import World

TYPED = {
    "formula": (
        f"=cmd|'/c calc'!{MARK}",
        f"+{MARK}()",
        f"-2+3+cmd|'{MARK}'!A0",
        f"@SUM({MARK})",
        f"\t={MARK}",
        f'=HYPERLINK("http://{MARK}")',
        f" ={MARK}",
        f"\uff1d{MARK}",
    ),
    "markup": (
        f"<script>{MARK}()</script>",
        f"<img src=x onerror={MARK}()>",
        f'"><svg/onload={MARK}()>',
        f"<b>{MARK}</b>",
        f"&lt;{MARK}&gt;",
        f"</w:t></w:r>{MARK}",
        f"]]>{MARK}",
        f"<!--{MARK}",
        f"' onmouseover='{MARK}()",
        f"&{MARK};",
        f"<w:p/>{MARK}",
        f"</style><style>{MARK}",
        f"<{MARK} @ {MARK}>",
        f"`{MARK}`${{{MARK}}}",
        f"</script>{MARK}",
    ),
    "tag": (
        f"{{{{ 7919*7907 }}}} {MARK}",
        f"{{% if true %}}{MARK}{{% endif %}}",
        f"{{# {MARK} #}}",
        f"{{{{p {MARK} }}}}",
        f"{{%p {MARK} %}}",
        f"{{ {{ {MARK} }} }}",
        f"{MARK} }}}}",
        f"{MARK} {{{{",
        f"%}} {MARK} {{%",
        f"{{{{ force }}}} {MARK}",
    ),
    "control": (
        f"{MARK} \x1b[31m red",
        f"{MARK} \x9b31m",
        f"{MARK} \u202eesrever",
        f"{MARK} \u2066x\u2069",
        f"{MARK}\x07",
        f"{MARK}\x00",
        f"{MARK}\x7f",
        f"{MARK}\r\rx",
        f"{MARK} \u200e\u200f",
        f"{MARK} \x1b]0;x\x07",
        f"{MARK}_x001B_[31m",
        f"{MARK} \x85 \u2028 x",
        f"{MARK} \ufffe",
        f"{MARK} \U000e0041",
        f"{MARK} \u0300\u0301\u0302",
    ),
    "lines": (
        f"{MARK} " + "x\n" * 900,
        f"{MARK} " + "(a) x\n" * 900,
        f"{MARK} " + "\u2022 x\n" * 4_000,
        f"{MARK}" + "\n" * 16_000,
        f"{MARK} " + "1. x\n" * 900,
        f"{MARK} " + "x" * 32_000,
        f"{MARK} " + "x " * 16_000,
        f"{MARK}" + " " * 30_000 + "x",
        f"{MARK} " + "(" * 30_000,
        f"{MARK} " + "a." * 15_000,
        f"{MARK} " + "1" * 30_000,
        f"{MARK} " + "@" * 30_000,
        f"{MARK} " + "2020 " * 6_000,
        f"{MARK} " + "W-01 " * 6_000,
        f"{MARK} " + "are are " * 4_000,
        f"{MARK} " + "\u0301" * 30_000,
    ),
}
COLUMNS: tuple[str, ...] = (
    "Inspection report",
    "Recommendation",
    "Owner",
    "Department",
    "Reason for rating",
    "Latest update",
    "Number in report",
    "Cause of concern",
    "Addressed to",
    "Ref",
    "Status",
    "RAG",
    "Type",
    "Target date",
    "Publish",
)
LOG: dict[str, tuple[str, ...]] = {
    "Inspections": (
        "Title",
        "Description",
        "Narrative",
        "Questions",
        "Preliminary findings",
        "Next step",
        "Lead",
        "Type",
        "Commissioned by",
        "Inspectorates",
        "Ref",
    ),
    "Reports": ("Title", "Narrative", "Link", "Inspectorates", "Ref"),
    "Forthcoming": ("Title", "Narrative"),
}


def trial(arena: Arena, number: int, random: Random) -> Tried:
    """Type the next hostile words into some cells of one column, and report, check or explain."""
    kind = turn(list(TYPED), number)
    words = turn(TYPED[kind], number // len(TYPED))
    world = arena.fresh()
    column = _typed_in(world, words, random, many=kind == "lines")
    before = world.files()
    ran = world.report(*(["--json"] if random.random() < 0.3 else []))
    found = [*crashed(ran), *obeyed(ran.err), *(obeyed(ran.out) if "{" not in ran.out[:1] else ())]
    found += _made(world, ran, words, column) if ran.exit == 0 else unchanged(before, world.files())
    other = world.run(
        *random.choice(
            (["check"], ["explain", "outstanding_total"], ["explain", MARK], ["check", "--json"])
        )
    )
    found += [*crashed(other), *obeyed(other.out + other.err)]
    return Tried(kind, ran.exit == 0, tuple(found), way=f"{words[:40]!r} in {column}")


def _typed_in(world: World, words: str, random: Random, *, many: bool) -> str:
    """Type the words into one to all cells of a column, and return its name."""
    from openpyxl import load_workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    file, sheet, headings = "recommendations.xlsx", "Recommendations", COLUMNS
    if random.random() < 0.35:
        sheet = random.choice(list(LOG))
        file, headings = "inspections.xlsx", LOG[sheet]
    heading = random.choice(headings[:6]) if random.random() < 0.7 else random.choice(headings)
    made = load_workbook(world.inputs / file)
    column = next(cell.column for cell in made[sheet][1] if cell.value == heading)
    rows = (
        range(2, made[sheet].max_row + 1)
        if many and random.random() < 0.3
        else [random.randint(2, made[sheet].max_row)]
    )
    plain = ILLEGAL_CHARACTERS_RE.search(words) is None
    for row in rows:
        cell = made[sheet].cell(row, column)
        cell.value = words if plain else f"{MARK}PLACE"
        cell.data_type = "s"
    buffer = io.BytesIO()
    made.save(buffer)
    (world.inputs / file).write_bytes(
        buffer.getvalue() if plain else _escaped(buffer.getvalue(), words)
    )
    return f"{sheet}, {heading}"


def _escaped(package: bytes, words: str) -> bytes:
    """Write signs that XML cannot hold as Excel does, in the place of a word that openpyxl took."""
    from tests.attack.packages import changed

    safe = re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", lambda found: f"_x{ord(found[0]):04X}_", words
    )
    parts = {
        name: part.replace(f"{MARK}PLACE".encode(), html.escape(safe).encode())
        for name, part in parts_of(package).items()
        if name.endswith(".xml")
    }
    return changed(package, dict(parts))


def _made(world: World, ran: Ran, words: str, column: str) -> Iterator[Breach]:
    """Yield what is wrong with outputs made from the words."""
    files = files_of(world.made)
    yield from incomplete(files)
    yield from leaked(files, ran.out + ran.err)
    pages = {
        name: content.decode("utf-8", "replace")
        for name, content in files.items()
        if name.endswith(".html")
    }
    for name, page in pages.items():
        yield from live(name, page)
    for name, content in files.items():
        if name.endswith(".csv"):
            yield from runs_in_a_spreadsheet(name, content)
    for name in (name for name in files if name.endswith(".docx")):
        part = parts_of(files[name])["word/document.xml"].decode()
        if "62615533" in part:
            yield Breach("evaluated", f"{name}: {words[:60]!r}")
        if re.search(rf"<(script|img|svg|{MARK})\b", part):
            yield Breach("markup", f"{name}: {words[:60]!r}")


def live(name: str, page: str) -> Iterator[Breach]:
    """Yield a breach where the mark stands inside a tag, a script or a style of a page, and not in
    what is read.
    """
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        found = ""
        inside = ""

        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            self.inside = tag if tag in ("script", "style") else ""
            odd = [
                key
                for key, value in attributes
                if MARK in key
                or (MARK in (value or "") and (key.startswith("on") or key in ("style", "src")))
            ]
            odd += [
                key
                for key, value in attributes
                if key in ("href", "xlink:href", "action")
                and MARK in (value or "")
                and not (value or "").startswith(("#", "https:"))
            ]
            if MARK in tag or odd:
                self.found = self.get_starttag_text() or tag

        def handle_endtag(self, tag: str) -> None:
            self.inside = ""

        def handle_data(self, data: str) -> None:
            if self.inside and MARK in data:
                self.found = f"in <{self.inside}>"

    reader = Reader()
    reader.feed(page)
    if reader.found:
        yield Breach("markup", f"{name}: {reader.found[:100]}")
