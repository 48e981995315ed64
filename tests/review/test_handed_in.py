"""What people leave in a paper and must not go out with it, and what shuts readers out since they
edited it.
"""

from __future__ import annotations

import re

import pytest

from pipeline.files.package import packed, parts_of
from pipeline.proof.valid.document import ooxml_faults
from pipeline.review.verify.accessible import handed_in
from pipeline.review.verify.verdict import code_of
from pipeline.word.copies import as_copy, copy_of
from pipeline.word.package import opened
from pipeline.word.received import received
from tests import saved
from tests.review.test_verify import paper

AUTHOR = 'w:author="PC Jane Smith" w:date="2021-01-10T09:00:00Z"'


def before_end(content: str) -> bytes:
    """Return the small paper with a paragraph more at its end."""
    text = parts_of(paper().paper)[saved.DOCUMENT]
    end = text[text.rindex(b"<w:sectPr") :]
    return saved.replaced(
        paper().paper, saved.DOCUMENT, end, f"<w:p>{content}</w:p>".encode() + end
    )


def test_the_programs_own_paper_leaves_nothing_to_say() -> None:
    assert list(handed_in(paper().paper, paper().paper)) == []


WORDS = '<w:r>{0}<w:t xml:space="preserve">are we sure?</w:t></w:r>'
LEFT = {
    "an insertion": (f'<w:ins w:id="901" {AUTHOR}>{WORDS.format("")}</w:ins>', "tracked"),
    "a deletion": (
        f'<w:del w:id="902" {AUTHOR}><w:r><w:delText>are we sure?</w:delText></w:r></w:del>',
        "tracked",
    ),
    "a change of look": (
        WORDS.format(
            f'<w:rPr><w:b/><w:rPrChange w:id="903" {AUTHOR}><w:rPr/></w:rPrChange></w:rPr>'
        ),
        "tracked",
    ),
    "words moved here": (f'<w:moveTo w:id="904" {AUTHOR}>{WORDS.format("")}</w:moveTo>', "tracked"),
    "hidden words": (WORDS.format("<w:rPr><w:vanish/></w:rPr>"), "hidden"),
    "a comment": (
        '<w:commentRangeStart w:id="1"/>'
        + WORDS.format("")
        + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/>'
        "</w:r>",
        "comment",
    ),
}


@pytest.mark.parametrize("what", LEFT)
def test_what_the_committee_is_not_meant_to_see_is_told_without_its_author(what: str) -> None:
    content, code = LEFT[what]
    found = list(handed_in(before_end(content), paper().paper))
    assert code in {code_of(remark) for remark in found}
    assert not any("Smith" in str(remark) for remark in found)
    assert all(remark.wrong and remark.place for remark in found if code_of(remark) == code)


SHUTS = {
    "pale words": WORDS.format('<w:rPr><w:color w:val="EEEEEE"/></w:rPr>'),
    "small words": WORDS.format('<w:rPr><w:sz w:val="12"/></w:rPr>'),
    "a heading that is none": "<w:r><w:rPr><w:b/></w:rPr><w:t>What the panel thinks</w:t></w:r>",
    "an older drawing": "<w:r><w:pict/></w:r>",
    "struck words": WORDS.format("<w:rPr><w:strike/></w:rPr>"),
    "words struck twice": WORDS.format('<w:rPr><w:dstrike w:val="1"/></w:rPr>'),
}


@pytest.mark.parametrize("what", SHUTS)
def test_what_shuts_readers_out_is_a_note(what: str) -> None:
    found = list(handed_in(before_end(SHUTS[what]), paper().paper))
    assert {code_of(remark) for remark in found} == {"inaccessible"} and not any(
        remark.wrong for remark in found
    )


@pytest.mark.parametrize("what", ["redline", "annotated copy"])
def test_a_copy_of_ours_is_known_also_once_it_was_edited_and_saved(what: str) -> None:
    copy = as_copy(opened(paper().paper), what)
    assert copy_of(copy) == what and ooxml_faults(copy) == []
    assert copy_of(received(saved.by_word_online(copy))) == what
    assert copy_of(paper().paper) == ""
    remark = next(iter(handed_in(copy, paper().paper)))
    assert code_of(remark) == "copy" and what in remark.message


def test_of_a_copy_the_first_marks_are_named_and_the_others_counted() -> None:
    marks = "".join(
        f'<w:ins w:id="{number}" {AUTHOR}>{WORDS.format("")}</w:ins></w:p><w:p>'
        for number in range(900, 920)
    )
    found = [
        str(remark)
        for remark in handed_in(as_copy(opened(before_end(marks)), "redline"), paper().paper)
        if code_of(remark) == "tracked"
    ]
    assert len(found) == 4 and re.fullmatch("and [0-9]+ more such marks.", found[-1])


def test_words_that_are_struck_no_more_are_not_told() -> None:
    plain = before_end(WORDS.format('<w:rPr><w:strike w:val="0"/></w:rPr>'))
    assert not [one for one in handed_in(plain, paper().paper) if "struck" in one.message]


def test_what_the_template_strikes_is_not_told_of_an_edited_paper() -> None:
    struck = before_end(WORDS.format("<w:rPr><w:strike/></w:rPr>"))
    more = saved.replaced(struck, saved.DOCUMENT, b"<w:strike/>", b"<w:strike/><w:i/>")
    assert not [one for one in handed_in(more, struck) if "struck" in one.message]


KEPT = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
ITEM = "{11111111-2222-3333-4444-555555555555}"
CORE_SPACES = (
    "xmlns:d='http://purl.org/dc/elements/1.1/' xmlns:c="
    "'http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
)


def with_control(words: str, path: str, store: str, more: str = "") -> bytes:
    """Return the small paper with a control that is bound to what the file keeps."""
    document = before_end(
        f'<w:sdt><w:sdtPr><w:alias w:val="Title"/><w:id w:val="4711"/><w:dataBinding'
        f' w:prefixMappings="{CORE_SPACES}" w:xpath="{path}" w:storeItemID="{store}"/>{more}'
        f"</w:sdtPr><w:sdtContent>{WORDS.format('').replace('are we sure?', words)}</w:sdtContent>"
        "</w:sdt>"
    )
    return packed(
        {
            **parts_of(document),
            "customXml/item1.xml": b"<meeting><total>92</total></meeting>",
            "customXml/itemProps1.xml": (
                '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/'
                f'2006/customXml" ds:itemID="{ITEM}"/>'
            ).encode(),
        }
    )


TITLE = "/c:coreProperties[1]/d:title[1]"


@pytest.mark.parametrize(
    ("words", "path", "store", "told"),
    [
        ("91", "/meeting/total", ITEM, True),
        ("91", "/meeting[1]/total[1]", ITEM.lower(), True),
        ("92", "/meeting/total", ITEM, False),
        ("91", "/meeting/nothing", ITEM, False),
        ("91", "/meeting/total", "{0}", False),
        ("91", "//total[text()='92']", ITEM, False),  # a path that Word does not write
        ("Another title", TITLE, KEPT, True),
    ],
)
def test_a_control_that_will_show_what_the_file_keeps_is_told(
    words: str, path: str, store: str, told: bool
) -> None:
    found = list(handed_in(with_control(words, path, store), paper().paper))
    assert [code_of(one) for one in found if "when Word opens" in one.message] == ["unsafe"] * told


def test_a_bound_date_shows_its_day_in_another_form() -> None:
    document = with_control("14 January 2021", "/meeting/total", ITEM, "<w:date/>")
    assert not [
        one for one in handed_in(document, paper().paper) if "when Word opens" in one.message
    ]
