"""Whom a recommendation is addressed to: the force, other bodies, or nobody who is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from pipeline.english.pattern import late
from pipeline.settings.model import Scope, Settings, fold
from pipeline.workbook.meant import fits

FORCES = (
    """avon and somerset|bedfordshire|cambridgeshire|cheshire|city of london|cleveland|cumbria
derbyshire|devon and cornwall|dorset|durham|dyfed powys|essex|gloucestershire|greater manchester
gwent|hampshire|hampshire and isle of wight|hertfordshire|humberside|kent|lancashire
leicestershire|lincolnshire|merseyside|metropolitan|norfolk|north wales|north yorkshire
northamptonshire|northumbria|nottinghamshire|south wales|south yorkshire|staffordshire|suffolk
surrey|sussex|thames valley|warwickshire|west mercia|west midlands|west yorkshire|wiltshire
british transport|civil nuclear|ministry of defence|isle of man|jersey|guernsey|royal gibraltar
royal military|royal air force|royal navy|scotland|northern ireland
""".strip()
    .replace("\n", "|")
    .split("|")
)
"""The territorial forces of England and Wales (Police Act 1996, schedule 1) and the others that
HMICFRS inspects.
"""
SHORT = {
    "metropolitan": ("mps", "met police", "the met"),
    "greater manchester": ("gmp",),
    "city of london": ("colp",),
    "british transport": ("btp",),
    "ministry of defence": ("mdp",),
    "civil nuclear": ("cnc",),
    "northern ireland": ("psni",),
    "west midlands": ("wmp",),
    "west yorkshire": ("wyp",),
    "south yorkshire": ("syp",),
    "thames valley": ("tvp",),
}
_MAJESTY = r"(?:hm|his majestys|her majestys)"
_PLACE = f"(?:(?:{'|'.join(FORCES)}|all|local|deputy) )?"
_FIELD = r"(?!.*\b(?:forces?|constab\w*|chiefs?)\b).+"
"""What somebody leads on: no force is among it."""
_BODIES = late(
    "|".join(
        (
            # government
            (
                rf"home (?:office|secretary)|{_MAJESTY} (?:government|treasury)|(?:uk |central"
                r" )?government|cabinet office|treasury"
            ),
            (
                "ministry of (?:justice|defence)|moj|mod|attorney generals?(?:"
                " office)?|ago|parliament|welsh government|scottish government"
            ),
            (
                "department (?:for|of) (?:health(?: and social care)?|education|transport|work and"
                " pensions|science innovation and technology|(?:digital )?culture media and"
                " sport|levelling up housing and communities|environment food and rural"
                " affairs|justice)"
            ),
            (
                "ministry of housing communities and local"
                " government|dhsc|dfe|dft|dwp|dluhc|mhclg|defra|dcms|dsit|fcdo"
            ),
            # policing that is no force
            "college of policing|cop|(?:national police chiefs council|npcc|acpo)(?: chair)?",
            rf"(?:national police chiefs council|npcc) leads?(?: (?:for|on) {_FIELD})?",
            (
                "national crime agency|nca|police digital service|pds|independent office for police"
                " conduct|iopc|ipcc"
            ),
            "hmicfrs|hmic|hmcpsi|hmip",
            rf"{_MAJESTY} (?:chief )?inspector(?:ate)?s? (?:of|for) {_FIELD}|{_MAJESTY} (?:cps"
            rf"|crown"
            r" prosecution service) inspectorate|"
            r"hmi \w+",
            (
                rf"{_PLACE}(?:(?:police(?: fire)? and crime|police fire and crime)"
                r" commissioners?|o?pf?ccs?)|apcc|mopac"
            ),
            (
                r"(?:association|office)s? of (?:the )?police(?: fire)? and crime commissioners?"
                r"|mayors"
                r" office for policing and crime"
            ),
            (
                "police authorities|police and crime panels?|border force|immigration enforcement"
                "|home"
                " office immigration enforcement"
            ),
            # criminal justice
            (
                "crown prosecution service|cps|director of public prosecutions|dpp|serious fraud"
                " office|sfo"
            ),
            "sentencing council|law commission",
            (
                rf"{_MAJESTY} (?:prison and probation|prison|prisons and probation|courts and"
                r" tribunals|courts?) service|hmpps|hmcts|hmps"
            ),
            (
                "(?:national )?probation (?:service|trusts)|nps|prison service|prisons|community"
                " rehabilitation companies|crcs"
            ),
            "judiciary|courts",
            (
                "youth justice board(?: for england and wales)?|yjb|youth offending"
                " (?:teams|services)|legal aid agency|parole board"
            ),
            "criminal cases review commission|ccrc",
            # oversight and regulation
            (
                "care quality commission|cqc|ofsted|estyn|care inspectorate wales|healthcare"
                " inspectorate wales|information commissioners?(?: office)?|ico|forensic science"
                " regulator"
            ),
            "biometrics(?: and surveillance camera)? commissioner|surveillance camera commissioner",
            (
                "investigatory powers commissioners?(?: office)?|ipco|equality and human rights"
                " commission|ehrc|national audit office|nao"
            ),
            (
                "(?:childrens|victims|domestic abuse|independent anti slavery) commissioner"
                "|disclosure"
                " and barring service|dbs"
            ),
            (
                r"security industry authority|sia|gangmasters and labour abuse"
                rf" authority|glaa|{_MAJESTY} revenue and customs|hmrc|dvla|dvsa"
            ),
            (
                "health and safety executive|hse|environment agency|national highways|highways"
                " england|charity commission"
            ),
            # local government, health, fire and others
            (
                "local (?:authority|authorities|councils?|government(?: association)?)|councils"
                "|county"
                " councils|lga|social services"
            ),
            (
                "childrens (?:social care|services)(?: services)?|adult social care|directors? of"
                " childrens services|adcs"
            ),
            (
                "nhs(?: (?:england(?: and nhs improvement)?|wales|trusts|improvement))?|(?:national"
                " health service|health) trusts"
            ),
            (
                "national health service(?: england)?|health(?: service)? providers|local health"
                " boards|health boards|mental health trusts"
            ),
            (
                "clinical commissioning groups|ccgs|integrated care (?:boards|systems)|icbs|public"
                " health (?:england|wales)"
            ),
            (
                "ambulance (?:services?|trusts?)|(?:national fire chiefs council|nfcc)|fire and"
                " rescue"
                " (?:services?|authorities|authority)"
            ),
            "schools|universities|housing associations|social media companies|technology companies",
        )
    )
)
"""Bodies that HMICFRS addresses and that cannot be a force. Partnerships that a force belongs to
are not among them.
"""
_JOINED = late(r" and | ?[,/+] ?|\n")
_MAY_BE_US = late("force|constab|chief")


@lru_cache(maxsize=512)
def _bare(name: str) -> str:
    """Return a name for comparing: without "the", an abbreviation in brackets, apostrophes and
    hyphens.

    >>> _bare("The National Police Chiefs’ Council (NPCC)")
    'national police chiefs council'
    """
    bare = (
        re.sub(r"\s*\([a-z&]+\)$", "", fold(name))
        .replace("'", "")
        .replace("&", " and ")
        .replace("-", " ")
    )
    return " ".join(re.sub(r"^the\b", "", bare.strip(" .")).split())


@lru_cache(maxsize=64)
def _other_forces(own: tuple[str, ...]) -> frozenset[str]:
    """Return the names of forces, but for those that may be this one, whose names are `own`."""
    ours = " ".join(map(_bare, own))
    names = set()
    for stem in FORCES:
        if stem not in ours or not re.search(rf"\b{stem}\b", ours):
            names |= {
                *SHORT.get(stem, ()),
                *(f"{stem} {word}" for word in ("police", "constabulary", "police service")),
            }
            names |= (
                {f"police {stem}", f"police service of {stem}"}
                if stem in ("scotland", "northern ireland")
                else set()
            )
    return frozenset(names)


@lru_cache(maxsize=512)
def is_another_body(name: str, own: tuple[str, ...]) -> bool:
    """Return whether a name, or each of several in it, is that of a body that cannot be the force
    whose names are `own`.

    >>> is_another_body("Home Office and the CPS", ()), is_another_body("CPS and police forces", ())
    (True, False)
    """
    bare = _bare(name)
    if _BODIES.fullmatch(bare) or bare in _other_forces(own):
        return True
    return any(
        is_another_body(bare[: joint.start()], own) and is_another_body(bare[joint.end() :], own)
        for joint in _JOINED.finditer(bare)
        if bare[: joint.start()] and bare[joint.end() :]
    )


def scope_of(text: str, names: tuple[str, ...], settings: Settings) -> Scope:
    """Return force where every addressee is this force, joint where some are, other where none is.

    `text` is the whole cell, which [addressees] may name, and `names` what stands in it between
    semicolons.
    """
    declared = declared_scope(text, settings)
    if declared:
        return declared
    scopes: set[Scope] = {
        "force" if fold(name) in settings.force_names else declared_scope(name, settings) or "other"
        for name in names
    }
    if len(scopes) == 1:
        return scopes.pop()
    return "joint" if scopes else "other"


def declared_scope(text: str, settings: Settings) -> Scope | Literal[""]:
    """Return what [addressees] says of a text, but for its `*`, or ""."""
    if not settings.addressees:
        return ""
    exact = {word: scope for word, scope in settings.addressees.items() if word != "*"}
    return next((exact[word] for word in fits(text, exact)), "")


def undeclared(names: Iterable[str], settings: Settings) -> Iterator[str]:
    """Yield the names that may be the force's, and of which nothing says whose they are.

    Where [addressees] has `*`, only those that look like a force's.
    """
    own = settings.known_names
    for name in names:
        if (
            fold(name) in settings.force_names
            or declared_scope(name, settings)
            or is_another_body(name, own)
        ):
            continue
        if (
            "*" not in settings.addressees
            or _MAY_BE_US.search(fold(name))
            or any(ours in fold(name) for ours in map(fold, own))
        ):
            yield name
