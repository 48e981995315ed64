"""What `report.toml` may say, and how each fault in it is told: with its table, its key and a
suggestion.
"""

from __future__ import annotations

import datetime
from dataclasses import FrozenInstanceError, replace

import pytest

from pipeline.commands.codes import CODES, RAISABLE, finding
from pipeline.findings.codes import weighed
from pipeline.findings.finding import Finding, SettingsRefused
from pipeline.settings.model import Settings, slug
from pipeline.settings.read import settings
from pipeline.settings.schema import RECOMMENDATIONS
from tests.builders import SETTINGS, codes


def chosen(text: str = SETTINGS) -> Settings:
    return settings(text.encode(), RAISABLE)


def refused(source: str | bytes) -> list[Finding]:
    """Return what is wrong with a report.toml."""
    with pytest.raises(SettingsRefused) as refusal:
        settings(source if isinstance(source, bytes) else source.encode(), RAISABLE)
    assert {(found.code, found.file, found.severity) for found in refusal.value.findings} == {
        ("settings", "report.toml", "error")
    }
    assert all(found.remedy for found in refusal.value.findings)
    return refusal.value.findings


def told(source: str | bytes) -> list[tuple[str, str]]:
    return [(found.place, found.message) for found in refused(source)]


def changed(old: str, new: str) -> str:
    """Return the settings with one passage changed."""
    assert SETTINGS.count(old) == 1, old
    return SETTINGS.replace(old, new)


def test_the_shortest_settings_have_the_defaults_of_the_contract() -> None:
    found = chosen(changed("data_to = 2020-12-31\n", ""))
    assert (found.meeting.cut_off, found.meeting.since) == (datetime.date(2021, 1, 14), None)
    assert (found.paper.title, found.paper.marking, found.style.numbers_in_words_to) == (
        "HMICFRS update",
        "",
        9,
    )
    assert (found.ratings, found.worst) == (("Red", "Amber", "Green"), "Red")
    assert (
        found.status["With HMICFRS"] == "signed_off"
        and found.kind["Area for improvement"] == "improvement"
    )


def test_settings_cannot_be_changed_once_read() -> None:
    with pytest.raises(FrozenInstanceError):
        chosen().force.name = "Another"  # type: ignore[misc]


def test_the_cut_off_is_the_one_that_is_given() -> None:
    assert chosen().meeting.cut_off == datetime.date(2020, 12, 31)


def test_the_forces_name_its_short_name_and_its_aliases_all_mean_it() -> None:
    assert chosen().force_names == {"west midlands police", "wmp", "all forces", "chief constables"}
    assert "" not in chosen(changed('short_name = "WMP"\n', "")).force_names


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbf" + SETTINGS.encode(),
        SETTINGS.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + SETTINGS.replace("\n", "\r\n").encode(),
        (SETTINGS + "# Zoë’s note").encode(),
    ],
    ids=["byte order mark", "Windows line ends", "both", "a comment with an accent"],
)
def test_a_file_saved_by_notepad_is_read(source: bytes) -> None:
    assert settings(source, RAISABLE) == chosen()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            SETTINGS.encode("utf-16"),
            'it is not saved as UTF-8 text, but as UTF-16 ("Unicode" in Notepad).',
        ),
        (
            SETTINGS.encode("utf-16-le"),
            'it is not saved as UTF-8 text, but as UTF-16 ("Unicode" in Notepad).',
        ),
        (
            'name = "Zoë"'.encode("cp1252"),
            'it is not saved as UTF-8 text: "ë" is stored in the old way of Windows ("ANSI" in Notepad).',
        ),
    ],
)
def test_another_encoding_is_refused_with_what_to_do(source: bytes, told: str) -> None:
    (found,) = refused(source)
    assert found.message == told
    assert "File > Save As" in found.remedy and "UTF-8 beside Encoding" in found.remedy


PASTED = {
    "name = “West Midlands Police”": ("“ and ”", '"'),
    'name = "West Midlands Police”': ("”", '"'),
    'name = “West Midlands Police"': ("“", '"'),
    "name = ‘West Midlands Police’": ("‘ and ’", "'"),
    "name = «West Midlands Police»": ("« and »", '"'),
    "name = „West Midlands Police‟": ("„ and ‟", '"'),
    'name\u00a0= "West Midlands Police"': ("U+00A0", "an ordinary space"),
    'na\u200bme = "West Midlands Police"': ("delete U+200B", "delete"),
    'name ＝ "West Midlands Police"': ("＝", "="),
    "name = ＂West Midlands Police＂": ("＂", '"'),
    "name = ″West Midlands Police″": ("″", '"'),
    '“name” = "West Midlands Police"': ("“ and ”", '"'),
    'name = "West Midlands Police" \u200b': ("U+200B", "delete"),
}


