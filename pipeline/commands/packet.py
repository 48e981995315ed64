"""Everything that goes into `outputs/<date>/`: the paper, the review material made from it, and the
records of the run.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import __version__
from pipeline.commands.beside import Beside, give_way, in_turn
from pipeline.commands.codes import CODES, finding
from pipeline.commands.inputs import Inputs
from pipeline.commands.run import PAPER, Made, Tell
from pipeline.compare.comparison import compared_papers
from pipeline.compare.redline.marked import FILE as REDLINE
from pipeline.compare.redline.marked import marked
from pipeline.english.writing import plural
from pipeline.figures.result import Computed, figures_json
from pipeline.files.content import as_json, digest
from pipeline.findings.codes import weighed
from pipeline.findings.finding import Finding, by_place
from pipeline.paper.pdf.pdf import FILE as PDF
from pipeline.paper.pdf.pdf import printed
from pipeline.settings.model import FILE as SETTINGS_FILE
from pipeline.settings.schema import INSPECTIONS_FILE, RECOMMENDATIONS_FILE, TEMPLATE_FILE
from pipeline.web.files import FILE as WEB_PAGE
from pipeline.web.files import FOLDER as TABLES
from pipeline.word.copies import as_copy
from pipeline.word.lines import lines
from pipeline.word.received import NoWordFile, received

if TYPE_CHECKING:
    from pipeline.review.page.desk import Desk
    from pipeline.review.page.review_page import OfTheRows

ANNOTATED, PAGE = "annotated.docx", "review.html"
FIGURES, FINDINGS, RUN = "figures.json", "findings.json", "run.json"
OURS = (PAPER, PDF, WEB_PAGE, f"{TABLES}/", REDLINE, ANNOTATED, PAGE, FIGURES, FINDINGS, RUN)
"""Every file that a run may write, and the folder that it may fill; those that it does not make are
removed from the folder.
"""


class Packet(NamedTuple):
    """A meeting's files by name, and everything found in making them."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


class Copies(NamedTuple):
    """A paper in other forms: its page for the web, its tables by name, what is noted of these, and
    the annotated copy. To take them over, the run need not read the rooms that make them.
    """

    page: bytes
    tables: Mapping[str, bytes]
    notes: Sequence[Finding]
    annotated: bytes


class Besides(NamedTuple):
    """What is made of a paper beside the proof of its words and the review page: the redline
    against the paper that the committee last saw, with what is noted of that one; the proof of its
    file; and the paper in other forms.
    """

    last: bytes | None
    notes: tuple[Finding, ...]
    redline: Beside[tuple[bytes | None, list[Finding]]]
    proof: Beside[list[Finding]]
    copies: Beside[Copies]
    rows: Beside[OfTheRows] | None


def rows_of(result: Computed) -> Beside[OfTheRows]:
    """Begin the sections of the review page that need no paper, while it is filled."""

    def written() -> OfTheRows:
        from pipeline.review.page.review_page import of_the_rows

        return of_the_rows(result)

    return Beside(written)


@contextmanager
def besides(
    result: Computed,
    paper: bytes,
    proof: Callable[[], list[Finding]] = list,
    rows: Beside[OfTheRows] | None = None,
) -> Iterator[Besides]:
    """Begin what is made beside the proof of the words of a paper that is filled, after the `proof`
    of its file; and end it where the run does not wait for it. `rows` were begun ahead.
    """
    lines(paper)  # once for this process and its copies, which all read them
    told, copies = in_turn(proof, lambda: _copies(result, paper), patient=True)
    with told, copies:
        last, notes = _last(result)
        if last is not None:
            compared_papers(last, paper)  # for the redline's process, and the page's
        without = notes and last is None
        with Beside(lambda: (None, []) if without else _marked(last, result, paper)) as redline:
            yield Besides(last, tuple(notes), redline, told, copies, rows)


def packet(
    inputs: Inputs,
    made: Made,
    tell: Tell = lambda stage: None,
    *,
    with_pdf: bool = True,
    office: Path | None = None,
    begun: Besides | None = None,
) -> Packet:
    """Return a finished run's files; what could not be made is left out, with a note that says why.

    LibreOffice prints the paper while the review material is made; `office` is the folder of one
    that was started ahead, `begun` what is made beside where it was begun ahead.
    """
    result = made.computed
    with _ready(made, begun) as ready, ThreadPoolExecutor(1) as beside:
        printing = (
            beside.submit(printed, made.paper, result.settings.meeting.date, office, made.emitted)
            if with_pdf
            else None
        )
        tell("Writing the review material")
        provenance = _provenance(inputs, made)
        files: dict[str, bytes | None] = {
            PAPER: made.paper,
            PAGE: _page(inputs, made, ready, provenance),
        }
        tell("Making the page for the web")
        copies = ready.copies.result()
        files[WEB_PAGE], files[ANNOTATED] = copies.page, copies.annotated
        tell("Marking what changed since the last paper")
        files[REDLINE], marked_notes = ready.redline.result()
        notes = [*ready.notes, *copies.notes, *marked_notes]
        if printing:
            tell("Printing the PDF")
            files[PDF], printed_notes = printing.result()
            notes += printed_notes
    found = tuple(by_place([*result.findings, *weighed(notes, result.settings.severity)]))
    return Packet(_whole(files, copies.tables, result, found, provenance), found)


def _ready(made: Made, begun: Besides | None) -> AbstractContextManager[Besides]:
    """Return what is made beside: what was begun ahead, or begun now."""
    return besides(made.computed, made.paper) if begun is None else nullcontext(begun)


