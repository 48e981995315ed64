"""A Word document as other programs would save it: what each is known to write into one, put into a
document of ours.

From the format ([MS-DOCX], ISO/IEC 29500) and from files that people showed of these programs; no
file of theirs is here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from itertools import count

from lxml import etree

from pipeline.files.package import CONTENT_TYPES, packed, parts_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DOCUMENT, SETTINGS = "word/document.xml", "word/settings.xml"
RELS = "word/_rels/document.xml.rels"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def w(tag: str) -> str:
    """Return the qualified name of an element of WordprocessingML."""
    return f"{{{W}}}{tag}"


def changed(document: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """Return a document with some of its parts changed; a part is named by the last word of its
    path, such as `settings`.
    """
    held = parts_of(document)
    for name in list(held):
        change = (
            parts.get(posixpath.basename(name).partition(".")[0]) if name.endswith(".xml") else None
        )
        if change:
            held[name] = change(held[name])
    return packed(held)


def with_text(document: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """Return a document whose text, headers and footers were changed in place."""
    held = parts_of(document)
    for name, part in held.items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            root = etree.fromstring(part)
            change(root)
            held[name] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
    return packed(held)


def replaced(document: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a document with the first such bytes of a part replaced; they must be there."""
    held = parts_of(document)
    assert old in held[part], old
    return packed({**held, part: held[part].replace(old, new, 1)})


def with_part(
    document: bytes, name: str, content: bytes, *, kind: str, type_: str, number: str = "rId900"
) -> bytes:
    """Return a document with one more part, related to its main part."""
    held = parts_of(document)
    target = posixpath.relpath(f"/{name}", "/word")
    held[RELS] = held[RELS].replace(
        b"</Relationships>",
        f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/></Relationships>'.encode(),
    )
    held[CONTENT_TYPES] = held[CONTENT_TYPES].replace(
        b"</Types>", f'<Override PartName="/{name}" ContentType="{type_}"/></Types>'.encode()
    )
    return packed({**held, name: content})


