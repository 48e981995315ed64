"""What an edited paper holds besides words, against the paper that the inputs make: charts, links,
and what cannot be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.english.writing import digits
from pipeline.findings.finding import Finding
from pipeline.review.verify.charts import chart_remarks, coupled, place_of
from pipeline.review.verify.verdict import remark
from pipeline.word.package import opened
from pipeline.word.things import Thing, things

WAYS = {
    "[an inserted file": (
        "an inserted file stands here; Word puts its text in on opening, so what it says is not"
        " checked. Open the paper in Word and save it, or open that file, copy its text into the"
        " paper and delete what was inserted."
    ),
    "[a subdocument": (
        "a subdocument stands here, and what it says is not checked. In Word choose View > Outline"
        " > Show Document > Expand Subdocuments, click it and choose Unlink."
    ),
    "[an ActiveX": (
        "an ActiveX control stands here, and what it says is not checked. Delete it (Developer >"
        " Design Mode) and type what it says."
    ),
    "[an embedded": (
        "an embedded object stands here, and what it says is not checked. Double-click it, copy"
        " what it says into the paper, and delete it."
    ),
    "[a chart of a newer": (
        "a chart of a newer kind stands here (such as a waterfall, a map or a funnel), and its"
        " numbers are not checked. Choose Chart Design > Change Chart Type, and a column, bar or"
        " line chart; or delete it."
    ),
    "[a chart that is": (
        "a chart stands here whose file is damaged, so its numbers are not checked. Delete it, and"
        " copy it anew from the paper that report makes."
    ),
    "[a diagram": (
        "a diagram stands here whose words are not in the file, so they are not checked. Delete it,"
        " and make it anew (Insert > SmartArt), or type its words."
    ),
}
"""What to say of what cannot be read, by how it is told in its place."""


def besides(document: bytes) -> tuple[Thing, ...]:
    """Return what stands in a .docx besides its words, in reading order."""
    return things(opened(document))


def remarks(
    fresh: Sequence[Thing], found: Sequence[Thing], seen: Callable[[str], str]
) -> Iterator[Finding]:
    """Yield what there is to say of the things of an edited paper, `found`, against those of the
    generated one; `seen` tells a place of the edited paper as a reader sees it.
    """
    pictures = [
        thing
        for thing in _of(found, "picture")
        if thing.target not in {one.target for one in _of(fresh, "picture")}
    ]
    yield from chart_remarks(_of(fresh, "chart"), _of(found, "chart"), pictures)
    yield from _unread(fresh, found, pictures, seen)
    yield from _links(_of(fresh, "link"), _of(found, "link"))


def lost_charts(fresh: Sequence[Thing], found: Sequence[Thing]) -> set[str]:
    """Return where in the generated paper the charts stand that an edited one has nowhere."""
    return {place_of(thing) for thing in coupled(_of(fresh, "chart"), _of(found, "chart"))[1]}


def new_words(fresh: Sequence[Thing], found: Sequence[Thing]) -> Iterator[tuple[str, str]]:
    """Yield the titles and other words on charts that the generated paper has on none of its
    charts, with their places.
    """
    known = {words for thing in fresh if thing.chart for words in thing.chart.words}
    for thing in found:
        for words in thing.chart.words if thing.chart else ():
            if words not in known:
                yield words, place_of(thing)


def _of(found: Iterable[Thing], kind: str) -> list[Thing]:
    return [thing for thing in found if thing.kind == kind]


def _unread(
    fresh: Sequence[Thing],
    found: Sequence[Thing],
    pictures: Sequence[Thing],
    seen: Callable[[str], str],
) -> Iterator[Finding]:
    known = Counter((thing.kind, thing.words) for thing in fresh)
    for thing in found:
        if thing.kind in ("unread", "ink"):
            known[thing.kind, thing.words] -= 1
            if known[thing.kind, thing.words] < 0:
                yield (
                    remark(
                        "unchecked",
                        "something is drawn by hand (ink), and is not read.",
                        place_of(thing),
                    )
                    if thing.kind == "ink"
                    else remark(
                        "unread",
                        next(way for start, way in WAYS.items() if thing.words.startswith(start)),
                        place_of(thing),
                    )
                )
    if pictures:
        places = "; ".join(dict.fromkeys(seen(place_of(thing)) for thing in pictures))
        yield remark(
            "unchecked",
            "pictures that are not as report puts them in, whose contents are not read: "
            f"{digits(len(pictures))} "
            f"({places}).",
        )


def _links(fresh: Sequence[Thing], found: Sequence[Thing]) -> Iterator[Finding]:
    """Yield the links that lead elsewhere, that are gone and that came, each once."""
    left = list((Counter(map(_led, fresh)) - Counter(map(_led, found))).elements())
    came = list((Counter(map(_led, found)) - Counter(map(_led, fresh))).elements())
    places = {_led(thing): place_of(thing) for thing in (*fresh, *found)}
    for words, target in came:
        former = next((one for one in left if one[0] == words), None)
        said = f'the link of "{words}"' if words else "the link of a picture"
        if former is not None:
            left.remove(former)
            yield remark(
                "link",
                f"{said} reads as it did, but leads to {target}; the inputs give {former[1]}."
                " Right-click > Edit Hyperlink.",
                places[words, target],
                "",
                target,
                former[1],
            )
        else:
            yield remark(
                "link",
                f"{said} leads to {target}; the inputs give no such link.",
                places[words, target],
                "",
                target,
            )
    for words, target in dict.fromkeys(left):
        said = f'the link of "{words}"' if words else "the link of a picture"
        yield remark(
            "link",
            f"{said} to {target} is gone.",
            f"was at {places[words, target]}",
            "",
            "",
            target,
        )


def _led(thing: Thing) -> tuple[str, str]:
    return thing.words, thing.target


def not_read(found: Sequence[Thing]) -> list[tuple[str, str]]:
    """Return what of a document is not read, each in words and with its place; pictures once,
    counted.
    """
    told = [
        (f"{thing.words.strip('[]')[:1].upper()}{thing.words.strip('[]')[1:]}", place_of(thing))
        for thing in found
        if thing.kind in ("unread", "ink")
    ]
    pictures = len(_of(found, "picture"))
    return [
        *told,
        *[(f"Pictures whose contents are not read: {digits(pictures)}", "")] * bool(pictures),
    ]
