"""What decides scope is declared: the force, an alias, a body that cannot be a force, or a line of
[addressees].
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.commands.codes import CODES
from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.run import computed
from pipeline.findings.finding import Finding, SettingsRefused
from pipeline.register.recommendations import register
from pipeline.workbook.addressees import is_another_body
from tests.builders import SETTINGS, baseline, inputs, recommendations
from tests.golden import example

OWN = ("West Midlands Police", "WMP", "All forces", "Chief constables")
MAY_BE_OURS = """CPS and police forces|Each force|All police forces|Forces|Constabularies|Chief officers|PCCs and forces|Police service
English and Welsh forces|Force|The force|Police forces|All chief constables|The Chief Constable|Every force|43 forces|Police
All forces in England and Wales|Forces and the CPS|Home Office and forces|NPCC and forces|College of Policing, forces|WMFS
Safeguarding partners|Community safety partnerships|Local criminal justice boards|Regional organised crime units|Inspected forces
Kent Police and forces|Police Forces, NPCC|West Midlands Constabulary|West Midlands|Criminal justice partners|Everyone|TBC|N/A
Chief constables and PCCs|Chief constables and police and crime commissioners|Forces and police and crime commissioners
NPCC lead for custody and all forces|HM Inspectorate of Prisons and police forces|Commissioner"""
NEVER_OURS = """Home Office|The Home Office|home office|Home Secretary|The College of Policing|NPCC|National Police Chiefs' Council
National Police Chiefs’ Council|National Police Chiefs Council|National Police Chiefs' Council (NPCC)|NPCC lead|CPS|MoJ|HMPPS|NCA|IOPC
The Crown Prosecution Service|Ministry of Justice|HM Prison and Probation Service|His Majesty’s Prison & Probation Service|APCC|PCCs
Her Majesty's Prison and Probation Service|National Probation Service|National Crime Agency|Independent Office for Police Conduct
Association of Police and Crime Commissioners|Police and Crime Commissioners|Police and crime commissioner|Local authorities
Local authority|Kent Police|Thames Valley Police|Metropolitan Police|The Metropolitan Police Service|MPS|Avon & Somerset Police
Avon and Somerset Constabulary|GMP|City of London Police|British Transport Police|BTP|Police Scotland|PSNI|Dyfed-Powys Police
Police Service of Northern Ireland|Ministry of Defence Police|Civil Nuclear Constabulary|West Mercia Police|HMICFRS|HMIC|HMCPSI
HMI Prisons|NHS England|National Health Service trusts|Department of Health and Social Care|Department of Health & Social Care
Department for Education|HM Courts and Tribunals Service|Youth Justice Board|Care Quality Commission|Ofsted|Border Force
Information Commissioner's Office|Forensic Science Regulator|Welsh Government|Home Office, College of Policing|Home Office/NPCC
Home Office and College of Policing|Attorney General's Office|HM Treasury|Fire and rescue services|HM Government|Government
Police and Crime Commissioners and Home Office|Hampshire and Isle of Wight Constabulary|MOPAC|Mayor's Office for Policing and Crime
Avon and Somerset Police and Crime Commissioner|Children's social care|Domestic Abuse Commissioner|NPCC lead for custody"""


def split(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


def scopes(*addressees: str, own: str = "", first: bool = False) -> tuple[list[str], list[Finding]]:
    """Return the scope of a row for each cell of "Addressed to", and what is found."""
    rows: list[dict[str, Any]] = [{"addressed_to": text} for text in addressees]
    found, faults = register(
        recommendations(*rows), read_settings((SETTINGS + own).encode()), first=first
    )
    return [row.scope for row in found.rows], faults


@pytest.mark.parametrize("name", split(MAY_BE_OURS))
def test_a_name_that_may_be_the_force_is_no_other_body(name: str) -> None:
    assert not is_another_body(name, OWN)


@pytest.mark.parametrize("name", split(NEVER_OURS))
def test_a_body_that_cannot_be_a_force_is_known(name: str) -> None:
    assert is_another_body(name, OWN)


@pytest.mark.parametrize(
    ("own", "name", "known"),
    [
        ("Avon and Somerset Police", "Avon & Somerset Constabulary", False),
        ("Metropolitan Police", "Metropolitan Police Service", False),
        ("Metropolitan Police", "MPS", False),
        ("Kent Police", "Avon and Somerset Constabulary", True),
        ("Kent Police", "MPS", True),
        ("Police Scotland", "Scotland Police", False),
        ("Dyfed-Powys Police", "Dyfed Powys Police", False),
    ],
)
def test_another_way_of_writing_the_forces_own_name_is_no_other_force(
    own: str, name: str, known: bool
) -> None:
    assert is_another_body(name, (own,)) is known


def test_an_addressee_that_is_not_known_is_told_in_each_of_its_cells() -> None:
    texts = ["Each force", "Home Office", "each  force; CPS", "WMP; Each force"]
    for first, code, severity in (
        (True, "addressee-undeclared", "error"),
        (False, "addressee-unknown", "note"),
    ):
        found, (fault, *alike) = scopes(*texts, first=first)
        assert found == ["other", "other", "other", "joint"]
        assert (fault.code, fault.severity, CODES[code].exit) == (code, severity, 3)
        assert str(fault) == (
            'recommendations.xlsx, Recommendations!H2: Addressed to names "Each force": nothing says whether that is '
            'this force, so it is not counted as it. Write under [addressees] of report.toml what it is: "Each force" = "force", '
            'or "joint" where it is the force with others, or "other".'
        )
        assert [(str(one.cell)[-2:], one.message) for one in alike] == [
            ("H4", fault.message),
            ("H5", fault.message),
        ]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("force", ["force", "joint"]), ("joint", ["joint", "joint"]), ("other", ["other", "other"])],
)
def test_the_remedy_helps(scope: str, expected: list[str]) -> None:
    assert scopes(
        "Each force", "EACH force; CPS", own=f'[addressees]\n"Each force" = "{scope}"\n', first=True
    ) == (expected, [])


