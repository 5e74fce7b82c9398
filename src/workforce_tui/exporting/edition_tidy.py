"""The interchange file of an edition: tidy CSV with everything it says, and the hash of that."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from workforce_tui.domain.edition_rows import RETURN_FIELDS, rows_of

if TYPE_CHECKING:
    from typing import IO

    from workforce_tui.domain.edition import Edition

BYTE_ORDER_MARK = "\ufeff"
"""So that spreadsheets read Welsh letters as UTF-8."""


def render_edition_tidy(edition: Edition) -> str:
    """The rows as CSV text with CRLF lines; the rows themselves hold nothing a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(RETURN_FIELDS)
    writer.writerows([row[name] for name in RETURN_FIELDS] for row in rows_of(edition))
    return out.getvalue()


def write_edition_tidy(edition: Edition, stream: IO[bytes]) -> None:
    """Write the interchange file (UTF-8 with a byte order mark, CRLF) to an open file."""
    stream.write((BYTE_ORDER_MARK + render_edition_tidy(edition)).encode("utf-8"))
