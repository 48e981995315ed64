"""The paper that a house template (that of version 1.6) makes of made-up inputs: its sentences, its cells, its lists,
its proof.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pipeline.commands.inputs import read_settings
from pipeline.commands.packet import packet
from pipeline.commands.run import Made, computed, made
from pipeline.compare.text import as_text
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import SettingsRefused, WorkbookRefused
from pipeline.paper import sandbox
from pipeline.paper.fill import Paper
from pipeline.paper.marks import Emitted
from pipeline.paper.originals import originals
from pipeline.proof import printed
from pipeline.proof.accessible.document import access_faults
from pipeline.register.inspections import log as read_log
from pipeline.settings.schema import FORTHCOMING, INSPECTIONS, RECOMMENDATIONS, REPORTS, Sheet
from pipeline.word.outline import paragraphs
from pipeline.word.package import opened
from tests.builders import CUT_OFF, SETTINGS, baseline, book, inputs, inspections, saved
from tests.earlier import template
from tests.house.parts import p

TEMPLATE = template()
BODY = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Row = Mapping[str, Any]
IN_PERIOD, BEFORE = date(2020, 12, 1), date(2020, 8, 3)
REPORT_ROW = {"published": date(2020, 10, 1), "reviewed": IN_PERIOD}


def paper(*now: Row, **more: Any) -> Made:
    """Return a finished run with the house template."""
    return made(inputs(*now, template=TEMPLATE, **more))


def lines(found: Made, style: str = "") -> list[str]:
    """Return the paper's lines, or the text of those of one style."""
    told = as_text(found.paper).splitlines()
    return (
        [line.removeprefix(f"[{style}] ") for line in told if line.startswith(f"[{style}] ")]
        if style
        else told
    )


def sentences(found: Made) -> list[str]:
    return lines(found, "Numbered Paragraph")


def under(found: Made, heading: str) -> list[str]:
    """Return the lines below a heading, up to the next one of its kind."""
    told = lines(found)
    start = next(
        place
        for place, line in enumerate(told)
        if line.startswith("[") and line.endswith(f"] {heading}")
    )
    kind = told[start].partition("]")[0]
    rest = told[start + 1 :]
    return rest[
        : next(
            (
                place
                for place, line in enumerate(rest)
                if line.startswith((kind, "[Appendix Heading]"))
            ),
            len(rest),
        )
    ]


def root(found: Made, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts_of(found.paper)[part])


# None, one, two of everything


@cache
def nothing() -> Made:
    """The paper of an empty period after an empty meeting."""
    return paper(then=[])


@cache
def one() -> Made:
    """The paper in which there is one of everything."""
    then: list[Row] = [
        {"ref": "A", "rag": "Red", "target": date(2020, 11, 2)},
        {"ref": "B"},
        {"ref": "C", "status": "With HMICFRS"},
    ]
    now: list[Row] = [
        {"ref": "A", "rag": "Amber", "target": BEFORE.replace(month=12), "update": "More."},
        {"ref": "B", "status": "Signed off: completed", "signed_off": IN_PERIOD},
        {"ref": "C", "status": "Closed"},
        {"ref": "D", "rag": "Red", "report": "Custody today", **REPORT_ROW},
        {"ref": "E", "kind": "Cause of concern", "reviewed": None},
    ]
    return paper(
        *now,
        then=then,
        log=inspections(
            inspections=[
                {
                    "inspectorates": "HMICFRS",
                    "started": date(2020, 10, 5),
                    "lead": "Chief Constable",
                }
            ],
            reports=[{"recommendations": 1, "for_force": 1, "response_due": date(2021, 2, 1)}],
            forthcoming=[
                {"ends": date(2021, 7, 2), "narrative": "HMICFRS has confirmed the dates."}
            ],
        ),
    )


@cache
def two() -> Made:
    """The paper in which there are two of everything."""
    then: list[Row] = [
        {"rag": "Red"},
        {"rag": "Red"},
        {"rag": "Amber"},
        {"rag": "Amber"},
        {},
        {},
        {},
        {},
        *({"status": "With HMICFRS"} for _ in range(8)),
        {"status": "Closed"},
        {"status": "Closed"},
    ]
    later = {"update": "More.", "updated": IN_PERIOD}
    now: list[dict[str, Any]] = [
        {"rag": "Amber", "target": BEFORE, **later},
        {"rag": "Amber", "target": BEFORE, **later},
        {"rag": "Red", "target": date(2021, 9, 1), **later},
        {"rag": "Red", "target": date(2021, 9, 1), **later},
        {},
        {},
        {"status": "Superseded"},
        {"status": "Superseded"},
        {"status": "Closed"},
        {"status": "Closed"},
        {},
        {},
        {"status": "Superseded"},
        {"status": "Superseded"},
        {"status": "With HMICFRS"},
        {"status": "With HMICFRS"},
        {},
        {},
        {
            "status": "Signed off: completed",
            "signed_off": IN_PERIOD,
            "report": "Custody today",
            **REPORT_ROW,
        },
        {"status": "Signed off: business as usual", "signed_off": IN_PERIOD},
        {"kind": "Cause of concern"},
        {"kind": "Cause of concern"},
    ]
    for row in now[:6] + now[8:18]:
        row["reviewed"] = date(2020, 6, 1)
    return paper(
        *now,
        then=then,
        log=inspections(
            inspections=[
                {"involvement": "Documents only"},
                {
                    "involvement": "Not selected",
                    "title": "Inspection of bail",
                    "description": "an inspection of bail.",
                    "commissioned_by": "Home Secretary",
                    "inspectorates": "HMICFRS; HMCPSI",
                },
            ],
            reports=[
                {
                    "recommendations": 4,
                    "for_force": 1,
                    "jointly": 0,
                    "for_others": 3,
                    "inspectorates": "HMICFRS",
                },
                {"title": "Bail today", "published_with": "R1"},
            ],
            forthcoming=[{}, {"title": "Inspection of bail"}],
        ),
    )


def test_with_nothing_in_the_period_every_part_has_a_sentence_of_its_own() -> None:
    assert sentences(nothing())[2:] == [
        "A panel of the force reviews the recommendations of the inspectorate. After 30 June 2020 and up to 31 December 2020, no "
        "recommendations were reviewed.",
        "At 31 December 2020, no recommendations were awaiting sign-off by the inspectorate.",
        "No causes of concern are outstanding.",
        "At the last meeting, no recommendations were outstanding. Since then none are new, none were reopened, none were signed "
        "off or closed and none were withdrawn, so that no recommendations are outstanding now.",
        "No recommendation was awaiting the inspectorate at the last meeting, and none is now.",
        "No recommendation was outstanding at both meetings, so no ratings can be compared.",
        "No outstanding recommendation is past its target date on the day of the meeting.",
        *[told for told in sentences(nothing()) if "new update" in told],
        "No inspections were completed since the last meeting.",
        "No inspection was under way at 31 December 2020.",
        "No inspection reports were published since the last meeting.",
        "The force knows of no inspection that starts after 31 December 2020.",
        "The Committee is asked to note the contents of this report.",
    ]


