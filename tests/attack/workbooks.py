"""Workbooks: cells, types, XML and zip spoiled; whatever is accepted is counted again, and no
figure may differ.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from tests.attack import recount
from tests.attack.detect import Breach, crashed, incomplete, leaked, local, unchanged
from tests.attack.packages import DAMAGED, changed, files_of, packed, parts_of
from tests.attack.trial import Arena, Tried, reduced, turn
from tests.attack.world import World
from tests.builders import CUT_OFF, MEETING, THEN

Spoil = Callable[[bytes, Random], bytes]
FILES = ("recommendations.xlsx", "recommendations.xlsx", "recommendations.xlsx", "inspections.xlsx")
SINCE = datetime.date(2020, 6, 30)
ODD_VALUES: tuple[object, ...] = (
    None,
    "",
    " ",
    "\u00a0",
    "\u200b",
    0,
    -1,
    1.1,
    1e308,
    float(10**15),
    True,
    False,
    "None",
    "N/A",
    "TBC",
    "#REF!",
    "=1+1",
    "'=1",
    "Red ",
    "red",
    "RED",
    "Re\u0301d",
    "R\u0435d",
    "\uff32ed",
    "Open",
    "open ",
    "Closed",
    "Superseded",
    "With HMICFRS",
    "No",
    "Yes",
    "no",
    "Home Office",
    "West Midlands Police",
    "WMP",
    "all forces; Kent Police",
    "W-01",
    "W-02",
    "Total",
    "2020-11-12",
    "12/11/2020",
    "12 November 2020",
    datetime.date(2020, 6, 30),
    datetime.date(2020, 7, 1),
    datetime.date(2020, 12, 31),
    datetime.date(2021, 1, 1),
    datetime.date(2021, 1, 13),
    datetime.date(2021, 1, 14),
    datetime.date(1900, 1, 1),
    datetime.date(9999, 12, 31),
    datetime.datetime(2020, 11, 12, 23, 0),
    datetime.datetime(2020, 11, 12, 9, 30),
    datetime.time(12, 0),
    "{{ 7*7 }}",
    "<b>&amp;</b>",
    "a\tb",
    "a\nb\n\nc",
    "\u202eabc",
    "x" * 33_000,
    "a b " * 9_000,
    "(a) x\n" * 400,
    "* \n" * 3_000,
    "\U0001f600",
    "\ufffd",
    "_x0041_",
)
XML_VALUES = (
    "",
    "0",
    "-1",
    "1",
    "44147",
    "44147.96",
    "1e400",
    "NaN",
    "INF",
    "99999999",
    "x",
    "&#x41;",
    " 5 ",
    "5&#10;",
    "1,5",
    "0x10",
)
TYPES = ("s", "n", "str", "inlineStr", "b", "e", "d", "S", "", "z")
PIECES = (
    "<!-- x -->",
    "<?x y?>",
    "<x/>",
    "<row/>",
    "<c/>",
    "<v>1</v>",
    "<sheetData/>",
    "<f>1+1</f>",
    "<is><t>Red</t></is>",
    "&#0;",
    "&amp;",
    "]]>",
    "<mc:AlternateContent/>",
    "<extLst/>",
    '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>',
    "<![CDATA[Red]]>",
    "\ufffe",
)


# By cells


def _in_cells(content: bytes, random: Random, change: Callable[[Any, Random], None]) -> bytes:
    from openpyxl import load_workbook

    made = load_workbook(io.BytesIO(content))
    change(made[random.choice([name for name in made.sheetnames if name != "Workings"])], random)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def odd_value(content: bytes, random: Random) -> bytes:
    def change(sheet: Any, random: Random) -> None:
        cell = sheet.cell(
            random.randint(1, sheet.max_row + 1), random.randint(1, sheet.max_column + 1)
        )
        value = random.choice(ODD_VALUES)
        cell.value = value
        if isinstance(value, str) and value.startswith("=") and random.random() < 0.5:
            cell.data_type = "s"

    return _in_cells(content, random, change)


def another_rows_value(content: bytes, random: Random) -> bytes:
    def change(sheet: Any, random: Random) -> None:
        column, rows = random.randint(1, sheet.max_column), range(2, sheet.max_row + 1)
        one, other = random.choice(rows), random.choice(rows)
        sheet.cell(one, column).value = sheet.cell(other, column).value

    return _in_cells(content, random, change)


def rows_moved(content: bytes, random: Random) -> bytes:
    def change(sheet: Any, random: Random) -> None:
        way, place = (
            random.choice(("insert", "delete", "append", "hide", "header")),
            random.randint(2, sheet.max_row),
        )
        if way == "insert":
            sheet.insert_rows(place, random.randint(1, 3))
        elif way == "delete":
            sheet.delete_rows(place)
        elif way == "hide":
            sheet.row_dimensions[place].hidden = True
        elif way == "header":
            sheet.insert_rows(1, random.randint(1, 30))
        else:
            sheet.append([cell.value for cell in sheet[place]])

    return _in_cells(content, random, change)


def columns_moved(content: bytes, random: Random) -> bytes:
    def change(sheet: Any, random: Random) -> None:
        place = random.randint(1, sheet.max_column)
        way = random.choice(("insert", "delete", "again", "heading", "hide"))
        if way == "insert":
            sheet.insert_cols(place)
        elif way == "delete":
            sheet.delete_cols(place)
        elif way == "hide":
            sheet.column_dimensions[sheet.cell(1, place).column_letter].hidden = True
        elif way == "heading":
            sheet.cell(1, place).value = random.choice(
                ("Reference", "rag", "Owner ", "Private", "", "Status", "Target date")
            )
        else:
            for row in range(1, sheet.max_row + 1):
                sheet.cell(row, sheet.max_column + (row == 1)).value = sheet.cell(row, place).value

    return _in_cells(content, random, change)


# By XML


def _in_part(
    content: bytes,
    random: Random,
    change: Callable[[str, Random], str],
    pattern: str = "worksheets/sheet",
) -> bytes:
    parts = parts_of(content)
    name = random.choice([name for name in parts if pattern in name])
    return changed(
        content,
        {name: change(parts[name].decode("utf-8"), random).encode("utf-8", "surrogatepass")},
    )


def _somewhere(text: str, pattern: str, random: Random) -> re.Match[str] | None:
    return random.choice(found) if (found := list(re.finditer(pattern, text, re.DOTALL))) else None


def _replaced(text: str, found: re.Match[str] | None, new: str) -> str:
    return text if found is None else text[: found.start()] + new + text[found.end() :]


def attribute(content: bytes, random: Random) -> bytes:
    def change(text: str, random: Random) -> str:
        values = (*XML_VALUES, *TYPES, "A2", "B2", "XFD1048576", "A0", "ZZZZ1", "A99999999")
        return _replaced(
            text, _somewhere(text, r'(?<=[\w:]=")[^"]*(?=")', random), random.choice(values)
        )

    return _in_part(content, random, change)


def cells_type(content: bytes, random: Random) -> bytes:
    def change(text: str, random: Random) -> str:
        found = _somewhere(text, r'<c (r="[^"]*")([^>]*?)(?: t="\w+")?([^>]*?)>', random)
        return _replaced(
            text, found, f'<c {found[1]}{found[2]} t="{random.choice(TYPES)}">' if found else ""
        )

    return _in_part(content, random, change)


def cells_number(content: bytes, random: Random) -> bytes:
    return _in_part(
        content,
        random,
        lambda text, random: _replaced(
            text, _somewhere(text, r"(?<=<v>)[^<]*", random), random.choice(XML_VALUES)
        ),
    )


def element(content: bytes, random: Random) -> bytes:
    """Take out, say twice, wrap, or swap a row or a cell."""

    def change(text: str, random: Random) -> str:
        found = _somewhere(
            text,
            random.choice(
                (
                    r"<row .*?</row>",
                    r"<c [^>]*?>.*?</c>",
                    r"<c [^>]*?/>",
                    r"<v>.*?</v>",
                    r"<sheetData>.*</sheetData>",
                )
            ),
            random,
        )
        other = _somewhere(text, r"<row .*?</row>", random)
        if found is None or other is None:
            return text
        whole = found[0]
        return _replaced(
            text,
            found,
            random.choice(
                (
                    "",
                    whole * 2,
                    f"<x>{whole}</x>",
                    f"<row>{whole}</row>",
                    f"<c>{whole}</c>",
                    f"<extLst><ext>{whole}</ext></extLst>",
                    other[0],
                    f'<mc:AlternateContent xmlns:mc="urn:mc">{whole}</mc:AlternateContent>',
                    f"<!-- {whole} -->",
                    whole.replace("<row ", '<row hidden="1" '),
                    whole.replace(' r="', ' R="'),
                    re.sub(r' r="[^"]*"', "", whole),
                    f"<sheetData>{whole}</sheetData>",
                    f"{whole}<sheetData>{whole}</sheetData>",
                )
            ),
        )

    return _in_part(content, random, change)


def piece(content: bytes, random: Random) -> bytes:
    def change(text: str, random: Random) -> str:
        found = _somewhere(text, r"(?<=>)(?=<)", random)
        return _replaced(text, found, random.choice(PIECES))

    return _in_part(
        content,
        random,
        change,
        random.choice(
            ("worksheets/sheet", "sharedStrings", "styles.xml", "workbook.xml", "Types", "_rels")
        ),
    )


def other_part(content: bytes, random: Random) -> bytes:
    """Spoil an attribute of a part that is no sheet, or take the part out."""
    parts = parts_of(content)
    name = random.choice([name for name in parts if "worksheets/" not in name])
    if random.random() < 0.2:
        return changed(content, {name: None})
    text = parts[name].decode("utf-8")
    spoiled = _replaced(
        text,
        _somewhere(text, r'(?<=[\w:]=")[^"]*(?=")', random),
        random.choice((*XML_VALUES, "visible", "hidden", "rId1", "rId2", "sheet1.xml")),
    )
    return changed(content, {name: spoiled.encode()})


def monstrous(content: bytes, random: Random) -> bytes:
    """Make a part huge in one of the ways that pack small."""

    def change(text: str, random: Random) -> str:
        many = random.choice(
            (
                "<row/>",
                "<c/>",
                "<!---->",
                "<x>",
                " ",
                '<c r="A2"/>',
                "<extLst/>",
                "<row><c><v>1</v></c></row>",
            )
        ) * random.choice((2_000, 200_000, 3_000_000))
        return text.replace("</sheetData>", f"{many}</sheetData>", 1)

    return _in_part(content, random, change)


# By bytes


def flipped(content: bytes, random: Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        spoiled[random.randrange(len(spoiled))] = random.randrange(256)
    return bytes(spoiled)


def cut(content: bytes, random: Random) -> bytes:
    start, end = sorted((random.randrange(len(content) + 1), random.randrange(len(content) + 1)))
    return random.choice(
        (
            content[:end],
            content[start:],
            content[:start] + content[end:],
            content * 2,
            content + content[start:end],
        )
    )


def entries(content: bytes, random: Random) -> bytes:
    """Rename, repeat or add a part."""
    parts = parts_of(content)
    name = random.choice(list(parts))
    new = random.choice(
        (
            name.upper(),
            f"/{name}",
            name.replace("/", "\\"),
            f"../{name}",
            f"{name}/",
            f"x/{name}",
            "xl/vbaProject.bin",
            "a" * 300,
            "\u00e9.xml",
        )
    )
    if random.random() < 0.5:
        return changed(content, {new: parts[name]})
    return packed({new if part == name else part: inside for part, inside in parts.items()})


def inside_out(content: bytes, random: Random) -> bytes:
    """Flip bytes in a part before it is packed, so that the package itself is sound."""
    parts = parts_of(content)
    name = random.choice(list(parts))
    return changed(content, {name: flipped(parts[name] or b" ", random)})


WAYS: dict[str, Spoil] = {
    "odd value": odd_value,
    "another row's value": another_rows_value,
    "rows moved": rows_moved,
    "columns moved": columns_moved,
    "attribute": attribute,
    "type": cells_type,
    "number": cells_number,
    "element": element,
    "odd piece": piece,
    "another part": other_part,
    "monstrous": monstrous,
    "bytes": flipped,
    "cut": cut,
    "entries": entries,
    "bytes of a part": inside_out,
}


def trial(arena: Arena, number: int, random: Random) -> Tried:
    """Spoil a workbook in up to three ways, the first of them in turn, and report."""
    kind = turn(list(WAYS), number)
    names = [kind, *random.choices(list(WAYS), k=random.choice((0, 0, 1, 2)))]
    # last: nothing here could take up what it makes
    names.sort(key=lambda name: name == "monstrous")
    file = random.choice(FILES)
    steps = [(name, random.getrandbits(32)) for name in names]
    accepted, sure, found = _tried(arena, file, steps)
    way = f"{file}: {', then '.join(names)}"
    if found and len(steps) > 1:
        left = reduced(
            steps, lambda fewer: _tried(arena, file, fewer)[2], {breach.kind for breach in found}
        )
        way = f"{file}, reduced: {', then '.join(f'{name} ({seed})' for name, seed in left)}"
        accepted, sure, found = _tried(arena, file, left)
    return Tried(kind, accepted, tuple(found), sure, way)


def _tried(
    arena: Arena, file: str, steps: Sequence[tuple[str, int]]
) -> tuple[bool, bool, list[Breach]]:
    """Return whether the spoiled workbook was accepted, whether the recount was sure, and the
    breaches.
    """
    world = arena.fresh()
    content = (world.inputs / file).read_bytes()
    for name, seed in steps:
        try:
            content = WAYS[name](content, Random(seed))
        except (*DAMAGED, KeyError, IndexError, TypeError, AttributeError, SyntaxError):
            continue  # what an earlier step spoiled cannot be spoiled in this way any more
    (world.inputs / file).write_bytes(content)
    before, inputs = world.files(), files_of(world.inputs)
    ran = world.report()
    found = [*crashed(ran), *unchanged(inputs, files_of(world.inputs), "inputs")]
    if ran.exit:
        return False, True, [*found, *unchanged(before, world.files())]
    found += [
        *incomplete(files_of(world.made)),
        *leaked(world.files(), ran.out + ran.err),
        *local(world.files(), world.root),
    ]
    try:
        found += recounted(world)
    except recount.Unsure:
        return True, False, found
    return True, True, found


def recounted(world: World) -> Iterator[Breach]:
    """Yield every figure in the outputs that the recount of the inputs does not come to; raises
    Unsure.
    """
    then = world.meetings / THEN.isoformat() / "recommendations.xlsx"
    wanted = recount.expected(
        (world.inputs / "recommendations.xlsx").read_bytes(),
        (world.inputs / "inspections.xlsx").read_bytes(),
        then.read_bytes(),
        MEETING,
        SINCE,
        CUT_OFF,
    )
    for difference in recount.differences((world.made / "figures.json").read_bytes(), wanted):
        yield Breach("wrong figure", difference)
