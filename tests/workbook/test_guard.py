"""What may be opened at all, and what is learnt from a workbook's parts before a parser sees them.

The workbooks that no honest program writes are written here by hand, part by part.
"""

from __future__ import annotations

import io
import re
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from pipeline.commands.inputs import read_settings
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import Finding, column_letters
from pipeline.register.inspections import log
from pipeline.register.recommendations import Register, register
from pipeline.settings.schema import RECOMMENDATIONS
from pipeline.workbook.guard import Guarded, guarded
from pipeline.workbook.sheet_xml import SheetFacts
from tests.builders import SETTINGS, book, inspections, recommendations, saved

CHOSEN = read_settings(SETTINGS.encode())
FILE = "recommendations.xlsx"
BOOK, RELATIONS, SHEET, TYPES = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "[Content_Types].xml",
)
DTD = b'<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]>'


def ours(content: bytes) -> tuple[Register, list[Finding]]:
    return register(content, CHOSEN)


def refs_in(content: bytes) -> list[str]:
    """Return the refs that are read from a workbook without any finding."""
    found, faults = ours(content)
    assert not faults, [str(fault) for fault in faults]
    return [row.ref for row in found.rows]


def only(content: bytes, file: str = FILE) -> Finding:
    """Return the one reason why a file may not be opened."""
    found, faults = register(content, CHOSEN, file)
    assert found.rows == () and len(faults) == 1, [str(fault) for fault in faults]
    assert faults[0].remedy and faults[0].severity == "error" and faults[0].file == file
    return faults[0]


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed."""
    parts = parts_of(content)
    parts[name] = change(parts[name])
    return packed(parts)


def changed(content: bytes, old: str, new: str, name: str = SHEET) -> bytes:
    """Return a workbook with the first such passage of one part replaced; it must be there."""
    assert old.encode() in parts_of(content)[name], old
    return with_part(content, name, lambda part: part.replace(old.encode(), new.encode(), 1))


def with_cell(content: bytes, address: str, xml: str, name: str = SHEET) -> bytes:
    """Return a workbook in which one cell's XML is another."""
    text = parts_of(content)[name].decode()
    found = re.sub(rf'<c r="{address}"(?: [^>]*)?(?:/>|>.*?</c>)', lambda match: xml, text, count=1)
    assert found != text, address
    return with_part(content, name, lambda part: found.encode())


def with_rows(content: bytes, xml: str) -> bytes:
    return changed(content, "</sheetData>", f"{xml}</sheetData>")


def renamed(content: bytes, names: Mapping[str, str]) -> bytes:
    """Return a workbook whose parts have other names, and are named so where they are named."""
    parts = {}
    for name, part in parts_of(content).items():
        if name.endswith((".rels", TYPES)):
            for old, new in names.items():
                part = part.replace(b"/" + old.encode(), b"/" + new.encode()).replace(
                    b'"' + old.encode(), b'"' + new.encode()
                )
        parts[names.get(name, name)] = part
    return packed(parts)


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return buffer.getvalue()


def facts(content: bytes, sheet: int = 0) -> SheetFacts:
    found = guarded(FILE, content)
    assert isinstance(found, Guarded), found
    return found.sheets[sheet]


