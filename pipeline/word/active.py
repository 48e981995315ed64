"""What a Word document may bring that could run or load something: by the types of relations and of
parts, with the way out.

The types are those of ISO/IEC 29500-1, 15.2, of [MS-OFFMACRO] and [MS-DOCX], [MS-CUSTOMUI] and
[MS-OWEXML]. Only the last word of a type is looked at, for the space before it differs between the
transitional form, the strict one and Microsoft's own.
"""

from __future__ import annotations

AGAIN = "Open it in Word and save it again, which drops what nothing uses."
OBJECT = "Double-click it, copy what it says into the text, and delete it."
ACTIVE: dict[str, tuple[str, str, str]] = {
    **dict.fromkeys(
        (
            "vbaproject",
            "wordvbadata",
            "vbaprojectsignature",
            "vbaprojectsignatureagile",
            "vbaprojectsignaturev3",
        ),
        ("macros", "it holds macros.", "Save it as a Word document without macros (.docx)."),
    ),
    **dict.fromkeys(
        ("control", "activexcontrolbinary", "activexcontrol"),
        (
            "control",
            "an ActiveX control stands here, which could run.",
            "Delete it (Developer > Design Mode) and type what it says.",
        ),
    ),
    **dict.fromkeys(
        ("oleobject", "package"),
        ("object", "an embedded object stands here, which could run.", OBJECT),
    ),
    "afchunk": (
        "chunk",
        "another file is inserted here, which Word reads when the paper is opened.",
        (
            "Open the paper in Word and save it, or open that file, copy its text into the paper"
            " and delete what was inserted."
        ),
    ),
    "subdocument": (
        "subdocument",
        "a subdocument stands here, whose text lies in another file.",
        (
            "In Word choose View > Outline > Show Document > Expand Subdocuments, click it and"
            " choose Unlink."
        ),
    ),
    "frame": (
        "frames",
        "it is a page of frames, which load other files.",
        "Copy its text into a new document, and save that as Word Document (*.docx).",
    ),
    **dict.fromkeys(
        ("extensibility", "customui", "usercustomization"),
        (
            "ribbon",
            "it changes the ribbon or the toolbars of whoever opens it.",
            (
                "In Word choose File > Options > Quick Access Toolbar, choose the document in the"
                " list above the buttons, and remove them; where there are none, copy the text into"
                " a new document."
            ),
        ),
    ),
    "attachedtoolbars": (
        "ribbon",
        "it brings toolbars of its own.",
        "Copy its text into a new document.",
    ),
    **dict.fromkeys(
        ("webextension", "webextensiontaskpanes", "webextensiontaskpane"),
        (
            "add-in",
            "it opens an Office add-in beside the text.",
            (
                "In Word choose File > Info > Check for Issues > Inspect Document, tick Task Pane"
                " Add-ins, and choose Remove All."
            ),
        ),
    ),
    **dict.fromkeys(
        ("mailmergesource", "mailmergeheadersource", "recipientdata", "mailmergerecipientdata"),
        (
            "merge",
            "it is the letter of a mail merge, and opens the list of its receivers.",
            "In Word choose Mailings > Start Mail Merge > Normal Word Document.",
        ),
    ),
    "transform": (
        "transform",
        "it is changed by another file (a transformation) when it is saved.",
        "Open it in Word and save it as Word Document (*.docx).",
    ),
}
"""By the last word of a relation's type: the kind, what is so, and the way out."""
BY_TYPE = (
    ("vbaproject", "vbaproject"),
    ("vbadata", "vbaproject"),
    ("activex", "control"),
    ("oleobject", "oleobject"),
    ("ms-office.webextension", "webextension"),
    ("attachedtoolbars", "attachedtoolbars"),
)
"""What a content type says that a part is, whatever leads to it."""
ELEMENTS = {
    **dict.fromkeys(("OLEObject", "objectEmbed", "objectLink"), "oleobject"),
    "control": "control",
    "altChunk": "afchunk",
    "subDoc": "subdocument",
}
HELD = {
    "workbook",
    "workbook template",
    "binary workbook",
    "old workbook",
    "zip",
    "empty",
    "zeros",
    "password",
    "label",
}
"""What may be the data of a native chart; a damaged one is told where charts are compared."""
FETCHED = {
    "image": "a picture",
    "oleobject": "an object",
    "package": "an object",
    "frame": "a frame",
    "video": "a video",
    "subdocument": "a subdocument",
    "audio": "a sound",
    "media": "a film or sound",
    "afchunk": "text",
    "externallinkpath": "a workbook",
    "mailmergesource": "the list of a mail merge",
    "mailmergeheadersource": "the list of a mail merge",
    "transform": "a transformation",
}
BREAK = (
    "In Word choose File > Info > Edit Links to Files, and Break Link; where it is not listed,"
    " delete it, and insert it from a file (Insert > Pictures > This Device)."
)
LOOSE = {
    "object": "an embedded object",
    "control": "an ActiveX control",
    "chunk": "another file",
    "subdocument": "a subdocument",
}
