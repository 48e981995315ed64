"""One raw cell to one value: text, key, word, date, whole number, bodies, prose. Faults are
gathered, never raised.
"""

from __future__ import annotations

from pipeline.workbook.counts import Counts
from pipeline.workbook.days import Days
from pipeline.workbook.words import Words


class Cells(Words, Days, Counts):
    """Reads the cells of one workbook, gathering what is wrong with them.

    Each method returns the value, or a blank one of its kind ("" or None) where the cell is blank
    or at fault; `findings()` tells which. With `secret` set, messages do not quote: the row is not
    for publication. Without `printed`, how words look is no matter.
    """
