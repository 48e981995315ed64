"""A Word file is opened once, and a tree is parsed once for all who read it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from pipeline.files.package import parts_of
from pipeline.word.package import Draft, Package, opened
from tests.golden import template

ROOT = Path(__file__).parents[2]
BODY = "word/document.xml"
COUNTED = """
import hashlib, io, json, sys, zipfile
from pathlib import Path
from lxml import etree
import pipeline.settings.model  # Python looks for plug-ins in a zip of its own as the models are made
from pipeline.commands.cli import main
from pipeline.word import outline
zips, parsed, zip_file, parse = [], [], zipfile.ZipFile.__init__, etree.fromstring
walk, walked = outline._Walk.__init__, open(sys.argv[2], "ab", buffering=0)  # copies write, too
def opened(self, file, mode="r", *more, **others):
    zips.append(mode)
    zip_file(self, file, mode, *more, **others)
def read(text, *more, **others):
    parsed.append(hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest())
    return parse(text, *more, **others)
def walks(self, parts, part):
    walked.write(hashlib.sha256(parts[part]).hexdigest().encode())
    walk(self, parts, part)
zipfile.ZipFile.__init__, etree.fromstring, outline._Walk.__init__ = opened, read, walks
code = main(["report", "--no-pdf", "--outputs", sys.argv[1]])
reads = zips.count("r")
paper = next(Path(sys.argv[1]).rglob("hmicfrs-update.docx")).read_bytes()
body = hashlib.sha256(zipfile.ZipFile(io.BytesIO(paper)).read("word/document.xml")).hexdigest()
print(json.dumps([code, reads, parsed.count(body), Path(sys.argv[2]).read_text().count(body)]))
"""


def test_a_report_opens_few_zips_parses_the_finished_paper_hardly_more_than_once_and_walks_it_once(
    tmp_path: Path,
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", COUNTED, str(tmp_path / "outputs"), str(tmp_path / "walks")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    code, zips, parses, walks = json.loads(run.stdout.splitlines()[-1])
    assert code == 0 and zips <= 12 and 1 <= parses <= 3 and walks == 1


def test_the_same_bytes_are_the_same_package_and_a_part_has_one_tree() -> None:
    package = opened(template())
    assert opened(bytes(bytearray(template()))) is package and package.root(BODY) is package.root(
        BODY
    )
    assert dict(package) == parts_of(template())


def test_whoever_changes_a_tree_changes_a_copy() -> None:
    package = opened(template())
    before = etree.tostring(package.root(BODY))
    package.copy(BODY).clear()
    Draft(package).change(BODY).clear()
    assert etree.tostring(package.root(BODY)) == before


def test_a_draft_writes_what_was_changed_and_leaves_all_else_as_it_came() -> None:
    draft = Draft({"a.xml": b"<a  />", "b.xml": b"<b  />", "c.xml": b"<c/>"})
    draft.change("a.xml").set("x", "1")
    draft.root("b.xml")
    del draft["c.xml"]
    draft["d.xml"] = b"<d/>"
    assert draft.written() == {
        "a.xml": b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a x=\"1\"/>",
        "b.xml": b"<b  />",
        "d.xml": b"<d/>",
    }


def test_a_part_that_is_replaced_has_the_tree_of_what_it_is_now() -> None:
    draft = Draft({"a.xml": b"<a/>"})
    draft.change("a.xml").set("x", "1")
    draft["a.xml"] = b"<other/>"
    assert draft.root("a.xml").tag == "other" and draft.written() == {"a.xml": b"<other/>"}


def test_what_is_no_xml_or_not_there_is_an_error_of_its_own() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        Package({"a.xml": b"<a>"}).root("a.xml")
    with pytest.raises(KeyError):
        Package({}).root("a.xml")
