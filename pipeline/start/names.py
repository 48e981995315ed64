"""The other names under which trackers keep what the program calls by a key, and how like one a
heading is.

Gathered from action plans and recommendation registers that police, fire and local government
audit committees publish.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.settings.model import fold
from pipeline.settings.schema import FORTHCOMING, INSPECTIONS, RECOMMENDATIONS, REPORTS, Sheet

EXACT, INSIDE, WEAK, NEAR = 1.0, 0.8, 0.75, 0.88
"""How much it is worth that a heading is one of the names, holds all words of one, or is one that
means other things too; and how alike letters must be for a slip.
"""
_RECOMMENDATIONS = {
    "ref": "ref|reference|force ref|force reference|unique ref|unique reference|urn|id|hmi ref"
    "|hmicfrs ref|portal ref|portal reference|portal id|rec ref|action ref|action id|rec id"
    "|recommendation ref|recommendation id|tracker ref|ref no|reference no|reference number"
    "|rec no|recommendation no|recommendation number|unique id|item ref|monitoring portal ref"
    "|~number|~no|~item|~item no|~serial|~code|~title",
    "report": "inspection report|report|report title|title of report|name of report|inspection"
    "|inspection title|inspection name|publication|publication title|title|review|source report"
    "|report name|hmicfrs report|inspection or report|thematic|programme|~source|~subject",
    "published": "published|date published|publication date|published on|date of publication"
    "|report date|date of report|report published|published date|date report published|issued"
    "|date issued|date of issue|~date|~date received|~inspection date",
    "kind": "type|rec afi|rec afi coc|kind|category|recommendation type|rec type|type of"
    " recommendation|finding type|rec or afi|afi rec|afi or rec|recommendation area for"
    " improvement|recommendation area for development|recommendation or afi|coc rec afi"
    "|rec afi cause of concern|classification of finding|~class",
    "number": "number in report|no|number|rec number|rec no|recommendation number|recommendation"
    " no|afi number|paragraph|para|number in the report|report ref|report reference",
    "parent": "cause of concern|coc|parent|parent ref|linked cause of concern|coc ref|linked to coc"
    "|related cause of concern",
    "text": "recommendation|recommendation text|wording|recommendation wording|text|text of"
    " recommendation|full text|full wording|finding|narrative|detail|details|recommendation detail"
    "|recommendation details|agreed action|action required|area for improvement|recommendation or"
    " area for improvement|recommendation afi|recommendations|description|recommendation"
    " description|requirement|what hmicfrs said|~action|~issue|~summary|~improvement",
    "addressed_to": "addressed to|for|addressee|addressees|recommendation for|directed to|directed"
    " at|aimed at|recipient|recommended to|who it is for|applies to|applicable to|responsible body"
    "|body|organisation|organisations|for whom|~force|~forces|~agency|~partner",
    "owner": "owner|chief officer|chief officer lead|executive lead|exec lead|exec owner|sro|senior"
    " responsible owner|senior responsible officer|senior owner|strategic lead|strategic owner"
    "|thematic lead|lead|lead officer|force lead|business lead|accountable officer|responsible"
    " officer|responsible owner|owner name|action owner|lead owner|executive owner|nccl|gold lead"
    "|portfolio lead|portfolio holder|chief officer owner|acc lead|recommendation owner"
    "|responsible|~allocated to|~assigned to|~who|~tactical lead|~operational lead|~manager",
    "department": "department|dept|business area|command|directorate|division|unit|area of business"
    "|team|function|portfolio|bcu|~spoc|~single point of contact|~tactical lead|~delivery lead"
    "|~operational lead",
    "rag": "rag|brag|rag status|brag status|rag rating|brag rating|rating|current rag|rag current"
    "|grade|grading|status rag|force rag|delivery confidence|assessment|confidence|risk rating"
    "|progress rating|rag grade|~colour|~judgement",
    "rag_reason": "reason for rating|rag reason|reason for rag|rag rationale|rationale for rag"
    "|rationale|rag commentary|reason for rag rating|why|risk narrative|~exception|~blockers",
    "status": "status|state|stage|position|current position|current status|open closed|open or"
    " closed|force status|force position|overall status|progress status|hmicfrs status|portal"
    " status|implementation status|status of recommendation|action status|recommendation status"
    "|done|complete|live or closed|outcome status|~progress|~outcome",
    "target": "target date|target|due date|due|date due|deadline|target completion date|completion"
    " date|target for completion|completion due|date for completion|due by|implementation date"
    "|revised date|revised target date|revised due date|current target date|expected completion"
    "|expected completion date|delivery date|revised completion date|was due|timescale|to be"
    " completed by|target completion|action due|by when|estimated completion date|planned"
    " completion|revised deadline|~end date|~when|~complete by",
    "original_target": "original target date|original target|original due date|original due"
    "|original deadline|original date|first target date|initial target date|initial due date"
    "|agreed due date|baseline date|baseline target|original completion date|agreed completion date"
    "|initial deadline",
    "reviewed": "reviewed|last reviewed|date reviewed|date of review|date last reviewed|review date"
    "|panel date|last panel|date of last panel|reviewed at panel|last review|last review date"
    "|reviewed on|date of last review|panel review|last panel date|date reviewed at board"
    "|last board|governance date|~meeting date",
    "signed_off": "signed off|date signed off|sign off date|sign off|dcc sign off|internal sign off"
    "|signed off by dcc|date of sign off|force sign off|date submitted|submitted|date submitted for"
    " closure|submitted for closure|submitted to hmicfrs|date submitted to hmicfrs|date submitted"
    " to hmics|date submitted to portal|proposed for closure|date proposed for closure|force closed"
    "|date force closed|internally closed|date closed internally|signed off on|closure approved"
    "|completed internally|~date completed|~completed|~date complete|~completed on",
    "closed": "closed by hmicfrs|closed by hmic|hmicfrs closed|date closed|closed|closed date"
    "|closure date|date closed by hmicfrs|closed on portal|date closed on portal|portal closure"
    " date|date of closure|closed on|date discharged|discharged|hmicfrs closure date|hmicfrs"
    " closure|date closed on the portal|formally closed|closed by inspectorate",
    "updated": "last updated|updated|date updated|date of update|date of last update|last update"
    "|update date|updated on|date of latest update|date last updated|latest update date"
    "|position as at|~modified|~as at",
    "update": "latest update|update|progress update|progress|current update|commentary|comments"
    "|progress commentary|progress notes|action taken|actions taken|progress to date|position"
    " statement|latest position|narrative update|update narrative|force response|response|latest"
    " commentary|update on progress|notes|~management response|~evidence",
    "publish": "publish",
}
_INSPECTIONS = {
    "ref": "ref|reference|id|inspection ref|inspection id|visit|visit ref|~no|~number",
    "title": "title|inspection|inspection title|name|inspection name|name of inspection|subject"
    "|theme|thematic",
    "description": "description|scope|what it was|about|purpose|terms of reference|~details"
    "|~summary",
    "type": "type|inspection type|kind|category|programme",
    "commissioned_by": "commissioned by|commissioner|requested by",
    "inspectorates": "inspectorates|inspectorate|inspected by|led by|body",
    "involvement": "force involvement|involvement|our part|force part|our involvement|role of the"
    " force|fieldwork or documents|type of involvement",
    "started": "started|start|start date|from|date started|fieldwork start|begins|began|date from",
    "finished": "finished|end|end date|to|date finished|ended|fieldwork end|date to|completed",
    "questions": "questions|lines of enquiry|inspection questions|key lines of enquiry",
    "narrative": "narrative|what happened|notes|commentary",
    "findings": "preliminary findings|findings|hot debrief|debrief|initial findings|feedback",
    "next_step": "next step|next steps|what follows",
    "lead": "lead|force lead|owner|lead officer|liaison",
}
_REPORTS = {
    "ref": "ref|reference|id|report ref|report id|r no|report no|~no|~number",
    "title": "title|report title|report|full title|name|publication|title of report",
    "published": "published|date published|publication date|date out|date of publication"
    "|published on|date",
    "inspectorates": "inspectorates|inspectorate|published by|body",
    "inspection": "inspection|inspection ref|visit|from inspection",
    "published_with": "published with|companion report|with",
    "recommendations": "recommendations|recs|number of recommendations|total recommendations|total"
    "|total recs|recommendations made",
    "for_force": "for the force|for force|ours|force|for us|our recommendations|number for the"
    " force|force recs|force recommendations|our recs|recs for the force|recs for force"
    "|recommendations for the force|recommendations for force",
    "jointly": "jointly|joint|shared|joint recommendations|number joint|joint recs|shared recs"
    "|shared recommendations",
    "for_others": "for others|others|other bodies|for other bodies|other|number for others"
    "|other recs|other recommendations|recs for others|recommendations for others"
    "|recommendations for other bodies|recs for other bodies|others recs|not for force"
    "|not for the force",
    "narrative": "narrative|summary|what it found|findings|notes",
    "response_due": "response due|response deadline|reply due|pcc response due|due",
    "responded": "responded|response sent|date responded|replied|response date",
    "link": "link|url|web link|address|hyperlink",
}
_FORTHCOMING = {
    "title": "title|inspection|what|name|inspection title|subject|forthcoming inspection",
    "starts": "starts|start|start date|starts on|from|date|begins|fieldwork start|when|date from",
    "ends": "ends|end|end date|ends on|to|finishes|fieldwork end|date to",
    "narrative": "narrative|notes|what is known|details|comments|summary",
}


def _split(names: Mapping[str, str], sheet: Sheet) -> dict[str, tuple[tuple[str, bool], ...]]:
    """Return each key's names, bare, with whether each is weak; the schema's heading comes
    first.
    """
    return {
        column.key: tuple(
            dict.fromkeys(
                (bare(name.lstrip("~")), name.startswith("~"))
                for name in (column.heading, *names.get(column.key, column.heading).split("|"))
            )
        )
        for column in sheet.columns
    }


@lru_cache(maxsize=4096)
def bare(heading: str) -> str:
    """Return a heading for comparing: small letters, words alone, one space between.

    >>> bare("Chief Officer's\\nlead (ACC):"), bare("Rec / AFI")
    ('chief officers lead acc', 'rec afi')
    """
    return " ".join(re.findall(r"[^\W_]+", fold(heading).replace("'", "").replace("&", " and ")))


NAMES: Mapping[str, Mapping[str, tuple[tuple[str, bool], ...]]] = {
    RECOMMENDATIONS.key: _split(_RECOMMENDATIONS, RECOMMENDATIONS),
    INSPECTIONS.key: _split(_INSPECTIONS, INSPECTIONS),
    REPORTS.key: _split(_REPORTS, REPORTS),
    FORTHCOMING.key: _split(_FORTHCOMING, FORTHCOMING),
}
_PLAIN = {"date", "no", "number", "type", "title", "name", "for", "to", "from", "report", "update",
          "done", "id", "end", "state", "due", "what", "when", "other", "others", "force", "lead",
          "action", "text", "body", "why", "complete", "closed", "review", "status"}  # fmt: skip
"""Words that mean too little to be looked for inside a longer heading."""


_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_TELLING = re.compile(
    r"(?:\w+ )?(?:original|revised|first|initial|previous|old|agreed|hmic\w*|force|internal|portal)"
    r"(?: \w+)?"
)
"""What makes another thing of the heading that it stands behind: "Due date (original)"."""


def _outside(heading: str) -> str:
    """Return a heading without what stands in brackets, unless that makes another thing of it.

    >>> _outside("Update (most recent first)"), _outside("Due date (original)")
    ('Update ', 'Due date (original)')
    """
    return _IN_BRACKETS.sub(
        lambda part: part[0] if _TELLING.fullmatch(bare(part[1])) else "", heading
    )


def _slip(said: str, name: str) -> bool:
    """Return whether two names differ by a slip of the fingers."""
    matcher = SequenceMatcher(None, said, name)
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


@lru_cache(maxsize=8192)
def likeness(heading: str, sheet: str, key: str) -> float:
    """Return how likely a heading is to be that of a key, from 0 to 1, by its words alone.

    >>> likeness("Exec lead", "recommendations", "owner")
    0.99
    >>> likeness("Colour of the car", "recommendations", "owner")
    0.0
    """
    outside = _outside(heading)
    if outside != heading and (alone := likeness(outside, sheet, key)) >= EXACT - 0.01:
        return alone - 0.01
    said = bare(heading)
    words = set(said.split())
    best = 0.0
    for place, (name, weak) in enumerate(NAMES[sheet][key]):
        own = set(name.split())
        if said == name:
            found = WEAK if weak else EXACT if place == 0 else EXACT - 0.01
        elif weak or not said:
            continue
        elif own <= words and len(words) <= len(own) + 3 and not (len(own) == 1 and own <= _PLAIN):
            found = INSIDE - 0.05 * (len(words) - len(own) - 1)
        elif len(said) > 5 and abs(len(said) - len(name)) < 3 and _slip(said, name):
            found = INSIDE
        else:
            continue
        best = max(best, found)
    return best


def all_names(sheet: str) -> set[str]:
    """Return every name of every key of a sheet, by which its row of headings is found."""
    return {name for names in NAMES[sheet].values() for name, _ in names}
