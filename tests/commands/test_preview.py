"""The preview of a template: what each slot prints is shaded, its name in a comment, and no paper."""

from __future__ import annotations

import pytest

from pipeline.commands.run import previewed
from pipeline.compare.text import as_text
from pipeline.files.package import parts_of
from pipeline.proof.valid.document import ooxml_faults
from pipeline.word.copies import copy_of
from tests import builders
from tests.commands.test_cli import Desk, desk, without_libreoffice
from tests.golden import example, example_run, template
from tests.house.parts import row, table
from tests.paper.test_template import document, n

__all__ = ["desk", "without_libreoffice"]
DOCUMENT, COMMENTS = "word/document.xml", "word/comments.xml"


def of(*content: str) -> tuple[str, str]:
    """Return text and comments of the preview of a small template."""
    parts = parts_of(previewed(builders.inputs({}, {}, template=document(*content)))[0])
    return parts[DOCUMENT].decode(), parts[COMMENTS].decode()


def test_the_preview_says_what_the_paper_says_and_word_can_open_it() -> None:
    shown, notes = previewed(example())
    assert as_text(shown) == as_text(example_run().paper)
    assert (ooxml_faults(shown), notes, copy_of(shown)) == ([], [], "preview")
    assert b"slot-" not in parts_of(shown)[DOCUMENT]
    assert previewed(example())[0] == shown


def test_each_slot_has_one_comment_with_its_name_and_is_shaded_wherever_it_prints() -> None:
    text, comments = of(
        n("In all, {{ outstanding_total }}, {{ overdue_total|number }} overdue."),
        n("{%p for rating in ratings %}"),
        n("{{ rating.word }}"),
        n("{%p endfor %}"),
        n("At {{ force }}."),
    )
    assert comments.count("<w:comment ") == 4
    for said in ("{{ outstanding_total }}", "Outstanding.", "{{ rating.word }}", "{{ force }}"):
        assert f">{said}</w:t>" in comments
    assert text.count('w:fill="DDEBF7"') == 6
    assert text.count("commentRangeStart") == text.count("commentRangeEnd") == 4


def test_a_slot_in_a_dark_row_of_headings_can_be_read() -> None:
    cells = [row([n("{{ force }}")], header=True), row([n("x")])]
    text, _ = of(table((5000,), cells, caption="c", about="a"))
    assert '<w:color w:val="0B0C0C"/><w:shd ' in text


def test_words_that_are_not_for_publication_are_in_no_preview() -> None:
    secret = {"publish": "No", "text": "Zebra crossing", "rag": "Red", "rag_reason": "Zebra"}
    shown, _ = previewed(builders.inputs(secret, {}, template=template()))
    assert all(b"Zebra" not in part for part in parts_of(shown).values())


def test_the_command_writes_the_preview_beside_the_meetings(desk: Desk) -> None:
    code, _, err = desk.run("preview")
    assert (code, set(desk.files())) == (0, {"outputs/preview.docx"})
    assert "preview.docx shows the template with the present inputs." in err.splitlines()[-1]
    before = desk.files()
    assert desk.run("preview")[0] == 0 and desk.files() == before


def test_the_preview_has_the_data_of_the_last_meeting_where_they_are_filed(desk: Desk) -> None:
    desk.run("report")
    assert desk.run("publish")[0] == 0
    code, _, err = desk.run("preview")
    assert (code, "the inputs of the meeting of 2021-01-14" in err.splitlines()[-1]) == (0, True)


def test_a_file_of_that_name_that_is_somebody_s_own_stays(desk: Desk) -> None:
    for content in (b"a letter", template()):
        desk.put("outputs/preview.docx", content)
        assert desk.run("preview")[0] == 2
        assert desk.files() == {"outputs/preview.docx": content}


def test_a_template_with_a_slip_has_no_preview(desk: Desk) -> None:
    desk.put("templates/hmicfrs_update.docx", document(n("{{ total_outstanding }}")))
    code, _, err = desk.run("preview")
    assert (code, desk.files()) == (5, {})
    assert "Did you mean outstanding_total?" in err


@pytest.mark.parametrize("command", ["verify", "publish"])
def test_no_preview_is_filed_as_the_paper(desk: Desk, command: str) -> None:
    desk.run("preview")
    code, _, err = desk.run(command, str(desk.place / "outputs" / "preview.docx"))
    assert code == 6 and "a copy for reviewers; name the paper itself" in err
