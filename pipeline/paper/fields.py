"""The slots of the rows of each list: of a recommendation, a rating, an inspection, a report, a
promise.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.paper.slot import Slot, date, flag, number, prose, span, text

ONE_DAY = flag("its first day is its last")


BODIES = Slot("the same, the inspectorate of the paper by its short name; use with |list", "names")


COMMA = text('the comma or "and" that follows it in a sentence; nothing after the last')


ROW = {
    "ref": text("the force's ref"),
    "report": text("the title of its report"),
    "linked_report": text("the title as a link to its page, where the log has the report and one"),
    "published": date("the day its report was published"),
    "kind": text("what it is, in the words of [kind]"),
    "number": text("its number in the report"),
    "parent": text("the ref of the cause of concern that it hangs from"),
    "text": prose("the wording"),
    "addressed_to": text("whom it is addressed to"),
    "owner": text("the chief officer who answers for it"),
    "department": text("where the work is done"),
    "rag": text("its rating, a word of the legend"),
    "rating": text("the same"),
    "rag_reason": prose("the reason for the rating"),
    "reason": prose("the same"),
    "status": text("its status, in the workbook's words"),
    "target": date("its target date; false where it has none, as with every date of a row"),
    "original_target": date("its first target date"),
    "reviewed": date("the day of the last review"),
    "signed_off": date("the day it was signed off inside the force"),
    "closed": date("the day the inspectorate closed it"),
    "updated": date("the day of the latest update"),
    "update": prose("the latest update"),
    "publish": text("Yes: a row that is not for publication is in no list"),
    "days_overdue": number("the days from its target date to the meeting; 0 where it is not late"),
    "rag_then": text(
        "its rating at the last meeting; empty where it was not there, or not for publication then"
    ),
    "status_then": text("its status at the last meeting, likewise"),
    "target_then": date("its target date at the last meeting, likewise"),
    "is_outstanding": flag("it is outstanding"),
    "is_awaiting": flag("it awaits the inspectorate"),
    "is_closed": flag("it is closed"),
    "is_withdrawn": flag("its status means withdrawn"),
    "is_worst": flag("it has the worst rating"),
    "is_overdue": flag("it is outstanding and its target date is before the meeting"),
    "is_reviewed": flag("it was reviewed in the period"),
    "is_new": flag(
        "it was not in the last meeting's register; this and what follows: no flag is"
        " up on a first paper"
    ),
    "is_reopened": flag("it is outstanding, and was signed off, closed or withdrawn"),
    "is_returned": flag("it is outstanding, and awaited the inspectorate"),
    "is_improved": flag("it is outstanding at both meetings, with a better rating now"),
    "is_worsened": flag("it is outstanding at both meetings, with a worse rating now"),
    "is_extended": flag("it is outstanding at both meetings, with a later target date now"),
    "target_moved": flag("it has a first target date that is not the one it has now"),
    "opens_report": flag("it is the first of its report, in a list of `by_report`"),
}


CONCERN = {
    **ROW,
    "recommendations": Slot(
        "the recommendations that hang from it, whatever their status", "list", ROW
    ),
    "withheld": number("of these, how many are not for publication and not in the list"),
}


GROUP = {
    "report": text("the title of a report"),
    "linked_report": text("the title as a link to its page, where the log has the report and one"),
    "published": date("the day it was published"),
    "rows": Slot("its rows of the list", "list", ROW),
}


RATING = {
    "word": text("the rating"),
    "meaning": text("what it means, from the legend"),
    "reviewed": number("reviewed in the period with this rating"),
    "outstanding": number("outstanding with this rating"),
    "opening": number("outstanding with this rating at the last meeting"),
    "continuing": number("outstanding at both meetings, with this rating then"),
    "continuing_now": number("outstanding at both meetings, with this rating now"),
    "now": Slot(
        "for the ratings now: how many moved there from this one",
        "list",
        {
            "word": text("the rating now"),
            "count": number("how many had the outer rating then and have this one now"),
        },
    ),
    "comma": COMMA,
}


INSPECTION = {
    "position": number("1 for the first, 2 for the second …; use with |ordinal"),
    "alone": flag("it is the only one"),
    "ref": text("its ref"),
    "title": text("its official title"),
    "description": prose('completes "The first inspection was …"'),
    "type": text("its type"),
    "commissioned_by": text("who asked for it"),
    "inspectorates": Slot("the inspectorates; use with |list", "names"),
    "bodies": BODIES,
    "fieldwork": flag("the force was inspected"),
    "documents_only": flag("the force gave documents only"),
    "not_selected": flag("the force was not selected"),
    "started": date("the first day; false where not known"),
    "finished": date("the last day"),
    "days": span(
        "from the first day to the last: 9 to 13 November 2020; the last day where the"
        " first is not known"
    ),
    "one_day": ONE_DAY,
    "questions": prose("what it asked"),
    "narrative": prose("what happened"),
    "findings": prose("the preliminary findings"),
    "next_step": prose("what follows"),
    "lead": text("who leads"),
}


UNDER_WAY = {
    **{key: slot for key, slot in INSPECTION.items() if key not in ("finished", "one_day", "days")},
    "started": date("the first day"),
    "ends": date("the last day; false where it is not known"),
}


REPORT = {
    "ref": text("its ref"),
    "title": text("its official title"),
    "linked_title": text("its title as a link to its page; without a link, the title"),
    "published": date("the day of publication"),
    "inspectorates": Slot("the inspectorates; use with |list", "names"),
    "bodies": BODIES,
    "published_with": text("the title of the report it came out with"),
    "inspection": text("the title of its inspection"),
    "recommendations": number("how many it makes"),
    "for_force": number("for this force alone"),
    "jointly": number("for this force and other bodies"),
    "for_others": number("for other bodies only"),
    "ours": number("for this force, alone or jointly"),
    "narrative": prose("what it found"),
    "response_due": date("when the response is due; false where not known"),
    "responded": date("when the force responded; false where it had not by the data cut-off"),
    "is_late": flag(
        "its response was made after the day it was due, or was due before the meeting and is not"
        " made"
    ),
    "answer_by": date(
        "the last of the 56 days, beginning with its publication, that the law gives"
    ),
    "link": text("the address of its page"),
}


FORTHCOMING = {
    "title": text("its official title"),
    "starts": date("the first day"),
    "ends": date("the last day; false if not known"),
    "days": span("from the first day to the last; the first alone where the last is not known"),
    "one_day": ONE_DAY,
    "narrative": prose("what is known"),
}


PROMISE = {
    "kind": text("what it is: target date, inspection, response to a report, next step, sentence"),
    "ref": text("the ref of its recommendation, inspection or report"),
    "title": text("the title of its report or inspection"),
    "words": text("the words of the last paper; empty for a target date"),
    "place": text(
        "where it stood in the last paper: 3.1, Appendix A; empty where it was not in it"
    ),
    "by": date("the day by which it was promised; false where none was given"),
    "state": text(
        "what became of it: kept, not kept, not due yet, overtaken, to be judged, not mentioned"
    ),
    "done": date("the day on which it was done; false where not known"),
    "moved_to": date("the day that is given for it now; false where it did not move"),
    "rating": text("the rating of its recommendation now"),
    "status": text("the status of its recommendation now"),
    "kept": flag("it was done by its day"),
    "not_kept": flag("it was not"),
    "not_due": flag("its day is after the data cut-off"),
    "not_mentioned": flag("neither the workbook nor the log says anything of it"),
}


LOGGED: Mapping[str, Mapping[str, Slot]] = {
    "inspections_total": INSPECTION,
    "underway_total": UNDER_WAY,
    "reports_total": REPORT,
    "forthcoming_total": FORTHCOMING,
    "responses_made": REPORT,
    "responses_due": REPORT,
    "responses_late": REPORT,
}
"""The slots of the rows behind a figure of the log; those of all others are recommendations."""