def test_nothing_signed_off_in_the_period_has_its_sentence_where_dates_of_sign_off_are_kept() -> (
    None
):
    before = {
        "status": "Closed",
        "signed_off": date(2020, 3, 2),
        "closed": date(2020, 3, 9),
        "reviewed": None,
    }
    assert "No recommendations were signed off inside the force in the same period." in sentences(
        paper({}, before, then=[{}, before])
    )


def test_the_paper_names_the_inspectorate_as_the_day_of_the_meeting_asks_or_as_report_toml_does() -> (
    None
):
    later = SETTINGS.replace("2021-01-14", "2023-01-12")
    own = '[inspectorate]\nname = "The <Inspectorate> & Co"\nshort_name = "TI"\n'
    for settings, told in (
        (
            SETTINGS,
            "Her Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS)",
        ),
        (later, "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS)"),
        (SETTINGS + own, "The <Inspectorate> & Co (TI)"),
    ):
        assert sentences(paper(then=[], settings=settings))[0] == (
            f"This report gives members of the Joint Audit Committee oversight of the recommendations that {told} has made to West "
            "Midlands Police."
        )


def test_with_nothing_in_the_appendices_each_says_so_and_holds_no_table() -> None:
    assert [
        under(nothing(), heading)
        for heading in (
            "Outstanding recommendations rated Red",
            "New recommendations",
            "Recommendations signed off or closed",
            "Overdue recommendations",
        )
    ] == [
        ["[Normal] No outstanding recommendation is rated Red."],
        ["[Normal] No recommendation is new since the last meeting."],
        ["[Normal] No recommendation was signed off or closed since the last meeting."],
        [
            "[Normal] No outstanding recommendation is past its target date on the day of the meeting."
        ],
    ]


def test_no_update_is_claimed_for_what_was_not_compared() -> None:
    claim = "No recommendation outstanding at both meetings is without a new update."
    assert claim not in sentences(nothing())
    assert claim not in sentences(paper({"update": None, "updated": None}, then=[]))


def test_one_of_everything_is_told_in_the_singular() -> None:
    told = sentences(one())
    assert told[2:-1] == [
        "A panel of the force reviews the recommendations of the inspectorate. After 30 June 2020 and up to 31 December 2020, "
        "four recommendations were reviewed: one is rated Red, three are rated Amber and none are rated Green.",
        "In the same period, one recommendation was signed off inside the force. By its status now, one stands as “Signed off: "
        "completed”.",
        "At 31 December 2020, one recommendation that the force had signed off was awaiting sign-off by the inspectorate.",
        "In addition, one cause of concern is outstanding. Causes of concern are counted apart and are in no other total of this "
        "report.",
        "At the last meeting, two recommendations were outstanding. Since then one is new, none were reopened, one was signed "
        "off or closed and none were withdrawn, so that two recommendations are outstanding now.",
        "Recommendations that the force has signed off await the inspectorate: one at the last meeting and one now.",
        "At both meetings, one recommendation was outstanding: one has a better rating now, none have a worse one and none have "
        "the same one.",
        "On the day of the meeting, one recommendation is past its target date (Appendix D).",
        "Since the last meeting, one of the recommendations outstanding at both meetings was given a later target date.",
        *[line for line in told if "new update" in line],
        "Since the last meeting, one inspection was completed.",
        "The inspection was an inspection of custody. The force was inspected from 5 October 2020 to 30 October 2020. Carried out by: HMICFRS.",
        "Lead in the force: Chief Constable.",
        "No inspection was under way at 31 December 2020.",
        "Since the last meeting, one inspection report was published.",
        "This report was published on 1 October 2020.",
        "It makes one recommendation: one for the force alone, none for the force jointly with other bodies and none for other "
        "bodies only.",
        "The response to the report is due by 1 February 2021.",
        "The force knows of one inspection that starts after 31 December 2020.",
        "It starts on 14 June 2021 and ends on 2 July 2021.",
        "HMICFRS has confirmed the dates.",
    ]


def test_two_of_everything_are_told_in_the_plural() -> None:
    told = sentences(two())
    assert told[2:-1] == [
        "A panel of the force reviews the recommendations of the inspectorate. After 30 June 2020 and up to 31 December 2020, "
        "four recommendations were reviewed: none are rated Red, four are rated Amber and none are rated Green.",
        "In the same period, two recommendations were signed off inside the force. By their status now, one stands as “Signed "
        "off: completed” and one stands as “Signed off: business as usual”.",
        "At 31 December 2020, four recommendations that the force had signed off were awaiting sign-off by the inspectorate.",
        "In addition, two causes of concern are outstanding. Causes of concern are counted apart and are in no other total of "
        "this report.",
        "At the last meeting, eight recommendations were outstanding. Since then two are new, four were reopened, two were "
        "signed off or closed and two were withdrawn, so that 10 recommendations are outstanding now.",
        "Recommendations that the force has signed off await the inspectorate: eight at the last meeting and four now.",
        "At both meetings, six recommendations were outstanding: two have a better rating now, two have a worse one and two have "
        "the same one.",
        "On the day of the meeting, two recommendations are past their target date (Appendix D).",
        "Since the last meeting, two of the recommendations outstanding at both meetings were given a later target date.",
        "Since the last meeting, two of the recommendations outstanding at both meetings have had no new update.",
        "Since the last meeting, two inspections were completed.",
        "The first inspection was an inspection of custody. The force was not chosen for fieldwork and was asked for documents, which it gave by 30 October 2020.",
        "The second inspection was an inspection of bail. The force was not selected for this inspection, which ended on 30 October "
        "2020. Commissioned by: Home Secretary. Carried out by: HMICFRS and HMCPSI.",
        "No inspection was under way at 31 December 2020.",
        "Since the last meeting, two inspection reports were published.",
        "This report was published on 1 October 2020 by HMICFRS.",
        "It makes four recommendations: one for the force alone, none for the force jointly with other bodies and three for "
        "other bodies only.",
        "This report was published on 1 October 2020. It came out with the report “Custody today”.",
        "It makes no recommendations.",
        "The force knows of two inspections that start after 31 December 2020.",
        "It starts on 14 June 2021.",
        "It starts on 14 June 2021.",
    ]


