"""What one cell means: text, key, word, date, count, bodies, prose; as a tired secretary and as other programs fill it."""

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

from pipeline.findings import Finding
from pipeline.log import Log, log
from pipeline.register import Register, register
from pipeline.run import Inputs, computed, read_settings
from pipeline.schema import LOG_SHEETS, RECOMMENDATIONS
from tests.builders import SETTINGS, book, inspections, recommendations, saved
from tests.test_guard import changed, in_shared_strings, with_cell

CHOSEN = read_settings(SETTINGS.encode())
FILE = "recommendations.xlsx"
REPORTS_SHEET = "xl/worksheets/sheet2.xml"


def read(**row: Any) -> tuple[Any, list[Finding]]:
    """Return the one record of a workbook whose row has these cells, and what is found."""
    return of(recommendations(row))


def of(content: bytes) -> tuple[Any, list[Finding]]:
    found, faults = register(content, CHOSEN)
    return next(found.frame.itertuples(index=False)), faults


def clean(**row: Any) -> Any:
    record, faults = read(**row)
    assert not faults, [str(fault) for fault in faults]
    return record


def alone(**row: Any) -> Finding:
    """Return the only finding of a whole run on a workbook with this row."""
    found = computed(Inputs(SETTINGS.encode(), recommendations(row), inspections(), None)).findings
    assert len(found) == 1, [str(item) for item in found]
    return found[0]


def at(content: bytes) -> list[tuple[str, str]]:
    return [(fault.code, fault.cell.address if fault.cell else "") for fault in register(content, CHOSEN)[1]]


def report(**row: Any) -> tuple[Log, list[Finding]]:
    return log(inspections(reports=[row]), CHOSEN)


# Text

@pytest.mark.parametrize(("typed", "text"), [
    ("  Keep it. \n", "Keep it."), ("\u00a0Keep it.\u00a0", "Keep it."), ("one\n\ntwo  three", "one\n\ntwo  three"),
    ("{{ 7*7 }} <b>&amp;</b> {% x %}", "{{ 7*7 }} <b>&amp;</b> {% x %}"), ("None", "None"), ("N/A", "N/A"), ("null", "null"),
    ("éœ£–“”…\u200b😀", "éœ£–“”…\u200b😀"), ("a\ttab", "a\ttab"), (12, "12"), (12.0, "12"), (12.5, "12.5"), (True, "TRUE"), (False, "FALSE"),
    (datetime.date(2020, 11, 12), "12 November 2020"), (datetime.time(10, 30), "10:30:00"), ("x" * 30_000, "x" * 30_000),
    (" two words " * 2_500, ("two words  " * 2_500).strip()),
], ids=str)
def test_text_is_read_as_it_stands_but_trimmed(typed: Any, text: str) -> None:
    assert clean(text=typed).text == text


@pytest.mark.parametrize("typed", ["=cmd()", "=1+1", "+1", "@x", "-", "#N/A"])
def test_text_that_looks_like_a_formula_or_an_error_is_text_where_it_is_stored_as_text(typed: str) -> None:
    made = book({RECOMMENDATIONS: [{"text": "x"}]})
    made.active["G2"].value = typed
    made.active["G2"].data_type = "s"
    record, faults = of(saved(made))
    assert (record.text, faults) == (typed, [])


def test_a_title_typed_on_two_lines_is_one_line() -> None:
    assert clean(report="Fresh\nstart").report == "Fresh start"


@pytest.mark.parametrize(("stored", "text"), [
    ("Keep_x000D_\nbetter", "Keep\nbetter"), ("Keep_x000d_better", "Keep\nbetter"), ("a_x0009_b", "a\tb"),
    ("a_x005F_x000D_b", "a_x000D_b"), ("a_x005f_x000D_b", "a_x000D_b"), ("file_x_name", "file_x_name"), ("_x00_", "_x00_"),
    ("tax005_x0041_", "tax005A"), ("end_x000D_", "end")])
