"""A part is walked once: paragraphs and tables in reading order, each paragraph with its runs; the
places of the proof are made from that walk.
"""

from __future__ import annotations

import pytest

from pipeline.word.leaves import text_of
from pipeline.word.outline import BODY, Grid, Paragraph, paragraphs, walked
from pipeline.word.package import Package, opened
from pipeline.word.places import Document
from pipeline.word.xml import w
from tests.golden import papers, template
from tests.proof.sound import OFFICE, PACKAGE, SPACES, cell, p, row, run, table

BOX = f"<w:r><w:pict><w:txbxContent>{p('boxed')}{table([row([cell('in box')])])}</w:txbxContent></w:pict></w:r>"
CONTROL = (
    '<w:sdt><w:sdtPr><w:tag w:val="{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'.format
)


def package(*blocks: str) -> Package:
    """Return a paper of these blocks."""
    body = f"<w:document {SPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"
    sheet = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Target="{BODY}"'
        f' Type="{OFFICE}/officeDocument"/></Relationships>'
    )
    return Package({BODY: body.encode(), "_rels/.rels": sheet.encode()})


def said(parts: Package) -> list[str]:
    """Return the words of all that is walked, a table by its number."""
    return [
        one.text if isinstance(one, Paragraph) else f"table {one.number}"
        for one in walked(parts, BODY)
    ]


def test_a_table_comes_before_what_stands_in_it_and_a_text_box_after_its_paragraph() -> None:
    parts = package(p("one"), table([row([cell("two"), cell("three")])]), f"<w:p>{BOX}</w:p>")
    assert said(parts) == ["one", "table 1", "two", "three", "", "boxed", "table 2", "in box"]
    assert [(one.table, one.row, one.column) for one in paragraphs(parts)] == [
        (0, 0, 0),
        (1, 1, 1),
        (1, 1, 2),
        (0, 0, 0),
        (0, 0, 0),
        (2, 1, 1),
    ]


def test_the_proof_reads_the_same_walk_without_text_boxes() -> None:
    parts = package(table([row([cell("a")]), row([cell("b")])]), f"<w:p>{run('c')}{BOX}</w:p>")
    found = Document.of(parts)
    assert [one.text for one in found.paragraphs] == ["a", "b", "c"]
    assert [one.runs for one in found.paragraphs] == [
        one.runs for one in paragraphs(parts) if not one.boxed
    ]
    assert [len(one.rows) for one in found.tables] == [2]
    assert found.paragraphs[1].place == "the table, row 2, column 1"


def test_a_part_is_walked_when_it_is_first_asked_for_and_never_again() -> None:
    parts = package(p("one"))
    assert walked(parts, BODY) is walked(parts, BODY)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("one ") + run("two"), "one two"),
        (f"<w:hyperlink>{run('a')}</w:hyperlink>{run('b')}", "ab"),
        (f"<w:ins>{run('in')}</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del>", "in"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/></w:r>", "a\nb\t"),
        (f"<w:unknown>{run('kept')}</w:unknown>", "kept"),
        (CONTROL("x", run("1") + CONTROL("y", run("2"))) + run("3"), "123"),
        (
            f"<mc:AlternateContent><mc:Choice>{run('first')}</mc:Choice>"
            f"<mc:Fallback>{run('other')}</mc:Fallback></mc:AlternateContent>",
            "first",
        ),
    ],
)
def test_the_runs_say_what_the_paragraph_says(inner: str, text: str) -> None:
    (one,) = paragraphs(package(f"<w:p>{inner}</w:p>"))
    assert "".join(run.said for run in one.runs) == one.text == text_of(one.element) == text


def test_the_runs_of_whole_papers_say_what_their_elements_say() -> None:
    for document in (template(), *papers().values()):
        parts = opened(document)
        found = list(paragraphs(parts))
        assert [one.text for one in found] == [text_of(one.element) for one in found]
        body = {one.element for one in found if one.part == BODY}
        assert body == set(parts.root(BODY).iter(w("p"))) and body


def test_a_run_knows_its_controls_and_what_it_says_of_its_letters() -> None:
    (one,) = paragraphs(
        package(
            f"<w:p>{CONTROL('outer', run('1', '<w:b/>') + CONTROL('inner', run('2')))}{run('3')}</w:p>"
        )
    )
    assert [[control.tag for control in found.controls] for found in one.runs] == [
        ["outer"],
        ["outer", "inner"],
        [],
    ]
    assert [found.settings is not None for found in one.runs] == [True, False, False]


def test_what_the_proof_looks_at_differs_where_words_are_drawn_deleted_or_code() -> None:
    field = "".join(
        f"<w:r>{piece}</w:r>"
        for piece in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText>PAGE</w:instrText>",
            "<w:t>code</w:t>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>7</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    drawn = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    gone = "<w:del><w:r><w:delText>out</w:delText></w:r></w:del>"
    (one,) = paragraphs(package(f"<w:p>{drawn}{gone}{field}</w:p>"))
    told = [(found.said, found.text) for found in one.runs if found.said or found.text]
    assert told == [("✓", "●"), ("", "out"), ("code", ""), ("7", "7")]
    assert [found.deleted for found in one.runs][:2] == [False, True]


def test_a_deleted_row_is_none_where_changes_are_accepted() -> None:
    rows = [row([cell("stays")]), row([cell("goes")], "<w:del/>"), row([cell("stays, too")])]
    parts = package(table(rows))
    assert [one.text for one in Document.of(parts).paragraphs] == ["stays", "goes", "stays, too"]
    accepted = Document.of(parts, accepted=True)
    assert [(one.text, one.row) for one in accepted.paragraphs] == [("stays", 1), ("stays, too", 2)]
    assert isinstance(walked(parts, BODY)[0], Grid)