def test_the_movement_table_shows_each_step_with_its_sign() -> None:
    told = lines(two())
    at = told.index("|* Step | Recommendations |")
    assert told[at + 1 : at + 7] == [
        "| Outstanding at the last meeting | 8 |",
        "| New | +2 |",
        "| Reopened | +4 |",
        "| Signed off or closed | −2 |",
        "| Withdrawn | −2 |",
        "| Outstanding now | 10 |",
    ]


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "slot", ["update", "reason", "status", "department", "addressed_to", "rating"]
)
def test_every_slot_of_a_row_can_be_printed(slot: str) -> None:
    loop = ("{%p for row in overdue_rows %}", f"{{{{ row.{slot} }}}}", "{%p endfor %}")
    parts, drawn = (
        parts_of(TEMPLATE),
        "".join(p("NumberedParagraph", text) for text in loop).encode(),
    )
    own = packed({**parts, BODY: parts[BODY].replace(b"<w:body>", b"<w:body>" + drawn, 1)})
    row = {
        "update": "In hand.",
        "rag_reason": "Late.",
        "department": "Custody",
        "addressed_to": "West Midlands Police",
        "rag": "Red",
        "target": BEFORE,
    }
    found = made(inputs(row, template=own))
    answer = {"reason": "Late.", "rating": "Red", "status": "Open"}.get(slot, row.get(slot))
    assert f"[Numbered Paragraph] {answer}" in as_text(found.paper)


def test_an_inspection_of_one_day_takes_place_on_that_day() -> None:
    day, later = date(2020, 10, 30), date(2021, 6, 14)
    found = paper(
        {},
        then=[{}],
        log=inspections(
            inspections=[{"started": day, "finished": day}],
            forthcoming=[{"starts": later, "ends": later}],
        ),
    )
    told = sentences(found)
    assert (
        "The inspection was an inspection of custody. The force was inspected on 30 October 2020."
        in told
    )
    assert "It takes place on 14 June 2021." in told


def test_the_appendices_list_their_rows_and_no_others() -> None:
    def listed(heading: str) -> list[str]:
        return [
            line.split(" | ")[0].removeprefix("| ")
            for line in under(two(), heading)
            if line.startswith("| ")
        ]

    assert listed("Outstanding recommendations rated Red") == ["R3", "R4"]
    assert listed("New recommendations") == ["R19", "R20"]
    assert listed("Recommendations signed off or closed") == ["R19", "R20"]
    assert listed("Overdue recommendations") == ["R1", "R2"]


def test_a_row_of_an_appendix_holds_ref_report_wording_owner_and_target() -> None:
    assert under(one(), "Overdue recommendations") == [
        "|* Ref | Inspection report | Recommendation | Owner | Target date |",
        "| A | Fresh start | Keep better records. | Deputy Chief Constable | 3 December 2020 |",
    ]


def test_where_every_row_is_withheld_the_appendix_says_how_many() -> None:
    found = paper({"publish": "No", "rag": "Red"}, then=[{"publish": "No"}])
    assert under(found, "Outstanding recommendations rated Red") == [
        "[After Table] Not listed here: one recommendation that is counted in this report and not for publication."
    ]


def test_where_some_rows_are_withheld_the_appendix_says_how_many_more_there_are() -> None:
    rows: list[Row] = [
        {"publish": "No", "rag": "Red"},
        {"publish": "No", "rag": "Red"},
        {"rag": "Red", "target": None},
    ]
    told = under(paper(*rows, then=rows), "Outstanding recommendations rated Red")
    assert told[1:-1] == [
        "| R3 | Fresh start | Keep better records. | Deputy Chief Constable | None set |"
    ]
    assert told[-1] == (
        "[After Table] Not listed here: two recommendations that are counted in this report and not for publication."
    )


def test_a_first_paper_says_so_and_compares_nothing() -> None:
    found = paper({}, {"rag": "Red", "target": BEFORE}, log=inspections(inspections=[{}]))
    told = sentences(found)
    assert told[1] == (
        "It is the first report of this kind, so it has no earlier meeting to compare its figures with. They show "
        "the position at 31 December 2020."
    )
    assert told[2].startswith(
        "A panel of the force reviews the recommendations of the inspectorate. Up to 31 December 2020, "
    )
    assert told[5:] == [
        "There is no earlier meeting to compare with. At 31 December 2020, two recommendations were outstanding.",
        "On the day of the meeting, one recommendation is past its target date (Appendix D).",
        "In the period of this report, one inspection was completed.",
        "The inspection was an inspection of custody. The force was inspected; the inspection ended on 30 October 2020.",
        "No inspection was under way at 31 December 2020.",
        "No inspection reports were published in the period of this report.",
        "The force knows of no inspection that starts after 31 December 2020.",
        "The Committee is asked to note the contents of this report.",
    ]
    assert not [line for line in told if "since the last meeting" in line.lower()]
    assert under(found, "New recommendations") == [
        "[Normal] This is the first report of its kind, so there is no earlier meeting to compare with."
    ]


def test_a_first_paper_names_the_day_its_period_starts() -> None:
    since = SETTINGS.replace("data_to = 2020-12-31", "data_to = 2020-12-31\nsince = 2020-07-01")
    assert sentences(paper(settings=since))[2] == (
        "A panel of the force reviews the recommendations of the inspectorate. From 1 July 2020 to 31 December 2020, no "
        "recommendations were reviewed."
    )


def test_numbers_are_in_digits_where_the_house_wants_them_so() -> None:
    found = paper({}, then=[{}], settings=SETTINGS + "[style]\nnumbers_in_words_to = 0\n")
    assert sentences(found)[5] == (
        "At the last meeting, 1 recommendation was outstanding. Since then 0 are new, 0 were reopened, 0 were signed off or "
        "closed and 0 were withdrawn, so that 1 recommendation is outstanding now."
    )


FOUR = SETTINGS.replace('Green = "on course"', 'White = "not begun"\nBlue = "done"')


def test_a_legend_of_four_words_makes_a_matrix_of_four_by_four_whose_grid_fits() -> None:
    rows = [{"rag": word} for word in ("Red", "Amber", "White", "Blue")]
    found = paper(
        *reversed([{**row, "ref": f"R{place}"} for place, row in enumerate(rows, 1)]),
        then=[{**row, "ref": f"R{5 - place}"} for place, row in enumerate(rows, 1)],
        settings=FOUR,
    )
    told = lines(found)
    [at] = [
        place
        for place, line in enumerate(told)
        if line.endswith("| Red now | Amber now | White now | Blue now | Total |")
    ]
    assert told[at + 1 : at + 6] == [
        "| Red | 0 | 0 | 0 | 1 | 1 |",
        "| Amber | 0 | 0 | 1 | 0 | 1 |",
        "| White | 0 | 1 | 0 | 0 | 1 |",
        "| Blue | 1 | 0 | 0 | 0 | 1 |",
        "| Total | 1 | 1 | 1 | 1 | 4 |",
    ]
    for table in root(found).iter(W + "tbl"):
        grid = [int(column.get(W + "w")) for column in table.find(W + "tblGrid")]
        for row in table.iterchildren(W + "tr"):
            assert [
                int(width.get(W + "w")) for width in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")
            ] == grid
    assert sentences(found)[2].endswith(
        "four recommendations were reviewed: one is rated Red, one is rated Amber, one is rated White and one is rated Blue."
    )


