"""One raw cell to a whole number."""

from __future__ import annotations

from pipeline.english.signs import straight
from pipeline.workbook.cell import Raw, Rich, plain
from pipeline.workbook.faults import Faults

MOST = 999_999
IN_DIGITS = "Type the number in digits, 0 if there are none."


class Counts(Faults):
    """Reads the cells that hold a number of things."""

    def whole(self, raw: Raw | None) -> int | None:
        """Return a whole number, 0 or more; blank is a fault, for 0 must be said."""
        value = self._value(raw) if raw else None
        if raw is None or raw.cell in self.faulty:
            return None
        if isinstance(value, Rich):
            value = str(value)
        if isinstance(value, str) and (text := plain(value).strip()):
            return self._whole_in(raw, text)
        if value is None or isinstance(value, str):
            self.fault(
                "blank", raw, f"{raw.heading} is blank.", "Type the number, 0 if there are none."
            )
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not 0 <= value <= MOST
            or value != int(value)
        ):
            what = f"holds {value}, which is not a whole number, 0 or more."
            self.fault("not-a-whole-number", raw, f"{raw.heading} {what}", IN_DIGITS)
            return None
        return int(value)

    def _whole_in(self, raw: Raw, text: str) -> int | None:
        """Return a whole number that was typed as text."""
        number = straight(text).strip()
        if not number.isascii() or not number.isdigit() or len(number) > 6:
            what = f"{self.shown(text)} is not a whole number."
            self.fault("not-a-whole-number", raw, f"{raw.heading} {what}", IN_DIGITS)
            return None
        if number != text:
            self.signs(raw, text, number)
        self._gather(
            "number-as-text",
            raw,
            "is a number typed as text",
            "Format the cell as a number and type it again.",
        )
        return int(number)
