"""The example inputs, made in memory: two meetings of one force, six months apart."""

from __future__ import annotations

from .workbooks import inspections_workbook, recommendations_workbook

__all__ = ["inspections_workbook", "recommendations_workbook"]
