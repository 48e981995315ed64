"""The order in which Word writes what stands inside an element, from ISO/IEC 29500-4
(transitional).

A model is words in order: `*` may stand more than once, `a|b` share a place. For the elements that
papers use.
"""

from __future__ import annotations

SPAN = (
    "bookmarkStart|bookmarkEnd|moveFromRangeStart|moveFromRangeEnd|moveToRangeStart|moveToRangeEnd"
    "|commentRangeStart"
    "|commentRangeEnd|customXmlInsRangeStart|customXmlInsRangeEnd|customXmlDelRangeStart"
    "|customXmlDelRangeEnd|proofErr"
    "|permStart|permEnd|ins|del|moveFrom|moveTo"
)
BLOCKS = f"p|tbl|sdt|customXml|altChunk|{SPAN}*"
WORDS = f"r|hyperlink|fldSimple|sdt|customXml|smartTag|subDoc|dir|bdo|{SPAN}*"
EDGES = "top left|start bottom right|end"
LETTERS = (
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow"
    " emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs"
    " highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    " rPrChange"
)
PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr"
    " shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr"
    " sectPr pPrChange"
)
SETTINGS = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime"
    " doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText"
    " printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts"
    " saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader"
    " bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors"
    " activeWritingStyle* proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter"
    " stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves"
    " doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet"
    " defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps"
    " showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders"
    " bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing"
    " drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery"
    " doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin"
    " doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne"
    " strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture"
    " doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText"
    " doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags"
    " alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars"
    " rsids attachedSchema* themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats"
    " doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType*"
    " shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)
MODELS = {
    "document": "background body",
    "body": f"{BLOCKS} sectPr",
    "hdr": BLOCKS,
    "ftr": BLOCKS,
    "comment": BLOCKS,
    "footnote": BLOCKS,
    "endnote": BLOCKS,
    "txbxContent": BLOCKS,
    "p": f"pPr {WORDS}",
    "hyperlink": WORDS,
    "fldSimple": f"fldData {WORDS}",
    "r": (
        "rPr br|t|contentPart|delText|instrText|delInstrText|noBreakHyphen|softHyphen|dayShort"
        "|monthShort"
        "|yearShort|dayLong"
        "|monthLong|yearLong|annotationRef|footnoteRef|endnoteRef|separator|continuationSeparator"
        "|sym|pgNum|cr|tab|object|pict"
        "|fldChar|ruby|footnoteReference|endnoteReference|commentReference|drawing|ptab"
        "|lastRenderedPageBreak*"
    ),
    "rPr": LETTERS,
    "pPr": PARAGRAPH,
    "numPr": "ilvl numId numberingChange ins",
    "pBdr": "top left bottom right between bar",
    "tbl": f"{SPAN}* tblPr tblGrid tr|sdt|customXml|{SPAN}*",
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
        " tblCellSpacing tblInd"
        " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
    ),
    "tblPrEx": (
        "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblPrExChange"
    ),
    "tblBorders": f"{EDGES} insideH insideV",
    "tcBorders": f"{EDGES} insideH insideV tl2br tr2bl",
    "tblCellMar": EDGES,
    "tcMar": EDGES,
    "tblGrid": "gridCol* tblGridChange",
    "tr": f"tblPrEx trPr tc|sdt|customXml|{SPAN}*",
    "trPr": (
        "cnfStyle|divId|gridBefore|gridAfter|wBefore|wAfter|cantSplit|trHeight|tblHeader"
        "|tblCellSpacing|jc|hidden*"
        " ins del trPrChange"
    ),
    "tc": f"tcPr {BLOCKS}",
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText"
        " vAlign hideMark headers cellIns|cellDel|cellMerge tcPrChange"
    ),
    "sectPr": (
        "headerReference|footerReference* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
        " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter"
        " docGrid printerSettings sectPrChange"
    ),
    "sdt": "sdtPr sdtEndPr sdtContent",
    "sdtPr": (
        "rPr|alias|tag|id|lock|placeholder|temporary|showingPlcHdr|dataBinding|label|tabIndex"
        "|equation"
        "|comboBox|date"
        "|docPartObj|docPartList|dropDownList|picture|richText|text|citation|group|bibliography"
    ),
    "styles": "docDefaults latentStyles style*",
    "docDefaults": "rPrDefault pPrDefault",
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
        " qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr"
        " tblStylePr*"
    ),
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "numbering": "numPicBullet* abstractNum* num* numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl*",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride*",
    "lvlOverride": "startOverride lvl",
    "settings": SETTINGS,
    "comments": "comment*",
    "footnotes": "footnote*",
    "endnotes": "endnote*",
}


def _model(words: str) -> dict[str, tuple[int, bool]]:
    return {
        name: (place, group.endswith("*"))
        for place, group in enumerate(words.split())
        for name in group.rstrip("*").split("|")
    }


ORDERED = {name: _model(words) for name, words in MODELS.items()}
"""By element: the place of each child, and whether it may stand more than once."""
