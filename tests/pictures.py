"""The pictures of the README, made by the program itself: `python -m tests.pictures` writes
docs/paper.png and docs/review.png.

LibreOffice prints the paper and poppler's pdftoppm draws it; Chromium, through chromedriver, shows
the review page. All of them must be installed. Look at both pictures before you commit them: they
differ with the fonts of a machine.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from pipeline.commands.packet import PAGE, packet
from pipeline.paper.pdf.pdf import FILE as PDF
from tests.docs import ROOT
from tests.golden import example, example_run
from tests.review.test_browser import Browser

FOLDER = ROOT / "docs"
CHOSEN = "#sheet a[href='#figure-overdue_total']"
MOST = 250_000
"""Bytes of both together: a clone is not to grow by pictures."""
GAP, DOTS_AN_INCH, WIDTH, HEIGHT, COLOURS = 12, 72, 1500, 860, 128
GREY = (208, 212, 216)


def paper(pdf: Path) -> Image.Image:
    """Return the first two pages of a PDF beside each other, on grey."""
    pages = [
        Image.open(
            io.BytesIO(
                subprocess.run(
                    [
                        "pdftoppm",
                        "-png",
                        "-r",
                        str(DOTS_AN_INCH),
                        "-f",
                        number,
                        "-singlefile",
                        str(pdf),
                    ],
                    check=True,
                    capture_output=True,
                ).stdout
            )
        )
        for number in ("1", "2")
    ]
    width, height = pages[0].size
    drawn = Image.new("RGB", (2 * width + 3 * GAP, height + 2 * GAP), GREY)
    for place, page in enumerate(pages):
        drawn.paste(page, (GAP + place * (width + GAP), GAP))
    return drawn


def review(page: Path, work: Path) -> Image.Image:
    """Return a review page with a figure of the paper chosen, so that its rows stand beside it."""
    browser = Browser(work / "profile")
    try:
        browser.look(WIDTH, HEIGHT)
        browser.open(page)
        browser.click(CHOSEN)
        browser.picture(work / "page.png")
    finally:
        browser.close()
    return Image.open(work / "page.png").convert("RGB")


def main() -> None:
    """Write both pictures in few colours, which keeps letters sharp and files small."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        files = packet(example(), example_run()).files
        for name in (PDF, PAGE):
            (work / name).write_bytes(files[name])
        for name, drawn in (("paper", paper(work / PDF)), ("review", review(work / PAGE, work))):
            drawn.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
                FOLDER / f"{name}.png", optimize=True
            )


if __name__ == "__main__":
    main()