@pytest.mark.parametrize("line", PASTED, ids=ascii)
def test_signs_that_word_and_outlook_put_in_are_named_with_their_line(line: str) -> None:
    (found,) = refused(changed('name = "West Midlands Police"', line))
    assert found.place == "line 3" and "U+" in found.message
    assert all(part in found.remedy for part in PASTED[line])


def test_every_line_with_such_signs_is_told_at_once_and_the_other_faults_with_them() -> None:
    text = (
        changed('"WMP"', "“WMP”")
        .replace("2021-01-14", "2021–01–14")
        .replace('["All forces", "Chief', '["All forces”, "Chief')
    )
    found = refused(text.replace('"off track"', '"off track"\u00a0') + "[style]\nnumbers = 3\n")
    assert [item.place for item in found] == [
        "[style] numbers",
        "line 4",
        "line 5",
        "line 9",
        "line 12",
    ]
    assert {item.place: item.remedy for item in found}[
        "line 9"
    ] == "In Notepad, type - in place of –."


def test_a_line_is_told_once_where_it_cannot_be_read_even_with_straight_signs() -> None:
    found = refused(changed('short_name = "WMP"', "short_name = “WMP” of us"))
    assert [item.place for item in found] == ["line 4"]


@pytest.mark.parametrize(
    "text",
    [
        changed('"off track"', '"The Chief Constable’s “view” – 2021\u00a0"'),
        changed('"off track"', "'“off” # track'"),
        changed('"off track"', "'''“off”''' # “note”"),
        changed('"off track"', '"\\"“off”\\""'),
        SETTINGS + "# “Zoë’s” – note\n",
    ],
)
def test_signs_of_good_printing_are_fine_inside_texts_and_remarks(text: str) -> None:
    assert chosen(text).force.name == "West Midlands Police"


def test_two_texts_that_curly_marks_made_one_are_told() -> None:
    (found,) = refused(
        changed('["All forces", "Chief constables"]', '["All forces”, “Chief constables"]')
    )
    assert found.message.startswith('"All forces”, “Chief constables" is read as one text')


def test_words_of_the_settings_are_read_as_they_look() -> None:
    found = chosen(
        SETTINGS.replace('name = "West', 'name = "We\u00adst').replace("Red =", '"R\u200bed" =')
    )
    assert found.force.name == "West Midlands Police" and list(found.rag) == [
        "Red",
        "Amber",
        "Green",
    ]
    (twice,) = refused(SETTINGS.replace("Red =", '"Am\u00adber" ='))
    assert "would share the key" in twice.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (changed('"WMP"', "WMP"), "Write text between quotation marks"),
        (changed('"WMP"', '"WMP'), 'a text begins here and does not end. Write " at its end.'),
        (SETTINGS + "[force]\n", "[force] stands here for the second time."),
        (changed('"WMP"', '"WMP"\nshort_name = "W"'), "this key stands in its table twice."),
        (changed('"WMP"', '"WMP"\na remark'), "Put # before a remark"),
        (changed('"WMP"', '"C:\\Users"'), "use single quotes where there is a \\"),
        (SETTINGS + "[", "it cannot be read"),
        (
            changed(
                'aliases = ["All forces", "Chief constables"]',
                'aliases = ["All forces" "Chief constables"]',
            ),
            "it cannot be read",
        ),
    ],
    ids=[
        "no quotation marks",
        "one quotation mark",
        "a table twice",
        "a key twice",
        "a remark",
        "a backslash",
        "half a table",
        "no comma",
    ],
)
def test_a_slip_of_the_keyboard_is_told_with_its_line(text: str, told: str) -> None:
    (found,) = refused(text)
    assert "line" in found.place
    assert told in str(found)


def test_a_misspelt_table_is_told_once() -> None:
    (found,) = refused(SETTINGS.replace("[committee]", "[comittee]"))
    assert '"comittee" is not a setting. Did you mean committee?' in found.message


def test_a_file_that_is_all_brackets_is_refused_and_not_a_crash() -> None:
    (found,) = refused("a = " + "[" * 20_000)
    assert found.message.startswith("it cannot be read")


