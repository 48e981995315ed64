"""What is found in a paper that people have edited in Word: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of, notes, remarks

CODES: dict[str, Code] = {
    **errors(
        6,
        paper_copy="verify: this is a copy made for reviewers and not the paper",
        paper_unsafe=(
            "verify: something in the paper could run, load or lead elsewhere, or changes by itself"
        ),
        paper_broken="verify: Word could not open the paper, or would repair it",
        paper_tracked="verify: there is a tracked change",
        paper_comment="verify: there is a comment",
        paper_hidden="verify: there are hidden words",
        paper_other_paper="verify: this may be another paper",
        paper_changed="verify: a figure does not match the inputs",
        paper_emptied="verify: the control of a figure is empty",
        paper_older="verify: a figure moved since the paper was made",
        paper_left_over="verify: the inputs no longer print this figure",
        paper_chart="verify: a native chart does not show what the inputs give",
        paper_unread="verify: something stands in the paper that cannot be read",
        paper_contradicts="verify: a number or claim typed by hand contradicts a figure",
        paper_row="verify: what is said of a recommendation is not what its row says",
        paper_list="verify: a list is not what its figure counts",
        paper_withheld="verify: words of a row that is not for publication stand in the paper",
    ),
    **remarks(
        paper_no_controls="verify: figures were found by their place, for their controls are gone",
        paper_no_names="verify: figures were found by their place, for their names are gone",
        paper_gone="verify: a figure is not in this paper",
        paper_unsure="verify: a number or claim typed by hand, to check",
        paper_unexplained="verify: numbers typed by hand that nothing in the inputs explains",
        paper_withheld_near="verify: words almost like those of a row that is not for publication",
        paper_typed="verify: a number typed by hand agrees with a figure",
        paper_added="verify: a paragraph was added",
        paper_dropped="verify: a paragraph was left out",
        paper_reworded="verify: a paragraph was reworded",
        paper_moved="verify: a paragraph was moved",
        paper_link="verify: a link leads elsewhere, came or is gone",
        paper_unchecked="verify: something is not looked at, such as the contents of a picture",
    ),
    **notes(
        6,
        paper_inaccessible="verify: an edited paper shuts readers out where the program's does not",
    ),
}
finding = partial(finding_of, CODES)
