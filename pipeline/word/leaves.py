"""What the smallest things in a Word text say: words, breaks, symbols, formulas, boxes to tick; and
what is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from pipeline.word.xml import w

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W16SE = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
ALTERNATIVE, CHOICE, FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
SKIPPED = {w("del"), w("moveFrom"), w("txbxContent")}
BREAKS = {
    w("br"): "\n",
    w("cr"): "\n",
    w("tab"): "\t",
    w("ptab"): "\t",
    w("noBreakHyphen"): "\u2011",
}
PASSED = {
    w(name)
    for name in (
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "instrText",
        "delText",
        "delInstrText",
        "drawing",
        "pict",
        "object",
    )
}
"""What has no words of its own in the line: properties, codes of fields, and what is drawn, whose
text boxes are paragraphs.
"""
WINGDINGS = {
    0x6C: "\u25cf",
    0x6E: "\u25a0",
    0x6F: "\u25a1",
    0x71: "\u2751",
    0x75: "\u25c6",
    0x76: "\u2756",
    0x9F: "\u2022",
    0xA7: "\u25aa",
    0xA8: "\u25fb",
    0xD8: "\u27a2",
    0xE0: "\u2192",
    0xE8: "\u2794",
    0xFB: "\u2717",
    0xFC: "\u2713",
    0xFD: "\u2612",
    0xFE: "\u2611",
}
SYMBOL = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **{ord(sign): sign for sign in "0123456789 !#%&()+,./:;<=>?[]_{|}"},
    0xA3: "\u2264",
    0xAE: "\u2192",
    0xB0: "\u00b0",
    0xB1: "\u00b1",
    0xB3: "\u2265",
    0xB4: "\u00d7",
    0xB7: "\u2022",
    0xB8: "\u00f7",
    0xB9: "\u2260",
    0xBB: "\u2248",
    0xD6: "\u221a",
    0xE5: "\u2211",
}
SIGNS: Mapping[str, Mapping[int, str]] = {"wingdings": WINGDINGS, "symbol": SYMBOL}
"""What the signs of these fonts show, by their code, where Unicode has the same sign."""
OWN = re.compile("[\uf000-\uf0ff]")
LETTERS = "wingdings", "webdings", "symbol", "marlett", "zapf dingbats", "ms outlook", "mt extra"
"""How the names of fonts begin whose letters are pictures."""
JOINED = {f"{M}f": "/", f"{M}sSup": "^", f"{M}sSub": "_"}
ARGUMENTS = {f"{M}{name}" for name in ("num", "den", "e", "sup", "sub", "deg", "lim", "fName")}


def leaf(element: etree._Element) -> str | None:
    """Return what an element says that is read as one; None where what it holds is read, child by
    child.
    """
    reader = _READERS.get(element.tag)
    return None if reader is None else reader(element)


def text_of(element: etree._Element) -> str:
    """Return the words of a paragraph or run as they are read: insertions in, deletions and field
    codes out.

    Of two ways to show the same (mc:AlternateContent) the first is read. A formula is written on
    one line.
    """
    found = []
    for child in element:
        reader = _READERS.get(child.tag)
        said = None if reader is None else reader(child)
        found.append(text_of(child) if said is None else said)
    return "".join(found)


def unseen(root: etree._Element) -> set[etree._Element]:
    """Return the branches of a part that nobody sees: the other ways to show the same, and what was
    deleted or moved away.
    """
    return {
        branch
        for branch in root.iter(CHOICE, FALLBACK, w("del"), w("moveFrom"))
        if _passed_over(branch) == ""
    }


def _passed_over(branch: etree._Element) -> str | None:
    """Return "" for what stands for what is read already: all but the first branch. ISO/IEC
    29500-3, 9.3.
    """
    if branch.tag in SKIPPED:
        return ""
    return "" if any(True for _ in branch.itersiblings(CHOICE, preceding=True)) else None


def symbol(font: str, code: str) -> str:
    """Return a symbol as Unicode has it, or named by its code (hexadecimal) and font; F000 is added
    to a font's own codes.

    >>> [symbol("Wingdings", "F0FC"), symbol("Webdings", "F041"), symbol("Times New Roman",
    ...     "2265"), symbol("Arial", "F041")]
    ['✓', '[sign F041 of Webdings]', '≥', 'A']
    """
    try:
        number = int(code, 16)
    except ValueError:
        return f"[sign {code} of {font}]"
    own = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    family = font.strip().casefold()
    if family.startswith(LETTERS):
        shown = SIGNS.get(family, {}).get(own, "") if own < 0x100 else chr(own)
    else:
        shown = chr(own) if 0x20 <= own < 0x110000 and not 0xD800 <= own <= 0xF8FF else ""
    return shown or f"[sign {code.upper()} of {font or 'a font that is not named'}]"


def _symbol(element: etree._Element) -> str:
    space = f"{{{etree.QName(element).namespace}}}"
    return symbol(str(element.get(f"{space}font") or ""), str(element.get(f"{space}char") or ""))


def _ruby(element: etree._Element) -> str:
    """Return words with what stands above them in small letters, in brackets."""
    base, above = (element.find(w(name)) for name in ("rubyBase", "rt"))
    said = "" if above is None else text_of(above)
    return ("" if base is None else text_of(base)) + (f" ({said})" if said.strip() else "")


def _form(mark: etree._Element) -> str:
    """Return what a field of an old form shows that has no words in the text: a box ticked or not,
    the chosen entry.
    """
    data = mark.find(w("ffData"))
    box, choice = (None if data is None else data.find(w(name)) for name in ("checkBox", "ddList"))
    if box is not None:
        state = (
            box.find(w("checked")) if box.find(w("checked")) is not None else box.find(w("default"))
        )
        return (
            "\u2612"
            if state is not None and state.get(w("val")) not in ("0", "false", "off")
            else "\u2610"
        )
    if choice is not None:
        at = (
            choice.find(w("result"))
            if choice.find(w("result")) is not None
            else choice.find(w("default"))
        )
        entries = [str(entry.get(w("val")) or "") for entry in choice.iterfind(w("listEntry"))]
        number = str(at.get(w("val"))) if at is not None else "0"
        return entries[int(number)] if number.isdigit() and int(number) < len(entries) else ""
    return ""


def _formula(element: etree._Element) -> str:
    """Return a formula on one line: a fraction with a stroke, what stands above with ^, below with
    _, a root with its sign.
    """
    if element.tag == f"{M}r":
        return "".join(
            text.text or ""
            for text in element.iter(f"{M}t", w("t"))
            if not any(text.iterancestors(w("del")))
        )
    said = [
        (child.tag, _formula(child))
        for child in element.iterchildren()
        if child.tag not in PASSED
        and child.tag not in SKIPPED
        and not str(child.tag).endswith("Pr")
    ]
    if element.tag in JOINED:
        return JOINED[element.tag].join(_whole(words) for _, words in said)
    by_name = dict(said)
    if element.tag == f"{M}rad":
        return f"{by_name.get(f'{M}deg', '')}\u221a{_whole(by_name.get(f'{M}e', ''))}"
    if element.tag in (f"{M}sSubSup", f"{M}nary"):
        low, high, inner = (by_name.get(f"{M}{name}", "") for name in ("sub", "sup", "e"))
        ends = "".join(
            f"{sign}{_whole(words)}" for sign, words in (("_", low), ("^", high)) if words
        )
        return (
            f"{inner}{ends}"
            if element.tag == f"{M}sSubSup"
            else f"{_sign(element, 'chr', chr(0x222B))}{ends} {inner}"
        )
    if element.tag == f"{M}d":
        between = _sign(element, "sepChr", "|").join(words for _, words in said)
        return f"{_sign(element, 'begChr', '(')}{between}{_sign(element, 'endChr', ')')}"
    return (" " if element.tag in (f"{M}m", f"{M}mr", f"{M}eqArr") else "").join(
        words for _, words in said
    )


def _sign(element: etree._Element, name: str, usual: str) -> str:
    found = next(element.iterfind(f"*/{M}{name}"), None)
    return usual if found is None else str(found.get(f"{M}val") or "")


def _whole(words: str) -> str:
    return (
        words
        if len(words) < 2 or words.replace(",", "").replace(".", "").isalnum()
        else f"({words})"
    )


def _text(element: etree._Element) -> str:
    """Return words as they stand; a font's own signs among them, as some programs write symbols,
    are named as symbols are.
    """
    text = element.text or ""
    if text.isascii() or not OWN.search(text):
        return text
    run = element.getparent()
    fonts = None if run is None else run.find(f"{w('rPr')}/{w('rFonts')}")
    font = (
        ""
        if fonts is None
        else str(fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or fonts.get(w("cs")) or "")
    )
    return OWN.sub(lambda sign: symbol(font, f"{ord(sign[0]):04X}") if font else sign[0], text)


def _nothing(element: etree._Element) -> str:
    return ""


_READERS: dict[object, Callable[[etree._Element], str | None]] = {
    w("t"): _text,
    **{tag: lambda element, sign=sign: sign for tag, sign in BREAKS.items()},  # type: ignore[misc]
    **dict.fromkeys((*SKIPPED, *PASSED), _nothing),
    CHOICE: _passed_over,
    FALLBACK: _passed_over,
    w("sym"): _symbol,
    f"{W16SE}symEx": _symbol,
    w("ruby"): _ruby,
    w("fldChar"): _form,
    f"{M}oMath": _formula,
    f"{M}r": _formula,
}