def seconds(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


TWO = recommendations({}, {})


# What is no workbook


@pytest.mark.parametrize("file", ["~$recommendations.xlsx", "~$x.xlsx"])
def test_the_lock_file_that_excel_leaves_is_told_apart_from_the_workbook(file: str) -> None:
    found = only(b"\x05Anna" + bytes(160), file)
    assert found.code == "workbook-unsafe"
    assert str(found) == (
        f"{file}: this is the lock file that Excel makes while a workbook is open. "
        "Close the workbook in Excel and name the workbook itself."
    )


def test_an_encrypted_workbook_is_refused_with_the_way_to_clear_the_password() -> None:
    found = only(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(500)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(500)
    )
    assert (found.code, found.message) == (
        "workbook-unsafe",
        "the workbook is protected by a password, so it cannot be read.",
    )
    assert "Encrypt with Password" in found.remedy


def test_a_workbook_of_the_old_kind_is_refused_with_the_way_to_save_it_anew() -> None:
    found = only(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "Workbook".encode("utf-16-le"))
    assert (found.code, found.message) == (
        "workbook-unsafe",
        "this is a workbook of the old .xls kind.",
    )
    assert "Save As" in found.remedy


@pytest.mark.parametrize(
    "content",
    [
        TWO[: len(TWO) // 2],
        TWO[:-10],
        TWO[10:],
        b"PK",
        b"Ref,Report\nR1,Fresh start\n",
        b"<html></html>",
        bytes(200),
        zipped({"a.txt": b"a"}),
        zipped({}),
        zipped({"word/document.xml": b"<w/>"}),
        with_part(TWO, SHEET, lambda part: part[: len(part) // 2]),
        with_part(TWO, BOOK, lambda part: b""),
        packed({name: part for name, part in parts_of(TWO).items() if name != RELATIONS}),
    ],
    ids=[
        "half",
        "cut short",
        "beheaded",
        "two letters",
        "csv",
        "html",
        "nothing but zeros",
        "another zip",
        "an empty zip",
        "a Word document",
        "half a sheet",
        "an empty workbook part",
        "no relations",
    ],
)
def test_a_file_that_is_no_workbook_or_a_damaged_one_is_unreadable(content: bytes) -> None:
    assert only(content).code == "workbook-unreadable"


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert (
        str(only(b""))
        == f"{FILE}: the file is empty. Put an earlier copy of the workbook in its place."
    )


def test_a_damaged_part_inside_a_whole_zip_is_unreadable() -> None:
    broken = bytearray(zipped(parts_of(TWO), zipfile.ZIP_STORED))
    broken[broken.index(b"<sheetData>") + 3] ^= 1
    assert only(bytes(broken)).code == "workbook-unreadable"


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2], ids=["lzma", "bzip2"])
def test_a_damaged_part_packed_in_an_uncommon_way_is_refused_and_not_a_crash(method: int) -> None:
    broken = bytearray(zipped(parts_of(TWO), method))
    start = broken.index(b"xml", 30)
    broken[start + 9 : start + 60] = b"\xff" * 51
    assert only(bytes(broken)).code in ("workbook-unreadable", "workbook-unsafe")


def test_every_cut_of_a_workbook_is_refused_and_none_is_a_crash() -> None:
    for length in range(1, len(TWO) - 1, 131):
        assert isinstance(guarded(FILE, TWO[:length]), Finding)


# What is dangerous


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({**parts_of(TWO), "xl/media/a.bin": bytes(60 * 2**20)})
    tracemalloc.start()
    found = only(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.code, found.message) == (
        "workbook-unsafe",
        "the file would unpack to 60 MB, far more than its rows can need.",
    )
    assert peak < 10 * 2**20


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked_either() -> None:
    bomb = bytearray(zipped({**parts_of(TWO), "xl/media/a.bin": bytes(40 * 2**20)}))
    entry = bomb.rindex(b"PK\x01\x02")
    bomb[entry + 24 : entry + 28] = struct.pack("<I", 100)
    tracemalloc.start()
    found = only(bytes(bomb))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.code in ("workbook-unsafe", "workbook-unreadable")
    assert peak < 10 * 2**20


def test_a_workbook_that_packs_well_is_no_bomb() -> None:
    assert refs_in(zipped({**parts_of(TWO), "xl/media/a.bin": bytes(15 * 2**20)})) == ["R1", "R2"]


def test_a_file_beyond_the_limit_is_refused_by_its_size_alone() -> None:
    assert only(TWO + bytes(60 * 2**20)).message == "the file has 60 MB; the limit is 60."


def test_too_many_parts_are_refused() -> None:
    many = zipped({**parts_of(TWO), **{f"xl/media/{place}.bin": b"" for place in range(5_000)}})
    found = only(many)
    assert found.code == "workbook-unsafe" and "parts, more than a workbook has" in found.message


@pytest.mark.parametrize("name", [SHEET, BOOK, RELATIONS, "xl/styles.xml", "_rels/.rels", TYPES])
def test_a_document_type_definition_is_refused_wherever_it_stands(name: str) -> None:
    found = only(with_part(TWO, name, lambda part: DTD + part))
    assert (found.code, found.message) == (
        "workbook-unsafe",
        "the file holds a document type definition, which no workbook needs.",
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_definition_is_found_in_any_encoding(encoding: str) -> None:
    assert (
        only(with_part(TWO, SHEET, lambda part: (DTD + part).decode().encode(encoding))).code
        == "workbook-unsafe"
    )


def test_a_document_type_definition_is_found_in_a_part_with_an_odd_name() -> None:
    odd = renamed(TWO, {SHEET: "xl/worksheets/sheet1.dat"})
    assert (
        only(with_part(odd, "xl/worksheets/sheet1.dat", lambda part: DTD + part)).code
        == "workbook-unsafe"
    )


def test_words_that_look_like_a_definition_are_only_words_in_a_cell() -> None:
    assert refs_in(recommendations({"text": "<!DOCTYPE x> &lt;!ENTITY"})) == ["R1"]


@pytest.mark.parametrize("name", ["../evil.xml", "xl/../../evil.xml", "/etc/evil.xml"])
def test_a_part_that_climbs_out_of_its_folder_is_refused(name: str) -> None:
    assert (
        only(zipped({**parts_of(TWO), name: b"x"})).message
        == "the file's parts are not named as a workbook's are."
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused_for_readers_would_differ() -> None:
    buffer = io.BytesIO(TWO)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    assert only(buffer.getvalue()).message == "the file's parts are not named as a workbook's are."


def test_a_zip_with_encrypted_parts_is_refused() -> None:
    locked = bytearray(TWO)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(mark)
        while place >= 0:
            locked[place + offset] |= 1
            place = locked.find(mark, place + 4)
    assert only(bytes(locked)).message == "parts of the file are encrypted."


def test_a_strict_open_xml_workbook_is_refused_with_the_way_to_save_it() -> None:
    strict = with_part(
        TWO,
        BOOK,
        lambda part: part.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    )
    found = only(strict)
    assert (
        found.code == "workbook-unsafe"
        and "Strict Open XML" in found.message
        and "ordinary .xlsx" in found.remedy
    )


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        (' r:id="rId1"', "", BOOK),
        ('name="Recommendations" ', "", BOOK),
        ("</sheetData>", '</sheetData><mergeCells><mergeCell ref=""/></mergeCells>', SHEET),
        ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A:C"/></mergeCells>', SHEET),
        ("</sheetData>", "</sheetData><mergeCells><mergeCell/></mergeCells>", SHEET),
        ("</sheetData>", '<row r="0"><c r="A0"><v>1</v></c></row></sheetData>', SHEET),
        ("</sheetData>", '<row r="-1"><c><v>1</v></c></row></sheetData>', SHEET),
        ("</sheetData>", '<row r="x"><c><v>1</v></c></row></sheetData>', SHEET),
        ('<c r="A3"', '<c r=""', SHEET),
        ('<c r="A3"', '<c r="3"', SHEET),
        ('<c r="A3"', '<c r="AAAAAAA3"', SHEET),
        ("<sheetData>", '<cols><col hidden="1"/></cols><sheetData>', SHEET),
        ("<sheetData>", "<sheetData>" + "<a>" * 5_000 + "</a>" * 5_000, SHEET),
        ('Target="/xl/worksheets/sheet1.xml"', 'Target="/xl/worksheets/sheet2.xml"', RELATIONS),
        ('Target="/xl/worksheets/sheet1.xml"', "", RELATIONS),
        ('Id="rId1"', 'Id="rId99"', RELATIONS),
    ],
)
def test_xml_that_no_program_writes_is_a_finding_and_not_a_crash(
    old: str, new: str, name: str
) -> None:
    faults = ours(changed(TWO, old, new, name))[1]
    assert all(fault.remedy for fault in faults)


def test_a_second_workbook_part_that_the_parser_prefers_is_no_way_round_the_guard() -> None:
    parts = parts_of(TWO)
    parts["xl/workbook9.xml"] = parts[BOOK].replace(b'name="Recommendations"', b'name="Other"')
    parts["xl/_rels/workbook9.xml.rels"] = parts[RELATIONS]
    for name in ("_rels/.rels", TYPES):
        parts[name] = parts[name].replace(b"xl/workbook.xml", b"xl/workbook9.xml")
    _, faults = ours(packed(parts))
    assert [fault.code for fault in faults] in ([], ["workbook-unreadable"], ["workbook-unsafe"])


def test_one_flipped_bit_anywhere_is_read_or_refused_and_never_a_crash() -> None:
    stored = zipped(
        parts_of(inspections(reports=[{"recommendations": 2, "jointly": 2}], inspections=[{}])),
        zipfile.ZIP_STORED,
    )
    for place in range(0, len(stored), 197):
        spoilt = bytearray(stored)
        spoilt[place] ^= 1 << place % 8
        guarded(FILE, bytes(spoilt))


def test_one_wrong_sign_anywhere_in_a_sheet_is_read_or_refused_and_never_a_crash() -> None:
    part = parts_of(TWO)[SHEET]
    for place in range(0, len(part), 199):
        ours(with_part(TWO, SHEET, lambda xml, place=place: xml[:place] + b"0" + xml[place + 1 :]))  # type: ignore[misc]


# What is only empty


def test_a_stray_value_in_the_last_cell_of_the_sheet_costs_nothing_and_is_no_row() -> None:
    made = book({RECOMMENDATIONS: [{}, {}]})
    made.active["XFD1048576"] = "x"
    content = saved(made)
    assert refs_in(content) == ["R1", "R2"]
    assert seconds(lambda: refs_in(content)) < 1


def test_a_stray_value_below_the_data_in_a_known_column_is_told_at_its_cell() -> None:
    made = book({RECOMMENDATIONS: [{}]})
    made.active["A1048576"] = "x"
    found, faults = ours(saved(made))
    assert [(fault.code, str(fault.cell)) for fault in faults] == [
        ("row-unfinished", "Recommendations!A1048576")
    ]
    assert len(found.rows) == 1


def formatted(rows: range, columns: int) -> str:
    """Return the XML of blank rows that somebody formatted."""
    letters = [column_letters(column) for column in range(1, columns + 1)]
    return "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letter}{row}" s="0"/>' for letter in letters)
        + "</row>"
        for row in rows
    )


def costs_little(content: bytes) -> bool:
    """Return whether reading takes hardly longer than the guard's one look at the file, on a slow
    machine too.
    """
    looked = seconds(lambda: guarded(FILE, content))
    return seconds(lambda: refs_in(content)) < 4 * looked + 1


def test_sixty_thousand_formatted_blank_rows_below_the_data_cost_little() -> None:
    content = with_rows(TWO, formatted(range(4, 60_004), 3))
    assert costs_little(content)


def test_formatted_blank_rows_between_the_data_and_a_stray_value_cost_little() -> None:
    content = with_rows(
        TWO, formatted(range(4, 6_004), 8) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    assert costs_little(content)


def test_formatting_far_to_the_right_of_the_data_costs_little() -> None:
    content = recommendations(*[{}] * 4)
    far = [column_letters(column) for column in range(22, 16_385)]
    for row in range(1, 6):
        cells = "".join(f'<c r="{letter}{row}" s="0"/>' for letter in far)
        content = with_part(
            content,
            SHEET,
            lambda part, row=row, cells=cells: re.sub(  # type: ignore[misc]
                rf'(<row r="{row}".*?)</row>'.encode(),
                lambda match: match[1] + cells.encode() + b"</row>",
                part,
                count=1,
            ),
        )
    assert costs_little(content)


def test_a_merge_over_the_whole_sheet_is_told_at_once() -> None:
    content = changed(
        TWO,
        "</sheetData>",
        '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    began = time.process_time()
    _, faults = ours(content)
    assert time.process_time() - began < 5
    assert [(fault.code, str(fault.cell)) for fault in faults] == [
        ("merged-cells", "Recommendations!A1")
    ]
    assert "A1:XFD1048576 are merged" in faults[0].message


@pytest.mark.parametrize(
    "empty", ["<mergeCells/>", '<mergeCells count="0"/>', '<mergeCells count="0"></mergeCells>']
)
@pytest.mark.parametrize("after", ["", "<hyperlinks></hyperlinks>"])
def test_an_empty_list_of_merges_is_nothing(empty: str, after: str) -> None:
    content = with_part(
        TWO,
        SHEET,
        lambda part: part.partition(b"<pageMargins")[0] + f"{empty}{after}</worksheet>".encode(),
    )
    assert refs_in(content) == ["R1", "R2"]


# What the facts are


def test_the_facts_of_a_sheet_are_its_rows_with_values_what_is_hidden_merged_and_not_calculated() -> (
    None
):
    made = book({RECOMMENDATIONS: [{}, {"text": "=A1"}]}, above=[["A title"], []])
    page = made.active
    page.merge_cells("A1:C1")
    page.row_dimensions[4].hidden = True
    page.column_dimensions["J"].hidden = True
    found = facts(saved(made))
    assert (found.name, found.hidden, found.rows) == ("Recommendations", False, [1, 3, 4, 5])
    assert (found.hidden_rows, found.hidden_columns, found.merged) == (
        {4},
        [(10, 10)],
        [(1, 1, 1, 3)],
    )
    assert found.uncalculated == {(5, 7)}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_known_as_hidden(state: str) -> None:
    assert facts(changed(TWO, 'state="visible"', f'state="{state}"', BOOK)).hidden


# Workbooks that other programs save


def in_shared_strings(content: bytes) -> bytes:
    """Return a workbook whose texts are shared strings, as Excel writes them."""
    parts, strings = parts_of(content), []

    def share(match: re.Match[str]) -> str:
        strings.append(match[1])
        return f't="s"><v>{len(strings) - 1}</v></c>'

    parts[SHEET] = re.sub(
        r't="inlineStr"><is>(.*?)</is></c>', share, parts[SHEET].decode()
    ).encode()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = "".join(f"<si>{text}</si>" for text in strings)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{items}</sst>'.encode()
    if b"sharedStrings" not in parts[TYPES]:
        parts[TYPES] = parts[TYPES].replace(
            b"</Types>",
            b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
            b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        )
    return packed(parts)


def prefixed(content: bytes) -> bytes:
    """Return a workbook whose elements carry a prefix, as some libraries write them."""
    parts = parts_of(content)
    for name in (SHEET, BOOK):
        text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", parts[name].decode())
        parts[name] = text.replace(" xmlns=", " xmlns:x=", 1).encode()
    return packed(parts)


PRODUCERS = {
    "shared strings": in_shared_strings(TWO),
    "namespace prefixes": prefixed(TWO),
    "relative targets": with_part(TWO, RELATIONS, lambda part: part.replace(b'"/xl/', b'"')),
    "absolute targets": TWO,
    "utf-16": with_part(TWO, SHEET, lambda part: part.decode().encode("utf-16")),
    "a byte order mark": with_part(TWO, SHEET, lambda part: b"\xef\xbb\xbf" + part),
    "a byte order mark and blank rows": with_part(
        with_rows(TWO, formatted(range(4, 9), 3)), SHEET, lambda part: b"\xef\xbb\xbf" + part
    ),
    "sheets in another folder": renamed(TWO, {SHEET: "xl/sheets/one.xml"}),
    "another name for the workbook part": renamed(
        TWO, {BOOK: "xl/workbook2.xml", RELATIONS: "xl/_rels/workbook2.xml.rels"}
    ),
    "the workbook part at the top": renamed(
        TWO, {BOOK: "workbook.xml", RELATIONS: "_rels/workbook.xml.rels"}
    ),
    "not compressed": zipped(parts_of(TWO), zipfile.ZIP_STORED),
    "entries for folders": zipped({"xl/": b"", "xl/worksheets/": b"", **parts_of(TWO)}),
    "comments and instructions": changed(
        TWO, "<sheetData>", "<!-- <row> --><?x <c/> ?><sheetData>"
    ),
}


@pytest.mark.parametrize("content", PRODUCERS.values(), ids=PRODUCERS)
def test_a_workbook_saved_by_another_program_reads_the_same(content: bytes) -> None:
    found, faults = ours(content)
    assert not faults, [str(fault) for fault in faults]
    assert found.rows == ours(TWO)[0].rows


def test_a_sheet_without_addresses_is_read_by_the_order_of_its_cells() -> None:
    head = [column.heading for column in RECOMMENDATIONS.columns]
    row = [
        "R1",
        "Fresh start",
        "07/02/2020",
        "Recommendation",
        "1",
        "",
        "Keep better records.",
        "West Midlands Police",
        "The DCC",
        "",
        "Amber",
        "",
        "Open",
    ]
    xml = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
        + "</row>"
        for texts in (head, row)
    )
    content = with_part(
        TWO,
        SHEET,
        lambda part: re.sub(
            rb"<sheetData>.*</sheetData>", f"<sheetData>{xml}</sheetData>".encode(), part
        ),
    )
    found, faults = ours(content)
    assert [(fault.code, str(fault.cell)) for fault in faults] == [
        ("date-as-text", "Recommendations!C2")
    ]
    assert (found.rows[0].ref, found.rows[0].rag) == ("R1", "Amber")


def test_rows_that_name_their_language_again_are_read() -> None:
    named = b'<row xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="3"'
    assert refs_in(
        with_part(TWO, SHEET, lambda part: part.replace(b'<row r="3"', named))
    ) == refs_in(TWO)


def test_the_log_is_guarded_like_the_register() -> None:
    _, faults = log(b"", CHOSEN)
    assert [(fault.code, fault.file) for fault in faults] == [
        ("workbook-unreadable", "inspections.xlsx")
    ]


IN_WRONG_PLACES: dict[str, tuple[bytes, bytes]] = {
    "a row inside another element": (rb'(<row r="3".*?</row>)', rb"<part>\1</part>"),
    "a row inside a row": (rb'</row>(<row r="3".*?</row>)', rb"\1</row>"),
    "rows in two places": (rb'(<row r="3".*?</row>)', rb"</sheetData><sheetData>\1"),
    "rows inside another element": (rb"(<sheetData>.*</sheetData>)", rb"<part>\1</part>"),
    "a choice of rows": (
        rb'(<row r="3".*?</row>)',
        rb"<AlternateContent><Choice>\1</Choice></AlternateContent>",
    ),
    "a cell inside another element": (rb'(<c r="A3".*?</c>)', rb"<part>\1</part>"),
    "a cell beside the rows": (rb'(<row r="3"[^>]*>)(<c r="A3".*?</c>)', rb"\2\1"),
    "a value inside another element": (rb'(<c r="A3"[^>]*>)(.*?)(</c>)', rb"\1<part>\2</part>\3"),
    "a value beside the cells": (rb'(<row r="3"[^>]*>)', rb"\1<v>1</v>"),
    "a row twice": (rb'<row r="3"', rb'<row r="2"'),
    "rows out of order": (rb'(<row r="2".*?</row>)(<row r="3".*?</row>)', rb"\2\1"),
    "a cell twice": (rb'(<c r="A3".*?</c>)', rb"\1\1"),
    "a cell again at the end of its row": (rb'(<c r="A3".*?</c>)(.*?)(</row>)', rb"\1\2\1\3"),
    "a row of another language": (
        rb'<row r="3"(.*?)</row>',
        rb'<x:row xmlns:x="urn:x" r="3"\1</x:row>',
    ),
    "a row of another language by itself": (rb'<row r="3"', rb'<row xmlns="urn:x" r="3"'),
    "a cell of another language": (rb'<c r="A3"(.*?)</c>', rb'<x:c xmlns:x="urn:x" r="A3"\1</x:c>'),
}


@pytest.mark.parametrize("wrong", IN_WRONG_PLACES)
def test_a_sheet_whose_rows_or_cells_stand_where_none_may_is_refused(wrong: str) -> None:
    """Excel repairs such a file, or refuses it; what reads it all the same counts a row too many or
    one too few.
    """
    before, after = IN_WRONG_PLACES[wrong]
    content = with_part(
        TWO, SHEET, lambda part: re.sub(before, after, part, count=1, flags=re.DOTALL)
    )
    assert content != TWO
    fault = only(content)
    assert (fault.code, fault.sheet) == ("workbook-unreadable", "Recommendations")


@pytest.mark.parametrize(
    "inside", [b"<x>" * 40 + b"</x>" * 40, b"<x/>" * 2_001], ids=["deep", "many"]
)
def test_a_cell_of_elements_without_end_is_refused(
    inside: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.workbook.sheet_xml.MAX_OTHERS", 2_000)
    fault = only(with_part(TWO, SHEET, lambda part: part.replace(b"</c>", inside + b"</c>", 1)))
    assert (
        fault.code == "workbook-unreadable"
        and "more than any cell holds, in row 1" in fault.message
    )


def test_a_list_of_sheets_without_end_is_refused() -> None:
    fault = only(
        with_part(
            TWO, BOOK, lambda part: part.replace(b"</sheets>", b"<sheet/>" * 500_001 + b"</sheets>")
        )
    )
    assert fault.code == "workbook-unreadable" and "more than 500,000 elements" in fault.message
