"""Words of rows that are not for publication in an edited paper: refused wherever they stand, and
never repeated.
"""

from __future__ import annotations

import json
import re

import pytest
from lxml import etree

from pipeline.commands.run import Made, made
from pipeline.files.package import packed, parts_of
from pipeline.paper.chart.workbook import workbook_of
from pipeline.review.verify.edited import read
from pipeline.review.verify.verdict import AS_SEEN, Verdict, code_of
from pipeline.review.verify.verify import verified
from pipeline.word.xml import w
from tests import builders
from tests.earlier import example_run, template
from tests.edits.edit import BODY, Edit, added, edited, holding, in_row, reworded, said_in

TEXT = "Make fuller use of covert tactics and orders against members of organised crime groups."
UPDATE = "Two of the four applications have been granted."
SECRET = re.compile(r"covert|applications|restricted annex|organised crime g", re.IGNORECASE)


def verdict(document: bytes, of: Made | None = None) -> Verdict:
    run = of or example_run()
    return verified(read(document), run.paper, run.computed, run.emitted)


def found(*edits: Edit) -> Verdict:
    return verdict(edited(example_run().paper, *edits))


def codes(said: Verdict) -> list[tuple[str, str]]:
    """Return the refs whose words were found, with the code."""
    return [
        (code_of(remark), remark.key)
        for remark in said.remarks
        if code_of(remark) in ("withheld", "withheld-near")
    ]


def attribute(root: etree._Element) -> None:
    next(
        root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ).set("descr", f"A chart. {TEXT}")


def in_cells(root: etree._Element) -> None:
    cells = list(
        next(one for one in root.iter(w("tr")) if "WMP-148" in "".join(one.itertext())).iter(w("t"))
    )
    cells[1].text, cells[2].text = "Two of the four applications", "have been granted."


def down(root: etree._Element) -> None:
    rows = [one for one in root.iter(w("tr")) if re.match("WMP-14[468]", "".join(one.itertext()))]
    for one, text in zip(
        rows, ("Two of the four", "applications have", "been granted."), strict=True
    ):
        list(one.iter(w("t")))[2].text = text


WHERE: dict[str, Edit] = {
    "a paragraph of its own": added(TEXT),
    "a part of a sentence": added(
        f"The panel was told that {UPDATE[0].lower()}{UPDATE[1:-1]}, and asked for more."
    ),
    "a sentence more in a paragraph that was there": reworded(
        "In addition, three causes", f"{UPDATE} In addition, three causes"
    ),
    "two paragraphs": added(
        "Make fuller use of covert tactics", "and orders against members of organised crime groups."
    ),
    "other spaces and quotation marks": added(TEXT.replace(" of ", "\u00a0of  ")),
    "a letter that looks like another": added(TEXT.replace("covert", "c\u043evert")),
    "a heading": lambda root: said_in(holding(root, "Background"), "Background", UPDATE),
    "a cell of a table": in_row(
        "WMP-030",
        "Bring vetting up to date, so that nobody works in the force with vetting that has expired.",
        UPDATE,
    ),
    "the cells of a row": in_cells,
    "the cells of a column": down,
    "alternative text": attribute,
}


