"""The prose of the workbooks, proof-read: what a careful colleague would pencil in the margin.

Every remark is a note with its cell, never an error, and the text is never altered. A rule reads one
masked text (titles and addresses blotted out, see `names`) and yields the places that it would mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from pipeline.findings import Cell, Finding
from pipeline.names import Remark, abbreviations, masked, spelt_two_ways, starts_sentence, title_tree, words_of


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of prose from a workbook cell.

    `facts` holds, by noun in the singular, the numbers of the same row that prose may give for it.
    """

    file: str
    cell: Cell
    heading: str
    text: str
    facts: Mapping[str, frozenset[int]] = field(default_factory=dict)


def proofread(prose: Sequence[Prose], *, meeting: date, names: Collection[str] = (), titles: Collection[str] = (),
              known: Collection[str] = ()) -> list[Finding]:
    """Return a note for each offending phrase of each cell, in the order of the prose and of its words.

    `names` have one right spelling; nothing inside one of the `titles` is remarked on; `known` abbreviations
    need no long form. A phrase that comes twice in a cell is remarked on once.
    """
    tree = title_tree(titles)
    texts = [piece.text for piece in prose]
    maskeds = [masked(text, tree) for text in texts]
    blotted = [replace(piece, text=text) for piece, text in zip(prose, maskeds, strict=True)]
    remarks = [(index, remark)
               for index, piece in enumerate(blotted) for rule in RULES for remark in rule(piece, meeting)]
    written_out = {*known, *(word for name in names for word in name.split())}
    remarks += abbreviations(texts, maskeds, written_out)
    remarks += spelt_two_ways(maskeds, [(piece.file, str(piece.cell)) for piece in prose], names)
    remarks.sort(key=lambda placed: (placed[0], placed[1].start, placed[1].end, placed[1].code))
    findings: dict[tuple[object, ...], Finding] = {}
    for index, remark in remarks:
        piece = prose[index]
        phrase = " ".join(piece.text[remark.start:remark.end].casefold().split())
        findings.setdefault((piece.file, piece.cell, remark.code, phrase), _finding(piece, remark))
    return list(findings.values())


def _finding(piece: Prose, remark: Remark) -> Finding:
    message = f'{piece.heading} says "{_quoted(piece.text, remark)}": {remark.why}'
    return Finding(remark.code, message, remark.remedy, piece.file, piece.cell, severity="note")


def _quoted(text: str, remark: Remark) -> str:
    """Return the words remarked on, with a neighbour on either side that belongs to the same sentence."""
    before = after = ""
    if remark.context:
        left = re.search(r"([^\s.?!;:]\S{0,30})\s{1,3}$", text[max(0, remark.start - 34):remark.start])
        right = re.match(r"\s{1,3}(\S{1,30})", text[remark.end:remark.end + 34])
        before = left[1] + " " if left and left[1][-1] not in ".?!;:" else ""
        after = " " + right[1].rstrip(".,;:?!") if right else ""
    words = " ".join(text[remark.start:remark.end].split())
    return before + (words if len(words) <= 80 else words[:79] + "…") + after


# ------------------------------------------------------------------------------------------------ slips of typing

