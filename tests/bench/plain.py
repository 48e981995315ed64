"""The plain script of a competent analyst: reads, counts, prints the outstanding rows; checks and
proves nothing.

`python plain.py INPUTS TEMPLATE OUT.docx`: what `make bench` measures the program against.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pandas as pd
from docxtpl import DocxTemplate

MEETING, SINCE = pd.Timestamp(date(2021, 1, 14)), pd.Timestamp(date(2020, 7, 1))
OPEN = ["Open", "Proposed for closure"]


def main(inputs: Path, template: Path, out: Path) -> None:
    """Write the paper of a folder of inputs."""
    now = pd.read_excel(inputs / "recommendations.xlsx", sheet_name="Recommendations")
    then = pd.read_excel(
        next((inputs / "meetings").glob("*/recommendations.xlsx")), sheet_name="Recommendations"
    )
    log = pd.read_excel(inputs / "inspections.xlsx", sheet_name=["Inspections", "Reports"])
    merged = now.merge(
        then[["Ref", "RAG", "Status"]], on="Ref", how="left", suffixes=("", " then"), indicator=True
    )
    outstanding = merged[merged["Status"].isin(OPEN)]
    new = merged[merged["_merge"] == "left_only"]
    overdue = outstanding[outstanding["Target date"] < MEETING]
    shown = outstanding[outstanding["Publish"] != "No"]
    reports = log["Reports"]
    paper = DocxTemplate(template)
    paper.render(
        {
            "ratings": outstanding["RAG"].value_counts().to_dict(),
            "statuses": merged["Status"].value_counts().to_dict(),
            "before": then[then["Status"].isin(OPEN)]["RAG"].value_counts().to_dict(),
            "new": len(new),
            "overdue": len(overdue),
            "moved": int((merged["RAG"] != merged["RAG then"]).sum()),
            "total": len(outstanding),
            "reports": reports[reports["Published"] >= SINCE]["Title"].tolist(),
            "rows": [
                {
                    "ref": row["Ref"],
                    "report": row["Inspection report"],
                    "text": row["Recommendation"],
                    "rag": row["RAG"],
                    "owner": row["Owner"],
                    "target": f"{row['Target date']:%d %B %Y}"
                    if pd.notna(row["Target date"])
                    else "",
                    "update": row["Latest update"] if pd.notna(row["Latest update"]) else "",
                }
                for row in shown.to_dict("records")
            ],
        },
        autoescape=True,
    )
    paper.save(out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