def test_an_empty_file_is_told_each_table_that_it_needs() -> None:
    assert told("") == [
        (f"[{name}]", "it is required and is not there.")
        for name in ("committee", "force", "meeting", "rag")
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (SETTINGS + "[papers]\n", "[papers]", '"papers" is not a setting. Did you mean paper?'),
        (
            changed("short_name", "shortname"),
            "[force] shortname",
            '"shortname" is not a setting. Did you mean short_name?',
        ),
        (
            changed("data_to", "date_to"),
            "[meeting] date_to",
            '"date_to" is not a setting. Did you mean data_to?',
        ),
        (SETTINGS + "[style]\nzzz = 1\n", "[style] zzz", '"zzz" is not a setting.'),
        (
            changed('[committee]\nname = "Joint Audit Committee"', "[committee]"),
            "[committee] name",
            "it is required and is not there.",
        ),
        (changed("date = 2021-01-14\n", ""), "[meeting] date", "it is required and is not there."),
        (changed('"Joint Audit Committee"', '""'), "[committee] name", "it is empty."),
        (changed('"Joint Audit Committee"', '"  "'), "[committee] name", "it is empty."),
        (
            changed('"Joint Audit Committee"', '"Joint\\nCommittee"'),
            "[committee] name",
            "it holds a line break or a character that cannot be printed; write it on one line.",
        ),
        (
            changed("date = 2021-01-14", 'date = "2021-01-14"'),
            "[meeting] date",
            'it is "2021-01-14", not a date written as 2021-01-14, without quotation marks.',
        ),
        (
            SETTINGS + "[style]\nnumbers_in_words_to = -1\n",
            "[style] numbers_in_words_to",
            "it is -1, and must be 0 or more.",
        ),
        (
            changed("date = 2021-01-14", "date = 2021-01-14T09:00:00"),
            "[meeting] date",
            "it is 2021-01-14 09:00:00, not a date written as 2021-01-14, without quotation marks.",
        ),
        (
            changed("data_to = 2020-12-31", "data_to = 20201231"),
            "[meeting] data_to",
            "it is 20201231, not a date written as 2021-01-14, without quotation marks.",
        ),
        (
            changed("data_to = 2020-12-31", "data_to = 2021-01-15"),
            "[meeting]",
            "data_to (2021-01-15) is after the meeting (2021-01-14).",
        ),
        (
            changed("data_to = 2020-12-31", "data_to = 2020-12-31\nsince = 2021-01-01"),
            "[meeting]",
            "since (2021-01-01) is after the data cut-off (2020-12-31).",
        ),
        (
            SETTINGS + '[paper]\nmarking = "Not  protectively marked"\n',
            "[paper]",
            'marking "Not  protectively marked" is retired; use OFFICIAL, or leave it empty.',
        ),
        (
            SETTINGS + '[status]\n"Open" = "opne"\n',
            "[status] Open",
            '"opne" is not one of "open", "signed_off", "closed" or "withdrawn". Did you mean open?',
        ),
        (
            SETTINGS + '[kind]\n"AFI" = "improvment"\n',
            "[kind] AFI",
            '"improvment" is not one of "recommendation", "improvement" or "concern". Did you mean improvement?',
        ),
        (
            SETTINGS + '[severity]\n"reason-missing" = "warning"\n',
            "[severity] reason-missing",
            '"warning" is not one of "note", "error" or "off".',
        ),
        (
            SETTINGS + '[severity]\n"reason-mising" = "error"\n',
            "[severity] reason-mising",
            '"reason-mising" is not the code of a finding. Did you mean reason-missing?',
        ),
        (
            SETTINGS + '[severity]\n"ref-twice" = "note"\n',
            "[severity] ref-twice",
            '"ref-twice" cannot be set, for it stops a run or tells what was not made.',
        ),
        (
            SETTINGS + '[severity]\n"ref-twice" = "off"\n',
            "[severity] ref-twice",
            '"ref-twice" cannot be set, for it stops a run or tells what was not made.',
        ),
        (
            SETTINGS + '[[seen]]\ncode = "past-target"\ncell = "N5"\n',
            "[[seen]] 1, value",
            "it is not there.",
        ),
        (
            SETTINGS + '[[seen]]\ncode = "past-targt"\ncell = "N5"\nvalue = ""\n',
            "[[seen]] 1, code",
            '"past-targt" is not the code of a finding. Did you mean past-target?',
        ),
        (
            SETTINGS + '[[seen]]\ncode = "past-target"\ncell = "N5"\nvalue = ["a"]\n',
            "[[seen]] 1, value",
            "it is ['a'], not text.",
        ),
        (
            SETTINGS + '[[seen]]\ncode = "past-target"\ncell = "N5"\nvalue = ""\ncels = "N5"\n',
            "[[seen]] 1, cels",
            '"cels" is not a setting. Did you mean cell?',
        ),
        (
            "seen = 5\n" + SETTINGS,
            "[seen]",
            "it is 5, not a list.",
        ),
        (
            SETTINGS + '[columns.recommendation]\nref = "Key"\n',
            "[columns.recommendation]",
            '"recommendation" is not a sheet. Did you mean recommendations?',
        ),
        (
            SETTINGS + '[columns.recommendations]\nowners = "Lead"\n',
            "[columns.recommendations] owners",
            '"owners" is not a column. Did you mean owner?',
        ),
        (SETTINGS + '[columns.reports]\nref = ""\n', "[columns.reports] ref", "it is empty."),
    ],
)
def test_each_fault_is_told_alone_with_its_place(text: str, place: str, message: str) -> None:
    found = told(text)
    assert [where for where, _ in found] == [place]
    assert found[0][1] == message or found[0][1].startswith(message + " Did you mean ")