_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]++)\s++(\1)(?![\w'’-])", re.IGNORECASE)
_NO_END = words_of("the a an")  # no line ends in these, so one that does goes on in the next
_ALSO_NAMES = words_of("may march will mark bill grant")
_BASES = words_of("""
    agree allow arise ask assess attend become begin bring carry choose consider consist contain continue deliver
    describe determine develop discuss do enable ensure establish examine explain follow give go happen identify
    implement improve include inform introduce keep make occur provide publish receive remain require see seek send
    submit take tell understand undertake write""")  # none that is also a participle, an adjective or a common noun
_TWO_VERBS = re.compile(rf"""\b(?=[abiw])(?:
    (?<!do\s)(?:is|are|was|were)[^\S\n]+(?:have|be)  # not "all it can do is have a panel"
    | (?:is|are|was|were)[^\S\n]+been | (?:is|was)[^\S\n]+(?:are|were)
    | (?<=there\s)(?:is[^\S\n]+has|was[^\S\n]+had|were[^\S\n]+had)
    | be[^\S\n]+been | been[^\S\n]+be
    | (?:be|been)[^\S\n]+(?:{'|'.join(sorted(_BASES))})
    )\b(?![-'’])""", re.IGNORECASE | re.VERBOSE)
_DOTTED = re.compile(r"(?<!\S)[^\s.]*+\.\S++")
_NO_SPACE = re.compile(r"""(?:(?<=[a-z0-9)\]’”'"%])|(?<=[A-Z]{2}))\.[’”)‘“(]?
    (?:[A-Z][A-Za-z’'] | (?:the|this|there|these|they|and|but|however)\b)""", re.VERBOSE)
_NOT_A_SENTENCE = re.compile(
    r"\b(?:[A-Za-z]|No|St|Dr|Mr|Mrs|Ms|Prof|Sgt|Insp|Supt|Gen|Col|paras?|refs?|fig|vol|pp|art|sect|reg|cl)$")
_FILE_TYPE = re.compile(r"\.(?:pdf|docx?|xlsx?|csv|pptx?|txt|html?|js|net|com|org|gov|uk)\b", re.IGNORECASE)


def doubled_words(piece: Prose, meeting: date) -> Iterator[Remark]:
    """Yield "the the", but not "had had", the month in "in May may", or the last word of a line with the next line's first."""
    for match in _TWICE.finditer(piece.text):
        first, second = match[1], match[2]
        word = first.casefold()
        apart = first != second and (word in _ALSO_NAMES or first.isupper() != second.isupper() or len(word) == 1)
        new_line = "\n" in match[0] and word not in _NO_END
        initials = len(word) == 1 and first != "a"
        if word not in {"had", "that"} and not (apart or new_line or initials):
            yield Remark("doubled-word", *match.span(), f'the word "{second}" stands twice.', "Keep one of them.")


def two_verbs(piece: Prose, meeting: date) -> Iterator[Remark]:
    """Yield "there are have been" and "will be take place"."""
    for match in _TWO_VERBS.finditer(piece.text):
        yield Remark("two-verbs", *match.span(), "two verbs stand together.", "Keep one of them.")


def spaces(piece: Prose, meeting: date) -> Iterator[Remark]:
    """Yield "2020.The", but no web address, file name, initials or abbreviation with a full stop."""
    for token in _DOTTED.finditer(piece.text):
        for match in _NO_SPACE.finditer(token[0]):
            before = token[0][max(0, match.start() - 6):match.start()]
            if not _NOT_A_SENTENCE.search(before) and not _FILE_TYPE.match(token[0], match.start()):
                why = "no space follows the full stop."
                yield Remark("space-after-full-stop", *token.span(), why, "Put a space after it.")
                break


# ----------------------------------------------------------------------------------------------------------- dates

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")
_MONTH = (rf"(?P<month>(?:{'|'.join(_MONTHS)})\b"
          r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b(?:\.(?=\s[12]))?)")
_NTH = r"(?:(?i:st|nd|rd|th)\b)"
_YEAR = r"(?:,?\s{1,3}(?:(?:in|of)\s)?(?P<year>(?:19|20)[0-9]{2})(?![0-9]))"
_DATES = (
    re.compile(rf"""(?=[0-9])(?<![\w.:/£$-])
        (?P<days>(?:[0-9]{{1,2}}{_NTH}?(?:\s{{0,2}}[-–—/&,]\s{{0,2}}|\s{{1,3}}(?:and|to|or)\s{{1,3}})(?:the\s)?){{0,4}}
        (?P<day>[0-9]{{1,2}}){_NTH}?)\s{{1,3}}(?:day\s)?(?:of\s)?{_MONTH}{_YEAR}?""", re.VERBOSE),
    re.compile(rf"\b(?=[ADFJMNOS]){_MONTH}\s{{1,3}}(?:the\s)?(?P<days>(?P<day>[0-9]{{1,2}}){_NTH}){_YEAR}?"),
)
_MONTH_ALONE = re.compile(_MONTH + _YEAR)
_JOINED = re.compile(
    r"\s{0,3}(?:,|,?\s{0,3}(?:and|to|or|until|till|through|[-–—/&]))\s{0,3}(?:(?:on|the|from|by)\s{1,3}){0,2}")
_YEARLY = re.compile(r"\s+(?:(?:of|in)\s+)?(?:that|the\s+same|each|every|any)\s+year\b|\s+annually\b")
_EVERY = re.compile(r"\b(?:each|every)\s+$", re.IGNORECASE)
_PERIOD = re.compile(r"""\b(?:as\s+(?:at|of)|ended|ending|since|(?:years?|months|weeks|quarter|period)\s+to)\s+
    (?:the\s+)?$""", re.IGNORECASE | re.VERBOSE)
_EDGE = re.compile(r"\b(?:from|between|to|and|until)\s+(?:the\s+)?$", re.IGNORECASE)
_DUE = re.compile(r"""\b(?:scheduled|planned|due|expected|timetabled|anticipated)
    (?:\s+to\s+(?:be\s+\w+|take\s+place|begin|start|report|finish|end|conclude|go\s+live)(?:\s+\w+){0,2}?|\s+for\s+\w+)?
    \s+(?P<by>for|on|in|by)\s+(?:the\s+)?(?P<part>(?:end|start|beginning|middle)\s+of\s+|early\s+|late\s+|mid[-\s])?
    (?:the\s+)?""", re.IGNORECASE | re.VERBOSE)
_FORMERLY = re.compile(r"""\b(?:was|were|had|as|originally|previously|initially|first)\s+
    (?:(?:not|also|then|been|still|only)\s+){0,2}$""", re.IGNORECASE | re.VERBOSE)
_SINCE = re.compile(r",?\s+(?:was|were|has|have|had|took|did|(?:is|are)\s+(?:now|overdue))\b")


@dataclass(frozen=True, slots=True)
class _Day:
    """A date in prose; where its year is not `typed`, it comes from the later date that it is joined to."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    typed: bool
    ordinal: str

    @property
    def date(self) -> date | None:
        """Return the date, or None where it lacks a year or does not exist."""
        try:
            return date(self.year, self.month, self.day) if self.year else None
        except ValueError:
            return None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _days(text: str) -> list[_Day]:
    """Return the dates of a text in order, each with the year that the words give it."""
    found: list[_Day] = []
    matches = (match for pattern in _DATES for match in pattern.finditer(text))
    for match in sorted(matches, key=lambda match: -match.start()):
        if 1 <= int(match["day"]) <= 31:
            year = int(match["year"]) if match["year"] else None
            ordinal = re.search(rf"[0-9]{_NTH}", match["days"])
            if year is None and found and _JOINED.fullmatch(text, match.end(), found[-1].start):
                year = found[-1].year
            found.append(_Day(*match.span(), int(match["day"]), _month(match["month"]), year,
                              typed=bool(match["year"]), ordinal=ordinal[0][1:] if ordinal else ""))
    return found[::-1]


def dates(piece: Prose, meeting: date) -> Iterator[Remark]:
    """Yield dates that lack a year, have an ordinal, or fall on a weekend."""
    for day in _days(piece.text):
        before = piece.text[max(0, day.start - 40):day.start]
        if day.year is None and not _YEARLY.match(piece.text, day.end) and not _EVERY.search(before):
            yield Remark("date-without-year", day.start, day.end, "the date has no year.", "Add the year.")
        if day.ordinal:
            yield Remark("date-with-ordinal", day.start, day.end, f'the day has "{day.ordinal}" after it.',
                         f'Write "{day.day} {_MONTHS[day.month - 1]}".')
        if day.typed and day.date and day.date.weekday() >= 5 and not _meant(day.date, before):
            why = f"{_written(day.date)} is a {_WEEKDAYS[day.date.weekday()]}."
            yield Remark("weekend-date", day.start, day.end, why, "Check the date.")


def _meant(day: date, before: str) -> bool:
    """Return whether a weekend date is as it should be: its weekday is named, or a period begins or ends then."""
    edge = day.day == 1 or (day + timedelta(days=1)).day == 1
    named = before.rstrip(" ,").endswith(_WEEKDAYS[day.weekday()])
    return named or bool(_PERIOD.search(before) or (edge and _EDGE.search(before)))


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def scheduled(piece: Prose, meeting: date) -> Iterator[Remark]:
    """Yield "scheduled for January 2021" where that day, or the beginning of that month, is before the meeting."""
    text = piece.text
    dues = list(_DUE.finditer(text))
    days = _days(text) if dues else []
    for match in dues:
        first, last, end = _span(text, match.end(), days)
        before = text[max(0, match.start() - 40):match.start()]
        if first is None or last is None or _FORMERLY.search(before) or _SINCE.match(text, end):
            continue
        loose = match["by"].lower() == "by" or (match["part"] or "").lower().startswith(("end", "late", "mid"))
        if last < meeting:
            why = f"that is before the meeting on {_written(meeting)}."
        elif first < meeting and _MONTH_ALONE.match(text, match.end()) and not loose:
            why = f"that month has begun by the meeting on {_written(meeting)}."
        else:
            continue
        remedy = "Say what has happened since, or give the new date."
        yield Remark("scheduled-date-past", match.start(), end, why, remedy)


def _span(text: str, at: int, days: Sequence[_Day]) -> tuple[date | None, date | None, int]:
    """Return the first and the last day of the date, range of dates or month that begins here, and where it ends."""
    if month := _MONTH_ALONE.match(text, at):
        first = date(int(month["year"]), _month(month["month"]), 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), month.end()
    first_of = last_of = next((number for number, day in enumerate(days) if day.start == at), None)
    if first_of is None or last_of is None:
        return None, None, at
    while last_of + 1 < len(days) and _JOINED.fullmatch(text, days[last_of].end, days[last_of + 1].start):
        last_of += 1
    return days[first_of].date, days[last_of].date, days[last_of].end


# A lookahead at the possible first letters, here and elsewhere, makes the search three times as fast.
_RELATIVE = re.compile(rf"""\b(?=[acfijlnprstuby])(?:
    (?:next|last|this|coming|past)\s+(?:(?:financial|calendar|academic)\s+)?
        (?:year|month|week|fortnight|quarter|weekend|spring|summer|autumn|winter|(?-i:{'|'.join(_WEEKDAYS + _MONTHS)}))
    | (?:next|last|past|coming)\s+
        (?:(?:few|several|couple\s+of|[0-9]{{1,3}}|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)\s+)?
        (?:(?:working|calendar|financial)\s+)?(?:days|weeks|months|quarters|years)
    | recent\s+(?:days|weeks|months|years) | current\s+(?:(?:financial|calendar)\s+)?(?:year|month|quarter)
    | yesterday | today | tomorrow | tonight | nowadays | these\s+days | ago
    | currently | recently | presently | imminently | as\s+yet | so\s+far(?!\s+as)
    | at\s+(?:present|the\s+moment|this\s+(?:time|moment)|the\s+time\s+of\s+writing) | for\s+the\s+time\s+being
    | in\s+(?:the\s+(?:near|foreseeable)\s+future|due\s+course) | (?:up\s+to|until|as\s+of|by|right|just)\s+now
    | shortly(?!\s+(?:after|before|there)) | (?<!as\s)soon(?!\s+(?:as|after|before))
    | (?<!up\s)(?<!up-)(?<!year\s)to\s+date(?!\s+(?:the|an?|back|from|this|its|each|all|every|them|it)\b)
    )(?![\w-])(?!\s+(?:of\b|in\s+which\b|(?:to|from|before|after|ended|ending)\s+(?:the\s+)?[0-9]))""",
                       re.IGNORECASE | re.VERBOSE)


def relative_time(piece: Prose, meeting: date) -> Iterator[Remark]:
    """Yield "next year", "currently" and their like, but not "the last week of March 2020"."""
    for match in _RELATIVE.finditer(piece.text):
        why = "a later reader cannot tell which date is meant."
        yield Remark("relative-time", *match.span(), why, "Give the date, or leave the words out.")


# --------------------------------------------------------------------------------------------------------- numbers

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: number for number, word in enumerate(_UNITS)} | {word: 10 * tens for tens, word in enumerate(_TENS, 2)}
_NUMBER = (rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,6}}|(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_UNITS[1:10])}))?"
           rf"|{'|'.join(reversed(_UNITS))}|(?:one|a)\s{{1,3}}hundred)")
_NOT_BETWEEN = rf"""(?:(?:of|the|an?|and|or|to|for|in|on|at|by|with|from|per|that|which|who|is|are|was|were|be|been|had
    |have|their|our|these|those|other|more|further|additional|earlier|past|former|outstanding|make|made|received?|gave
    |given|got|issued|contain(?:ed)?|included?|met|need(?:ed)?|hundred|thousand|dozen|{'|'.join(_MONTHS)}|{_NUMBER})\b
    |previous\b|(?-i:[\w’'-]{{1,30}}(?<!ou)(?<!s)s\b))"""  # what ends in s is a noun or a verb, scarcely an adjective
_NO_COUNT = re.compile(r"""\b(?:hundred(?:\s+and)?|thousand(?:\s+and)?|million|first|last|latter|former|final|next
    |another|remaining|other|further|additional|(?:more|fewer|less)\s+than|over|under|about|around|nearly|almost|up\s+to
    |or|between|at\s+least|at\s+most|phase|round|stage|tier|level|part|section|chapter|number|no\.?|annex|appendix
    |recommendation|question|table|figure)\s+$""", re.IGNORECASE | re.VERBOSE)
_SHARE = re.compile(rf"""(?:,|;|\band)\s{{1,3}}(?:and\s)?(?P<share>(?P<number>{_NUMBER})\s{{1,3}}
    (?:of\s(?:them|which|these)\s)?(?:(?:are|were|is|was)\s)?
    (?:(?:solely|jointly)(?:\s(?:for|by))?|only\sfor|for|addressed\sto|directed\sat)\b(?:\s[\w’'-]{{1,30}}){{0,2}})""",
                    re.IGNORECASE | re.VERBOSE)


@lru_cache(maxsize=64)
def _counted(nouns: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds a number before one of the nouns, and the singular of each form of a noun."""
    forms = {form: noun for noun in nouns for form in (noun.casefold(), _plural(noun.casefold()))}
    either = "|".join(r"\s+".join(map(re.escape, form.split())) for form in sorted(forms, key=len, reverse=True))
    pattern = rf"""(?=[0-9aefnostz])(?<![\w.,/£$-])(?P<number>{_NUMBER})\s{{1,3}}
        (?:(?!{_NOT_BETWEEN})[a-z][\w’'-]{{0,30}}\s{{1,3}}){{0,2}}(?P<noun>{either})(?![\w-])"""
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE), forms


def _plural(noun: str) -> str:
    """Return the plural: "areas for improvement", "inquiries"."""
    head, *tail = re.split(r"(?=\s(?:for|of|to|in)\s)", noun, maxsplit=1)
    return (head[:-1] + "ies" if re.search("[^aeiou]y$", head) else head + "s") + "".join(tail)


def _value(words: str) -> int:
    digits = words.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    parts = re.split(r"[-\s]+", words.casefold())
    return 100 if parts[-1] == "hundred" else sum(_VALUES[part] for part in parts)


def numbers(piece: Prose, meeting: date) -> Iterator[Remark]:
    """Yield "seven recommendations", or the "six for others" of them, where no number of the row is seven, or six."""
    facts = {noun.casefold(): held for noun, held in piece.facts.items() if held}
    pattern, forms = _counted(tuple(facts)) if facts else (None, {})
    for match in pattern.finditer(piece.text) if pattern else ():
        held = facts[forms[" ".join(match["noun"].casefold().split())]]
        right = _value(match["number"]) in held
        if not right and _is_count(piece.text, match):
            yield _contradiction(match.start(), match.end(), held)
        sentence = re.match(r"[^.?!]{0,240}", piece.text[match.end():match.end() + 240])
        for share in _SHARE.finditer(sentence[0]) if right and sentence else ():
            if _value(share["number"]) not in held:
                yield _contradiction(match.end() + share.start("share"), match.end() + share.end(), held)


def _is_count(text: str, match: re.Match[str]) -> bool:
    """Return whether the number counts: not a year, not "at least ten", not "One recommendation asks"."""
    year = re.fullmatch("(?:19|20)[0-9]{2}", match["number"])
    opening = match["number"].casefold() == "one" and starts_sentence(text, match.start())
    return not (year or opening or _NO_COUNT.search(text[max(0, match.start() - 30):match.start()]))


def _contradiction(start: int, end: int, held: Collection[int]) -> Remark:
    *firsts, last = map(str, sorted(held))
    several = f"numbers of its row are {', '.join(firsts)} and {last}."
    why = "the " + (several if firsts else f"number of its row is {last}.")
    remedy = "Correct the words, or the numbers of the row."
    return Remark("number-contradicts-row", start, end, why, remedy, context=False)


Rule = Callable[[Prose, date], Iterator[Remark]]
RULES: tuple[Rule, ...] = (doubled_words, two_verbs, spaces, dates, scheduled, relative_time, numbers)