@pytest.mark.parametrize(
    ("words", "margin"),
    [
        (("Red", "Amber", "Green"), ""),
        (("Inadequate", "Requires improvement", "Adequate", "Good", "Outstanding"), "57"),
    ],
)
def test_no_word_of_a_legend_is_broken_in_the_matrix(words: tuple[str, ...], margin: str) -> None:
    legend = (
        SETTINGS.partition("[rag]")[0]
        + "[rag]\n"
        + "".join(f'"{word}" = "a grade"\n' for word in words)
    )
    rows = [{"rag": word} for word in words]
    document = root(paper(*rows, then=rows, settings=legend))
    [matrix] = [
        table for table in document.iter(W + "tbl") if "Rating then" in "".join(table.itertext())
    ]
    room = [int(column.get(W + "w")) for column in matrix.find(W + "tblGrid")]
    assert 9400 <= sum(room) <= 9412
    assert [side.get(W + "w") for side in matrix.findall(f"{W}tblPr/{W}tblCellMar/{W}left")] == (
        [margin] if margin else []
    )
    for cell, width in zip(matrix.find(W + "tr").iterfind(W + "tc"), room, strict=True):
        for word in "".join(cell.itertext()).split():
            assert len(word) * 125 + 2 * int(margin or 108) <= width, word


def test_the_words_of_a_chart_of_five_inspectorate_grades_are_not_too_long_for_the_proof() -> None:
    grades = ("Inadequate", "Requires improvement", "Adequate", "Good", "Outstanding")
    legend = (
        SETTINGS.partition("[rag]")[0]
        + "[rag]\n"
        + "".join(f'"{word}" = "a grade"\n' for word in grades)
    )
    rows = [{"rag": word} for word in grades]
    found = paper(*rows, then=rows, settings=legend)
    assert [
        fault.code for fault in access_faults(found.paper) if fault.code.startswith("alt")
    ] == []


def test_a_rating_that_the_last_legend_did_not_have_was_nobodys_then() -> None:
    legend = SETTINGS.replace('Red = "off track"', 'Black = "hopeless"\nRed = "off track"')
    given = inputs({}, settings=legend, template=TEMPLATE)
    found = made(replace(given, filed=(baseline({}),)))
    assert "| Of these, rated Black | 0 | 0 | 0 | the same |" in lines(found)


def test_ratings_whose_words_hold_to_keep_their_own_cells_of_the_matrix() -> None:
    words = ("Red", "Red to Amber", "Amber to Green", "Green")
    legend = (
        SETTINGS.partition("[rag]")[0]
        + "[rag]\n"
        + "".join(f'"{word}" = "a step"\n' for word in words)
    )
    found = paper(
        {"rag": "Amber to Green"},
        {"rag": "Green"},
        {"rag": "Green"},
        settings=legend,
        then=[{"rag": "Red"}, {"rag": "Red to Amber"}, {"rag": "Red to Amber"}],
    )
    assert "| Red | 0 | 0 | 1 | 0 | 1 |" in lines(
        found
    ) and "| Red to Amber | 0 | 0 | 0 | 2 | 2 |" in lines(found)


def test_an_appendix_of_four_hundred_rows_holds_them_all_in_order() -> None:
    rows = [
        {"ref": f"WMP-{place:03}", "rag": "Red", "text": f"Do {place} & <more>."}
        for place in range(400)
    ]
    told = under(paper(*rows, then=rows), "Outstanding recommendations rated Red")
    assert told[1:] == [
        f"| WMP-{place:03} | Fresh start | Do {place} & <more>. | Deputy Chief Constable | 30 June 2021 |"
        for place in range(400)
    ]


def test_the_same_inputs_give_the_same_bytes() -> None:
    rows = [{"rag": "Red", "target": BEFORE}, {"status": "With HMICFRS", "signed_off": IN_PERIOD}]
    log = inspections(inspections=[{"narrative": "(a) x\n(b) y"}], reports=[{}])
    given = inputs(*rows, then=rows, template=TEMPLATE, log=log)
    first, second = made(given), made(given)
    assert first.paper == second.paper and first.emitted == second.emitted
    settings = read_settings(given.settings)
    # which a run of the tests reads once (conftest)
    assert read_log(log, settings) == read_log(log, settings)


# Texts that would harm


HOSTILE = (
    "{{ 7*7 }}",
    "{% if x %}{%p endif %}{%tr for x in y %}",
    "{# gone #} { { x } } }} %} {_{ x }_}",
    "<b>bold</b><w:t/>",
    "& &amp; &lt; &#65; &nope;",
    "]]> <![CDATA[x]]> <!-- x --> <?x?>",
    "=cmd()",
    "'single' \"double\" “curly” `tick`",
    "emoji 👮🏽‍♀️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "עברית مرحبا \u200f",
    "long " + "and longer " * 300 + "end",
    "  spaces  inside  ",
    "one\nline\n\nand the next",
    "a\ttab\tand two\t\tmore",
    "None nan NaN NaT <NA> Undefined",
    "\\1 \\g<0> $& %s {0} %(x)s",
    "+1 −2 @x",
)


def as_typed(text: str) -> str:
    """Return what stands in the paper for a text that was typed into a cell with lines."""
    return "\n".join(line.strip() for line in text.strip().split("\n") if line.strip())


def one_line(text: str) -> str:
    return text.strip().replace("\n", " ")


def body(text: str) -> str:
    return " ".join(text.replace(";", ",").split())


