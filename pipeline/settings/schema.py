"""The workbooks described as data: sheets, headings, keys, kinds, and which columns must be there.

From these tables come the reader, the data dictionary in `inputs/README.md` and the example
workbooks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypedDict

Kind = Literal["key", "text", "word", "date", "whole", "rich", "bodies"]
"""key: text that identifies; word: one of a vocabulary; whole: a whole number; bodies: names
separated by ";";
rich: text whose lines, lists, bold and italic are kept."""


class Column(NamedTuple):
    """One column: the key the code uses, the default heading, what its cells hold.

    `required` asks for the column; `filled` asks for every cell of it, unless the row is as
    `unless` says.
    """

    key: str
    heading: str
    kind: Kind
    holds: str
    required: bool = False
    filled: bool = False
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns, and the key of the column that names a row."""

    name: str
    file: str
    columns: tuple[Column, ...]
    names_row: str
    table: str = ""

    @property
    def key(self) -> str:
        """Return the name used in `[columns.<key>]` of report.toml."""
        return self.table or self.name.lower()

    def called(self, name: str) -> Sheet:
        """Return the same table on a sheet of another name."""
        return replace(self, name=name, table=self.key)

    def column(self, key: str) -> Column:
        """Return the column with this key; raises KeyError when the sheet has none."""
        found = next((column for column in self.columns if column.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


RECOMMENDATIONS_FILE = "recommendations.xlsx"
TEMPLATE_FILE = "hmicfrs_update.docx"
INSPECTIONS_FILE = "inspections.xlsx"
MAPPING_FILE = "mapping.xlsx"
"""The form that `init` makes and `map` reads: no workbook of a force's."""


class _Must(TypedDict):
    required: bool
    filled: bool


MUST: _Must = {"required": True, "filled": True}

RECOMMENDATIONS = Sheet(
    "Recommendations",
    RECOMMENDATIONS_FILE,
    (
        Column("ref", "Ref", "key", "the force's own key: text, unique, never a number", **MUST),
        Column("report", "Inspection report", "text", "the official title, verbatim", **MUST),
        Column("published", "Published", "date", "the day the report was published", **MUST),
        Column(
            "kind",
            "Type",
            "word",
            "Recommendation, Area for improvement or Cause of concern",
            **MUST,
        ),
        Column(
            "number",
            "Number in report",
            "key",
            "as printed in the report; numbers restart in every report",
        ),
        Column(
            "parent",
            "Cause of concern",
            "key",
            "the ref of the cause of concern that a recommendation hangs from",
        ),
        Column("text", "Recommendation", "text", "the wording", **MUST),
        Column(
            "addressed_to", "Addressed to", "bodies", 'one or more bodies, separated by ";"', **MUST
        ),
        Column("owner", "Owner", "text", "the chief officer who answers for it", required=True),
        Column("department", "Department", "text", "where the work is done"),
        Column(
            "rag",
            "RAG",
            "word",
            "a word of the legend; needed while outstanding, and when reviewed in the period",
            required=True,
        ),
        Column("rag_reason", "Reason for rating", "text", "needed for the worst rating"),
        Column("status", "Status", "word", "a word of the [status] table in report.toml", **MUST),
        Column(
            "target",
            "Target date",
            "date",
            "the date the force works to; may be blank",
            required=True,
        ),
        Column("original_target", "Original target date", "date", "the first target date set"),
        Column(
            "reviewed", "Reviewed", "date", "the last panel review; may be blank", required=True
        ),
        Column(
            "signed_off", "Signed off", "date", "internal sign-off; may be blank", required=True
        ),
        Column(
            "closed",
            "Closed by HMICFRS",
            "date",
            "closure by the inspectorate; may be blank",
            required=True,
        ),
        Column("updated", "Last updated", "date", "the date of the latest update"),
        Column("update", "Latest update", "text", "the latest update"),
        Column(
            "publish",
            "Publish",
            "word",
            "Yes or No; a No row counts but its words never reach any output",
        ),
    ),
    "ref",
)

INSPECTIONS = Sheet(
    "Inspections",
    INSPECTIONS_FILE,
    (
        Column("ref", "Ref", "key", "the force's own key", **MUST),
        Column("title", "Title", "text", "the official title, verbatim", **MUST),
        Column(
            "description", "Description", "rich", 'completes "The first inspection was …"', **MUST
        ),
        Column("type", "Type", "text", "for instance Thematic or Joint thematic"),
        Column("commissioned_by", "Commissioned by", "text", "who asked for it"),
        Column("inspectorates", "Inspectorates", "bodies", 'the lead first, separated by ";"'),
        Column(
            "involvement",
            "Force involvement",
            "word",
            "Fieldwork, Documents only or Not selected",
            **MUST,
        ),
        Column(
            "started", "Started", "date", "the first day; needed while the inspection is under way"
        ),
        Column(
            "finished",
            "Finished",
            "date",
            "the last day: chooses the paper it belongs to; blank while it is under way",
            required=True,
            filled=True,
            unless="it is under way",
        ),
        Column("questions", "Questions", "rich", "what it asked, one question a line"),
        Column("narrative", "Narrative", "rich", "what happened, in whole sentences"),
        Column(
            "findings",
            "Preliminary findings",
            "rich",
            "what the force was told, in whole sentences",
        ),
        Column("next_step", "Next step", "rich", "what follows, in whole sentences"),
        Column("lead", "Lead", "text", "who leads in the force"),
    ),
    "ref",
)

REPORTS = Sheet(
    "Reports",
    INSPECTIONS_FILE,
    (
        Column("ref", "Ref", "key", "the force's own key", **MUST),
        Column("title", "Title", "text", "the official title, verbatim", **MUST),
        Column("published", "Published", "date", "chooses the paper it belongs to", **MUST),
        Column("inspectorates", "Inspectorates", "bodies", 'the lead first, separated by ";"'),
        Column(
            "inspection", "Inspection", "key", "the ref of its inspection, where the log has it"
        ),
        Column("published_with", "Published with", "key", "the ref of the report it came out with"),
        Column(
            "recommendations",
            "Recommendations",
            "whole",
            "how many the report makes, 0 if none",
            **MUST,
        ),
        Column("for_force", "For the force", "whole", "how many are for this force alone", **MUST),
        Column(
            "jointly", "Jointly", "whole", "how many are for this force and other bodies", **MUST
        ),
        Column("for_others", "For others", "whole", "how many are for other bodies only", **MUST),
        Column("narrative", "Narrative", "rich", "what the report found, in whole sentences"),
        Column(
            "response_due",
            "Response due",
            "date",
            "when the response to the report is due: within 56 days that begin with "
            "the day of publication",
        ),
        Column("responded", "Responded", "date", "the day the force responded; blank until then"),
        Column("link", "Link", "text", "the address of the report's page"),
    ),
    "ref",
)

FORTHCOMING = Sheet(
    "Forthcoming",
    INSPECTIONS_FILE,
    (
        Column("title", "Title", "text", "the official title, verbatim", **MUST),
        Column(
            "starts", "Starts", "date", "the first day: chooses the paper it belongs to", **MUST
        ),
        Column(
            "ends",
            "Ends",
            "date",
            "the last day; may be blank. Up to that day an inspection that has started is"
            " under way",
        ),
        Column("narrative", "Narrative", "rich", "what is known, in whole sentences"),
    ),
    "title",
)

LOG_SHEETS = (INSPECTIONS, REPORTS, FORTHCOMING)
SHEETS = (RECOMMENDATIONS, *LOG_SHEETS)

INVOLVEMENT = {
    "Fieldwork": "fieldwork",
    "Documents only": "documents_only",
    "Not selected": "not_selected",
}
PUBLISH = {"Yes": True, "No": False}
KINDS = {
    "Recommendation": "recommendation",
    "Area for improvement": "improvement",
    "Cause of concern": "concern",
}
KIND_WORDS = {kind: word for word, kind in KINDS.items()}
STATUSES = {
    "Open": "open",
    "Proposed for closure": "open",
    "Signed off: completed": "signed_off",
    "Signed off: business as usual": "signed_off",
    "With HMICFRS": "signed_off",
    "Closed": "closed",
    "Superseded": "withdrawn",
}