@pytest.mark.parametrize("words", ["-1", "1000", "9.5", "true", '"9"'])
def test_numbers_in_words_go_up_to_a_whole_number_within_reason(words: str) -> None:
    assert [place for place, _ in told(SETTINGS + f"[style]\nnumbers_in_words_to = {words}\n")] == [
        "[style] numbers_in_words_to"
    ]
    assert chosen(SETTINGS + "[style]\nnumbers_in_words_to = 0\n").style.numbers_in_words_to == 0


@pytest.mark.parametrize(
    "text",
    [
        changed('aliases = ["All forces", "Chief constables"]', 'aliases = "All forces"'),
        SETTINGS + '[columns]\nrecommendations = "x"\n',
        "force = 1\n"
        + SETTINGS.replace(
            '[force]\nname = "West Midlands Police"\nshort_name = "WMP"\n', "[other]\n"
        ),
        SETTINGS + "severity = []\n",
    ],
    ids=["a word for a list", "a word for a table", "a number for a table", "a list for a table"],
)
def test_a_setting_of_the_wrong_kind_is_told_in_words_a_secretary_knows(text: str) -> None:
    for found in refused(text):
        assert not {"tuple", "dictionary", "instance"} & set(
            found.message.replace(".", " ").split()
        ), found.message


def test_a_legend_without_words_is_refused() -> None:
    assert told(SETTINGS.partition("[rag]")[0] + "[rag]\n") == [("[rag]", "it has no line.")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('Amber = "in progress"', 'red = "also red"'),
        ('Amber = "in progress"', '"RED!" = "also red"'),
        ('Amber = "in progress"', 'Total = "the total"'),
        ('Amber = "in progress"', '"Settled" = "done"'),
    ],
)
def test_ratings_that_would_share_the_key_of_a_figure_are_refused(old: str, new: str) -> None:
    (found,) = refused(changed(old, new))
    assert "[rag]" in found.message and "share" in found.message


def test_a_word_without_letters_or_digits_is_refused_by_itself() -> None:
    found = refused(
        SETTINGS.partition("[rag]")[0] + '[rag]\n"\U0001f534" = "a"\n"\U0001f7e2" = "b"\n'
    )
    assert [item.message for item in found] == [
        f'[rag] "{sign}" has no letter and no digit, so its figures would have no names.'
        for sign in "\U0001f534\U0001f7e2"
    ]
    (found_total,) = refused(changed('Amber = "in progress"', 'Total = "x"'))
    assert str(found_total) == (
        'report.toml: [rag] "Total" would share its key with another figure. Choose another word.'
    )


def test_two_status_words_with_one_key_are_refused() -> None:
    (found,) = refused(
        SETTINGS + '[status]\n"Signed off" = "signed_off"\n"Signed-off" = "signed_off"\n'
    )
    assert (
        found.message == '[status] "Signed-off" and "Signed off" would share the key "signed_off".'
    )


def test_a_status_word_that_would_take_the_key_of_the_total_is_refused() -> None:
    (found,) = refused(SETTINGS + '[status]\n"Open" = "open"\n"Total" = "signed_off"\n')
    assert "Total" in found.message


