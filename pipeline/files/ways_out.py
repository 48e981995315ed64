"""The way from the kind of file that is there to the kind that is wanted, told in words."""

from __future__ import annotations

from typing import Literal

from pipeline.files.kinds import Kind

Wanted = Literal["workbook", "document"]

_OF_THE_OTHER: dict[Wanted, set[Kind]] = {
    "workbook": {
        "document",
        "document template",
        "macro document",
        "old document",
        "flat document",
        "rtf",
    },
    "document": {
        "workbook",
        "workbook template",
        "macro workbook",
        "binary workbook",
        "old workbook",
        "flat workbook",
    },
}


def way_out(kind: Kind, wanted: Wanted) -> tuple[str, str] | None:
    """Return what is wrong with a file of this kind where a workbook or a document is wanted, and
    the remedy; None if it is one.

    Workbooks with macros and templates are workbooks: only their cells are read.
    """
    if kind in (
        {"workbook", "macro workbook", "workbook template"}
        if wanted == "workbook"
        else {"document"}
    ):
        return None
    return (f"{_told(kind, wanted)}.", _remedy(kind, wanted))


def _told(kind: Kind, wanted: Wanted) -> str:
    told: dict[Kind, str] = {
        "workbook": "this is an Excel workbook, not a Word document",
        "macro workbook": "this is an Excel workbook with macros (.xlsm)",
        "workbook template": "this is an Excel template (.xltx)",
        "binary workbook": "this is an Excel binary workbook (.xlsb)",
        "document": "this is a Word document, not an Excel workbook",
        "macro document": "this is a Word document with macros (.docm)",
        "document template": "this is a Word template (.dotx)",
        "presentation": "this is a PowerPoint presentation",
        "zip": f"this is no {_noun(wanted)}: it is another kind of zip file, or a damaged one",
        "open document": "this is an OpenDocument file (.ods or .odt)",
        "other program's": "this is a file of Numbers or Pages",
        "password": f"the {wanted} is protected by a password, so it cannot be read",
        "label": (
            f"the {wanted} is encrypted by a sensitivity label or by rights management, so it"
            " cannot be read"
        ),
        "old workbook": "this is a workbook of the old .xls kind",
        "old document": "this is a document of the old .doc kind",
        "old office": (
            f"this is no {_noun(wanted)}: it is a file of another program, or of an old kind"
        ),
        "flat document": "this is a document saved as XML in one piece",
        "flat workbook": "this is a workbook saved as XML in one piece",
        "pdf": "this is a PDF",
        "rtf": "this is a rich text file (.rtf)",
        "html": "this is a web page",
        "text": "this is plain text",
        "zeros": (
            "the file holds nothing but zeros, as one does that was not copied or synchronised to"
            " its end"
        ),
        "empty": "the file is empty",
        "other": f"this is no {_noun(wanted)}",
    }
    return told[kind]


def _noun(wanted: Wanted) -> str:
    return "Excel workbook" if wanted == "workbook" else "Word document"


def _remedy(kind: Kind, wanted: Wanted) -> str:
    program = "Excel" if wanted == "workbook" else "Word"
    save_as = "Excel Workbook (*.xlsx)" if wanted == "workbook" else "Word Document (*.docx)"
    protect = "Protect Workbook" if wanted == "workbook" else "Protect Document"
    if kind == "password":
        return (
            f"In {program} choose File > Info > {protect} > Encrypt with Password, clear the"
            " password, and save."
        )
    if kind == "label":
        return (
            f"In {program} choose Home > Sensitivity and a label that does not encrypt, or File >"
            f" Info > {protect} > Restrict Access > Unrestricted Access, and save. Where {program}"
            " does not allow it, ask the file's owner for a copy without encryption."
        )
    if kind in ("empty", "zeros"):
        return f"Put an earlier copy of the {wanted} in its place."
    if kind in ("zip", "other", "presentation", "old office") or kind in _OF_THE_OTHER[wanted]:
        return f"Put the {wanted} in its place."
    if kind == "pdf":
        return f"Put the {_noun(wanted)} that it was made from in its place."
    if kind == "other program's":
        return (
            f"In Numbers or Pages choose File > Export To > {program}, and put that file in its"
            " place."
        )
    if kind == "text" and wanted == "workbook":
        return (
            "Open it in Excel with Data > From Text/CSV, set the columns of refs and numbers to"
            f" Text there, choose File > Save As > {save_as}, and put that in its place."
        )
    return f"Open it in {program}, choose File > Save As > {save_as}, and put that in its place."