@pytest.mark.parametrize("shared", [False, True], ids=["inline", "shared"])
def test_escapes_are_decoded_as_excel_decodes_them(stored: str, text: str, shared: bool) -> None:
    content = changed(recommendations({}), "Keep better records.", stored)
    record, faults = of(in_shared_strings(content) if shared else content)
    assert (record.text, faults) == (text, [])


@pytest.mark.parametrize(("stored", "sign"), [
    ("a bell_x0007_ rings", "U+0007"), ("tab_x000B_ vertical", "U+000B"), ("half_xD83D_ an emoji", "U+D83D"),
    ("nothing_x0000_ here", "U+0000"), ("a line\u2028break", "U+2028"), ("no sign_xFFFF_ x", "U+FFFF"), ("delete\x7f x", "U+007F"),
    ("next\x85line", "U+0085"), ("none\ufdd0 x", "U+FDD0")])
def test_a_character_that_cannot_be_printed_is_refused_with_its_place(stored: str, sign: str) -> None:
    content = changed(recommendations({}), "Keep better records.", stored)
    record, (found,) = of(content)
    assert (record.text, found.code, str(found.cell)) == ("", "control-character", "Recommendations!G2")
    start = stored.partition("_")[0] if "_" in stored else stored[:next(i for i, sign in enumerate(stored) if not sign.isprintable())]
    assert found.message == f'Recommendation holds a character that cannot be printed ({sign}, after "{start}").'


def test_a_character_that_cannot_be_printed_is_told_alone_in_a_run() -> None:
    content = changed(recommendations({}), "Work has begun.", "Work_x0001_ has begun.")
    (found,) = computed(Inputs(SETTINGS.encode(), content, inspections(), None)).findings
    assert (found.code, str(found.cell)) == ("control-character", "Recommendations!T2")


@pytest.mark.parametrize("key", ["ref", "report", "published", "kind", "text", "addressed_to", "owner", "status"])
@pytest.mark.parametrize("nothing", [None, "  ", "\u00a0\n"], ids=["empty", "spaces", "hard space"])
def test_a_blank_cell_that_must_be_filled_is_told_alone(key: str, nothing: str | None) -> None:
    found = [fault for fault in register(recommendations({key: nothing}), CHOSEN)[1]]
    assert [(item.code, str(item.cell)) for item in found] == [
        ("blank", f"Recommendations!{dict(zip([c.key for c in RECOMMENDATIONS.columns], 'ABCDEFGHIJKLMNOPQRSTU', strict=True))[key]}2")]
    assert found[0].message == f"{RECOMMENDATIONS.column(key).heading} is blank."


def test_a_blank_cell_is_told_alone_in_a_run_too() -> None:
    assert str(alone(owner=None)) == f"{FILE}, Recommendations!I2: Owner is blank. Fill the cell."


def test_a_row_for_other_bodies_needs_no_owner() -> None:
    assert clean(owner=None, addressed_to="Home Office").scope == "other"


@pytest.mark.parametrize("key", ["number", "parent", "department", "rag_reason", "target", "original_target", "updated", "update", "publish"])
def test_a_blank_cell_that_may_be_blank_is_no_fault(key: str) -> None:
    clean(**{key: None})


# Formulas, errors

@pytest.mark.parametrize(("xml", "text"), [
    ('t="str"><f>B2</f><v>Stored words</v>', "Stored words"), ('><f>1+1</f><v>2</v>', "2"),
    ('t="b"><f>TRUE()</f><v>1</v>', "TRUE"), ('t="str"><f t="shared" si="0"/><v>Shared</v>', "Shared"),
    ('t="str"><f t="array" ref="T2">B2</f><v>Array</v>', "Array"), ('t="str"><f>B2</f><v></v>', ""), ('t="str"><f>B2</f><v/>', ""),
    ('t="str"><f>B2</f><v>A_x000D_\nB</v>', "A\nB")])
def test_a_formula_is_read_by_its_stored_value_and_an_empty_text_is_one(xml: str, text: str) -> None:
    record, faults = of(with_cell(recommendations({}), "T2", f'<c r="T2" {xml}</c>'))
    assert (record.update, faults) == (text, [])