@pytest.mark.parametrize(
    "legend",
    [
        '"On track" = "a"\n"Off track" = "b"\n',
        'Blue = "a"\nWhite = "b"\nRed = "c"\nGreen = "d"\n',
        '"1" = "a"\n"2" = "b"\n',
        'Outstanding = "a"\n"Requires improvement" = "b"\n',
    ],
)
def test_any_legend_works(legend: str) -> None:
    assert chosen(SETTINGS.partition("[rag]")[0] + "[rag]\n" + legend).ratings


def test_all_faults_are_told_in_one_run_sorted_by_place() -> None:
    text = (
        changed('"WMP"', "5").replace("data_to", "dta_to")
        + '[severity]\nblank = "note"\n[columns.reports]\nrf = "Key"\n'
    )
    assert [place for place, _ in told(text)] == [
        "[columns.reports] rf",
        "[force] short_name",
        "[meeting] dta_to",
        "[severity] blank",
    ]


def test_words_that_share_a_key_are_told_beside_other_faults_and_all_of_them() -> None:
    text = changed('"WMP"', "5") + 'red = "r"\ngreen = "g"\n'
    messages = " ".join(message for _, message in told(text))
    assert '"red"' in messages and '"green"' in messages and len(told(text)) == 3


def headed(text: str) -> tuple[str, ...]:
    return tuple(
        chosen(text).heading(RECOMMENDATIONS, key) for key in ("ref", "owner", "department", "rag")
    )


def test_one_heading_may_serve_several_keys_and_two_may_be_exchanged() -> None:
    assert headed(SETTINGS) == ("Ref", "Owner", "Department", "RAG")
    assert headed(SETTINGS + '[columns.recommendations]\nowner = "Department"\n') == (
        "Ref",
        "Department",
        "Department",
        "RAG",
    )
    assert headed(
        SETTINGS + '[columns.recommendations]\nowner = "Department"\ndepartment = "Owner"\n'
    ) == ("Ref", "Department", "Owner", "RAG")


def test_a_note_can_be_raised_to_an_error_and_then_stops() -> None:
    raised = chosen(SETTINGS + '[severity]\n"reason-missing" = "error"\n')
    note = finding("reason-missing", "it is so.", "Do this.", "a.xlsx")
    other = finding("past-target", "it is so.", "Do this.", "a.xlsx")
    assert [(found.code, found.severity) for found in weighed([note, other], raised.severity)] == [
        ("reason-missing", "error"),
        ("past-target", "note"),
    ]


def test_a_note_that_is_off_is_not_told_and_an_error_is_all_the_same() -> None:
    off = chosen(SETTINGS + '[severity]\n"reason-missing" = "off"\n')
    note = finding("reason-missing", "it is so.", "Do this.", "a.xlsx")
    error = replace(note, severity="error")
    assert weighed([note, error], off.severity) == [error]


@pytest.mark.parametrize("severity", ["error", "off"])
def test_every_note_can_be_raised_or_switched_off_and_no_error_lowered(severity: str) -> None:
    for code in CODES:
        text = SETTINGS + f'[severity]\n{code} = "{severity}"\n'
        if RAISABLE[code]:
            assert chosen(text).severity == {code: severity}
        else:
            assert told(text)[0][0] == f"[severity] {code}"


def test_a_force_may_have_headings_of_its_own_for_every_column() -> None:
    text = (
        SETTINGS
        + '[columns.recommendations]\nref = "Our key"\nrag = "BRAG"\n[columns.reports]\ntitle = "Name"\n'
    )
    assert headed(text) == ("Our key", "Owner", "Department", "BRAG")


@pytest.mark.parametrize(
    "marking", ["OFFICIAL", "OFFICIAL-SENSITIVE", "", "Protected characteristics"]
)
def test_a_marking_in_use_is_let_through(marking: str) -> None:
    assert chosen(SETTINGS + f'[paper]\nmarking = "{marking}"\n').paper.marking == marking


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("On track", "on_track"),
        ("Signed off: completed", "signed_off_completed"),
        ("RED", "red"),
        ("A_b", "a_b"),
        ("–", ""),
    ],
)
def test_the_key_of_a_word_is_lower_case_with_underscores(word: str, key: str) -> None:
    assert slug(word) == key


def test_since_is_for_a_first_paper_and_noted_as_ignored_on_a_later_one() -> None:
    text = changed("data_to = 2020-12-31", "data_to = 2020-12-31\nsince = 2020-03-01")
    row = {"update": "Work went on."}
    assert codes({}, settings=text) == {}
    assert codes(row, then=[{}], settings=text) == {
        "since-ignored": ["report.toml, [meeting] since"]
    }
    assert codes(row, then=[{}]) == {}


