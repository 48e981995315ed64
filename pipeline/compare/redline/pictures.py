"""What a picture, a chart, a field mark or a note in a run shows: equal answers look equal to a
reader.
"""

from __future__ import annotations

from hashlib import sha256

from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.xml import A, Element, P, R, signature, text, value, w


def shown_by(element: Element, paper: Paper, part: str) -> object:
    """Return what tells one child of a run from another: for pictures and charts, what they
    show.
    """
    if element.tag in (w("fldChar"), w("br")):
        return value(element, name="fldCharType") or value(element, name="type")
    if element.tag == w("instrText"):
        return element.text or ""
    if element.tag in (w("footnoteReference"), w("endnoteReference")):
        return _note(element, paper)
    if len(element) == 0:
        return signature(element)
    texts = [text(paragraph) for paragraph in element.iter(P)]
    shown = list(element.itertext(f"{{{A}}}t"))
    described = [
        found.get("descr", "") for found in element.iter() if str(found.tag).endswith("}docPr")
    ]
    targets = [
        _target(str(key), paper, part)
        for found in element.iter()
        if isinstance(found.tag, str)
        for name, key in found.attrib.items()
        if str(name).startswith(f"{{{R}}}")
    ]
    bare = () if targets or texts or shown else (signature(element),)
    return (tuple(texts), tuple(shown), tuple(described), tuple(targets), bare)


def _note(reference: Element, paper: Paper) -> str:
    notes = paper.related(reference.tag.rsplit("}", 1)[-1].replace("Reference", "s"))
    for note in paper.tree(notes) if notes else []:
        if value(note, name="id") == value(reference, name="id"):
            return text(note)
    return ""


def _target(key: str, paper: Paper, part: str) -> str:
    relation = paper.relations(part).get(key)
    if relation is None:
        return ""
    if relation.outside or relation.target not in paper.parts:
        return relation.target
    if relation.kind == "chart":
        # Word rewrites a chart's XML whenever it saves; its words and numbers are what a reader
        # sees.
        said = (str(part).strip() for part in paper.read(relation.target).itertext())
        return "|".join(part for part in said if part)
    return sha256(paper.parts[relation.target]).hexdigest()