def planted(texts: Iterable[str]) -> tuple[bytes, bytes, dict[str, str]]:
    """Return both workbooks with each text in every text cell, and what stands in the paper for
    each cell.
    """
    expected: dict[str, str] = {}

    def plant(text: str, cell: str, shown: Any = str.strip) -> str:
        expected[cell] = shown(f"{text} {cell}")
        return f"{text} {cell}"

    recommendations, log = [], {sheet: [] for sheet in (INSPECTIONS, REPORTS, FORTHCOMING)}  # type: ignore[var-annotated]
    for place, text in enumerate(texts):
        for kind, status in (("o", "Open"), ("c", "Closed")):
            at = f"#{kind}{place}"
            recommendations.append(
                {
                    "ref": f"R{at}",
                    "report": plant(text, f"{at}t#", one_line),
                    "text": plant(text, f"{at}x#"),
                    "owner": plant(text, f"{at}o#"),
                    "department": text,
                    "rag_reason": text,
                    "update": text,
                    "number": text,
                    "addressed_to": f"WMP; {body(text)}",
                    "status": status,
                    "rag": "Red",
                    "target": BEFORE,
                }
            )
        log[INSPECTIONS].append(
            {
                "ref": f"I{place}",
                "title": plant(text, f"#it{place}#", one_line),
                "description": plant(text, f"#id{place}#", as_typed),
                "type": text,
                "commissioned_by": plant(text, f"#ic{place}#"),
                "inspectorates": body(plant(body(text), f"#ii{place}#")) + "; Second",
                "questions": plant(text, f"#iq{place}#", as_typed),
                "narrative": plant(text, f"#in{place}#", as_typed),
                "findings": plant(text, f"#if{place}#", as_typed),
                "next_step": plant(text, f"#is{place}#", as_typed),
                "lead": plant(text, f"#il{place}#"),
            }
        )
        log[REPORTS].append(
            {
                "ref": f"P{place}",
                "title": plant(text, f"#pt{place}#", one_line),
                "inspectorates": plant(body(text), f"#pi{place}#"),
                "narrative": plant(text, f"#pn{place}#", as_typed),
                "response_due": date(2021, 2, 1),
            }
        )
        log[FORTHCOMING].append(
            {"title": f"Inspection {place}", "narrative": plant(text, f"#fn{place}#", as_typed)}
        )
    return texts_only({RECOMMENDATIONS: recommendations}), texts_only(log), expected


def texts_only(sheets: Mapping[Sheet, list[dict[str, Any]]]) -> bytes:
    """Return a workbook in which what begins with = is text, as Excel stores what was typed after
    an apostrophe.
    """
    written = book(sheets)
    for page in written:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.data_type = "s"
    return saved(written)


def whole_text(found: Made) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs(opened(found.paper)))


@cache
def hostile() -> tuple[Made, dict[str, str]]:
    workbook, log, expected = planted(HOSTILE)
    return made(replace(inputs(then=[], template=TEMPLATE), workbook=workbook, log=log)), expected


def test_any_text_in_any_text_cell_stands_in_the_paper_as_typed() -> None:
    found, expected = hostile()
    text = whole_text(found)
    assert {cell: shown for cell, shown in expected.items() if shown not in text} == {}


def test_no_text_takes_anything_else_out_of_the_paper_or_puts_anything_into_it() -> None:
    found, expected = hostile()
    workbook, log, plain = planted(["plain"] * len(HOSTILE))
    text = whole_text(made(replace(inputs(then=[], template=TEMPLATE), workbook=workbook, log=log)))
    for cell, shown in plain.items():
        text = text.replace(shown, expected[cell])
    # one question stands in its sentence, several in a list below it
    assert whole_text(found).replace("It asked:\n", "It asked: ") == text.replace(
        "It asked:\n", "It asked: "
    )


def test_hostile_words_of_the_settings_stand_as_typed() -> None:
    harm = '{{ 7*7 }} <b> & ]]> "q"'.replace('"', '\\"')
    own = (
        SETTINGS.replace("off track", harm).replace("Joint Audit Committee", harm)
        + f'[paper]\ntitle = "{harm}"\n'
    )
    found = paper({"rag": "Red"}, then=[], settings=own)
    typed = '{{ 7*7 }} <b> & ]]> "q"'
    assert lines(found)[:3] == [
        f"[Title] {typed}",
        f"[Cover Line] Committee ⇥ {typed}",
        "[Cover Line] Meeting ⇥ 14 January 2021",
    ]
    assert f"| Red | {typed} |" in lines(found)
    core = etree.fromstring(parts_of(found.paper)["docProps/core.xml"])
    assert f"{typed}: {typed}" in [element.text for element in core]


def test_any_text_may_be_a_ref_or_the_title_of_a_forthcoming_inspection() -> None:
    texts = [one_line(text) for text in HOSTILE]
    refs = [" ".join(text.split()) for text in texts]
    rows = [{"ref": ref, "rag": "Red", "target": BEFORE} for ref in refs]
    coming = [{"title": text, "ends": date(2021, 7, 2)} for text in texts]
    both: dict[Sheet, list[dict[str, Any]]] = {
        INSPECTIONS: [{"ref": ref} for ref in refs],
        REPORTS: [{"ref": ref} for ref in refs],
        FORTHCOMING: coming,
    }
    found = made(
        replace(
            inputs(then=[], template=TEMPLATE),
            workbook=texts_only({RECOMMENDATIONS: rows}),
            log=texts_only(both),
        )
    )
    text = whole_text(found)
    assert [shown for shown in (*refs, *texts) if shown not in text] == []


def test_a_title_that_is_printed_again_under_the_report_it_came_out_with_stands_there_too() -> None:
    titles = ("{{ 7*7 }}", "{% if %}", "NaN and other acronyms")
    reports = [
        row
        for place, title in enumerate(titles)
        for row in (
            {"title": title},
            {"title": f"Other {place}", "published_with": f"R{place * 2 + 1}"},
        )
    ]
    told = sentences(paper(then=[], log=inspections(reports=reports)))
    assert [line.partition("It came out")[2] for line in told if "It came out" in line] == [
        f" with the report “{title}”." for title in titles
    ]


def test_a_rating_and_a_status_may_be_any_words() -> None:
    own = (
        SETTINGS.replace("Red =", '"Undefined" =')
        + '[status]\n"Open" = "open"\n"{{ done }}" = "signed_off"\n'
    )
    rows: list[Row] = [{"rag": "Undefined"}, {"status": "{{ done }}", "signed_off": IN_PERIOD}]
    assert sentences(paper(*rows, then=rows, settings=own))[3].endswith(
        "By its status now, one stands as “{{ done }}”."
    )


@pytest.mark.parametrize("character", ["\\uFFFE", "\\uFFFF"])
def test_a_character_in_the_settings_that_no_paper_can_hold_is_refused_as_a_setting(
    character: str,
) -> None:
    with pytest.raises(SettingsRefused):
        read_settings(SETTINGS.replace("Joint Audit", f"Joint{character}Audit").encode())


# Lists and looks


def list_of(found: Made) -> list[tuple[str, str, str]]:
    """Return style, number of the list and text of each item of a list."""
    items = []
    for paragraph in root(found).iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if style is not None and style.get(W + "val").startswith("List"):
            text = "".join(element.text or "" for element in paragraph.iter(W + "t"))
            items.append(
                (style.get(W + "val"), "" if number is None else number.get(W + "val"), text)
            )
    return items