@pytest.mark.parametrize(
    ("data_to", "stops"), [("2020-06-30", True), ("2020-05-31", True), ("2020-07-01", False)]
)
def test_a_cut_off_must_be_after_that_of_the_last_meeting(data_to: str, stops: bool) -> None:
    text = changed("2020-12-31", data_to)
    row = {"reviewed": datetime.date(2020, 2, 10), "updated": datetime.date(2020, 2, 10)}
    if not stops:
        assert (
            codes(
                {**row, "updated": datetime.date(2020, 7, 1)},
                then=[row],
                settings=text.replace("date = 2021-01-14", "date = 2020-09-10"),
            )
            == {}
        )
        return
    with pytest.raises(SettingsRefused) as refusal:
        codes(row, then=[row], settings=text)
    (found,) = refusal.value.findings
    assert (found.code, found.place) == ("settings", "[meeting] data_to")
    assert (
        found.message == f"data_to ({data_to}) is not after that of the last meeting (2020-06-30)."
    )


def test_no_settings_at_all_are_refused_in_one_line() -> None:
    from pipeline.commands.inputs import read_settings

    with pytest.raises(SettingsRefused) as refusal:
        read_settings(None)
    assert [str(found) for found in refusal.value.findings] == [
        "report.toml: the file is not there. Put it back from your backup; or run init with the name of a new folder, which then holds one to begin from, and copy that."
    ]


HIS = "His Majesty\u2019s Inspectorate of Constabulary and Fire & Rescue Services"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2021-01-14", HIS.replace("His", "Her")),
        ("2022-09-07", HIS.replace("His", "Her")),
        ("2022-09-08", HIS),
        ("2026-01-15", HIS),
    ],
)
def test_the_inspectorate_is_his_majestys_from_the_8th_of_september_2022(
    day: str, name: str
) -> None:
    found = chosen(
        SETTINGS.replace("date = 2021-01-14", f"date = {day}").replace("data_to = 2020-12-31\n", "")
    )
    assert (found.inspectorate_name, found.inspectorate_short) == (name, "HMICFRS")


def test_the_inspectorate_may_be_named_otherwise() -> None:
    found = chosen(
        SETTINGS
        + '[inspectorate]\nname = "HM Inspectorate of Constabulary in Scotland"\nshort_name = "HMICS"\n'
    )
    assert (found.inspectorate_name, found.inspectorate_short, found.majesty) == (
        "HM Inspectorate of Constabulary in Scotland",
        "HMICS",
        "Her",
    )
    assert told(SETTINGS + "[inspectorate]\nshort = 3\n")[0][0] == "[inspectorate] short"
    assert told(SETTINGS + "[inspectorate]\nname = 3\n")[0][0] == "[inspectorate] name"


UNRANKED = SETTINGS.replace(
    "[rag]\n", '[rag]\n"Not graded" = { means = "Not judged yet.", ranked = false }\n'
)


def test_a_word_of_the_legend_may_be_in_no_rank() -> None:
    found = chosen(UNRANKED)
    assert found.rag["Not graded"] == "Not judged yet."
    assert (found.unranked, found.ratings[0], found.worst) == (
        ("Not graded",),
        "Not graded",
        chosen(SETTINGS).worst,
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (UNRANKED.replace("ranked = false", "ranked = 0"), "[rag] Not graded"),
        ('unranked = ["Red"]\n' + SETTINGS, "unranked"),
    ],
)
def test_what_ranks_a_word_is_said_beside_it_and_only_so(text: str, place: str) -> None:
    assert place in [found for found, _ in told(text)]


@pytest.mark.parametrize(
    ("table", "means", "wrong"),
    [
        ("rag", "Ambr", '"Ambr" is not a word of [rag]. Did you mean Amber?'),
        ("rag", "amber", ""),
        ("rag", "", ""),
        ("status", "Shut", '"Shut" is not a word of [status].'),
        ("kind", "Recommendation", ""),
        ("owner", "Anyone", ""),
    ],
)
def test_the_workbooks_words_are_given_the_meaning_of_a_word_of_the_table(
    table: str, means: str, wrong: str
) -> None:
    text = SETTINGS + f'[words.{table}]\n"X" = "{means}"\n'
    assert [
        message.partition(" Did")[0] if not wrong.endswith("?") else message
        for _, message in (told(text) if wrong else [])
    ] == ([wrong] if wrong else [])
    if not wrong:
        assert chosen(text).words[table] == {"X": means}
