"""What kind of file some bytes are, and the way out of each kind that is not wanted."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import pytest

from pipeline.files.kinds import OLE, Kind, kind_of
from pipeline.files.ways_out import Wanted, way_out

ROOT = "Root Entry"
NOWHERE = 0xFFFFFFFF


def ole(
    names: Sequence[str], inner: Mapping[str, Sequence[str]] | None = None, *, size: int = 512
) -> bytes:
    """Return an OLE file with these names in its root, each a list of siblings, and `inner` names
    below some of them.
    """
    entries: list[tuple[str, int, int, int]] = []
    everything = [(ROOT, names), *(inner or {}).items()]
    order = [ROOT, *(name for _, below in everything for name in below)]
    for name in order:
        below = dict(everything).get(name, ())
        among = next((group for _, group in everything if name in group), (name,))
        place = list(among).index(name)
        right = order.index(among[place + 1]) if place + 1 < len(among) else NOWHERE
        entries.append((name, NOWHERE, right, order.index(below[0]) if below else NOWHERE))
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB", 2 * len(name) + 2, 5 if name == ROOT else 1, 1)
        + struct.pack("<3I", *links)
        + bytes(48)
        for name, *links in entries
    )
    sectors = -(-len(directory) // size)
    table = [0xFFFFFFFD, *(place + 2 for place in range(sectors - 1)), 0xFFFFFFFE]
    head = (
        OLE
        + bytes(16)
        + struct.pack("<5H", 62, 3 if size == 512 else 4, 0xFFFE, size.bit_length() - 1, 6)
        + bytes(10)
    )
    head += (
        struct.pack("<II", 1, 1)
        + bytes(24)
        + struct.pack("<I", 0)
        + struct.pack("<I", NOWHERE) * 108
    )
    return (
        head.ljust(size, b"\0")
        + struct.pack(f"<{len(table)}I", *table).ljust(size, b"\xff")
        + directory.ljust(sectors * size, b"\0")
    )


def zipped(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def types(content_type: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": f'<Types><Override PartName="/x" ContentType="application/{content_type}"/></Types>'
        }
    )


OFFICE = "vnd.openxmlformats-officedocument"
SPACES = ("\x06DataSpaces",)
LABEL = ole(
    ["EncryptedPackage", *SPACES],
    {
        "\x06DataSpaces": ["DataSpaceInfo", "TransformInfo"],
        "DataSpaceInfo": ["DRMEncryptedDataSpace"],
        "TransformInfo": ["DRMEncryptedTransform"],
    },
)
PASSWORD = ole(
    ["EncryptionInfo", "EncryptedPackage", *SPACES],
    {
        "\x06DataSpaces": ["DataSpaceInfo", "TransformInfo"],
        "DataSpaceInfo": ["StrongEncryptionDataSpace"],
        "TransformInfo": ["StrongEncryptionTransform", "LabelInfo"],
    },
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (bytes(5000), "zeros"),
        (b"\x05Anna" + bytes(160), "other"),
        (b"PK", "zip"),
        (zipped({"a.txt": "a"}), "zip"),
        (types(f"{OFFICE}.spreadsheetml.sheet.main+xml"), "workbook"),
        (types("vnd.ms-excel.sheet.macroEnabled.main+xml"), "macro workbook"),
        (types(f"{OFFICE}.spreadsheetml.template.main+xml"), "workbook template"),
        (types("vnd.ms-excel.sheet.binary.macroEnabled.main"), "binary workbook"),
        (types(f"{OFFICE}.wordprocessingml.document.main+xml"), "document"),
        (types(f"{OFFICE}.wordprocessingml.template.main+xml"), "document template"),
        (types("vnd.ms-word.document.macroEnabled.main+xml"), "macro document"),
        (types(f"{OFFICE}.presentationml.presentation.main+xml"), "presentation"),
        (
            zipped(
                {
                    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": "<x/>",
                }
            ),
            "open document",
        ),
        (zipped({"Index/Document.iwa": "x"}), "other program's"),
        (PASSWORD, "password"),
        (LABEL, "label"),
        (ole(["EncryptedPackage"]), "password"),
        (ole(["\tDRMContent", "Workbook"]), "label"),
        (ole(["Workbook"]), "old workbook"),
        (ole(["Book"], size=4096), "old workbook"),
        (ole(["WordDocument"]), "old document"),
        (ole(["Workbook", "MBD0001"], {"MBD0001": ["WordDocument"]}), "old workbook"),
        (
            ole(
                ["ObjectPool", "WordDocument", "1Table", "Data", "\x05SummaryInformation"],
                {"ObjectPool": ["Workbook"]},
            ),
            "old document",
        ),
        (ole(["__properties_version1.0"]), "old office"),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "Workbook".encode("utf-16-le"), "old workbook"),
        (OLE + bytes(500) + "DRMEncryptedDataSpace EncryptedPackage".encode("utf-16-le"), "label"),
        (OLE, "old office"),
        (b"%PDF-1.7\n%x", "pdf"),
        (b"\xef\xbb\xbf{\\rtf1\\ansi}", "rtf"),
        (b"{\\rtf1", "rtf"),
        (b"\n<html><body>", "html"),
        (b"<!DOCTYPE HTML>", "html"),
        (b"<table><tr>", "html"),
        (b"MIME-Version: 1.0\n", "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package>',
            "flat document",
        ),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>',
            "flat workbook",
        ),
        (b"Ref,Report\nR1,Fresh start\n", "text"),
        ("Ref\tReport\n".encode("utf-16"), "text"),
        ("Réf;été\n".encode("cp1252"), "text"),
    ],
)
def test_a_file_is_known_by_what_it_holds(content: bytes, kind: Kind) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize("cut", range(8, len(LABEL), 37))
def test_a_damaged_container_is_no_defect(cut: int) -> None:
    assert way_out(kind_of(LABEL[:cut]), "workbook")


@pytest.mark.parametrize(
    ("content", "wanted", "told", "remedy"),
    [
        (
            PASSWORD,
            "workbook",
            "the workbook is protected by a password",
            "File > Info > Protect Workbook > Encrypt with Password",
        ),
        (
            PASSWORD,
            "document",
            "the document is protected by a password",
            "File > Info > Protect Document > Encrypt with Password",
        ),
        (
            LABEL,
            "workbook",
            "the workbook is encrypted by a sensitivity label",
            "Home > Sensitivity",
        ),
        (
            LABEL,
            "document",
            "the document is encrypted by a sensitivity label",
            "Restrict Access > Unrestricted Access",
        ),
        (ole(["Workbook"]), "workbook", "old .xls kind", "Save As > Excel Workbook (*.xlsx)"),
        (ole(["WordDocument"]), "document", "old .doc kind", "Save As > Word Document (*.docx)"),
        (ole(["WordDocument"]), "workbook", "old .doc kind", "Put the workbook in its place."),
        (
            types(f"{OFFICE}.spreadsheetml.sheet.main+xml"),
            "document",
            "an Excel workbook",
            "Put the document in its place.",
        ),
        (
            types(f"{OFFICE}.wordprocessingml.document.main+xml"),
            "workbook",
            "a Word document",
            "Put the workbook in its place.",
        ),
        (
            types("vnd.ms-excel.sheet.binary.macroEnabled.main"),
            "workbook",
            "(.xlsb)",
            "Save As > Excel Workbook (*.xlsx)",
        ),
        (b"Ref,Report\n", "workbook", "plain text", "Data > From Text/CSV"),
        (b"%PDF-1.7", "document", "a PDF", "Word document that it was made from"),
    ],
)
def test_each_kind_has_its_own_way_out(
    content: bytes, wanted: Wanted, told: str, remedy: str
) -> None:
    found = way_out(kind_of(content), wanted)
    assert found and told in found[0] and remedy in found[1]


def test_what_is_wanted_has_no_way_out() -> None:
    assert (
        way_out("workbook", "workbook")
        is way_out("macro workbook", "workbook")
        is way_out("document", "document")
        is None
    )
