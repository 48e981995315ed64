"""The door for Word files: parts found by what leads to them, and what is no such file named, with
a way out.
"""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.files.package import packed, parts_of
from pipeline.word.received import NoWordFile, received
from tests import saved
from tests.golden import template

DOCUMENT = saved.DOCUMENT


def test_a_document_with_our_names_comes_back_as_it_is() -> None:
    assert received(template()) is template() or received(template()) == template()


NAMED = {
    "Word for the web": saved.by_word_online,
    "packaging": lambda one: saved.renamed(one, {"docProps/core.xml": "package/a.psmdcp"}),
    "a main part elsewhere": lambda one: saved.renamed(one, {DOCUMENT: "a/b/text.xml"}),
    "a header by another name": lambda one: saved.renamed(
        one, {"word/header1.xml": "word/kopf zeile.xml"}
    ),
    "addresses from the root": lambda one: saved.renamed(one, {}, absolute=True),
    "a theme elsewhere": lambda one: saved.renamed(
        one, {"word/theme/theme1.xml": "word/theme.xml"}
    ),
    "names changed about": lambda one: saved.renamed(
        one, {"word/styles.xml": "word/numbering.xml", "word/numbering.xml": "word/styles.xml"}
    ),
    "backslashes": lambda one: packed(
        {name.replace("/", "\\"): part for name, part in parts_of(one).items()}
    ),
    "capitals": lambda one: packed(
        {
            name if name.startswith("[") else name.upper(): part
            for name, part in parts_of(one).items()
        }
    ),
}


@pytest.mark.parametrize("way", NAMED)
def test_parts_are_found_by_what_leads_to_them(way: str) -> None:
    ours, theirs = parts_of(template()), parts_of(received(NAMED[way](template())))
    texts = [name for name in ours if not name.endswith(".rels") and not name.startswith("[")]
    numbered = ("word/header", "word/footer")  # a header may keep its number
    assert {name: theirs.get(name) for name in texts if not name.startswith(numbered)} == {
        name: ours[name] for name in texts if not name.startswith(numbered)
    }
    assert sorted(part for name, part in theirs.items() if name.startswith(numbered)) == sorted(
        ours[name] for name in texts if name.startswith(numbered)
    )


def relation(kind: str, target: str, mode: str = "") -> bytes:
    """Return one more relation of the main part, and the end of the list."""
    return (
        f'<Relationship Id="rId99" Type="{saved.KIND}/{kind}" Target="{target}"{mode}/></Relationships>'
    ).encode()


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "NULL"),
        ("image", "media/gone.png"),
        ("image", "../NULL"),
        ("hyperlink", "#Overview"),
        ("oleObject", "embeddings/x.bin"),
        ("customXml", "../customXml/item9.xml"),
        ("image", ""),
        ("printerSettings", "printerSettings/p1.bin"),
    ],
)
def test_a_relation_that_leads_nowhere_is_dropped(kind: str, target: str) -> None:
    odd = saved.replaced(template(), saved.RELS, b"</Relationships>", relation(kind, target))
    assert b"rId99" not in parts_of(received(odd))[saved.RELS]


def test_a_link_to_a_place_in_the_text_is_written_as_word_writes_one() -> None:
    odd = saved.replaced(
        template(), saved.RELS, b"</Relationships>", relation("hyperlink", "#Overview")
    )
    link = b'<w:hyperlink r:id="rId99"><w:r><w:t>see there</w:t></w:r></w:hyperlink></w:p>'
    odd = saved.replaced(odd, DOCUMENT, b"</w:p>", link)
    text = parts_of(received(odd))[DOCUMENT]
    assert b'<w:hyperlink w:anchor="Overview">' in text


def test_an_address_outside_is_left_as_it_is() -> None:
    odd = saved.replaced(
        template(),
        saved.RELS,
        b"</Relationships>",
        relation("hyperlink", "https://a.example/x y#z", ' TargetMode="External"'),
    )
    assert received(odd) == odd


def test_a_type_of_a_part_that_is_not_there_is_dropped() -> None:
    odd = saved.replaced(
        template(),
        "[Content_Types].xml",
        b"</Types>",
        b'<Override PartName="/word/gone.xml" ContentType="x/y"/></Types>',
    )
    assert b"gone" not in parts_of(received(odd))["[Content_Types].xml"]


def strict(document: bytes) -> bytes:
    """Return a document as Word saves it as Strict Open XML."""
    return packed(
        {
            name: part.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            ).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            for name, part in parts_of(document).items()
        }
    )


def zipped(**parts: bytes) -> bytes:
    """Return a zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def damaged(document: bytes) -> bytes:
    """Return a document with a byte changed in the middle of its largest part."""
    at = document.index(b"word/document.xml") + 600
    return document[:at] + bytes([document[at] ^ 255]) + document[at + 1 :]


NO_WORD = [
    (b"", "the file is empty"),
    (b"%PDF-1.7\n...", "PDF"),
    (b"{\\rtf1 x}", "rich text"),
    (b"hello", "plain text"),
    (strict(template()), "Strict Open XML"),
    (zipped(a=b"x"), "zip file"),
    (template()[:5000], ""),
    (damaged(template()), ""),
    (
        saved.replaced(
            template(),
            "[Content_Types].xml",
            b"wordprocessingml.document.main",
            b"wordprocessingml.template.main",
        ),
        ".dotx",
    ),
    (
        saved.replaced(
            template(),
            "[Content_Types].xml",
            b"openxmlformats-officedocument.wordprocessingml.document.main",
            b"ms-word.document.macroEnabled.main",
        ),
        "macros",
    ),
    *(
        (
            packed({**parts_of(template()), f"word/{part}.xml": content}),
            f"its part word/{part}.xml cannot be read",
        )
        for part in ("numbering", "styles", "settings", "header1", "document")
        for content in (b"", b"<w:p", b"\x00\x01")
    ),
    (
        saved.replaced(template(), "_rels/.rels", b'/officeDocument"', b'/somethingElse"'),
        "holds no document",
    ),
]


@pytest.mark.parametrize(("content", "said"), NO_WORD)
def test_what_is_no_word_document_is_named_with_a_way_out(content: bytes, said: str) -> None:
    with pytest.raises(NoWordFile) as caught:
        received(content)
    assert said in caught.value.message and caught.value.remedy.endswith(".")