@cache
def written() -> Made:
    """The paper of prose with lists, bold and italic."""

    def look(text: str, **font: Any) -> TextBlock:
        return TextBlock(InlineFont(**font), text)

    rich = CellRichText(
        "The ",
        look("bi", b=True),
        " and ",
        look("ib", i=True),
        look("bib", b=True, i=True),
        "b & ",
        look("<b>{{ x }}", b=True),
        "i\n(a) ",
        look("ibb", i=True),
        " end",
    )
    lettered, numbered = "It asked:\n(a) why;\n(b) when.", "1. First\n2. Second"
    return paper(
        then=[],
        log=inspections(
            inspections=[
                {
                    "questions": lettered,
                    "narrative": f"{lettered}\nAnd then:\n{lettered}",
                    "findings": numbered,
                },
                {"questions": "(a) who", "next_step": numbered, "narrative": "• one\n• two"},
                {"narrative": rich},
            ]
        ),
    )


def test_every_list_starts_again_and_its_labels_are_words_numbering() -> None:
    found = written()
    items = list_of(found)
    assert [(style, text) for style, _, text in items] == [
        ("ListLetter", "why;"),
        ("ListLetter", "when."),
        ("ListLetter", "why;"),
        ("ListLetter", "when."),
        ("ListLetter", "why;"),
        ("ListLetter", "when."),
        ("ListNumber", "First"),
        ("ListNumber", "Second"),
        ("ListLetter", "who"),
        ("ListBullet", "one"),
        ("ListBullet", "two"),
        ("ListNumber", "First"),
        ("ListNumber", "Second"),
        ("ListLetter", "ibb end"),
    ]
    numbers = [number for _, number, _ in items]
    assert (
        numbers[0] == numbers[1]
        and numbers[2] == numbers[3]
        and numbers[4] == numbers[5]
        and numbers[6] == numbers[7]
    )
    lists = [numbers[0], numbers[2], numbers[4], numbers[6], numbers[8], numbers[11], numbers[13]]
    assert len(set(lists)) == 7 and "" not in lists
    restarted = {
        number.get(W + "numId"): number.find(f"{W}lvlOverride/{W}startOverride")
        for number in root(found, "word/numbering.xml").iter(W + "num")
    }
    assert [restarted[number].get(W + "val") for number in lists] == ["1"] * 7


def test_a_list_in_the_wording_of_a_recommendation_is_a_list_in_the_appendix_and_restarts_in_every_row() -> (
    None
):
    wording = "The force should:\n(a) record why;\n(b) say when."
    found = paper(
        {"rag": "Red", "text": wording},
        {"rag": "Red", "text": wording, "publish": "No"},
        {"rag": "Red", "text": "1. First\n2. Second", "ref": "R9"},
        {"rag": "Red", "text": "Two\nlines"},
        then=None,
    )
    items = list_of(found)
    assert [(style, text) for style, _, text in items] == [
        ("ListLetter", "record why;"),
        ("ListLetter", "say when."),
        ("ListNumber", "First"),
        ("ListNumber", "Second"),
    ]
    assert len({number for _, number, _ in items}) == 2
    assert [item.message for item in found.computed.findings if item.code == "inaccessible"] == []
    (cell,) = {
        paragraph.getparent()
        for paragraph in root(found).iter(W + "p")
        if "record why;" in "".join(paragraph.itertext())
    }
    assert cell.tag == W + "tc" and "".join(cell[1].itertext()) == "The force should:"


@pytest.mark.parametrize("number", ["1.", "3.", "(a)"])
def test_a_wording_that_begins_with_a_number_of_its_own_is_printed_as_typed(number: str) -> None:
    found = paper({"rag": "Red", "text": f"{number} Keep better records."}, then=None)
    assert list_of(found) == [] and any(
        f"{number} Keep better records." in line for line in lines(found)
    )
    assert [item for item in found.computed.findings if item.code == "list-order"] == []


def test_a_list_out_of_order_in_a_wording_is_printed_as_typed_with_a_note_at_its_cell() -> None:
    wording = "The force should:\n(a) record why;\n(c) say when."
    found = paper(
        {"rag": "Red", "text": wording},
        {"text": wording, "addressed_to": "Kent Police"},
        {"text": wording, "publish": "No"},
        then=None,
    )
    assert list_of(found) == [] and any("(a) record why;" in line for line in lines(found))
    assert [str(item.cell) for item in found.computed.findings if item.code == "list-order"] == [
        "Recommendations!G2"
    ]


def test_lists_of_two_cells_in_one_paragraph_of_the_template_restart_as_well() -> None:
    parts = parts_of(TEMPLATE)
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"{{ inspection.narrative }}", b"{{ inspection.narrative }}{{ inspection.findings }}", 1
    )
    log = inspections(inspections=[{"narrative": "(a) x\n(b) y", "findings": "(a) z"}])
    items = list_of(made(inputs(then=[], log=log, template=packed(parts))))
    numbers = [number for _, number, _ in items]
    assert [text for _, _, text in items] == ["x", "y", "z", "z"]
    assert numbers[0] == numbers[1] != numbers[2] != numbers[3]


def test_bold_and_italic_words_arrive_with_all_their_letters() -> None:
    runs = []
    for run in root(written()).iter(W + "r"):
        text = "".join(element.text or "" for element in run.iter(W + "t"))
        bold, italic = (run.find(f"{W}rPr/{W}{tag}") is not None for tag in "bi")
        runs.append((text, bold, italic))
    at = runs.index(("bi", True, False))
    assert runs[at - 1 : at + 9] == [
        ("The ", False, False),
        ("bi", True, False),
        (" and ", False, False),
        ("ib", False, True),
        ("bib", True, True),
        ("b & ", False, False),
        ("<b>{{ x }}", True, False),
        ("i", False, False),
        ("ibb", False, True),
        (" end", False, False),
    ]


# Controls


def controls(found: Made) -> list[tuple[str, str]]:
    """Return tag and text of each content control, through all parts."""
    held = []
    for name, part in parts_of(found.paper).items():
        if name.startswith("word/") and name.endswith(".xml"):
            for control in etree.fromstring(part).iter(W + "sdt"):
                tag = control.find(f"{W}sdtPr/{W}tag")
                text = "".join(element.text or "" for element in control.iter(W + "t"))
                assert tag is not None
                held.append((str(tag.get(W + "val")), text))
    return held


def test_every_figure_that_is_printed_stands_in_a_control_tagged_with_its_key() -> None:
    held = Counter(controls(two()))
    printed = Counter((item.source, item.lines[0]) for item in two().emitted if item.figure)
    # the chart prints some once more
    assert set(held) == set(printed) and not held - printed and len(held) > 60
    for tag, text in held:
        figure = two().computed.figures.get(tag)
        if figure is not None:
            digits = text.replace(",", "").replace("−", "").replace("+", "")
            words = {
                "no": 0,
                "none": 0,
                "one": 1,
                "two": 2,
                "four": 4,
                "six": 6,
                "eight": 8,
                "10": 10,
            }
            value = int(digits) if digits.isdigit() else words[text.split()[0]]
            assert (tag, value) == (tag, figure.value)


