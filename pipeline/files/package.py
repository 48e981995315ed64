"""The zip files that Word and Excel call documents: opened with care, and written the same way
every time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache

EPOCH = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"


@lru_cache(maxsize=16)
def zip_of(document: bytes) -> zipfile.ZipFile:
    """Return a .docx or .xlsx opened as the zip that it is, once for all who look into it; raises
    zipfile.BadZipFile.

    Nobody closes it: it holds no file of the system, and goes with the last who uses it.
    """
    return zipfile.ZipFile(io.BytesIO(document))


def parts_of(document: bytes) -> dict[str, bytes]:
    """Return the parts of a .docx or .xlsx by name; raises zipfile.BadZipFile where it is
    neither.
    """
    opened = zip_of(document)
    return {info.filename: opened.read(info) for info in opened.infolist() if not info.is_dir()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as one file: the same parts give the same bytes, whenever and wherever.

    Content types come first, as readers expect; times, attributes and order are fixed.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, parts[name])
    return buffer.getvalue()