def _copies(result: Computed, paper: bytes) -> Copies:
    """Return a paper in its other forms."""
    from pipeline.review.annotated import annotated
    from pipeline.web.web import for_the_web

    web, noted = for_the_web(paper), as_copy(annotated(paper, result), "annotated copy")
    return Copies(web.page, web.tables, web.notes, noted)


def _page(inputs: Inputs, made: Made, begun: Besides, provenance: Mapping[str, Any]) -> bytes:
    """Return the review page of a paper."""
    from pipeline.review.page.review_page import review_page

    result, desk = made.computed, _desk(inputs, made, provenance)
    rows = None if begun.rows is None else begun.rows.result()
    return review_page(result, made.paper, begun.last, provenance, CODES, desk, rows)


def _whole(
    files: Mapping[str, bytes | None],
    tables: Mapping[str, bytes],
    result: Computed,
    found: tuple[Finding, ...],
    provenance: Mapping[str, Any],
) -> dict[str, bytes]:
    """Return the files that were made, with the records of the run: figures, findings, and what
    each file was made from and came to.
    """
    records = {
        FIGURES: as_json(figures_json(result)),
        FINDINGS: as_json([item.as_json() for item in found]),
    }
    there = {**files, **records}
    whole = {name: content for name in OURS if (content := there.get(name)) is not None}
    whole |= tables
    whole[RUN] = as_json(
        {
            **provenance,
            "notes": len(found),
            "outputs": {name: digest(content) for name, content in whole.items()},
        }
    )
    return whole


def _desk(inputs: Inputs, made: Made, provenance: Mapping[str, Any]) -> Desk:
    """Return what the page holds for the people around the paper."""
    from pipeline.review.page.desk import desk

    paper = PAPER, digest(made.paper)
    filed, followed = inputs.filed, made.promises
    return desk(made.computed, filed, followed, made.emitted, CODES, provenance, paper)


def _last(result: Computed) -> tuple[bytes | None, list[Finding]]:
    """Return the paper that the committee last saw, without the words of rows that are not for
    publication now.
    """
    from pipeline.review.withheld import masked, withheld_in

    if result.previous is None or result.previous.paper is None:
        return None, []
    try:
        seen = received(result.previous.paper)
    except NoWordFile as fault:
        return None, [
            finding(
                "no-redline",
                "there is no redline, for the paper filed for the last meeting cannot be read: "
                f"{fault.message}",
                "Nothing needs to be done; the next paper has a redline against this one.",
                REDLINE,
            )
        ]
    paper, hidden = masked(seen, withheld_in(result))
    if not hidden:
        return paper, []
    told = (
        f"{hidden} {plural(hidden, 'passage')} of the last paper told of rows that are not for"
        " publication now"
    )
    return paper, [
        finding(
            "last-paper-masked",
            f"{told}; the review material leaves their words out.",
            "Nothing needs to be done; the paper that is filed is as the committee saw it.",
            REDLINE,
        )
    ]


def _marked(
    last: bytes | None, result: Computed, paper: bytes
) -> tuple[bytes | None, list[Finding]]:
    """Return the redline against the paper that the committee last saw, or a note that says why
    there is none.
    """
    from pipeline.review.what_changed import LeftOut, new_by_nature, what_changed

    settings = result.settings
    if last is not None:
        listed = settings.review.new_sections == "listed"
        apart = new_by_nature(result, last, paper) if listed else LeftOut()
        author, day = settings.force.name, settings.meeting.date

        def changes() -> list[str]:
            give_way()  # its words are put in last
            return what_changed(result, last, paper, apart)

        with Beside(changes) as told:
            return marked(last, paper, author, day, told.result, apart.headings, Beside)
    why = (
        "no paper is filed for the last meeting"
        if result.previous
        else "no earlier meeting is filed"
    )
    return None, [
        finding(
            "no-redline",
            f"there is no redline, for {why}.",
            "Nothing needs to be done: file this paper with "
            "publish, and the next one has a redline.",
            REDLINE,
        )
    ]


def _version(library: str) -> str:
    """Return the version of a library that need not be loaded, as the folder names it in which pip
    keeps the library's records.
    """
    ending = ".dist-info"
    kept = (path for folder in sys.path for path in Path(folder).glob(f"{library}-*{ending}"))
    return next(kept).name.removeprefix(f"{library}-").removesuffix(ending)


def _provenance(inputs: Inputs, made: Made) -> dict[str, Any]:
    """Return what the paper was made from and with, by hash and version: no clock, no path, no name
    of a machine.
    """
    from lxml import etree

    result = made.computed
    given = {
        SETTINGS_FILE: inputs.settings,
        RECOMMENDATIONS_FILE: inputs.workbook,
        INSPECTIONS_FILE: inputs.log,
        TEMPLATE_FILE: inputs.template,
    }
    return {
        "schema_version": 1,
        "program": __version__,
        "meeting": result.settings.meeting.date.isoformat(),
        "data_to": result.settings.meeting.cut_off.isoformat(),
        "previous": result.previous.meeting.isoformat() if result.previous else None,
        "archive_seal": result.previous.seal if result.previous else None,
        "inputs": {name: digest(content) for name, content in given.items() if content is not None},
        "versions": {
            "python": platform.python_version(),
            "docx": _version("python_docx"),
            "docxtpl": _version("docxtpl"),
            "lxml": etree.__version__,
            "openpyxl": _version("openpyxl"),
            "pandas": _version("pandas"),
        },
    }
