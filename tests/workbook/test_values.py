"""What one cell means: text, key, word, date, count, bodies, prose; as a tired secretary and as
other programs fill it.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as laws
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.run import computed
from pipeline.findings.finding import Finding
from pipeline.register.inspections import Log, log
from pipeline.register.recommendation import Recommendation
from pipeline.register.recommendations import register
from pipeline.settings.schema import LOG_SHEETS, RECOMMENDATIONS
from tests.builders import SETTINGS, book, inspections, recommendations, saved
from tests.workbook.test_guard import SHEET, changed, in_shared_strings, with_cell, with_part

CHOSEN = read_settings(SETTINGS.encode())
FILE = "recommendations.xlsx"
REPORTS_SHEET = "xl/worksheets/sheet2.xml"


def read(**row: Any) -> tuple[Recommendation, list[Finding]]:
    """Return the one record of a workbook whose row has these cells, and what is found."""
    return of(recommendations(row))


def of(content: bytes) -> tuple[Recommendation, list[Finding]]:
    found, faults = register(content, CHOSEN)
    return found.rows[0], faults


def column(key: str, *values: Any) -> tuple[list[Any], list[Finding]]:
    """Return what is read from a column with these values from row 2 down, and what is found."""
    found, faults = register(recommendations(*({key: value} for value in values)), CHOSEN)
    return [getattr(row, key) for row in found.rows], faults


def places(faults: list[Finding]) -> list[tuple[str, str]]:
    return [(fault.code, fault.cell.address if fault.cell else "") for fault in faults]


def clean(**row: Any) -> Recommendation:
    record, faults = read(**row)
    assert not faults, [str(fault) for fault in faults]
    return record


def alone(**row: Any) -> Finding:
    """Return the only finding of a whole run on a workbook with this row."""
    found = computed(Inputs(SETTINGS.encode(), recommendations(row), inspections(), None)).findings
    assert len(found) == 1, [str(item) for item in found]
    return found[0]


def report(**row: Any) -> tuple[Log, list[Finding]]:
    return log(inspections(reports=[row]), CHOSEN)


# Text


def test_text_is_read_as_it_stands_but_trimmed() -> None:
    texts = {
        "  Keep it. \n": "Keep it.",
        "\u00a0Keep it.\u00a0": "Keep it.",
        "one\n\ntwo  three": "one\n\ntwo  three",
        "{{ 7*7 }} <b>&amp;</b> {% x %}": "{{ 7*7 }} <b>&amp;</b> {% x %}",
        "None": "None",
        "N/A": "N/A",
        "null": "null",
        "éœ£–“”…\u200b😀": "éœ£–“”…\u200b😀",
        "a\ttab": "a\ttab",
        12: "12",
        12.5: "12.5",
        True: "TRUE",
        False: "FALSE",
        "x" * 30_000: "x" * 30_000,
        " two words " * 2_500: ("two words  " * 2_500).strip(),
    }
    assert column("text", *texts) == (list(texts.values()), [])


def test_text_that_looks_like_a_formula_or_an_error_is_text_where_it_is_stored_as_text() -> None:
    texts = ["=cmd()", "=1+1", "+1", "@x", "-", "#N/A"]
    made = book({RECOMMENDATIONS: [{} for _ in texts]})
    for row, text in enumerate(texts, 2):
        made.active[f"G{row}"].value = text
        made.active[f"G{row}"].data_type = "s"
    found, faults = register(saved(made), CHOSEN)
    assert ([row.text for row in found.rows], faults) == (texts, [])


def test_a_title_typed_on_two_lines_is_one_line() -> None:
    assert clean(report="Fresh\nstart").report == "Fresh start"


ESCAPES = {
    "Keep_x000D_\nbetter": "Keep\nbetter",
    "Keep_x000d_better": "Keep\nbetter",
    "a_x0009_b": "a\tb",
    "a_x005f_x000D_b": "a_x000D_b",
    "file_x_name": "file_x_name",
    "_x00_": "_x00_",
    "tax005_x0041_": "tax005A",
    "end_x000D_": "end",
    "a_x005F_x000D_b": "a_x000D_b",
    "x005F_": "x005F_",
    "tax005F_rate": "tax005F_rate",
    "_x005F_": "_",
    "_x005F_x005F_": "_x005F_",
    "_x005f_x005F_": "_x005F_",
    "_x005F_x005f_": "_x005f_",
    "_x005F__x005F_": "__",
    "_x005F_x005F_x005F_": "_x005F_x005F_",
    "_x000D_x005F_": "x005F_",
    "_x0078_005F_": "x005F_",
    "__x005F_x0041_": "__x0041_",
    "_x0041_x005F_": "Ax005F_",
}


@pytest.mark.parametrize("shared", [False, True], ids=["inline", "shared"])
def test_escapes_are_decoded_as_excel_decodes_them(shared: bool) -> None:
    content = recommendations(*({"text": stored} for stored in ESCAPES))
    found, faults = register(in_shared_strings(content) if shared else content, CHOSEN)
    assert ([row.text for row in found.rows], faults) == (list(ESCAPES.values()), [])


def test_a_character_that_cannot_be_printed_is_refused_with_its_place() -> None:
    signs = {
        "a bell|_x0007_": "U+0007",
        "tab|_x000B_": "U+000B",
        "half|_xD83D_": "U+D83D",
        "nothing|_x0000_": "U+0000",
        "a line|\u2028": "U+2028",
        "no sign|_xFFFF_": "U+FFFF",
        "delete|\x7f": "U+007F",
        "next|\x85": "U+0085",
        "none|\ufdd0": "U+FDD0",
    }
    texts, faults = column("text", *(stored.replace("|", "") + " here" for stored in signs))
    assert texts == [""] * len(signs)
    assert places(faults) == [("control-character", f"G{row}") for row in range(2, 2 + len(signs))]
    assert [fault.message for fault in faults] == [
        f'Recommendation holds a character that cannot be printed ({sign}, after "{stored.partition("|")[0]}").'
        for stored, sign in signs.items()
    ]


def test_a_sign_that_turns_round_what_follows_is_refused_with_its_place() -> None:
    texts, (fault,) = column("text", "paid \u202e12 of 34")
    assert (texts, fault.code) == ([""], "control-character")
    assert fault.message == (
        'Recommendation holds a sign that turns round all that stands after it (U+202E, after "paid").'
    )


def test_marks_of_direction_that_pasting_brings_along_are_printed_as_typed() -> None:
    typed = "call \u202a101\u202c or\u200e 999"
    assert column("text", typed) == ([typed], [])


@pytest.mark.parametrize("column_of", ["text", "update", "owner", "report"])
def test_a_cell_of_more_lines_than_any_entry_is_refused_and_one_of_fewer_is_not(
    column_of: str,
) -> None:
    few, many = "\n".join(["a line"] * 500), "\n".join(["a line"] * 501)
    _, faults = column(column_of, few, many)
    assert [(fault.code, fault.cell.row if fault.cell else 0) for fault in faults] == [
        ("too-many-lines", 3)
    ]
    assert "has 501 lines; the limit is 500." in faults[0].message


def test_a_character_that_cannot_be_printed_at_the_beginning_is_said_to_be_there() -> None:
    (found,) = read(text="_x0001_Keep it.")[1]
    assert found.message == (
        "Recommendation holds a character that cannot be printed (U+0001, at the beginning)."
    )


def test_a_character_that_cannot_be_printed_is_told_alone_in_a_run() -> None:
    content = changed(recommendations({}), "Work has begun.", "Work_x0001_ has begun.")
    (found,) = computed(Inputs(SETTINGS.encode(), content, inspections(), None)).findings
    assert (found.code, str(found.cell)) == ("control-character", "Recommendations!T2")


@pytest.mark.parametrize("nothing", [None, "  ", "\u00a0\n"], ids=["empty", "spaces", "hard space"])
def test_a_blank_cell_that_must_be_filled_is_told(nothing: str | None) -> None:
    keys = {
        "ref": "A",
        "report": "B",
        "published": "C",
        "kind": "D",
        "text": "G",
        "addressed_to": "H",
        "status": "M",
    }
    _, faults = register(recommendations(*({key: nothing} for key in keys)), CHOSEN)
    assert sorted(places(faults)) == [
        ("blank", f"{letter}{row}") for row, letter in enumerate(keys.values(), 2)
    ]
    assert {fault.message for fault in faults} == {
        f"{RECOMMENDATIONS.column(key).heading} is blank." for key in keys
    }


def test_a_blank_cell_is_told_alone_in_a_run_too() -> None:
    assert str(alone(status=None)) == f"{FILE}, Recommendations!M2: Status is blank. Fill the cell."


def test_a_blank_owner_is_a_note_for_nobody_answers_for_the_row() -> None:
    found = alone(owner=None)
    assert (found.code, found.severity) == ("owner-blank", "note")
    assert (
        str(found)
        == f"{FILE}, Recommendations!I2: Owner is blank: it is not allocated. Enter who answers for it."
    )


def test_a_row_for_other_bodies_needs_no_owner() -> None:
    assert clean(owner=None, addressed_to="Home Office").scope == "other"


def test_a_blank_cell_that_may_be_blank_is_no_fault() -> None:
    clean(
        **dict.fromkeys(
            [
                "number",
                "parent",
                "department",
                "rag_reason",
                "target",
                "original_target",
                "updated",
                "update",
                "publish",
            ]
        )
    )


# What Excel shows in a column of text


def formatted(*cells: tuple[Any, str], key: str = "update") -> tuple[list[str], list[Finding]]:
    """Return what is read from cells of a text column with these values and number formats, from
    row 2 down.
    """
    made = book({RECOMMENDATIONS: [{} for _ in cells]})
    place = [each.key for each in RECOMMENDATIONS.columns].index(key) + 1
    for row, (value, pattern) in enumerate(cells, 2):
        cell = made.active.cell(row, place)
        cell.value, cell.number_format = value, pattern
    found, faults = register(saved(made), CHOSEN)
    return [row.words(key) for row in found.rows], faults


NOON = datetime.datetime(2020, 11, 12, 12, 0)
DAY = datetime.date(2020, 11, 12)


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (12, "General", "12"),
        (12.5, "General", "12.5"),
        (-3, "General", "-3"),
        (0.1 + 0.2, "General", "0.3"),
        (7, "0", "7"),
        (7, "@", "7"),
        (7.25, "@", "7.25"),
        (123456789012, "0", "123456789012"),
        (99999999999, "General", "99999999999"),
        (True, "0%", "TRUE"),
        (DAY, "dd/mm/yyyy", "12 November 2020"),
        (DAY, "mm-dd-yy", "12 November 2020"),
        (DAY, "d mmmm yyyy", "12 November 2020"),
        (DAY, "d\\-mmm\\-yy;@", "12 November 2020"),
        (DAY, "[$-809]dd\\ mmmm\\ yyyy;@", "12 November 2020"),
        (DAY, "yyyy-mm-dd", "12 November 2020"),
        (DAY, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "12 November 2020"),
        (NOON, "dd/mm/yyyy", "12 November 2020"),
    ],
)
def test_a_number_or_a_day_in_a_text_column_is_read_where_excel_shows_it_so(
    value: Any, pattern: str, text: str
) -> None:
    assert formatted((value, pattern)) == ([text], [])


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        (0.5, "0%"),
        (1250, "#,##0"),
        (1250, '"£"#,##0'),
        (7, "000"),
        (7, "0.00"),
        (2.5, "0"),
        (123456789012, "General"),
        (1 / 3, "General"),
        (0.00001, "General"),
        (1e300, "0"),
        (7, '0 "days"'),
        (7, "General;General"),
        (0.5, "# ?/?"),
        (NOON, "dd/mm/yyyy hh:mm"),
        (DAY, "yyyy"),
        (DAY, "mmm-yy"),
        (DAY, "d mmm"),
        (DAY, "dddd"),
        (DAY, "dddd d mmmm yyyy"),
        (DAY, "d mmmmm yyyy"),
        (datetime.time(10, 30), "h:mm"),
        (datetime.timedelta(hours=30), "[h]:mm"),
        (DAY, 'd "of" mmmm yyyy'),
    ],
)
@pytest.mark.parametrize(("key", "letter"), [("update", "T"), ("owner", "I"), ("text", "G")])
def test_what_excel_shows_otherwise_than_it_is_stored_is_refused_in_a_text_column(
    value: Any, pattern: str, key: str, letter: str
) -> None:
    texts, faults = formatted((value, pattern), key=key)
    assert (texts, places(faults)) == ([""], [("not-text", f"{letter}2")])
    assert (
        faults[0].severity == "error"
        and faults[0].remedy == "Format the column as Text and type it as it should read."
    )


def test_what_is_refused_in_a_text_column_is_said_with_its_format() -> None:
    _, faults = formatted(
        (0.5, "0%"), (DAY, "yyyy"), (datetime.time(10, 30), "h:mm"), ("Ann Smith", '"DCC "@')
    )
    assert [fault.message for fault in faults] == [
        'Latest update holds the number 0.5, which its format "0%" shows as something else.',
        'Latest update holds the date 12 November 2020, which its format "yyyy" shows as something else.',
        'Latest update holds a time, which its format "h:mm" shows as something else.',
        'Latest update holds text, which its format ""DCC "@" shows as something else.',
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        "0%",
        "000",
        "dd/mm/yyyy",
        "0;-0",
        '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
        "@",
        "[Red]@",
        "0;0;0;@",
        '0;0;";@"',
    ],
)
def test_words_are_read_whatever_the_format_for_numbers(pattern: str) -> None:
    assert formatted(("Ann Smith", pattern)) == (["Ann Smith"], [])


@pytest.mark.parametrize("pattern", [";;;", '"DCC "@', "0;0;0;", '0;0;0;"x"', "@@"])
def test_words_that_a_format_hides_or_adds_to_are_refused(pattern: str) -> None:
    assert places(formatted(("Ann Smith", pattern))[1]) == [("not-text", "T2")]


def test_a_percentage_in_a_text_column_is_told_alone_in_a_run_and_a_date_column_takes_any_format() -> (
    None
):
    made = book({RECOMMENDATIONS: [{"update": 0.5}]})
    made.active["T2"].number_format, made.active["S2"].number_format = "0%", "d/m"
    (found,) = computed(Inputs(SETTINGS.encode(), saved(made), inspections(), None)).findings
    assert (found.code, str(found.cell)) == ("not-text", "Recommendations!T2")


def test_a_count_is_a_whole_number_however_it_is_shown() -> None:
    made = book(
        {
            sheet: [{"recommendations": 3, "for_others": 3}] if sheet.name == "Reports" else []
            for sheet in LOG_SHEETS
        }
    )
    made["Reports"]["G2"].number_format, made["Reports"]["J2"].number_format = "0%", "000"
    found, faults = log(saved(made), CHOSEN)
    assert (found.reports[0].recommendations, found.reports[0].for_others, faults) == (3, 3, [])


@pytest.mark.parametrize("key", ["ref", "number", "parent"])
def test_a_number_in_a_key_is_read_as_excel_shows_it(key: str) -> None:
    texts, faults = formatted((7, "000"), (8, "0"), (1.1, "0.00"), (1.2, "General"), key=key)
    assert (texts, [fault.code for fault in faults if fault.code != "parent-missing"]) == (
        ["007", "8", "1.10", "1.2"],
        [],
    )


def test_a_number_in_a_key_that_is_shown_with_more_than_digits_is_refused() -> None:
    assert places(formatted((7, '"R"0'), (0.5, "0%"), key="ref")[1]) == [
        ("not-text", "A2"),
        ("not-text", "A3"),
    ]


def test_two_numbers_that_are_shown_alike_are_one_ref_twice() -> None:
    texts, _ = formatted((1.1, "0.0"), (1.12, "0.0"), key="ref")
    assert texts == ["1.1", "1.1"]


# Formulas, errors


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('t="str"><f>B2</f><v>Stored words</v>', "Stored words"),
        ("><f>1+1</f><v>2</v>", "2"),
        ('t="b"><f>TRUE()</f><v>1</v>', "TRUE"),
        ('t="str"><f t="shared" si="0"/><v>Shared</v>', "Shared"),
        ('t="str"><f t="array" ref="T2">B2</f><v>Array</v>', "Array"),
        ('t="str"><f>B2</f><v></v>', ""),
        ('t="str"><f>B2</f><v/>', ""),
        ('t="str"><f>B2</f><v>A_x000D_\nB</v>', "A\nB"),
    ],
)
def test_a_formula_is_read_by_its_stored_value_and_an_empty_text_is_one(
    xml: str, text: str
) -> None:
    record, faults = of(with_cell(recommendations({}), "T2", f'<c r="T2" {xml}</c>'))
    assert (record.update, faults) == (text, [])


@pytest.mark.parametrize(
    "xml",
    [
        "><f>1+1</f>",
        "><f>1+1</f><v/>",
        "><f>1+1</f><v></v>",
        '><f t="shared" si="0"/>',
        't="n"><f>A1</f><v/>',
        't="str"><f>A1</f>',
    ],
)
def test_a_formula_without_a_stored_value_is_refused_whatever_the_column(xml: str) -> None:
    content = recommendations(*[{}] * 8)
    cells = [f"{letter}{row}" for row, letter in enumerate("ACDGHKTU", 2)]
    for address in cells:
        content = with_cell(content, address, f'<c r="{address}" {xml}</c>')
    assert sorted(places(register(content, CHOSEN)[1])) == [
        ("formula-uncalculated", address) for address in cells
    ]


def test_a_formula_that_was_never_calculated_is_told_alone_with_the_key_to_press() -> None:
    assert str(alone(update="=A1")) == (
        f"{FILE}, Recommendations!T2: Latest update holds a formula that was never calculated. "
        "Open the workbook in Excel, press F9, and save it."
    )


@pytest.mark.parametrize(
    ("key", "letter"),
    [("ref", "A"), ("published", "C"), ("rag", "K"), ("update", "T"), ("publish", "U")],
)
def test_an_error_cell_is_told_with_its_error(key: str, letter: str) -> None:
    errors = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"]
    _, faults = column(key, *errors)
    assert places(faults) == [("error-cell", f"{letter}{row}") for row in range(2, 9)]
    heading = RECOMMENDATIONS.column(key).heading
    assert [fault.message for fault in faults] == [
        f"{heading} holds Excel's error {error}." for error in errors
    ]


def test_a_formula_that_gives_an_error_is_an_error_cell_and_told_alone() -> None:
    content = with_cell(recommendations({}), "T2", '<c r="T2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    (found,) = computed(Inputs(SETTINGS.encode(), content, inspections(), None)).findings
    assert (found.code, str(found.cell)) == ("error-cell", "Recommendations!T2")


@pytest.mark.parametrize("stored", ["a_x005F_x0041_b", "x005F_", "_x005F_x005F_"])
def test_escapes_are_decoded_alike_in_a_formulas_value_in_utf_16_and_run_by_run(
    stored: str,
) -> None:
    shown = ESCAPES.get(stored, "a_x0041_b")
    ways = [
        with_cell(recommendations({}), "T2", f'<c r="T2" t="str"><f>B2</f><v>{stored}</v></c>'),
        with_part(
            recommendations({"update": stored}), SHEET, lambda part: part.decode().encode("utf-16")
        ),
        recommendations({"update": CellRichText("", TextBlock(InlineFont(b=True), stored))}),
    ]
    assert [(of(content)[0].update, of(content)[1]) for content in ways] == [(shown, [])] * 3


def test_what_two_runs_hold_is_no_escape_together() -> None:
    rich = CellRichText("a_", TextBlock(InlineFont(b=True), "x0041_b"))
    assert clean(update=rich).update == "a_x0041_b"
    assert "".join(run[1] for run in described(rich)[0]) == "a_x0041_b"


# Values that are broken

BROKEN = {
    't="d"': [
        "2020-13-45",
        "2020-02-30",
        "soon",
        "2020-02-07T25:00:00",
        "2020-02-07 10:30",
        "2020-02-07T10:30+01:00",
        "PT",
        " ",
    ],
    't="n"': ["NaN", "INF", "1E400", "-1e999", "1,5", "1_000", "0x10", "9" * 5_000, "five"],
    't="b"': ["TRUE", "2"],
    't="s"': ["99", "-1", "x", "1.0"],
    "": ["nan", "1 2"],
}


@pytest.mark.parametrize(
    ("kind", "stored"),
    [(kind, stored) for kind, all_of in BROKEN.items() for stored in all_of],
    ids=lambda value: value[:20],
)
def test_a_value_that_cannot_be_read_is_told_at_its_cell_whatever_the_column_and_the_rest_is_read(
    kind: str, stored: str
) -> None:
    content = recommendations(*[{"owner": "Ann"}] * 5)
    cells = [f"{letter}{row}" for row, letter in enumerate("CTEKU", 2)]
    for address in cells:
        content = with_cell(content, address, f'<c r="{address}" {kind}><v>{stored}</v></c>')
    found, faults = register(content, CHOSEN)
    assert places(faults) == [("value-unreadable", address) for address in cells]
    assert {fault.severity for fault in faults} == {"error"} and [
        row.owner for row in found.rows
    ] == ["Ann"] * 5


@pytest.mark.parametrize(
    "xml", ['t="inlineStr"><v>words</v>', 't="str"><is><t>words</t></is>', "><is><t>words</t></is>"]
)
def test_words_that_are_stored_where_no_words_of_this_kind_belong_are_not_lost_in_silence(
    xml: str,
) -> None:
    _, faults = of(with_cell(recommendations({}), "T2", f'<c r="T2" {xml}</c>'))
    assert places(faults) == [("value-unreadable", "T2")] and '"words"' in faults[0].message


def test_a_broken_value_is_told_alone_with_the_remedy() -> None:
    content = with_cell(recommendations({}), "C2", '<c r="C2" t="d"><v>2020-13-45</v></c>')
    (found,) = computed(Inputs(SETTINGS.encode(), content, inspections(), None)).findings
    assert str(found) == (
        f'{FILE}, Recommendations!C2: Published holds "2020-13-45", which cannot be read. '
        "Type the value again, and save the workbook in Excel."
    )


def test_a_broken_value_of_a_formula_in_a_count_or_without_an_address_is_told_too() -> None:
    content = with_cell(
        inspections(reports=[{}]), "H2", "<c><f>1/3</f><v>NaN</v></c>", REPORTS_SHEET
    )
    found, faults = log(content, CHOSEN)
    assert places(faults) == [("value-unreadable", "H2")]
    assert (found.reports[0].recommendations, found.reports[0].jointly) == (0, 0)


def test_a_broken_value_in_a_column_that_is_not_ours_is_no_matter() -> None:
    made = book({RECOMMENDATIONS: [{}]})
    made.active["W1"], made.active["W2"] = "Notes", 7
    assert of(with_cell(saved(made), "W2", '<c r="W2"><v>NaN</v></c>'))[1] == []


@pytest.mark.parametrize(
    ("stored", "day"),
    [
        ("2020-02-07", "2020-02-07"),
        ("2020-02-07T00:00:00", "2020-02-07"),
        ("2020-02-07T00:00:00.0000000Z", "2020-02-07"),
    ],
)
def test_a_stored_iso_date_with_or_without_a_time_is_its_day(stored: str, day: str) -> None:
    record, faults = of(
        with_cell(recommendations({}), "C2", f'<c r="C2" t="d"><v>{stored}</v></c>')
    )
    assert (str(record.published), faults) == (day, [])


def test_numbers_are_read_in_every_way_of_writing_them() -> None:
    ways = ["7", "7.0", "7.", "+7", "70E-1", ".7e1", " 7 ", "0.7e+01"]
    content = recommendations(*[{}] * len(ways))
    for row, stored in enumerate(ways, 2):
        content = with_cell(content, f"T{row}", f'<c r="T{row}"><v>{stored}</v></c>')
    found, faults = register(content, CHOSEN)
    assert ([row.update for row in found.rows], faults) == (["7"] * len(ways), [])


# Keys


def test_a_ref_that_is_no_text_is_refused_with_the_remedy() -> None:
    refs, faults = column("ref", datetime.date(2021, 2, 1), datetime.time(10, 30))
    assert (refs, places(faults)) == ([""] * 2, [("not-text", f"A{row}") for row in range(2, 4)])
    assert all(fault.message.startswith("Ref holds a date, not text") for fault in faults)
    assert {fault.remedy for fault in faults} == {
        "Format the column as Text (Home > Number > Text), then type the key again."
    }


def test_a_date_for_a_ref_is_told_alone_in_a_run() -> None:
    assert str(alone(ref=datetime.date(2021, 2, 1))) == (
        f"{FILE}, Recommendations!A2: Ref holds a date, not text: Excel may have turned a key into one. "
        "Format the column as Text (Home > Number > Text), then type the key again."
    )


def test_a_length_of_time_is_no_key_either() -> None:
    assert places(column("ref", datetime.timedelta(hours=26, minutes=30))[1]) == [
        ("not-text", "A2")
    ]


def test_a_ref_is_kept_as_typed_so_that_two_that_differ_as_text_are_two() -> None:
    assert column("ref", "1.10", "1.1", "007", " R 1 ", "R\u00a02") == (
        ["1.10", "1.1", "007", "R 1", "R 2"],
        [],
    )


def test_the_number_in_a_report_may_be_a_whole_number_or_any_text() -> None:
    assert column("number", 7, 8.0, "2 + 5", "14a", "1.10") == (
        ["7", "8", "2 + 5", "14a", "1.10"],
        [],
    )


def test_a_word_of_the_programs_own_is_not_one_to_add_to_the_settings() -> None:
    assert str(alone(publish=True)) == (
        f'{FILE}, Recommendations!U2: Publish "TRUE" is not one of Yes, No. '
        "Type one of these words."
    )


def test_the_number_in_a_report_may_not_be_what_excel_has_changed() -> None:
    assert places(column("number", 1.1, True, datetime.date(2021, 2, 1))[1]) == [
        ("not-text", f"E{row}") for row in (3, 4)
    ]


# Words


def test_an_unknown_word_is_told_alone_with_the_choices_and_the_nearest() -> None:
    found = alone(rag="Ambre")
    assert str(found) == (
        f'{FILE}, Recommendations!K2: RAG "Ambre" is not one of Red, Amber, Green. Did you mean Amber? '
        "Type one of these words, or write which of them it means under [words.rag] of report.toml."
    )
    assert (found.code, found.severity) == ("unknown-word", "error")


@pytest.mark.parametrize(
    ("key", "letter", "typed"),
    [
        ("kind", "D", ["Recomendation", 2]),
        ("status", "M", ["Done", "Open?"]),
        ("rag", "K", ["Blue", 1, True, "Red Amber"]),
        ("publish", "U", ["Maybe", "N", True]),
    ],
)
def test_a_word_of_no_vocabulary_is_refused_whatever_the_column(
    key: str, letter: str, typed: list[Any]
) -> None:
    assert places(column(key, *typed)[1]) == [
        ("unknown-word", f"{letter}{row}") for row in range(2, 2 + len(typed))
    ]


def test_case_and_spaces_of_a_word_are_forgiven_with_a_note() -> None:
    found = alone(rag=" amber")
    assert (found.code, found.severity, str(found.cell)) == (
        "word-forgiven",
        "note",
        "Recommendations!K2",
    )
    assert (found.message, found.remedy) == (
        'RAG " amber" is read as "Amber".',
        'Type "Amber", or choose it from the list.',
    )
    words, notes = column("rag", "amber", " Amber", "AMBER\u00a0", "Amber\n", "aMBER  ")
    assert words == ["Amber"] * 5 and {note.code for note in notes} == {"word-forgiven"}
    assert {note.cell.address for note in notes if note.cell} == {"K2", "K3", "K4", "K5", "K6"}


@pytest.mark.parametrize("words", [("FALSE", "TRUE"), ("False", "True"), ("false", "true")])
def test_a_ticked_box_is_the_word_that_excel_shows_and_needs_no_note(
    words: tuple[str, str],
) -> None:
    table = f'[status]\n"{words[0]}" = "open"\n"{words[1]}" = "closed"\n'
    chosen = read_settings(f"{SETTINGS}\n{table}".encode())
    found, faults = register(recommendations({"status": False}, {"status": True}), chosen)
    assert [row.stage for row in found.rows] == ["outstanding", "closed"], faults
    assert not [fault for fault in faults if fault.code == "word-forgiven"]


def test_a_word_that_a_box_does_not_say_is_told_as_excel_shows_the_box() -> None:
    assert 'Status "TRUE" is not one of' in alone(status=True).message


def test_a_hard_space_inside_a_word_is_forgiven() -> None:
    _, (found,) = read(status="Proposed\u00a0for  closure")
    assert found.message == 'Status "Proposed for  closure" is read as "Proposed for closure".'


def test_each_cell_that_was_forgiven_a_word_has_its_note_and_the_same_word_the_same_message() -> (
    None
):
    _, faults = register(
        recommendations({"rag": "amber"}, {}, {"rag": "amber"}, {"rag": "GREEN"}, {"rag": "amber"}),
        CHOSEN,
    )
    assert [(str(fault.cell)[-2:], fault.message) for fault in faults] == [
        *((cell, 'RAG "amber" is read as "Amber".') for cell in ("K2", "K4", "K6")),
        ("K5", 'RAG "GREEN" is read as "Green".'),
    ]


def test_a_word_in_bold_is_the_word() -> None:
    assert clean(rag=CellRichText("Am", TextBlock(InlineFont(b=True), "ber"))).rag == "Amber"


# Dates


def test_a_date_cell_is_its_day() -> None:
    days = {
        datetime.date(2020, 2, 7): "2020-02-07",
        datetime.datetime(2020, 2, 7, 0, 0, 0): "2020-02-07",
        datetime.date(2000, 2, 29): "2000-02-29",
        datetime.date(1900, 3, 1): "1900-03-01",
        datetime.date(1900, 1, 1): "1900-01-01",
    }
    found, faults = column("published", *days)
    assert ([str(day) for day in found], faults) == (list(days.values()), [])


def test_a_date_is_a_date_however_it_is_shown() -> None:
    patterns = [
        "dd/mm/yyyy",
        "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
        "d mmm yy",
        "dddd d/m",
        "[$-809]dd mmmm yyyy;@",
    ]
    made = book({RECOMMENDATIONS: [{} for _ in patterns]})
    for row, pattern in enumerate(patterns, 2):
        made.active[f"C{row}"].number_format = pattern
    found, faults = register(saved(made), CHOSEN)
    assert not faults and {str(row.published) for row in found.rows} == {"2020-02-07"}


def test_a_date_in_a_workbook_of_the_1904_system_is_the_same_day() -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = book({RECOMMENDATIONS: [{}]})
    made.epoch = CALENDAR_MAC_1904
    assert of(saved(made))[0].published == datetime.date(2020, 2, 7)


def test_a_date_cell_that_another_program_stores_as_iso_text_is_its_day() -> None:
    record, faults = of(
        with_cell(recommendations({}), "C2", '<c r="C2" t="d"><v>2020-02-07</v></c>')
    )
    assert (str(record.published), faults) == ("2020-02-07", [])


def test_a_date_typed_as_text_is_day_month_year_and_noted() -> None:
    days, (found, *alike) = column(
        "published", "07/02/2020", "7/2/2020", " 13/04/2020\u00a0", "04/03/2020", "29/02/2020"
    )
    assert [str(day) for day in days] == [
        "2020-02-07",
        "2020-02-07",
        "2020-04-13",
        "2020-03-04",
        "2020-02-29",
    ]
    assert (found.code, found.severity) == ("date-as-text", "note")
    assert found.message == "Published is typed as text and read as day/month/year."
    assert {one.message for one in alike} == {found.message} and len(alike) == 4
    assert found.remedy == "Format the column as a date and type the date again."
    assert (
        alone(target="01/07/2021").message
        == "Target date is typed as text and read as day/month/year."
    )


def test_dates_typed_as_text_are_noted_column_by_column_each_with_its_cell() -> None:
    _, faults = register(
        recommendations(
            {"target": "01/07/2021", "published": "07/02/2020"}, {"target": "02/07/2021"}
        ),
        CHOSEN,
    )
    assert [(str(fault.cell)[-2:], fault.message) for fault in faults] == [
        ("C2", "Published is typed as text and read as day/month/year."),
        ("N2", "Target date is typed as text and read as day/month/year."),
        ("N3", "Target date is typed as text and read as day/month/year."),
    ]


@pytest.mark.parametrize("word", ["TBC", "N/A", "Complete", "With the CPS", 'as "agreed"', "–"])
@pytest.mark.parametrize("key", ["target", "reviewed", "closed"])
def test_words_where_no_date_is_can_be_said_to_be_none_and_the_remedy_helps(
    word: str, key: str
) -> None:
    row = {key: word, "status": "Closed"} if key == "closed" else {key: word}
    found = next(one for one in read(**row)[1] if one.code == "not-a-date")
    line = found.remedy.partition("write ")[2].partition(" under [dates]")[0]
    assert line.startswith("none = ["), found.remedy
    chosen = read_settings(f"{SETTINGS}\n[dates]\n{line}\n".encode())
    _, faults = register(recommendations(row), chosen)
    assert "not-a-date" not in {one.code for one in faults}


@pytest.mark.parametrize(
    ("row", "way"),
    [
        ({"published": "TBC"}, "Type the date as dd/mm/yyyy."),
        (
            {"target": "30.9.20"},
            "Type the date as dd/mm/yyyy, or leave the cell blank where there is none yet.",
        ),
        (
            {"target": "Yes"},
            "Type the date as dd/mm/yyyy, or leave the cell blank where there is none yet.",
        ),
        (
            {"target": "x" * 41},
            "Type the date as dd/mm/yyyy, or leave the cell blank where there is none yet.",
        ),
        (
            {"target": "TBC", "publish": "No"},
            "Type the date as dd/mm/yyyy, or leave the cell blank where there is none yet.",
        ),
    ],
)
def test_what_may_be_a_date_or_must_be_one_or_is_not_for_publication_is_not_said_to_be_none(
    row: dict[str, Any], way: str
) -> None:
    assert next(one for one in read(**row)[1] if one.code == "not-a-date").remedy == way


def test_text_that_is_no_such_date_is_refused() -> None:
    texts = [
        "2020-2-7",
        "7 February 2020",
        "07.02.2020",
        "07/02/202",
        "02/2020",
        "TBC",
        "31/12/2020?",
        "7/ 2/2020",
        "44000",
        "07/02/2020 24:00",
    ]
    _, faults = column("published", *texts)
    assert places(faults) == [("not-a-date", f"C{row}") for row in range(2, 12)]
    assert [fault.message for fault in faults] == [
        f'Published "{text}" is not a date.' for text in texts
    ]


def test_an_impossible_date_is_refused() -> None:
    texts = ["31/02/2020", "29/02/2021", "00/01/2020", "01/13/2020", "32/01/2020", "01/01/0000"]
    assert [fault.message for fault in column("target", *texts)[1]] == [
        f'Target date "{text}" is not a date in the calendar.' for text in texts
    ]
    found = alone(target="31/02/2020")
    assert (found.code, str(found)) == (
        "not-a-date",
        f'{FILE}, Recommendations!N2: Target date "31/02/2020" is not a date in the '
        "calendar. Type the day, the month and the year again, as dd/mm/yyyy.",
    )


def test_a_number_or_a_time_is_no_date() -> None:
    typed = [44000, 44000.5, True, datetime.time(9, 30), datetime.timedelta(days=2), 0, -1]
    _, faults = column("published", *typed)
    assert places(faults) == [("not-a-date", f"C{row}") for row in range(2, 9)]
    assert all(
        fault.message.startswith("Published holds ") and fault.message.endswith(", not a date.")
        for fault in faults
    )


@pytest.mark.parametrize("serial", ["0.5", "9999999", "1e99", "-9999999"])
def test_a_date_cell_outside_the_calendar_is_refused(serial: str) -> None:
    from pipeline.files.package import parts_of

    content = recommendations({})
    style = (
        parts_of(content)["xl/worksheets/sheet1.xml"]
        .decode()
        .partition('<c r="C2" s="')[2]
        .partition('"')[0]
    )
    found = places(
        register(with_cell(content, "C2", f'<c r="C2" s="{style}"><v>{serial}</v></c>'), CHOSEN)[1]
    )
    assert [address for _, address in found] == ["C2"] and found[0][0] in (
        "not-a-date",
        "error-cell",
    )


@pytest.mark.parametrize("serial", [20200930, 31092020, 3_000_000])
def test_a_date_typed_without_strokes_is_told_as_excel_shows_it(serial: int) -> None:
    made = book({RECOMMENDATIONS: [{"ref": "A1"}]})
    target = made.active["N2"]
    target.value, target.number_format = serial, "dd/mm/yyyy"
    _, faults = register(saved(made), CHOSEN)
    (found,) = faults
    assert (found.code, found.message, found.remedy) == (
        "error-cell",
        "Target date holds a number that is no day of the calendar; Excel shows ########, however"
        " wide the column is.",
        "Type the date as dd/mm/yyyy.",
    )


@pytest.mark.parametrize("typed", ["01/01/0001", "31/12/9999"])
def test_a_year_that_cannot_be_meant_is_noted_and_no_crash(typed: str) -> None:
    found = computed(
        Inputs(SETTINGS.encode(), recommendations({"original_target": typed}), inspections(), None)
    ).findings
    assert "year-odd" in {item.code for item in found} and all(
        item.severity == "note" for item in found
    )


# Counts


@pytest.mark.parametrize(("typed", "count"), [(0, 0), (10, 10), (10.0, 10)])
def test_a_count_is_a_whole_number(typed: float, count: int) -> None:
    found, faults = report(recommendations=typed, for_others=typed)
    assert (found.reports[0].recommendations, faults) == (count, [])


def test_a_count_typed_as_text_is_noted() -> None:
    found, (note,) = report(recommendations=" 10 ", for_others=10)
    assert (found.reports[0].recommendations, note.code, note.severity) == (
        10,
        "number-as-text",
        "note",
    )
    assert note.message == "Recommendations is a number typed as text."


def test_a_count_with_one_bold_digit_is_a_number_typed_as_text() -> None:
    found, (note,) = report(
        recommendations=CellRichText("1", TextBlock(InlineFont(b=True), "0")), for_others=10
    )
    assert (found.reports[0].recommendations, note.code) == (10, "number-as-text")


@pytest.mark.parametrize(
    "typed",
    [2.5, -1, True, "ten", "2.5", "-1", "1,000", "٣", "²", datetime.date(2020, 1, 1), "9" * 30],
)
def test_what_is_no_count_is_refused_alone(typed: Any) -> None:
    found, (fault,) = report(recommendations=typed)
    assert found.reports[0].recommendations is None
    assert (fault.code, str(fault.cell)) == ("not-a-whole-number", "Reports!G2")
    assert fault.remedy == "Type the number in digits, 0 if there are none."


@pytest.mark.parametrize("stored", ["1e300", "99999999"])
def test_a_count_beyond_all_reason_is_refused_and_no_crash(stored: str) -> None:
    _, faults = log(
        with_cell(inspections(reports=[{}]), "G2", f'<c r="G2"><v>{stored}</v></c>', REPORTS_SHEET),
        CHOSEN,
    )
    assert [(fault.code, str(fault.cell)) for fault in faults] == [
        ("not-a-whole-number", "Reports!G2")
    ]


@pytest.mark.parametrize("typed", [None, " "])
def test_a_blank_count_is_refused_for_nought_must_be_said(typed: str | None) -> None:
    found, (fault,) = report(for_force=typed)
    assert (fault.code, str(fault)) == (
        "blank",
        "inspections.xlsx, Reports!H2: For the force is blank. Type the number, 0 if there are none.",
    )
    assert found.reports[0].for_force is None


# Bodies


def test_addressees_are_separated_by_semicolons_and_tell_the_scope() -> None:
    typed = {
        "West Midlands Police": ("West Midlands Police", "force"),
        "WMP; wmp;": ("WMP; wmp", "force"),
        "West\u00a0Midlands  Police;Home Office": ("West Midlands Police; Home Office", "joint"),
        "Chief constables": ("Chief constables", "force"),
        "Home Office;\nNCA": ("Home Office; NCA", "other"),
        ";; WMP ;;": ("WMP", "force"),
    }
    found, faults = register(recommendations(*({"addressed_to": text} for text in typed)), CHOSEN)
    assert not faults
    assert [(row.addressed_to, row.scope) for row in found.rows] == list(typed.values())


def test_only_semicolons_name_nobody() -> None:
    found = alone(addressed_to=" ; ;")
    assert (found.code, str(found.cell), found.message) == (
        "blank",
        "Recommendations!H2",
        "Addressed to names nobody.",
    )


def test_an_addressee_that_holds_the_forces_name_and_something_else_is_refused_for_it_would_not_count() -> (
    None
):
    typed = [
        "West Midlands Police, Home Office",
        "West Midlands Police / NCA",
        "West Midlands Police\nHome Office",
        "WMP, NCA",
        "West Midlands Police (WMP)",
        "Home Office (West Midlands Police)",
    ]
    _, faults = column("addressed_to", *typed)
    assert places(faults) == [("addressee-unclear", f"H{row}") for row in range(2, 2 + len(typed))]
    assert {fault.severity for fault in faults} == {"error"}


@pytest.mark.parametrize(
    "typed",
    [
        ["West Midland Police", "West Midlands Polcie; Home Office"],
        [
            "West Midlands Police and Home Office",
            "West Midlands Police and Crime Commissioner",
            "WMP & NCA",
        ],
    ],
    ids=["misspelt", "held in a longer name"],
)
def test_an_addressee_that_is_almost_this_force_is_noted_for_it_does_not_count(
    typed: list[str],
) -> None:
    _, faults = column("addressed_to", *typed)
    assert places(faults) == [("addressee-near", f"H{row}") for row in range(2, 2 + len(typed))]
    assert {fault.severity for fault in faults} == {"note"}
    assert all(
        "is not taken as this force, so it does not count." in fault.message for fault in faults
    )


def test_another_body_is_not_taken_for_this_force() -> None:
    assert (
        column(
            "addressed_to",
            "West Mercia Police",
            "Home Office; NCA",
            "All forces",
            "West Yorkshire Police",
        )[1]
        == []
    )


# Prose of a cell


def described(value: Any, **look: Any) -> tuple[list[tuple[str, str, bool, bool]], list[Finding]]:
    """Return the runs of the narrative of a report: kind of block, words, bold, italic."""
    made = book(
        {sheet: [{"narrative": value}] if sheet.name == "Reports" else [] for sheet in LOG_SHEETS}
    )
    cell = made["Reports"]["K2"]
    if look:
        cell.font = Font(**look)
    found, faults = log(saved(made), CHOSEN)
    return [
        (block.kind, run.text, run.bold, run.italic)
        for block in found.reports[0].narrative.blocks
        for run in block.runs
    ], faults


def test_bold_and_italic_words_keep_their_look() -> None:
    value = CellRichText(
        "It was ",
        TextBlock(InlineFont(b=True), "bold"),
        " and ",
        TextBlock(InlineFont(i=True), "slanted"),
        ".",
    )
    assert described(value) == (
        [
            ("", "It was ", False, False),
            ("", "bold", True, False),
            ("", " and ", False, False),
            ("", "slanted", False, True),
            ("", ".", False, False),
        ],
        [],
    )


def test_plain_parts_of_a_rich_cell_have_the_look_of_the_cell() -> None:
    value = CellRichText("All ", TextBlock(InlineFont(b=False), "but this"))
    assert described(value, bold=True)[0] == [
        ("", "All ", True, False),
        ("", "but this", False, False),
    ]


def test_a_whole_cell_in_bold_is_bold() -> None:
    assert described("All of it.", bold=True, italic=True)[0] == [("", "All of it.", True, True)]


def test_escapes_and_lists_in_a_rich_cell_are_read_too() -> None:
    value = CellRichText(
        "Asked:_x000D_\n", TextBlock(InlineFont(b=True), "(a) why_x000D_\n(b) "), "when"
    )
    assert described(value)[0] == [
        ("", "Asked:", False, False),
        ("letter", "why", True, False),
        ("letter", "when", False, False),
    ]


@pytest.mark.parametrize("value", [2020, 7.5, True], ids=str)
def test_a_number_in_a_cell_of_prose_is_its_words(value: Any) -> None:
    assert described(value)[0][0][1] == {2020: "2020", 7.5: "7.5", True: "TRUE"}[value]


@pytest.mark.parametrize(
    "struck",
    [
        (CellRichText("Kept ", TextBlock(InlineFont(strike=True), "deleted")), {}),
        ("All deleted", {"strike": True}),
    ],
)
def test_words_struck_through_are_printed_and_noted(struck: tuple[Any, dict[str, Any]]) -> None:
    runs, (found,) = described(struck[0], **struck[1])
    assert "deleted" in runs[-1][1]
    assert (found.code, found.severity, str(found.cell)) == ("struck-through", "note", "Reports!K2")
    assert found.message == "words in Narrative are struck through; they are printed as they stand."


STRUCK_TEXTS = {
    "report": "B",
    "text": "G",
    "addressed_to": "H",
    "owner": "I",
    "department": "J",
    "rag_reason": "L",
    "update": "T",
}


@pytest.mark.parametrize(("key", "letter"), STRUCK_TEXTS.items())
@pytest.mark.parametrize("whole", [True, False], ids=["the cell", "a run"])
def test_words_struck_through_in_the_register_are_noted_too(
    key: str, letter: str, whole: bool
) -> None:
    words = "West Midlands Police"
    made = book(
        {
            RECOMMENDATIONS: [
                {
                    key: words
                    if whole
                    else CellRichText(words[:5], TextBlock(InlineFont(strike=True), words[5:]))
                }
            ]
        }
    )
    if whole:
        made.active[f"{letter}2"].font = Font(strike=True)
    record, (found,) = of(saved(made))
    assert getattr(record, key) == words
    assert (found.code, found.severity, str(found.cell)) == (
        "struck-through",
        "note",
        f"Recommendations!{letter}2",
    )
    assert found.message == (
        f"words in {RECOMMENDATIONS.column(key).heading} are struck through; they are printed as they "
        "stand."
    )


def test_struck_through_is_no_matter_in_a_row_that_is_not_for_publication_or_where_there_are_no_words() -> (
    None
):
    made = book({RECOMMENDATIONS: [{"publish": "No"}, {"update": None}]})
    for cell in ("G2", "U2", "T3"):
        made.active[cell].font = Font(strike=True)
    assert of(saved(made))[1] == []
    assert (
        clean(update=CellRichText("Kept", TextBlock(InlineFont(strike=True), " "))).update == "Kept"
    )


def test_looks_are_no_matter_in_a_row_for_other_bodies_that_is_never_printed() -> None:
    made = book(
        {RECOMMENDATIONS: [{"addressed_to": "Kent Police"}, {"addressed_to": "Kent Police; WMP"}]}
    )
    for cell in ("B2", "G2", "T2", "G3"):
        made.active[cell].font = Font(strike=True)
    _, faults = register(saved(made), CHOSEN)
    assert [(fault.code, str(fault.cell)) for fault in faults] == [
        ("struck-through", "Recommendations!G3")
    ]


def test_a_struck_cell_whose_runs_are_not_struck_is_no_matter() -> None:
    assert described(CellRichText(TextBlock(InlineFont(b=True), "Kept.")), strike=True)[1] == []


@pytest.mark.parametrize("place", ["superscript", "subscript"])
def test_letters_above_or_below_the_line_are_printed_on_it_and_noted(place: str) -> None:
    runs, (found,) = described(CellRichText("10", TextBlock(InlineFont(vertAlign=place), "2")))
    assert "".join(run[1] for run in runs) == "102"
    assert (found.code, found.severity, str(found.cell)) == ("look-lost", "note", "Reports!K2")
    assert (
        found.message
        == "letters in Narrative stand above or below the line; they are printed on it."
    )
    assert described(CellRichText("10", TextBlock(InlineFont(vertAlign="baseline"), "2")))[1] == []


@pytest.mark.parametrize(
    ("font", "words", "noted"),
    [
        ("Wingdings", "ü", True),
        ("Wingdings 2", "P", True),
        ("Symbol", "a", True),
        ("Webdings", "a", True),
        ("Arial", "ü", False),
        ("Symbol", "· ", False),
        ("Segoe UI Symbol", "a", False),
    ],
)
def test_signs_of_a_font_that_the_paper_does_not_have_are_noted(
    font: str, words: str, noted: bool
) -> None:
    _, faults = described(CellRichText(TextBlock(InlineFont(rFont=font), words), "done"))
    assert [fault.code for fault in faults] == ["look-lost"] * noted
    assert [fault.code for fault in described(words + "done", name=font)[1]] == ["look-lost"] * (
        noted or font == "Symbol"
    )


def test_a_sign_of_another_font_is_quoted() -> None:
    _, (found,) = described("ü", name="Wingdings")
    assert found.message == 'Narrative holds "ü" in a font of signs; it is printed in letters.'


def test_a_list_out_of_order_is_noted_with_the_label() -> None:
    runs, (found,) = described("(a) one\n(c) three")
    assert [run[:2] for run in runs] == [("letter", "one"), ("", "(c) three")]
    assert (found.code, found.severity, str(found.cell)) == ("list-order", "note", "Reports!K2")
    assert (
        found.message
        == 'in Narrative the label "(c)" does not follow the one before it; it is printed as typed.'
    )
    assert described("(a) one\n(b) two")[1] == []


@pytest.mark.parametrize(
    "empty",
    [
        "<si><r><t>One</t></r><r><rPr><b/></rPr><t/></r></si>",
        "<si><r><t>One</t></r></si>",
        '<si><t>One</t><rPh sb="0" eb="1"><t>wan</t></rPh></si>',
    ],
)
def test_empty_runs_and_readings_add_no_words(empty: str) -> None:
    content = in_shared_strings(recommendations({"update": "One"}))
    record, faults = of(changed(content, "<si><t>One</t></si>", empty, "xl/sharedStrings.xml"))
    assert (record.update, faults) == ("One", [])


# Rows that are not for publication

SECRET = "Operation Nightjar"


def test_no_message_quotes_a_row_that_is_not_for_publication() -> None:
    words = {
        "report": SECRET,
        "text": SECRET,
        "owner": SECRET,
        "department": SECRET,
        "update": SECRET,
        "rag_reason": SECRET,
    }
    faults: list[dict[str, Any]] = [
        {"ref": None},
        {"report": None},
        {"kind": SECRET},
        {"rag": SECRET},
        {"status": SECRET},
        {"published": SECRET},
        {"target": "31/02/2020"},
        {"addressed_to": SECRET},
        {"addressed_to": None},
        {"owner": None},
        {"update": "=A1"},
        {"rag": None},
        {"rag": "Red"},
        {"parent": "R99"},
        {"closed": datetime.date(2019, 1, 1)},
        {"target": datetime.date(1921, 1, 1)},
        {"reviewed": None},
        {"rag": " amber"},
        {"status": "Closed"},
        {"text": SECRET + "\u2028"},
        {"update": SECRET + " will will meet on 1st March."},
        {"rag_reason": SECRET + " is is late."},
    ]
    content = recommendations(*({**words, **row, "publish": "No"} for row in faults), {})
    found = computed(Inputs(SETTINGS.encode(), content, inspections(reports=[{}]), None)).findings
    assert len({item.cell.row for item in found if item.cell}) > 15
    assert not [str(item) for item in found if "Nightjar" in str(item)]


def test_a_number_in_a_row_that_is_not_for_publication_is_not_quoted() -> None:
    _, faults = read(publish="No", ref=987654, target=876543)
    assert {fault.code for fault in faults} == {"not-a-date"}
    assert not [str(fault) for fault in faults if "987654" in str(fault) or "876543" in str(fault)]


def test_an_addressee_that_is_almost_this_force_is_noted_in_such_a_row_too_without_its_words() -> (
    None
):
    _, faults = read(publish="No", addressed_to="West Midland Police; " + SECRET)
    assert {fault.code for fault in faults} == {"addressee-near", "addressee-unknown"}
    assert not any("Nightjar" in str(fault) for fault in faults)


def test_a_row_whose_publish_cannot_be_read_is_taken_as_not_for_publication() -> None:
    cells = ["Nope", "#REF!", 1.5, "N", "=A1"]
    found, faults = register(
        recommendations(*({"publish": cell, "rag": SECRET, "report": SECRET} for cell in cells)),
        CHOSEN,
    )
    assert [row.publish for row in found.rows] == [False] * 5
    assert not [str(fault) for fault in faults if "Nightjar" in str(fault)]


def test_a_row_is_for_publication_unless_it_says_no() -> None:
    public, faults = column("publish", "Yes", "No", "no", " YES ")
    assert public == [True, False, False, True] and {fault.code for fault in faults} == {
        "word-forgiven"
    }
    assert column("publish", "Yes", None) == ([True, True], [])


def test_a_long_value_is_quoted_in_brief() -> None:
    _, (found,) = read(rag="x" * 500)
    assert f'"{"x" * 59}…"' in found.message and len(found.message) < 150


# Laws

UNPRINTABLE = "".join(
    map(
        chr,
        [
            *range(9),
            11,
            12,
            *range(14, 32),
            *range(0x7F, 0xA0),
            0x2028,
            0x2029,
            *range(0xFDD0, 0xFDF0),
        ],
    )
)
ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=UNPRINTABLE + "\r\ufffe\uffff"),
    max_size=40,
).filter(lambda text: not any(ord(sign) & 0xFFFE == 0xFFFE for sign in text) and "_x" not in text)


@laws(derandomize=True, deadline=None, max_examples=15)
@given(st.lists(ANY_TEXT, min_size=1, max_size=15), st.booleans())
def test_any_text_in_a_text_cell_is_read_back_as_typed_but_trimmed(
    texts: list[str], shared: bool
) -> None:
    made = book({RECOMMENDATIONS: [{"update": "x"} for _ in texts]})
    for row, text in enumerate(texts, 2):
        made.active[f"T{row}"].value = text
        made.active[f"T{row}"].data_type = "s"
    found, faults = register(in_shared_strings(saved(made)) if shared else saved(made), CHOSEN)
    assert not faults
    assert [row.update for row in found.rows] == [text.strip() for text in texts]


@laws(derandomize=True, deadline=None, max_examples=6)
@given(
    st.lists(
        st.dates(min_value=datetime.date(1900, 3, 1), max_value=datetime.date(2199, 12, 31)),
        min_size=1,
        max_size=25,
    )
)
def test_every_day_is_read_the_same_from_a_date_cell_and_as_typed_text(
    days: list[datetime.date],
) -> None:
    typed, _ = column("target", *(f"{day.day}/{day.month}/{day.year}" for day in days))
    dated, faults = column("target", *days)
    assert dated == typed == days and not faults


# Dates with a time of day, and dates without a day


def days_in(*values: Any, key: str = "reviewed") -> tuple[list[str], list[tuple[str, str]]]:
    found, faults = column(key, *values)
    return ["" if day is None else str(day) for day in found], places(faults)


def test_a_date_late_in_the_evening_is_refused_for_the_day_after_may_be_meant() -> None:
    found = alone(reviewed=datetime.datetime(2020, 10, 24, 23))
    assert (found.code, found.severity, str(found.cell)) == (
        "day-unsure",
        "error",
        "Recommendations!P2",
    )
    assert found.message == (
        "Reviewed holds 24 October 2020 at 23:00; 25 October 2020 may be meant, for lists exported from "
        "SharePoint often store midnight in summer as 23:00 of the day before."
    )
    assert '=IF(P2="","",ROUND(P2,0))' in found.remedy and "Paste Special > Values" in found.remedy


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("21:00:00", "day-unsure"),
        ("22:00:00", "day-unsure"),
        ("23:59:59", "day-unsure"),
        ("20:59:59", "time-of-day"),
        ("09:30:00", "time-of-day"),
        ("00:00:01", "time-of-day"),
        ("01:00:00", "time-of-day"),
    ],
)
def test_a_time_of_day_is_told_at_each_cell(moment: str, code: str) -> None:
    typed = datetime.datetime.fromisoformat(f"2020-06-30T{moment}")
    for key, letter in (("reviewed", "P"), ("published", "C"), ("target", "N"), ("closed", "R")):
        assert days_in(typed, typed, key=key) == (
            ["2020-06-30" if code == "time-of-day" else ""] * 2,
            [(code, f"{letter}2"), (code, f"{letter}3")],
        )


@pytest.mark.parametrize("serial", ["44012", "44012.000001", "44011.999997", "44012.0000057"])
def test_less_than_half_a_second_is_no_time_of_day(serial: str) -> None:
    record, faults = of(
        with_cell(
            recommendations({"reviewed": datetime.date(2020, 1, 1)}),
            "P2",
            f'<c r="P2" s="1"><v>{serial}</v></c>',
        )
    )
    assert (str(record.reviewed), faults) == ("2020-06-30", [])


@pytest.mark.parametrize(
    ("stored", "code"),
    [("2020-06-30T23:00:00", "day-unsure"), ("2020-06-30T10:30:00.0000000Z", "time-of-day")],
)
def test_a_stored_iso_date_with_a_time_is_told_too(stored: str, code: str) -> None:
    _, faults = of(with_cell(recommendations({}), "C2", f'<c r="C2" t="d"><v>{stored}</v></c>'))
    assert places(faults) == [(code, "C2")]


def test_dates_of_the_log_with_a_time_are_told_in_every_sheet() -> None:
    at = datetime.datetime(2020, 9, 30, 23)
    content = inspections(
        inspections=[{"started": at, "finished": at}],
        reports=[{"published": at, "response_due": at}],
        forthcoming=[{"starts": at, "ends": at}],
    )
    assert [str(fault.cell) for fault in log(content, CHOSEN)[1] if fault.code == "day-unsure"] == [
        "Inspections!H2",
        "Inspections!I2",
        "Reports!C2",
        "Reports!L2",
        "Forthcoming!B2",
        "Forthcoming!C2",
    ]


def test_a_date_of_a_row_that_is_not_for_publication_is_not_quoted() -> None:
    _, faults = read(
        reviewed=datetime.datetime(2020, 6, 30, 23),
        updated=datetime.datetime(2020, 6, 30, 9),
        publish="No",
    )
    assert {fault.code for fault in faults} == {"day-unsure", "time-of-day"} and not any(
        "30 June" in str(fault) for fault in faults
    )


@pytest.mark.parametrize(
    ("typed", "day", "codes"),
    [
        ("2020-06-30", "2020-06-30", {"date-as-text"}),
        ("30/06/20", "2020-06-30", {"date-as-text"}),
        ("1/7/99", "1999-07-01", {"date-as-text"}),
        ("01/04/30", "2030-04-01", {"date-as-text"}),
        ("2020-06-30T00:00:00Z", "2020-06-30", {"date-as-text"}),
        ("2020-06-30T23:00:00Z", "", {"date-as-text", "day-unsure"}),
        ("2020-06-30 09:15", "2020-06-30", {"date-as-text", "time-of-day"}),
        ("30/06/2020 23:00:00", "", {"date-as-text", "day-unsure"}),
        ("30\u204406\u20442020", "2020-06-30", {"date-as-text", "word-forgiven"}),
        ("2020\u201306\u201330", "2020-06-30", {"date-as-text", "word-forgiven"}),
        ("\u200e30/06/2020", "2020-06-30", {"date-as-text", "word-forgiven"}),
        ("３０/06/2020", "2020-06-30", {"date-as-text", "word-forgiven"}),
        ("Jan-21", "", {"not-a-date"}),
        ("January 2021", "", {"not-a-date"}),
        ("Q3 2020/21", "", {"not-a-date"}),
        ("2021", "", {"not-a-date"}),
        ("31/02/20", "", {"not-a-date"}),
        ("2020-13-01", "", {"not-a-date"}),
    ],
)
def test_a_date_typed_as_text_in_the_ways_of_the_contract_is_read_with_a_note(
    typed: str, day: str, codes: set[str]
) -> None:
    found, told = days_in(typed)
    assert (found, {code for code, _ in told}) == ([day], codes)


HIDDEN = {
    "mmm-yy": "Jan-21",
    "mmmm yyyy": "January 2021",
    "yyyy": "2021",
    "mm/yyyy": "01/2021",
    "[$-809]mmm yy;@": "Jan 21",
    "mmm\\-yy": "Jan-21",
    'dddd "d" mmm': "Friday d Jan",
    "[$-F400]h:mm:ss\\ AM/PM": "00:00",
    '"day" mmm': "day Jan",
    "MMM-YY;[Red]d": "Jan-21",
    "\\d\\d mmm": "dd Jan",
}


@pytest.mark.parametrize("pattern", HIDDEN)
def test_dates_shown_without_their_day_are_refused_once_a_column(pattern: str) -> None:
    made = book(
        {
            RECOMMENDATIONS: [
                {"target": datetime.date(2021, 1, 1)},
                {"target": datetime.date(2021, 2, 28)},
            ]
        }
    )
    for row in (2, 3):
        made.active[f"N{row}"].number_format = pattern
    found, (fault, other) = register(saved(made), CHOSEN)
    assert (fault.code, fault.severity, str(fault.cell)) == (
        "day-not-shown",
        "error",
        "Recommendations!N2",
    )
    assert (str(other.cell), other.message) == ("Recommendations!N3", fault.message)
    assert (
        fault.message
        == f'Target date shows no day; for 1 January 2021 it shows "{HIDDEN[pattern]}".'
    )
    assert not any(row.target for row in found.rows)


# Signs that cannot be seen or look like others

SIGNED = [
    ("addressed_to", "H", "West Mid\u00adlands Police", "West Midlands Police"),
    ("rag", "K", "Am\u200bber", "Amber"),
    ("rag", "K", "\u0410mber", "Amber"),
    ("status", "M", "Op\u2060en", "Open"),
    ("kind", "D", "Recom\u00admendation", "recommendation"),
    ("publish", "U", "Y\u200ces", True),
    ("addressed_to", "H", "\uff37\uff2d\uff30", "WMP"),
    ("addressed_to", "H", "Chief constables\ufeff", "Chief constables"),
    ("ref", "A", "WMP\u2013001", "WMP-001"),
    ("ref", "A", "WMP\u2011001", "WMP-001"),
    ("ref", "A", "WMP\u00ad001", "WMP-001"),
    ("number", "E", "1\u200b.10", "1.10"),
]


@pytest.mark.parametrize(("key", "letter", "typed", "meant"), SIGNED, ids=ascii)
def test_a_word_is_read_as_it_looks_and_its_sign_is_named(
    key: str, letter: str, typed: str, meant: object
) -> None:
    record, (note,) = read(**{key: typed})
    assert getattr(record, key) == meant
    assert (note.code, note.severity, str(note.cell)) == (
        "word-forgiven",
        "note",
        f"Recommendations!{letter}2",
    )
    assert " holds " in note.message and "U+" in note.message


def test_the_sign_is_shown_in_its_place_and_by_name() -> None:
    _, (note,) = read(addressed_to="Home Office; West Mid\u00adlands Police")
    assert note.message == (
        'Addressed to holds "West Mid·lands Police" with a SOFT HYPHEN (U+00AD) in it; '
        'it is read as "West Midlands Police".'
    )
    assert read(status="Proposed\u00a0for closure")[1][0].message == (
        'Status holds "Proposed for closure" with a NO-BREAK SPACE (U+00A0) in it; it is read as "Proposed for closure".'
    )


@pytest.mark.parametrize(
    "no", ["N\u200bo", "\u200eNo", "No\u00ad", "\uff2e\uff4f", "N\u043e", "No\u2060"]
)
def test_a_no_with_a_sign_that_cannot_be_seen_is_no(no: str) -> None:
    record, (note,) = read(publish=no)
    assert not record.publish and note.code == "word-forgiven"


def test_signs_in_a_row_that_is_not_for_publication_are_told_without_its_words() -> None:
    _, (note,) = read(addressed_to="West Mid\u00adlands Police", publish="No")
    assert note.message == (
        "Addressed to holds a SOFT HYPHEN (U+00AD); it is read as the sign that it looks like, or as none."
    )


def test_a_cell_of_signs_that_cannot_be_seen_is_blank() -> None:
    assert places(read(text="\u200b\u00ad")[1]) == [("blank", "G2")]
    assert read(update="\ufeff", reviewed="\u200b", publish="\u200b", number="\u2060")[1] == []


def test_names_may_be_typed_with_the_signs_of_good_printing() -> None:
    assert (
        read(
            addressed_to="Attorney General’s Office; WMP",
            owner="Ann O’Neill",
            report="‘Fresh’ start – two",
        )[1]
        == []
    )


def test_two_names_that_run_together_over_a_sign_that_cannot_be_seen_are_refused() -> None:
    assert ("addressee-unclear", "H2") in places(
        read(addressed_to="West Midlands Police\u200bHome Office")[1]
    )


def test_a_publish_cell_that_looks_blank_is_blank() -> None:
    assert read(publish="\u200b")[0].publish and not read(publish="N\u200b")[0].publish


def test_a_number_in_a_report_keeps_its_dash() -> None:
    assert clean(number="3\u20135").number == "3\u20135"


def test_what_follows_from_dates_without_a_day_is_not_told_beside_them() -> None:
    made = book({RECOMMENDATIONS: [{}, {}, {}]})
    for row in (2, 3, 4):
        made.active[f"P{row}"].number_format = "mmm-yy"
    found = computed(Inputs(SETTINGS.encode(), saved(made), inspections(), None)).findings
    assert [(item.code, str(item.cell)) for item in found] == [
        ("day-not-shown", f"Recommendations!P{row}") for row in (2, 3, 4)
    ]


def test_a_full_width_semicolon_parts_two_names() -> None:
    assert read(addressed_to="WMP；Home Office")[0].scope == "joint"


def test_a_count_in_digits_of_another_width_is_read() -> None:
    found, faults = report(recommendations="１２\u200b", for_others="12")
    assert found.reports[0].recommendations == 12 and {fault.code for fault in faults} == {
        "number-as-text",
        "word-forgiven",
    }


def test_two_refs_that_look_alike_are_one_ref() -> None:
    found = computed(
        Inputs(
            SETTINGS.encode(),
            recommendations({"ref": "WMP-1"}, {"ref": "WMP\u20131", "text": "Another."}),
            inspections(),
            None,
        )
    ).findings
    assert {"ref-twice", "word-forgiven"} <= {item.code for item in found}
