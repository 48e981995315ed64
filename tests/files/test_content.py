"""What a record is as the content of a file."""

from __future__ import annotations

import json

import pytest

from pipeline.files.content import as_json


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        None,
        True,
        -3,
        2.5,
        "",
        'a "quoted" \\ line\nand \t\x00\x7f \u2028 é 😀 </script>',
        {"none": [], "nothing": {}, "deep": [[1, [2, (3, "x")]], {"é": {"": None}}]},
        [{"ref": "R1", "cell": "Recommendations!A5"}, {"value": False, "number": 10**20}],
    ],
    ids=str,
)
def test_a_record_is_written_as_json_writes_it_indented(value: object) -> None:
    assert as_json(value) == (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