def test_no_digit_of_the_text_stands_outside_a_control() -> None:
    loose = root(two())
    for control in list(loose.iter(W + "sdt")):
        control.getparent().remove(control)
    texts = [
        "".join(element.text or "" for element in paragraph.iter(W + "t"))
        for paragraph in loose.iter(W + "p")
    ]
    assert [
        text for text in texts if re.search("[0-9]", re.sub(r"\bR[0-9]+\b|[0-9a-f]{12}", "", text))
    ] == []


def test_the_ids_of_controls_differ() -> None:
    ids = [
        element.get(W + "val")
        for element in root(two()).iter(W + "id")
        if element.getparent().tag == W + "sdtPr"
    ]
    assert len(ids) == len(set(ids)) > 60


# Not for publication


def test_nothing_of_a_row_that_is_not_for_publication_but_its_ref_is_in_any_file() -> None:
    secret = {
        key: f"ZUGZWANG{key} the the ZUGZWANG"
        for key in ("report", "text", "owner", "department", "rag_reason", "update", "number")
    }
    hidden: Row = {
        **secret,
        "addressed_to": "WMP; ZUGZWANGbody",
        "publish": "No",
        "rag": "Red",
        "target": BEFORE,
    }
    now: list[Row] = [
        {"ref": "N1", **hidden},
        {"ref": "N2", **hidden, "status": "Closed"},
        {"ref": "N3", **hidden, "kind": "Cause of concern"},
        {
            "ref": "N4",
            **hidden,
            "text": "ZUGZWANG words",
            "published": date(2020, 3, 1),
            "rag": "Red",
        },
        {"ref": "N5", **hidden, "published": IN_PERIOD, "reviewed": IN_PERIOD},
        {"ref": "Y1"},
    ]
    before: Row = {**hidden, "addressed_to": "WMP; Home Office"}
    then: list[Row] = [
        {"ref": "N4", **before, "rag": "Green"},
        {"ref": "N2", **before},
        {"ref": "Y1"},
    ]
    given = inputs(*now, then=then, template=TEMPLATE)
    given = replace(given, filed=(replace(given.filed[0], paper=one().paper),))
    found = made(given)
    assert {item.code for item in found.computed.findings} >= {
        "words-changed",
        "published-changed",
        "rating-backwards",
    }
    files = packet(given, found, with_pdf=False).files
    assert len(files) >= 7
    for name, content in files.items():
        pieces = parts_of(content) if name.endswith(".docx") else {name: content}
        for inner in [piece for piece in pieces if piece.endswith(".xlsx")]:
            pieces |= parts_of(pieces[inner])
        assert {piece: True for piece, data in pieces.items() if b"ZUGZWANG" in data.upper()} == {}


def test_what_the_last_paper_told_of_a_row_that_is_not_for_publication_now_is_in_no_file() -> None:
    was: Row = {
        "ref": "N1",
        "text": "ZUGZWANG one.\n\u2022 ZUGZWANG the second",
        "owner": "ZUGZWANG",
        "rag": "Red",
        "target": BEFORE,
        "rag_reason": "ZUGZWANG is why.",
    }
    last = paper(was, {"ref": "Y1", "rag": "Red"}).paper
    assert b"ZUGZWANG" in parts_of(last)["word/document.xml"]
    given = inputs(
        {**was, "publish": "No", "text": "Other words."},
        {"ref": "Y1"},
        then=[was, {"ref": "Y1"}],
        template=TEMPLATE,
    )
    given = replace(given, filed=(replace(given.filed[0], paper=last),))
    whole = packet(given, made(given), with_pdf=False)
    files = {
        name: {name: content} if not name.endswith(".docx") else parts_of(content)
        for name, content in whole.files.items()
    }
    assert [
        name
        for name, pieces in files.items()
        for data in pieces.values()
        if b"ZUGZWANG" in data.upper()
    ] == []
    redline = "".join(etree.fromstring(files["redline.docx"]["word/document.xml"]).itertext())
    assert "N1" in redline and "(not for publication)" in redline
    assert "last-paper-masked" in {item.code for item in whole.findings}


def test_no_finding_quotes_a_row_that_is_not_for_publication() -> None:
    base = {"publish": "No"}
    keys = ("kind", "rag", "status", "target", "published", "reviewed", "parent", "signed_off")
    rows: list[Row] = [{**base, key: "ZUGZWANG word"} for key in keys]
    rows += [
        {**base, "target": 987654},
        {**base, "text": "ZUGZWANG \u2028"},
        {**base, "number": 98765.4},
        {**base, "addressed_to": "West Midlands Polise", "text": "the the ZUGZWANG"},
    ]
    told = [str(item) for item in computed(inputs(*rows, then=[])).findings]
    assert len(told) >= 10
    assert [line for line in told if re.search("ZUGZWANG|987654|98765|Polise", line)] == []


# The proof


@cache
def proved() -> tuple[Made, dict[str, tuple[str, ...]]]:
    rows = [
        {"rag": "Red", "text": text, "owner": "Chief Officer"}
        for text in ("Keep records.", "Keep more.")
    ]
    found = paper(*rows, then=rows)
    return found, originals(found.computed.position, [one.source for one in found.emitted])


def codes_of(parts: Mapping[str, bytes], *, more: tuple[Emitted, ...] = ()) -> set[str]:
    """Return the codes that the proof finds in a spoilt paper."""
    found, lines_of = proved()
    return {
        item.code
        for item in printed.faults(
            Paper(packed(parts), (*found.emitted, *more), found.spoken), lines_of
        )
    }


def spoilt(old: str, new: str, part: str = "word/document.xml", times: int = 1) -> dict[str, bytes]:
    parts = parts_of(proved()[0].paper)
    text = parts[part].decode()
    assert old in text
    return {**parts, part: text.replace(old, new, times).encode()}


