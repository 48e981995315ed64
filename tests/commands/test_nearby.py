"""What lies beside the files that are read: told where it may be meant, and not where it belongs."""

from __future__ import annotations

import pytest

from pipeline.commands.nearby import copies_beside, locks_of, open_elsewhere, template_missing

T = "hmicfrs_update.docx"
FRESH = "run init with the name of a new folder"


@pytest.mark.parametrize(
    ("there", "told", "way"),
    [
        (None, "there is no templates folder.", "name another folder with --templates"),
        ((), "there is no such file in the templates folder.", FRESH),
        (("README.md", "desktop.ini"), "there is no such file in the templates folder.", FRESH),
        ((T,), "a folder has this name", "Rename that folder"),
        (("HMICFRS_Update.docx",), "It holds HMICFRS_Update.docx.", f"HMICFRS_Update.docx to {T}"),
        ((f"{T}.docx",), f"It holds {T}.docx.", f"Rename {T}.docx to {T}."),
        (("a.docx", "b.docx"), "It holds a.docx, b.docx.", "Rename the one that is the template"),
        (("house.dotx",), "It holds house.dotx.", "Open house.dotx in Word"),
        (("house.doc",), "It holds house.doc.", "Open house.doc in Word"),
        (("house.pdf",), "there is no such file in the templates folder.", FRESH),
    ],
)
def test_of_a_missing_template_what_may_be_meant_is_named(
    there: tuple[str, ...] | None, told: str, way: str
) -> None:
    found = template_missing(None if there is None else frozenset(there))
    assert told in found.message
    assert way in found.remedy


@pytest.mark.parametrize(
    "name",
    [
        "recommendations (2).xlsx",
        "recommendations - Copy.xlsx",
        "Copy of Recommendations.xlsx",
        "recommendations_v2 FINAL.xlsx",
        "recommendations-DESKTOP-7.xlsx",
        "recommendations2.xlsm",
        "recommendations.xls",
        "old recommendations.xlsb",
    ],
)
def test_a_copy_beside_the_workbook_is_told(name: str) -> None:
    read = ("recommendations.xlsx", "inspections.xlsx")
    found = copies_beside(read, {*read, "mapping.xlsx", name})
    assert [(one.file, name in one.message) for one in found] == [("recommendations.xlsx", True)]


@pytest.mark.parametrize(
    ("read", "beside"),
    [
        (("recommendations.xlsx", "inspections.xlsx"), ("mapping.xlsx", "staff.xlsx")),
        (("log.xlsx", "inspections.xlsx"), ("catalogue.xlsx", "mapping.xlsx")),
        (("tracker.xlsx", "tracker log.xlsx"), ("mapping.xlsx",)),
        (("tracker.xlsx", "inspections.xlsx"), ("recommendations.xlsx",)),
        (("map.xlsx", "inspections.xlsx"), ("mapping.xlsx",)),
    ],
)
def test_what_belongs_there_or_is_called_otherwise_is_not_told(
    read: tuple[str, ...], beside: tuple[str, ...]
) -> None:
    assert copies_beside(read, {*read, *beside}) == []


def test_several_copies_are_one_note() -> None:
    beside = {"t.xlsx", "t (2).xlsx", "t (3).xlsx"}
    found = copies_beside(("t.xlsx", "log.xlsx"), beside)
    assert [one.message for one in found] == [
        "this file is read, and t (2).xlsx and t (3).xlsx beside it are not."
    ]


def test_a_file_that_is_not_there_has_no_copies() -> None:
    assert copies_beside(("t.xlsx",), {"t (2).xlsx"}) == []


def test_lock_files_are_called_as_excel_word_and_libreoffice_call_them() -> None:
    assert locks_of("recommendations.xlsx") == (
        "~$recommendations.xlsx",
        ".~lock.recommendations.xlsx#",
    )
    assert locks_of(T)[0] == "~$icfrs_update.docx"
    assert [locks_of(f"{stem}.docx")[0] for stem in ("abcdef", "abcdefg", "abcdefgh")] == [
        "~$abcdef.docx",
        "~$bcdefg.docx",
        "~$cdefgh.docx",
    ]


def test_an_open_template_and_an_open_workbook_are_told_apart() -> None:
    assert [(one.code, one.file) for one in open_elsewhere({T, "t.xlsx"})] == [
        ("open-in-word", T),
        ("open-in-excel", "t.xlsx"),
    ]
