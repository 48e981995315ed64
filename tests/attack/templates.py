"""Templates: expressions that compute, call, loop or eat, by every way into a Word file; dangerous
and damaged files; sound ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from tests.attack.child import Ran
from tests.attack.detect import (
    Breach,
    carried,
    crashed,
    holds,
    incomplete,
    leaked,
    local,
    obeyed,
    unchanged,
)
from tests.attack.hostile import (
    ACTIVE,
    DAMAGE,
    SETTINGS,
    SOUND,
    Hostile,
    appended,
    in_body,
    paragraph,
    part,
    related,
    run,
)
from tests.attack.packages import changed, files_of, parts_of
from tests.attack.trial import Arena, Tried, turn
from tests.attack.world import World

Place = Callable[[bytes, str], bytes]
PROOFS = (
    "700000008",
    "62615533",
    "zqglued",
    "[0, 1, 2, 3",
    "class 'str'",
    "class &#39;str",
    "zqzqzqzq",
)
"""What stands in an output only if one of the expressions was evaluated: outstanding_total is 8."""
COMPUTING = (
    "{{ outstanding_total + 700000000 }}",
    "{{ 7919*7907 }}",
    "{{ 'zq' ~ 'glued' }}",
    "{{ 'deulgqz'[::-1] }}",
    "{{ 'zq%s' % 'glued' }}",
    "{{ 'zq{}'.format('glued') }}",
    "{{ ['zq', 'glued']|join }}",
    "{{ 'zqgluex'|replace('x', 'd') }}",
    "{{ 'zq' 'glued' }}",
    "{{ (7919*7907)|string }}",
    "{{ range(9)|list }}",
    "{{ ''.__class__ }}",
    "{{ ''|attr('__class__') }}",
    "{{ 'zq'*4 }}",
    "{% for i in range(3) %}zq{{ 'glued' }}{% endfor %}",
    "{% set x = 7919 %}{{ x*7907 }}",
    "{% macro m() %}zq{{ 'glued' }}{% endmacro %}{{ m() }}",
    "{{ 'zq' ~ 'glued' if outstanding_total else '' }}",
    "{{ 7919 .__mul__(7907) }}",
    "{{ dict(a=7919).a*7907 }}",
    "{{ namespace(a='zq').a ~ 'glued' }}",
    "{{ cycler('zq').next() ~ 'glued' }}",
    "{% filter replace('x', 'd') %}zqgluex{% endfilter %}",
    "{{ [7919]|map('int')|first*7907 }}",
    "{{ ('zq','glued')|join('') }}",
    "{% with a='zq' %}{{ a ~ 'glued' }}{% endwith %}",
    "{{ lipsum.__globals__ }}{{ 7919*7907 }}",
    "{{ self.__init__ }}{{ 7919*7907 }}",
    "{%- if 7919*7907 == 62615533 -%}zq{%- endif -%}glued",
    "{{ outstanding_total.__class__.__mro__[1].__subclasses__() }}{{ 7919*7907 }}",
    "{% include '/etc/passwd' %}{{ 7919*7907 }}",
)
EATING = (
    "{{ 'a'*2000000000 }}",
    "{{ 'a'.center(2000000000) }}",
    "{{ '%2000000000d' % 1 }}",
    "{{ 9**99999999 }}",
    "{{ range(1000000000)|list }}",
    "{{ 'a'.zfill(2000000000) }}",
    "{{ 1 .to_bytes(2000000000) }}",
    "{% for i in 'x'*99999 %}{% for j in 'x'*99999 %}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ [[]]*100000000 }}",
    "{{ 'a'|center(2000000000) }}",
    "{{ lipsum(n=1000000) }}",
    "{{ " + "(" * 100 + "1" + ")" * 100 + " }}",
    "{{ " + "(" * 2_000 + "1" + ")" * 2_000 + " }}",
    "{% if " + "not " * 500 + "true %}x{% endif %}",
    "{{ force" + "|upper" * 500 + " }}",
    "{{ " * 20_000,
    "{{" + " " * 60_000,
    "{" * 60_000,
    "{%" + " p" * 20_000,
    "{{ force }}" * 5_000,
    "{# " * 20_000,
    "{{ force" + ".a" * 5_000 + " }}",
    "{% for a in appendix %}" * 300,
    "{{ '" + "\\" * 50_000 + "' }}",
    "{{ '\\x00' }}",
    "{{ " + "[" * 900 + "]" * 900 + " }}",
    "{{ " + "force~" * 3_000 + "force }}",
    "{{ 1" + "e9" * 3_000 + " }}",
    "{{ 1" + "0" * 20_000 + " }}",
)


def xml(expression: str) -> str:
    """Return an expression as it stands in XML."""
    return expression.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def within(template: str) -> Place:
    """Return the way that puts an expression into the body, where the XML has "@"."""
    return lambda package, expression: in_body(package, template.replace("@", xml(expression)))


def over_paragraphs(package: bytes, expression: str) -> bytes:
    """Type the braces, and what they hold, in paragraphs of their own, so that no paragraph holds a
    tag.
    """
    pieces = [expression[:1], expression[1:-1], expression[-1:]]
    return in_body(package, "".join(paragraph(run(xml(piece))) for piece in pieces))


def over_runs(package: bytes, expression: str) -> bytes:
    places = sorted({1, 2, 5, len(expression) // 2, max(len(expression) - 1, 1)})
    pieces = [
        expression[start:end]
        for start, end in zip([0, *places], [*places, len(expression)], strict=True)
    ]
    return in_body(package, paragraph("".join(run(xml(piece)) for piece in pieces)))


def over_cells(package: bytes, expression: str) -> bytes:
    cells = "".join(
        f"<w:tc><w:p>{run(xml(piece))}</w:p></w:tc>" for piece in (expression[:1], expression[1:])
    )
    return in_body(
        package,
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>",
    )


def before_end(name: str, end: str, template: str) -> Place:
    """Return the way that puts an expression before the end of a part."""
    return lambda package, expression: appended(
        package, name, end, template.replace("@", xml(expression))
    )


def instead(name: str, old: str, new: str) -> Place:
    """Return the way that puts an expression into a part in place of something that is there."""

    def way(package: bytes, expression: str) -> bytes:
        there = parts_of(package)[name]
        if old.encode() not in there:
            raise ValueError(f"{name} has no {old}")
        return changed(
            package,
            {name: there.replace(old.encode(), new.replace("@", xml(expression)).encode(), 1)},
        )

    return way


def of_its_own(kind: str, name: str, content: str, content_type: str) -> Place:
    """Return the way that puts an expression into a part that the template has not."""
    return lambda package, expression: part(
        kind, name, content.replace("@", xml(expression)).encode(), content_type
    )(package, Random(0))


def link(package: bytes, expression: str) -> bytes:
    return related(
        in_body(package, paragraph(f'<w:hyperlink r:id="rIdEvil">{run("here")}</w:hyperlink>')),
        "hyperlink",
        f"https://example.org/{expression}",
    )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PICTURE = '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;height:9pt" alt="@"/></w:pict></w:r>'
DRAWING = '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="991" name="p" descr="@"/></wp:inline></w:drawing></w:r>'
PLACES: dict[str, Place] = {
    "in the open": within(paragraph(run("@"))),
    "over paragraphs": over_paragraphs,
    "over runs": over_runs,
    "over cells": over_cells,
    "after a p": lambda package, expression: within(paragraph(run("@")))(
        package, expression.replace("{%", "{%p", 1).replace("{{", "{{p", 1)
    ),
    "field code": within(
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">@</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    ),
    "simple field": within(paragraph(f'<w:fldSimple w:instr="@">{run("x")}</w:fldSimple>')),
    "deleted text": within(
        paragraph('<w:del w:id="9" w:author="x"><w:r><w:delText>@</w:delText></w:r></w:del>')
    ),
    "bookmark": within(
        paragraph('<w:bookmarkStart w:id="970" w:name="@"/><w:bookmarkEnd w:id="970"/>')
    ),
    "style of a paragraph": within('<w:p><w:pPr><w:pStyle w:val="@"/></w:pPr></w:p>'),
    "session id": within('<w:p w:rsidR="@"/>'),
    "comment in the XML": within("<!-- @ -->"),
    "instruction in the XML": within("<?x @?>"),
    "character data": within(paragraph("<w:r><w:t><![CDATA[@]]></w:t></w:r>")),
    "alternative text": within(paragraph(DRAWING)),
    "old alternative text": within(paragraph(PICTURE)),
    "control's name": within(
        paragraph(
            f'<w:sdt><w:sdtPr><w:alias w:val="@"/></w:sdtPr><w:sdtContent>{run("x")}</w:sdtContent></w:sdt>'
        )
    ),
    "control's tag": within(
        paragraph(
            f'<w:sdt><w:sdtPr><w:tag w:val="@"/></w:sdtPr><w:sdtContent>{run("x")}</w:sdtContent></w:sdt>'
        )
    ),
    "table's caption": within(
        '<w:tbl><w:tblPr><w:tblCaption w:val="@"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
    ),
    "symbol": within(paragraph('<w:r><w:sym w:font="@" w:char="F0E0"/></w:r>')),
    "formula": within(
        paragraph(
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>@</m:t></m:r></m:oMath>'
        )
    ),
    "text box": within(
        paragraph(
            f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{paragraph(run("@"))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
        )
    ),
    "unknown element": within("<w:zz>@</w:zz>"),
    "between paragraphs": within("@"),
    "hidden text": within(paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>@</w:t></w:r>")),
    "header": before_end("word/header1.xml", "</w:hdr>", paragraph(run("@"))),
    "footer": before_end("word/footer1.xml", "</w:ftr>", paragraph(run("@"))),
    "header's attribute": before_end("word/header1.xml", "</w:hdr>", '<w:p w:rsidR="@"/>'),
    "title": instead("docProps/core.xml", "</dc:title>", "@</dc:title>"),
    "creator": before_end(
        "docProps/core.xml",
        "</cp:coreProperties>",
        '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">@</dc:creator>',
    ),
    "keywords": before_end(
        "docProps/core.xml", "</cp:coreProperties>", "<cp:keywords>@</cp:keywords>"
    ),
    "subject": before_end(
        "docProps/core.xml",
        "</cp:coreProperties>",
        '<dc:subject xmlns:dc="http://purl.org/dc/elements/1.1/">@</dc:subject>',
    ),
    "company": before_end("docProps/app.xml", "</Properties>", "<Company>@</Company>"),
    "style's name": before_end(
        "word/styles.xml",
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="zz"><w:name w:val="@"/></w:style>',
    ),
    "numbering": instead("word/numbering.xml", '<w:lvlText w:val="', '<w:lvlText w:val="@'),
    "settings": instead(
        SETTINGS,
        "<w:defaultTabStop",
        '<w:docVars><w:docVar w:name="x" w:val="@"/></w:docVars><w:defaultTabStop',
    ),
    "font": before_end("word/fontTable.xml", "</w:fonts>", '<w:font w:name="@"/>'),
    "theme": instead("word/theme/theme1.xml", ' name="', ' name="@'),
    "footnotes": of_its_own(
        "footnotes",
        "footnotes.xml",
        f'<w:footnotes {W}><w:footnote w:id="1">{paragraph(run("@"))}</w:footnote></w:footnotes>',
        f"{WORDML}.footnotes+xml",
    ),
    "endnotes": of_its_own(
        "endnotes",
        "endnotes.xml",
        f'<w:endnotes {W}><w:endnote w:id="1">{paragraph(run("@"))}</w:endnote></w:endnotes>',
        f"{WORDML}.endnotes+xml",
    ),
    "comments": of_its_own(
        "comments",
        "comments.xml",
        f'<w:comments {W}><w:comment w:id="1" w:author="x">{paragraph(run("@"))}</w:comment></w:comments>',
        f"{WORDML}.comments+xml",
    ),
    "custom XML": of_its_own("customXml", "item1.xml", "<x>@</x>", "application/xml"),
    "link": link,
}


def trial(arena: Arena, number: int, random: Random) -> Tried:
    """Spoil the template in the next way, report, and see that nothing was evaluated, carried or
    lost.
    """
    group = turn(
        ("expression", "expression", "active", "expression", "damage", "eating", "active", "sound"),
        number,
    )
    sound = arena.stock.template.read_bytes()
    if group in ("expression", "eating"):
        name = turn(list(PLACES), number * 5 // 8)
        expression = random.choice(COMPUTING if group == "expression" else EATING)
        return _tried(
            arena, group, f"{expression[:40]} in: {name}", PLACES[name](sound, expression)
        )
    if group == "sound":
        name = turn(list(SOUND), number // 8)
        return _tried(arena, group, name, SOUND[name](sound, random))
    chosen: Hostile = random.choice(ACTIVE) if group == "active" else turn(DAMAGE, number // 8)
    return _tried(arena, chosen.group, chosen.name, chosen.way(sound, random))


def _tried(arena: Arena, group: str, way: str, template: bytes) -> Tried:
    world = arena.fresh()
    world.template.write_bytes(template)
    before = world.files()
    ran = world.report()
    found = [
        *crashed(ran),
        *obeyed(ran.out + ran.err),
        *(_refused(world, ran, before, group) if ran.exit else _made(world, ran)),
    ]
    return Tried(group, ran.exit == 0, tuple(found), way=way)


def _refused(world: World, ran: Ran, before: dict[str, bytes], group: str) -> Iterator[Breach]:
    yield from unchanged(before, world.files())
    if group == "sound":
        yield Breach("sound file refused", f"exit {ran.exit}: {' '.join(ran.err.split())[-300:]}")


def _made(world: World, ran: Ran) -> Iterator[Breach]:
    files = files_of(world.made)
    yield from incomplete(files)
    yield from leaked(files, ran.out + ran.err)
    yield from local(files, world.root)
    yield from carried({name: content for name, content in files.items() if name.endswith(".docx")})
    for proof in PROOFS:
        if place := holds(
            {name: content for name, content in files.items() if name.endswith((".docx", ".html"))},
            proof,
        ):
            yield Breach("evaluated", f"{proof} in {place}")
            return