def test_a_whole_text_is_declared_and_its_parts_are_not_asked_for() -> None:
    own = '[addressees]\n"All forces, NPCC" = "joint"\n"Forces; the CPS" = "joint"\n"WMP and CPS" = "joint"\n"WMP, all of it" = "force"\n'
    assert scopes(
        "All forces, NPCC", "Forces;\nthe CPS", "WMP and CPS", "WMP, all of it", own=own, first=True
    ) == (["joint", "joint", "joint", "force"], [])


def test_the_rest_may_be_declared_other_but_for_what_looks_like_a_force() -> None:
    own = '[addressees]\n"*" = "other"\n"Each force" = "force"\n'
    assert scopes(
        "Everyone", "Partners", "Each force", "WMP", "NPCC", "Border Force", own=own, first=True
    ) == (["other", "other", "force", "force", "other", "other"], [])
    for name in (
        "Police forces",
        "Constabularies",
        "Chief officers",
        "West Midlands Police Authority",
        "WMPS",
    ):
        for first in (True, False):
            assert [fault.code for fault in scopes(name, own=own, first=first)[1]] == [
                "addressee-undeclared"
            ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('"*" = "force"', 'whatever is not named cannot be "force"'),
        ('"All*" = "force"', "* stands for whatever is not named"),
        ('"Forces" = "ours"', '"ours" is not one of'),
        ('"all forces" = "other"', "it is a name of the force"),
        ('"Forces" = "force"\n"FORCES" = "other"', 'it is read as "Forces" is'),
    ],
)
def test_what_addressees_cannot_say_is_refused(line: str, told: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        read_settings((SETTINGS + f"[addressees]\n{line}\n").encode())
    assert [told in str(fault) for fault in refused.value.findings] == [True]


def test_a_first_paper_stops_and_a_later_one_does_not() -> None:
    row = {"addressed_to": "Forces"}
    assert [(item.code, item.severity) for item in computed(inputs({}, row)).findings] == [
        ("addressee-undeclared", "error")
    ]
    later = [(item.code, item.severity) for item in computed(inputs({}, row, then=[{}])).findings]
    assert ("addressee-unknown", "note") in later and "error" not in {
        severity for _, severity in later
    }


def test_a_baseline_is_a_first_paper() -> None:
    with pytest.raises(Exception, match="Nothing was made"):
        baseline({"addressed_to": "Forces"})


def test_a_name_that_is_almost_the_forces_is_told_as_such_and_stops_a_first_paper() -> None:
    for name in ("West Midland Police", "West Midlands Police and Home Office"):
        assert [fault.code for fault in scopes(name, first=True)[1]] == ["addressee-undeclared"]
        assert [fault.code for fault in scopes(name)[1]] == ["addressee-near"]


def test_no_word_of_a_row_that_is_not_for_publication_is_told() -> None:
    rows = [
        {"publish": "No", "addressed_to": name} for name in ("Operation Nightjar", "Operation Owl")
    ]
    _, (fault, other) = register(
        recommendations(*rows), read_settings(SETTINGS.encode()), first=True
    )
    assert (str(fault.cell)[-2:], str(other.cell)[-2:]) == ("H2", "H3")
    assert other.message == fault.message and "(not for publication)" in fault.message
    assert '"…" = "force"' in fault.remedy and "Nightjar" not in str(fault)


def test_the_example_needs_no_declaration_on_its_first_paper_either() -> None:
    given = example()
    codes = {item.code for item in computed(replace(given, filed=())).findings}
    assert (
        not {"addressee-undeclared", "addressee-unknown", "column-undeclared", "sheet-unread"}
        & codes
    )
    assert isinstance(given, Inputs)