@pytest.mark.parametrize("xml", [
    "><f>1+1</f>", "><f>1+1</f><v/>", "><f>1+1</f><v></v>", '><f t="shared" si="0"/>', 't="n"><f>A1</f><v/>', 't="str"><f>A1</f>'])
@pytest.mark.parametrize("address", ["A2", "C2", "D2", "G2", "H2", "K2", "T2", "U2"])
def test_a_formula_without_a_stored_value_is_refused_whatever_the_column(xml: str, address: str) -> None:
    found = at(with_cell(recommendations({}), address, f'<c r="{address}" {xml}</c>'))
    assert found == [("formula-uncalculated", address)]


def test_a_formula_that_was_never_calculated_is_told_alone_with_the_key_to_press() -> None:
    assert str(alone(update="=A1")) == (f"{FILE}, Recommendations!T2: Latest update holds a formula that was never calculated. "
                                        "Open the workbook in Excel, press F9, and save it.")


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"])
@pytest.mark.parametrize(("key", "address"), [("ref", "A2"), ("published", "C2"), ("rag", "K2"), ("update", "T2"), ("publish", "U2")])
def test_an_error_cell_is_told_with_its_error(error: str, key: str, address: str) -> None:
    _, (found,) = read(**{key: error})
    assert (found.code, str(found.cell)) == ("error-cell", f"Recommendations!{address}")
    assert found.message == f"{RECOMMENDATIONS.column(key).heading} holds Excel's error {error}."