def test_a_paper_as_made_passes_its_proof() -> None:
    assert codes_of(parts_of(proved()[0].paper)) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<w:body>", "<w:body><w:p>", "proof-xml"),
        ("Purpose of report", "Purpose {{ of }} report", "proof-leftover"),
        ("Purpose of report", "Purpose {% of report", "proof-leftover"),
        ("Purpose of report", "Purpose { { of report", "proof-leftover"),
        ("Purpose of report", "Purpose \ufdd4 of report", "proof-leftover"),
        ("Purpose of report", "Purpose NaN of report", "proof-blank-word"),
        ("Purpose of report", "Purpose NaT report", "proof-blank-word"),
        ("Keep records.", "Keep records", "proof-cell-text"),
        ("off track", "off trac", "proof-cell-text"),
        (">two recommendations<", ">three recommendations<", "proof-figure"),
        ('<w:tag w:val="opening_red"/>', '<w:tag w:val="opening_amber"/>', "proof-figure"),
        ('<w:tag w:val="reviewed_total"/>', '<w:tag w:val="outstanding_total"/>', "proof-figure"),
        ('<w:tag w:val="meeting_date"/>', '<w:tag w:val="data_to"/>', "proof-figure"),
        ('w:val="NumberedParagraph"', 'w:val="NoSuchStyle"', "proof-style"),
    ],
)
def test_a_spoilt_paper_does_not_pass(old: str, new: str, code: str) -> None:
    assert code in codes_of(spoilt(old, new))


def test_a_style_that_is_gone_is_told() -> None:
    assert codes_of(
        spoilt('w:styleId="NumberedParagraph"', 'w:styleId="Other"', "word/styles.xml")
    ) == {"proof-style"}


def test_a_cell_that_is_lost_where_another_has_the_same_words_is_told() -> None:
    assert codes_of(spoilt("Chief Officer", "")) == {"proof-cell-text"}


def test_every_control_of_the_paper_is_watched() -> None:
    found, lines_of = proved()
    parts = parts_of(found.paper)
    document = parts["word/document.xml"]
    unnoticed = []
    for tag in list(re.finditer(rb'<w:tag w:val="([^"]*)"/>', document))[::2]:
        other = document[: tag.start()] + b'<w:tag w:val="no_such_figure"/>' + document[tag.end() :]
        if not printed.faults(
            Paper(packed({**parts, "word/document.xml": other}), found.emitted, found.spoken),
            lines_of,
        ):
            unnoticed.append(tag[1].decode())
    assert unnoticed == []


def test_a_value_that_was_printed_and_stands_nowhere_is_told() -> None:
    parts = parts_of(proved()[0].paper)
    assert codes_of(parts, more=(Emitted("overdue_total", ("17",), True),)) == {"proof-figure"}
    assert codes_of(
        parts, more=(Emitted("inspections.xlsx Inspections!B2", ("A title",), False),)
    ) == {"proof-cell-text"}


def test_a_table_whose_total_row_is_not_the_sum_is_told() -> None:
    row = next(
        row
        for row in root(proved()[0]).iter(W + "tr")
        if "".join(row.itertext()).startswith("Amber")
    )
    before = etree.tostring(row).decode()
    parts = parts_of(proved()[0].paper)
    tree = etree.fromstring(parts["word/document.xml"])
    wrong = next(row for row in tree.iter(W + "tr") if etree.tostring(row).decode() == before)
    number = next(element for element in wrong.iter(W + "t") if element.text == "0")
    number.text = "4"
    assert "proof-total" in codes_of({**parts, "word/document.xml": etree.tostring(tree)})


@pytest.mark.parametrize("rows", [0, 1])
def test_a_table_of_no_more_than_a_header_has_no_total_to_prove(rows: int) -> None:
    empty = (
        '<w:tbl><w:tblPr><w:tblLook w:lastRow="1"/></w:tblPr><w:tblGrid/>'
        + "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>" * rows
        + "</w:tbl>"
    )
    assert codes_of(spoilt("<w:body>", f"<w:body>{empty}")) == set()


def test_a_cell_may_hold_what_looks_like_a_tag_and_one_tag_more_is_told() -> None:
    found, _ = hostile()
    lines_of = originals(found.computed.position, [one.source for one in found.emitted])
    parts = parts_of(found.paper)
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"Purpose of report", b"Purpose {{ of report"
    )
    told = printed.faults(Paper(packed(parts), found.emitted, found.spoken), lines_of)
    # and none for the tags that cells hold
    assert [item.code for item in told] == ["proof-leftover"]


def test_the_paper_keeps_nothing_of_who_edited_the_template_and_where() -> None:
    found = parts_of(one().paper)
    core = found["docProps/core.xml"].decode()
    assert "2021-01-14T00:00:00Z" in core and "West Midlands Police" in core
    assert b"w:rsid" not in found["word/document.xml"] and not [
        name for name in found if name.startswith("customXml")
    ]
    assert CUT_OFF.isoformat() not in core


# What is not kept

BARE = {"reviewed": None, "target": None, "update": None, "updated": None}


def test_what_a_force_does_not_keep_has_no_sentence_no_heading_and_no_row() -> None:
    settings = (
        SETTINGS + '[workbook]\nlog = false\n[status]\n"Open" = "open"\n"Closed" = "closed"\n'
    )
    for then in (None, [BARE]):
        given = inputs(
            BARE,
            {**BARE, "rag": "Red", "rag_reason": "x"},
            then=then,
            settings=settings,
            template=TEMPLATE,
        )
        given = replace(given, log=None)
        told = "\n".join(lines(made(given)))
        for word in (
            "Reviewed",
            "reviewed in",
            "Overdue",
            "overdue",
            "Awaiting",
            "awaiting",
            "signed off inside",
            "new update",
            "Inspections",
            "Inspection reports",
            "Forthcoming",
            "inspections log",
            "later target",
        ):
            assert word not in told, word
        assert "outstanding" in told


def test_a_log_that_lies_there_though_none_is_said_to_be_kept_is_refused() -> None:
    with pytest.raises(SettingsRefused) as refused:
        made(inputs({}, settings=SETTINGS + "[workbook]\nlog = false\n", template=TEMPLATE))
    assert [found.where for found in refused.value.findings if found.severity == "error"] == [
        "report.toml, [workbook] log"
    ]


def test_a_log_that_is_missing_is_told_with_both_ways_out() -> None:
    with pytest.raises(WorkbookRefused) as refused:
        made(replace(inputs({}, template=TEMPLATE), log=None))
    [found] = [found for found in refused.value.findings if found.severity == "error"]
    assert "write log = false under [workbook] in report.toml" in found.remedy


def test_more_lines_than_a_paper_can_have_are_told_at_the_longest_cell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each by itself is no fault: it is all of them that no paper can hold, and no reader."""
    monkeypatch.setattr(sandbox, "MOST_LINES", 5)
    few, many = "\n".join("abc"), "\n".join("abcde")
    red = {"rag": "Red", "rag_reason": "Late."}
    assert paper({**red, "text": few}).paper
    with pytest.raises(WorkbookRefused) as refused:
        paper({**red, "text": few}, {**red, "text": many})
    (fault,) = [fault for fault in refused.value.findings if fault.severity == "error"]
    assert (fault.code, str(fault.cell)) == ("too-many-lines", "Recommendations!G3")
    assert "more than 5 lines together; this one has 5, the most." in fault.message