@pytest.mark.one_in(3)
@pytest.mark.parametrize("where", WHERE)
def test_words_of_a_row_that_is_not_for_publication_are_an_error_and_are_never_repeated(
    where: str,
) -> None:
    said = found(WHERE[where])
    assert {code for code, _ in codes(said)} == {"withheld"} and said.wrong
    assert not SECRET.search(json.dumps(said.as_json())) and not SECRET.search(
        "\n".join(said.lines())
    )
    assert all(remark.place for remark in said.remarks if code_of(remark) == "withheld")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            "word/header1.xml",
            "</w:p>",
            f'<w:r><w:t xml:space="preserve"> {UPDATE}</w:t></w:r></w:p>',
        ),
        ("docProps/core.xml", "</dc:title>", f" {UPDATE}</dc:title>"),
        ("word/settings.xml", "<w:settings", f'<w:settings w:note="{UPDATE}"'),
    ],
)
def test_they_are_found_in_every_part_of_the_file(part: str, old: str, new: str) -> None:
    parts = parts_of(example_run().paper)
    name = next(
        one for one in parts if one == part or re.fullmatch(part.replace("1", "[0-9]+"), one)
    )
    changed = packed({**parts, name: parts[name].replace(old.encode(), new.encode(), 1)})
    said = verdict(changed)
    assert ("withheld", "WMP-129") in codes(said) and not SECRET.search(json.dumps(said.as_json()))


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("docProps/app.xml", f"<Properties><Manager>{UPDATE}</Manager></Properties>"),
        (
            "docProps/custom.xml",
            f"<Properties><property><v:lpstr>{UPDATE}</v:lpstr></property></Properties>",
        ),
        (
            "customXml/item1.xml",
            f"<documentManagement><Notes>{UPDATE}</Notes></documentManagement>",
        ),
        ("customXml/item2.xml", f"<a>&lt;div&gt;{UPDATE}&lt;/div&gt;</a>"),
    ],
)
def test_they_are_found_in_properties_and_in_what_sharepoint_keeps(part: str, content: str) -> None:
    said = verdict(packed({**parts_of(example_run().paper), part: content.encode()}))
    assert codes(said) == [("withheld", "WMP-129")]
    assert not SECRET.search(json.dumps(said.as_json()))


def test_they_are_found_in_the_workbook_inside_a_chart() -> None:
    parts = parts_of(example_run().paper)
    book = next(one for one in parts if one.endswith(".xlsx"))
    said = verdict(
        packed(
            {
                **parts,
                book: workbook_of(
                    [
                        ["Rating", "Last meeting", "Now"],
                        ["Red", 10, 7],
                        ["Amber", 65, 58],
                        ["Green", 25, 26],
                        [UPDATE, "", ""],
                    ]
                ),
            }
        )
    )
    (remark,) = (one for one in said.remarks if code_of(one) == "withheld")
    assert "inside the chart" in remark.place and not SECRET.search(json.dumps(said.as_json()))


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("fuller", "full"),
        TEXT.replace("groups", "gangs").replace("fuller ", "better "),
        TEXT.replace(" and orders", ""),
        TEXT.replace("use of", "use, where possible, of"),
        UPDATE.replace("four", "five"),
    ],
)
def test_words_that_were_slightly_reworded_are_a_note_that_does_not_repeat_them(text: str) -> None:
    said = found(added(text))
    assert {code for code, _ in codes(said)} == {"withheld-near"}
    assert not SECRET.search(json.dumps(said.as_json()))


@pytest.mark.parametrize(
    "text",
    [
        "WMP-041 and WMP-129 are not for publication.",
        "The force has made use of new tactics against organised crime.",
        "Two of the four officers have been trained.",
        "An application has been granted.",
        "Deputy Chief Constable",
        "The inspectorate asked for a restricted list of documents.",
        "Assistant Chief Constable (Security)",
    ],
)
def test_other_words_are_not_taken_for_theirs(text: str) -> None:
    assert codes(found(added(text))) == []


def small(*rows: dict[str, object]) -> Made:
    return made(builders.inputs(*rows, then=[{}] * len(rows), template=template()))


@pytest.mark.parametrize(
    "rows",
    [
        ({"publish": "No"}, {}),  # the same words as a published row
        # the title of a report
        ({"publish": "No", "text": "Fresh start", "update": "Fresh start"}, {}),
        (
            {"publish": "No", "text": "Yes.", "update": "Work has begun.", "rag_reason": "Late."},
            {"update": "Nothing yet."},
        ),
        # the template's own
        (
            {
                "publish": "No",
                "text": "The Committee is asked to note the contents of this report.",
            },
            {},
        ),
    ],
)
def test_words_that_anybody_may_read_and_short_ones_are_no_secret(
    rows: tuple[dict[str, object], ...],
) -> None:
    run = small(*rows)
    words = (
        str(rows[0].get("text", "Keep better records.")),
        str(rows[0].get("update", "Work has begun.")),
    )
    said = verdict(edited(run.paper, added(*words, after="The Committee is asked to note")), run)
    assert codes(said) == []


def test_such_a_paper_is_never_filed_as_the_committee_saw_it() -> None:
    assert "withheld" not in AS_SEEN and BODY in parts_of(example_run().paper)
