"""Problems found in data. They are data themselves: collected, counted and shown, never raised."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much an issue matters."""

    ERROR = "error"
    """Nothing can be imported until it is put right."""
    WARNING = "warning"
    """The import may go ahead; the figures or the rows set aside should be looked at."""
    INFO = "info"
    """Worth knowing, nothing to do."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem: what, where and what to do.

    `row` is the row number a spreadsheet shows (from 1), `column` the header or column letter. `value` is the
    text as sent where it is a label or a figure, and empty where it could identify a person.
    """

    code: str
    severity: Severity
    message: str
    fix: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def as_dict(self) -> dict[str, str | int | None]:
        """The issue as the JSON contract writes it."""
        data = asdict(self)
        data["severity"] = str(self.severity)
        return data