def test_a_formula_that_gives_an_error_is_an_error_cell_and_told_alone() -> None:
    content = with_cell(recommendations({}), "T2", '<c r="T2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    (found,) = computed(Inputs(SETTINGS.encode(), content, inspections(), None)).findings
    assert (found.code, str(found.cell)) == ("error-cell", "Recommendations!T2")


# Keys

@pytest.mark.parametrize(("typed", "held"), [
    (1.1, "the number 1.1, not text"), (7, "the number 7, not text"), (datetime.date(2021, 2, 1), "a date, not text"),
    (datetime.time(10, 30), "a date, not text")])
def test_a_ref_that_is_no_text_is_refused_alone_with_the_remedy(typed: Any, held: str) -> None:
    found = alone(ref=typed)
    assert (found.code, str(found.cell)) == ("not-text", "Recommendations!A2")
    assert found.message.startswith(f"Ref holds {held}")
    assert found.remedy == "Format the column as Text (Home > Number > Text), then type the key again."


def test_a_length_of_time_is_no_key_either() -> None:
    assert alone(ref=datetime.timedelta(hours=26, minutes=30)).code == "not-text"


@pytest.mark.parametrize(("typed", "key"), [("1.10", "1.10"), ("1.1", "1.1"), ("007", "007"), (" R 1 ", "R 1"), ("R\u00a01", "R 1")])
def test_a_ref_is_kept_as_typed(typed: str, key: str) -> None:
    assert clean(ref=typed).ref == key


def test_two_refs_that_differ_as_text_are_two_refs() -> None:
    found, faults = register(recommendations({"ref": "1.1"}, {"ref": "1.10"}), CHOSEN)
    assert (list(found.frame["ref"]), faults) == (["1.1", "1.10"], [])


@pytest.mark.parametrize(("typed", "number"), [(7, "7"), (7.0, "7"), ("2 + 5", "2 + 5"), ("14a", "14a"), ("1.10", "1.10")])
def test_the_number_in_a_report_may_be_a_whole_number_or_any_text(typed: Any, number: str) -> None:
    assert clean(number=typed).number == number


@pytest.mark.parametrize("typed", [1.1, True, datetime.date(2021, 2, 1)], ids=str)
def test_the_number_in_a_report_may_not_be_what_excel_has_changed(typed: Any) -> None:
    assert (alone(number=typed).code, str(alone(number=typed).cell)) == ("not-text", "Recommendations!E2")


# Words

def test_an_unknown_word_is_told_alone_with_the_choices_and_the_nearest() -> None:
    found = alone(rag="Ambre")
    assert str(found) == (f'{FILE}, Recommendations!K2: RAG "Ambre" is not one of Red, Amber, Green. Did you mean Amber? '
                          "Type one of these words, or add the word to report.toml.")
    assert (found.code, found.severity) == ("unknown-word", "error")


@pytest.mark.parametrize(("key", "typed", "address"), [
    ("kind", "Recomendation", "D2"), ("status", "Done", "M2"), ("rag", "Blue", "K2"), ("rag", 1, "K2"), ("rag", True, "K2"),
    ("publish", "Maybe", "U2"), ("publish", "N", "U2"), ("rag", "Red Amber", "K2")])
def test_a_word_of_no_vocabulary_is_refused_whatever_the_column(key: str, typed: Any, address: str) -> None:
    _, (found,) = read(**{key: typed})
    assert (found.code, str(found.cell)) == ("unknown-word", f"Recommendations!{address}")


@pytest.mark.parametrize("typed", ["amber", " Amber", "AMBER\u00a0", "Amber\n", "ａmber".replace("ａ", "A") + " "])
def test_case_and_spaces_of_a_word_are_forgiven_with_a_note(typed: str) -> None:
    found = alone(rag=typed)
    assert (found.code, found.severity, str(found.cell)) == ("word-forgiven", "note", "Recommendations!K2")
    assert found.message.endswith(' is read as "Amber" in cell K2.')
    assert found.remedy == 'Type "Amber", or choose it from the list.'
    assert clean_but_noted(rag=typed).rag == "Amber"


def clean_but_noted(**row: Any) -> Any:
    record, faults = read(**row)
    assert all(fault.severity == "note" for fault in faults)
    return record


def test_a_hard_space_inside_a_word_is_forgiven() -> None:
    found = alone(status="Proposed\u00a0for  closure")
    assert found.message == 'Status "Proposed for  closure" is read as "Proposed for closure" in cell M2.'


def test_one_note_names_all_the_cells_that_were_forgiven_the_same_word() -> None:
    _, faults = register(recommendations({"rag": "amber"}, {}, {"rag": "amber"}, {"rag": "GREEN"}, {"rag": "amber"}), CHOSEN)
    assert [fault.message for fault in faults] == [
        'RAG "amber" is read as "Amber" in cells K2, K4, K6.', 'RAG "GREEN" is read as "Green" in cell K5.']


def test_a_word_in_bold_is_the_word() -> None:
    assert clean(rag=CellRichText("Am", TextBlock(InlineFont(b=True), "ber"))).rag == "Amber"


# Dates

@pytest.mark.parametrize(("typed", "day"), [
    (datetime.date(2020, 2, 7), "2020-02-07"), (datetime.datetime(2020, 2, 7, 13, 45), "2020-02-07"),
    (datetime.date(2000, 2, 29), "2000-02-29"), (datetime.date(1900, 3, 1), "1900-03-01"), (datetime.date(1900, 1, 1), "1900-01-01")])
def test_a_date_cell_is_its_day(typed: datetime.date, day: str) -> None:
    assert str(clean(published=typed).published.date()) == day


@pytest.mark.parametrize("pattern", ["dd/mm/yyyy", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "d mmm yy", "mmm-yy", "[$-809]dd mmmm yyyy;@"])
def test_a_date_is_a_date_however_it_is_shown(pattern: str) -> None:
    made = book({RECOMMENDATIONS: [{}]})
    made.active["C2"].number_format = pattern
    assert str(of(saved(made))[0].published.date()) == "2020-02-07"


def test_a_date_in_a_workbook_of_the_1904_system_is_the_same_day() -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = book({RECOMMENDATIONS: [{}]})
    made.epoch = CALENDAR_MAC_1904
    assert of(saved(made))[0].published.date() == datetime.date(2020, 2, 7)


def test_a_date_cell_that_another_program_stores_as_iso_text_is_its_day() -> None:
    record, faults = of(with_cell(recommendations({}), "C2", '<c r="C2" t="d"><v>2020-02-07</v></c>'))
    assert (str(record.published.date()), faults) == ("2020-02-07", [])


@pytest.mark.parametrize(("typed", "day"), [
    ("07/02/2020", "2020-02-07"), ("7/2/2020", "2020-02-07"), (" 13/04/2020\u00a0", "2020-04-13"), ("04/03/2020", "2020-03-04"),
    ("29/02/2020", "2020-02-29")])
def test_a_date_typed_as_text_is_day_month_year_and_noted(typed: str, day: str) -> None:
    record, (found,) = read(published=typed)
    assert str(record.published.date()) == day
    assert (found.code, found.severity) == ("date-as-text", "note")
    assert found.message == "Published is typed as text and read as day/month/year in cell C2."
    assert found.remedy == "Format the column as a date and type the date again."


def test_dates_typed_as_text_are_noted_once_a_column_with_all_their_cells() -> None:
    _, faults = register(recommendations({"target": "01/07/2021", "published": "07/02/2020"}, {"target": "02/07/2021"}), CHOSEN)
    assert [fault.message for fault in faults] == ["Published is typed as text and read as day/month/year in cell C2.",
                                                   "Target date is typed as text and read as day/month/year in cells N2, N3."]


@pytest.mark.parametrize("typed", [
    "2020-02-07", "7 February 2020", "07.02.2020", "07/02/20", "02/2020", "TBC", "31/12/2020?", "7/ 2/2020", "44000", "07/02/2020 00:00"])
def test_text_that_is_no_such_date_is_refused(typed: str) -> None:
    _, (found,) = read(published=typed)
    assert (found.code, str(found.cell), found.message) == ("not-a-date", "Recommendations!C2", f'Published "{typed}" is not a date.')


@pytest.mark.parametrize("typed", ["31/02/2020", "29/02/2021", "00/01/2020", "01/13/2020", "32/01/2020", "01/01/0000"])
def test_an_impossible_date_is_told_alone(typed: str) -> None:
    found = alone(target=typed)
    assert (found.code, str(found)) == ("not-a-date", f'{FILE}, Recommendations!N2: Target date "{typed}" is not a date in the calendar. '
                                        "Type the day, the month and the year again, as dd/mm/yyyy.")


@pytest.mark.parametrize("typed", [44000, 44000.5, True, datetime.time(9, 30), datetime.timedelta(days=2), 0, -1])
def test_a_number_or_a_time_is_no_date(typed: Any) -> None:
    _, (found,) = read(published=typed)
    assert (found.code, str(found.cell)) == ("not-a-date", "Recommendations!C2")
    assert found.message.startswith("Published holds ") and found.message.endswith(", not a date.")


@pytest.mark.parametrize("serial", ["0.5", "9999999", "1e99", "-9999999"])
def test_a_date_cell_outside_the_calendar_is_refused(serial: str) -> None:
    from pipeline.package import parts_of

    content = recommendations({})
    style = parts_of(content)["xl/worksheets/sheet1.xml"].decode().partition('<c r="C2" s="')[2].partition('"')[0]
    found = at(with_cell(content, "C2", f'<c r="C2" s="{style}"><v>{serial}</v></c>'))
    assert [address for _, address in found] == ["C2"] and found[0][0] in ("not-a-date", "error-cell")


@pytest.mark.parametrize("typed", ["01/01/0001", "31/12/9999"])
def test_a_year_that_cannot_be_meant_is_noted_and_no_crash(typed: str) -> None:
    found = computed(Inputs(SETTINGS.encode(), recommendations({"original_target": typed}), inspections(), None)).findings
    assert "year-odd" in {item.code for item in found} and all(item.severity == "note" for item in found)


# Counts

@pytest.mark.parametrize(("typed", "count"), [(0, 0), (10, 10), (10.0, 10)])
def test_a_count_is_a_whole_number(typed: float, count: int) -> None:
    found, faults = report(recommendations=typed, for_others=typed)
    assert (found.reports[0].recommendations, faults) == (count, [])


def test_a_count_typed_as_text_is_noted() -> None:
    found, (note,) = report(recommendations=" 10 ", for_others=10)
    assert (found.reports[0].recommendations, note.code, note.severity) == (10, "number-as-text", "note")
    assert note.message == "Recommendations is a number typed as text in cell G2."


def test_a_count_with_one_bold_digit_is_a_number_typed_as_text() -> None:
    found, (note,) = report(recommendations=CellRichText("1", TextBlock(InlineFont(b=True), "0")), for_others=10)
    assert (found.reports[0].recommendations, note.code) == (10, "number-as-text")


@pytest.mark.parametrize("typed", [2.5, -1, True, "ten", "2.5", "-1", "1,000", "٣", "²", datetime.date(2020, 1, 1), "9" * 30])
def test_what_is_no_count_is_refused_alone(typed: Any) -> None:
    found, (fault,) = report(recommendations=typed)
    assert found.reports[0].recommendations is None
    assert (fault.code, str(fault.cell)) == ("not-a-whole-number", "Reports!G2")
    assert fault.remedy == "Type the number in digits, 0 if there are none."


@pytest.mark.parametrize("stored", ["1e999", "1e300", "99999999"])
def test_a_count_beyond_all_reason_is_refused_and_no_crash(stored: str) -> None:
    _, faults = log(with_cell(inspections(reports=[{}]), "G2", f'<c r="G2"><v>{stored}</v></c>', REPORTS_SHEET), CHOSEN)
    assert [(fault.code, str(fault.cell)) for fault in faults] == [("not-a-whole-number", "Reports!G2")]


@pytest.mark.parametrize("typed", [None, " "])
def test_a_blank_count_is_refused_for_nought_must_be_said(typed: str | None) -> None:
    found, (fault,) = report(for_force=typed)
    assert (fault.code, str(fault)) == ("blank", "inspections.xlsx, Reports!H2: For the force is blank. Type the number, 0 if there are none.")
    assert found.reports[0].for_force is None


# Bodies

@pytest.mark.parametrize(("typed", "names", "scope"), [
    ("West Midlands Police", "West Midlands Police", "force"), ("WMP; wmp;", "WMP; wmp", "force"),
    ("West\u00a0Midlands  Police;Home Office", "West Midlands Police; Home Office", "joint"),
    ("Chief constables", "Chief constables", "force"), ("Home Office;\nNCA", "Home Office; NCA", "other"),
    (";; WMP ;;", "WMP", "force")])
def test_addressees_are_separated_by_semicolons_and_tell_the_scope(typed: str, names: str, scope: str) -> None:
    record = clean(addressed_to=typed)
    assert (record.addressed_to, record.scope) == (names, scope)


def test_only_semicolons_name_nobody() -> None:
    found = alone(addressed_to=" ; ;")
    assert (found.code, str(found.cell), found.message) == ("blank", "Recommendations!H2", "Addressed to names nobody.")


@pytest.mark.parametrize("typed", [
    "West Midland Police", "West Midlands Polcie; Home Office", "West Midlands Police, Home Office", "West Midlands Police and Home Office",
    "West Midlands Police / NCA", "West Midlands Police\nHome Office", "WMP & NCA", "WMP, NCA"])
def test_an_addressee_that_is_almost_this_force_or_holds_its_name_is_noted_for_it_does_not_count(typed: str) -> None:
    found = [fault for fault in register(recommendations({"addressed_to": typed}), CHOSEN)[1]]
    assert [(item.code, item.severity, str(item.cell)) for item in found] == [("addressee-near", "note", "Recommendations!H2")]
    assert "is not taken as this force, so it does not count." in found[0].message


@pytest.mark.parametrize("typed", ["West Mercia Police", "Home Office; NCA", "All forces", "West Yorkshire Police", "WMFS"])
def test_another_body_is_not_taken_for_this_force(typed: str) -> None:
    clean(addressed_to=typed)


# Prose of a cell

def described(value: Any, **look: Any) -> tuple[list[tuple[str, str, bool, bool]], list[Finding]]:
    """Return the runs of the narrative of a report: kind of block, words, bold, italic."""
    made = book({sheet: [{"narrative": value}] if sheet.name == "Reports" else [] for sheet in LOG_SHEETS})
    cell = made["Reports"]["K2"]
    if look:
        cell.font = Font(**look)
    found, faults = log(saved(made), CHOSEN)
    return [(block.kind, run.text, run.bold, run.italic) for block in found.reports[0].narrative.blocks for run in block.runs], faults


def test_bold_and_italic_words_keep_their_look() -> None:
    value = CellRichText("It was ", TextBlock(InlineFont(b=True), "bold"), " and ", TextBlock(InlineFont(i=True), "slanted"), ".")
    assert described(value) == ([("", "It was ", False, False), ("", "bold", True, False), ("", " and ", False, False),
                                 ("", "slanted", False, True), ("", ".", False, False)], [])


def test_plain_parts_of_a_rich_cell_have_the_look_of_the_cell() -> None:
    value = CellRichText("All ", TextBlock(InlineFont(b=False), "but this"))
    assert described(value, bold=True)[0] == [("", "All ", True, False), ("", "but this", False, False)]


def test_a_whole_cell_in_bold_is_bold() -> None:
    assert described("All of it.", bold=True, italic=True)[0] == [("", "All of it.", True, True)]


def test_escapes_and_lists_in_a_rich_cell_are_read_too() -> None:
    value = CellRichText("Asked:_x000D_\n", TextBlock(InlineFont(b=True), "(a) why_x000D_\n(b) "), "when")
    assert described(value)[0] == [("", "Asked:", False, False), ("letter", "why", True, False), ("letter", "when", False, False)]


@pytest.mark.parametrize("value", [2020, 7.5, True, datetime.date(2020, 11, 12)], ids=str)
def test_a_number_or_a_date_in_a_cell_of_prose_is_its_words(value: Any) -> None:
    assert described(value)[0][0][1] == {2020: "2020", 7.5: "7.5", True: "TRUE"}.get(value, "12 November 2020")


@pytest.mark.parametrize("struck", [
    (CellRichText("Kept ", TextBlock(InlineFont(strike=True), "deleted")), {}), ("All deleted", {"strike": True})])
def test_words_struck_through_are_printed_and_noted(struck: tuple[Any, dict[str, Any]]) -> None:
    runs, (found,) = described(struck[0], **struck[1])
    assert "deleted" in runs[-1][1]
    assert (found.code, found.severity, str(found.cell)) == ("struck-through", "note", "Reports!K2")
    assert found.message == "words in Narrative are struck through; they are printed as they stand."


def test_a_list_out_of_order_is_noted_with_the_label() -> None:
    runs, (found,) = described("(a) one\n(c) three")
    assert [run[:2] for run in runs] == [("letter", "one"), ("", "(c) three")]
    assert (found.code, found.severity, str(found.cell)) == ("list-order", "note", "Reports!K2")
    assert found.message == 'in Narrative the label "(c)" does not follow the one before it; it is printed as typed.'
    assert described("(a) one\n(b) two")[1] == []


@pytest.mark.parametrize("empty", ['<si><r><t>One</t></r><r><rPr><b/></rPr><t/></r></si>', '<si><r><t>One</t></r></si>',
                                   '<si><t>One</t><rPh sb="0" eb="1"><t>wan</t></rPh></si>'])
def test_empty_runs_and_readings_add_no_words(empty: str) -> None:
    content = in_shared_strings(recommendations({"update": "One"}))
    record, faults = of(changed(content, "<si><t>One</t></si>", empty, "xl/sharedStrings.xml"))
    assert (record.update, faults) == ("One", [])


# Rows that are not for publication

SECRET = "Operation Nightjar"


def test_no_message_quotes_a_row_that_is_not_for_publication() -> None:
    words = {"report": SECRET, "text": SECRET, "owner": SECRET, "department": SECRET, "update": SECRET, "rag_reason": SECRET}
    faults: list[dict[str, Any]] = [
        {"ref": None}, {"report": None}, {"kind": SECRET}, {"rag": SECRET}, {"status": SECRET}, {"published": SECRET},
        {"target": "31/02/2020"}, {"addressed_to": SECRET}, {"addressed_to": None}, {"owner": None}, {"update": "=A1"}, {"rag": None},
        {"rag": "Red"}, {"parent": "R99"}, {"closed": datetime.date(2019, 1, 1)}, {"target": datetime.date(1921, 1, 1)},
        {"reviewed": None}, {"rag": " amber"}, {"status": "Closed"}, {"text": SECRET + "\u2028"},
        {"update": SECRET + " will will meet on 1st March."}, {"rag_reason": SECRET + " is is late."}]
    content = recommendations(*({**words, **row, "publish": "No"} for row in faults), {})
    found = computed(Inputs(SETTINGS.encode(), content, inspections(reports=[{}]), None)).findings
    assert len({item.cell.row for item in found if item.cell}) > 15
    assert not [str(item) for item in found if "Nightjar" in str(item)]


def test_a_number_in_a_row_that_is_not_for_publication_is_not_quoted() -> None:
    _, faults = read(publish="No", ref=987654, target=876543)
    assert {fault.code for fault in faults} == {"not-text", "not-a-date"}
    assert not [str(fault) for fault in faults if "987654" in str(fault) or "876543" in str(fault)]


def test_an_addressee_that_is_almost_this_force_is_noted_in_such_a_row_too_without_its_words() -> None:
    _, faults = read(publish="No", addressed_to="West Midland Police; " + SECRET)
    assert [fault.code for fault in faults] == ["addressee-near"] and "Nightjar" not in str(faults[0])


@pytest.mark.parametrize("publish", ["Nope", "=A1", "#REF!", 1.5, "N"])
def test_a_row_whose_publish_cannot_be_read_is_taken_as_not_for_publication(publish: Any) -> None:
    record, faults = read(publish=publish, rag=SECRET, report=SECRET)
    assert not record.publish
    assert not [str(fault) for fault in faults if "Nightjar" in str(fault)]


@pytest.mark.parametrize(("publish", "public"), [("Yes", True), ("No", False), (None, True), ("no", False), (" YES ", True)])
def test_a_row_is_for_publication_unless_it_says_no(publish: str | None, public: bool) -> None:
    record, faults = read(publish=publish)
    assert record.publish is public and all(fault.code == "word-forgiven" for fault in faults)


def test_a_long_value_is_quoted_in_brief() -> None:
    _, (found,) = read(rag="x" * 500)
    assert f'"{"x" * 59}…"' in found.message and len(found.message) < 150


# Laws

UNPRINTABLE = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xFDD0, 0xFDF0)]))
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=UNPRINTABLE + "\r\ufffe\uffff"), max_size=40).filter(
    lambda text: not any(ord(sign) & 0xFFFE == 0xFFFE for sign in text) and "_x" not in text and "x005F_" not in text)


@laws(derandomize=True, deadline=None, max_examples=40)
@given(st.lists(ANY_TEXT, min_size=1, max_size=8), st.booleans())
def test_any_text_in_a_text_cell_is_read_back_as_typed_but_trimmed(texts: list[str], shared: bool) -> None:
    made = book({RECOMMENDATIONS: [{"update": "x"} for _ in texts]})
    for row, text in enumerate(texts, 2):
        made.active[f"T{row}"].value = text
        made.active[f"T{row}"].data_type = "s"
    found, faults = register(in_shared_strings(saved(made)) if shared else saved(made), CHOSEN)
    assert not faults
    assert list(found.frame["update"]) == [text.strip() for text in texts]


@laws(derandomize=True, deadline=None, max_examples=40)
@given(st.dates(min_value=datetime.date(1900, 3, 1), max_value=datetime.date(2199, 12, 31)), st.booleans())
def test_every_day_is_read_the_same_from_a_date_cell_and_as_typed_text(day: datetime.date, typed: bool) -> None:
    found: Register = register(recommendations({"target": f"{day.day}/{day.month}/{day.year}" if typed else day}), CHOSEN)[0]
    assert found.frame.loc[0, "target"].date() == day
