"""What a PDF says of itself: title, language, standards and day. Nothing of a user, a machine, a
path or an hour.
"""

from __future__ import annotations

import datetime
import re
from html import escape

import pikepdf
from pikepdf import Dictionary, Name

from pipeline.paper.pdf.flow import Flow


def stamp(paper: pikepdf.Pdf, flow: Flow, meeting: datetime.date) -> None:
    """Rewrite what the open PDF says of itself: the .docx's title and language, the meeting's day,
    PDF/UA-1 and PDF/A-2a.
    """
    _set_catalogue(paper, flow)
    _set_metadata(paper, flow, meeting)
    _date_colours(paper, meeting)
    for key in ("/ID", "/DocChecksum"):
        if key in paper.trailer:
            del paper.trailer[key]


def _set_catalogue(paper: pikepdf.Pdf, flow: Flow) -> None:
    """Say that the PDF is tagged, in which language, and that its title is shown rather than its
    file's name.
    """
    root = paper.Root
    root.MarkInfo = Dictionary(Marked=True)
    if flow.language:
        root.Lang = pikepdf.String(flow.language)
    if "/ViewerPreferences" not in root:
        root.ViewerPreferences = Dictionary()
    root.ViewerPreferences.DisplayDocTitle = True
    if "/Outlines" in root:
        root.PageMode = pikepdf.Name.UseOutlines  # the bookmarks are shown when it is opened


def _set_metadata(paper: pikepdf.Pdf, flow: Flow, meeting: datetime.date) -> None:
    """Write both kinds of metadata anew: title, language, program, day and the standards kept, and
    nothing else.
    """
    written_by = re.search(r"LibreOffice [0-9]+\.[0-9]+", str(paper.docinfo.get("/Producer", "")))
    program = written_by[0] if written_by else "LibreOffice"
    del paper.docinfo
    day = f"D:{meeting:%Y%m%d}000000Z"  # a day alone is not yet a date to every reader
    for key, value in {
        "/Title": flow.title,
        "/Creator": "Writer",
        "/Producer": program,
        "/CreationDate": day,
        "/ModDate": day,
    }.items():
        if value:
            paper.docinfo[key] = value
    xmp = _XMP.format(
        title=escape(flow.title, quote=False),
        language=escape(flow.language, quote=False),
        program=escape(program, quote=False),
        day=f"{meeting.isoformat()}T00:00:00Z",
    )
    metadata = paper.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    paper.Root.Metadata = metadata


def _date_colours(paper: pikepdf.Pdf, meeting: datetime.date) -> None:
    """Set the day in the colour profile, which otherwise holds the second at which it was made."""
    for intent in paper.Root.get("/OutputIntents", []):
        profile = intent.get("/DestOutputProfile")
        if profile is None:
            continue
        content = bytearray(profile.read_bytes())
        numbers = (meeting.year, meeting.month, meeting.day, 0, 0, 0)
        content[24:36] = b"".join(number.to_bytes(2, "big") for number in numbers)
        content[84:100] = bytes(16)  # a checksum of the rest; nought is "not computed"
        profile.write(bytes(content))


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <pdf:Producer>{program}</pdf:Producer>
   <xmp:CreatorTool>Writer</xmp:CreatorTool>
   <xmp:CreateDate>{day}</xmp:CreateDate>
   <xmp:ModifyDate>{day}</xmp:ModifyDate>
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""  # noqa: E501