def in_pieces(root: etree._Element) -> None:
    """Split the words of every run into three, with a spelling mark between, as Word keeps what was
    typed in several goes.
    """
    for run in list(root.iter(w("r"))):
        (text,) = run.findall(w("t")) if len(run.findall(w("t"))) == 1 else (None,)
        if text is None or len(text.text or "") < 6:
            continue
        words, after = text.text or "", run
        cuts = [1, len(words) // 2]
        for start, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
            piece = etree.Element(w("r"), {w("rsidRPr"): "00AB12CD"})
            if (properties := run.find(w("rPr"))) is not None:
                piece.append(etree.fromstring(etree.tostring(properties)))
            held = etree.SubElement(piece, w("t"))
            held.text = words[start:end]
            held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            mark = etree.Element(w("proofErr"), {w("type"): "spellStart"})
            after.addnext(mark)
            mark.addnext(piece)
            after = piece
        text.text = words[:1]


def by_word(document: bytes) -> bytes:
    """Return a document as Word for the desktop saves it after some editing."""
    numbers = count(0x1000001)

    def mark(root: etree._Element) -> None:
        in_pieces(root)
        for element in root.iter(w("p"), w("tr")):
            element.set(f"{{{W14}}}paraId", f"{next(numbers):08X}")
            element.set(f"{{{W14}}}textId", "77777777")
            element.set(w("rsidR"), "00AB12CD")
        for place, paragraph in enumerate(list(root.iter(w("p")))[:-1:7]):
            name = "_GoBack" if not place else f"_Toc{place:08}"
            start = etree.Element(w("bookmarkStart"), {w("id"): str(900 + place), w("name"): name})
            runs = paragraph.findall(w("r"))
            if runs:
                runs[0].addprevious(start)
                runs[-1].addnext(etree.Element(w("bookmarkEnd"), {w("id"): str(900 + place)}))
                runs[0].insert(0, etree.Element(w("lastRenderedPageBreak")))
        for run in list(root.iter(w("r")))[::11]:
            tag = etree.Element(
                w("smartTag"),
                {w("uri"): "urn:schemas-microsoft-com:office:smarttags", w("element"): "place"},
            )
            run.addprevious(tag)
            etree.SubElement(tag, w("smartTagPr"))
            tag.append(run)

    saved = with_text(document, mark)
    saved = changed(
        saved,
        settings=lambda part: part.replace(
            b"<w:defaultTabStop",
            b'<w:attachedTemplate xmlns:r="' + KIND.encode() + b'" r:id="rId1"/><w:defaultTabStop',
            1,
        ).replace(
            b"</w:settings>",
            b'<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids></w:settings>'
            if b"<w:themeFontLang" not in part
            else b"</w:settings>",
            1,
        ),
    )
    held = parts_of(saved)
    held["word/_rels/settings.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{KIND}/attachedTemplate" Target="file:///\\\\server\\share\\Normal%20report.dotm" TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    return with_part(
        packed(held),
        "customXml/item1.xml",
        b'<b:Sources xmlns:b="urn:b"/>',
        kind=f"{KIND}/customXml",
        type_="application/xml",
    )


def by_word_online(document: bytes) -> bytes:
    """Return a document as Word for the web names its parts: with a number behind, addressed from
    the root.
    """
    return renamed(
        document,
        {
            name: re.sub(r"^(word/[a-zA-Z]+?)\d*\.xml$", r"\g<1>2.xml", name)
            for name in parts_of(document)
        },
        absolute=True,
    )


def by_packaging(document: bytes) -> bytes:
    """Return a document as .NET's packaging saves it: properties under another name, capitals that
    differ, a prefix of its own.
    """
    core = "package/services/metadata/core-properties/0a1b.psmdcp"
    saved = renamed(
        document,
        {
            "docProps/core.xml": core,
            DOCUMENT: "doc/Main.xml",
            "word/header1.xml": "doc/parts/Head er.xml",
        },
    )
    held = parts_of(saved)
    text = held["doc/Main.xml"].decode()
    held["doc/Main.xml"] = (
        re.sub(r"<(/?)w:", r"<\1x:", text)
        .replace("xmlns:w=", "xmlns:x=")
        .replace(" w:", " x:")
        .encode()
    )
    held["_rels/.rels"] = held["_rels/.rels"].replace(b"doc/Main.xml", b"/DOC/main.xml")
    return packed(held)


def by_google(document: bytes) -> bytes:
    """Return a document as Google Docs exports it: runs in controls of its own, no properties, no
    mode of layout.
    """
    numbers = count()

    def mark(root: etree._Element) -> None:
        in_pieces(root)
        for run in list(root.iter(w("r")))[::5]:
            control = etree.Element(w("sdt"))
            properties = etree.SubElement(control, w("sdtPr"))
            etree.SubElement(properties, w("id")).set(w("val"), str(next(numbers)))
            etree.SubElement(properties, w("tag")).set(w("val"), f"goog_rdk_{next(numbers)}")
            run.addprevious(control)
            etree.SubElement(control, w("sdtContent")).append(run)

    held = parts_of(
        changed(
            with_text(document, mark),
            settings=lambda part: re.sub(rb"<w:compat>.*</w:compat>", b"", part),
        )
    )
    del held["docProps/core.xml"], held["docProps/app.xml"]
    held["_rels/.rels"] = re.sub(rb"<Relationship [^>]*docProps[^>]*/>", b"", held["_rels/.rels"])
    held[CONTENT_TYPES] = re.sub(rb"<Override [^>]*docProps[^>]*/>", b"", held[CONTENT_TYPES])
    return packed(held)


def renamed(document: bytes, names: Mapping[str, str], *, absolute: bool = False) -> bytes:
    """Return a document whose parts bear other names, with relations and types to match."""
    held = parts_of(document)
    new = {name: names.get(name, name) for name in held}
    for name in [name for name in held if name.endswith(".rels")]:
        source = posixpath.join(
            posixpath.dirname(posixpath.dirname(name)),
            posixpath.basename(name).removesuffix(".rels"),
        )
        folder = posixpath.dirname(source)
        root = etree.fromstring(held[name])
        for one in root:
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, one.get("Target").lstrip("/")))
                there = new[target].replace(" ", "%20")
                one.set(
                    "Target",
                    f"/{there}"
                    if absolute
                    else posixpath.relpath(
                        f"/{there}", f"/{posixpath.dirname(new.get(source, source))}"
                    ),
                )
        moved = new.get(source, source)
        held[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        new[name] = posixpath.join(
            posixpath.dirname(moved), "_rels", f"{posixpath.basename(moved)}.rels"
        )
    types = etree.fromstring(held[CONTENT_TYPES])
    for one in types:
        if one.get("PartName"):
            one.set("PartName", "/" + new[one.get("PartName").lstrip("/")].replace(" ", "%20"))
    held[CONTENT_TYPES] = etree.tostring(
        types, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return packed({new[name]: part for name, part in held.items()})
