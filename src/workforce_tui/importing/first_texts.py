"""The texts at the start of a workbook, before its sheet is parsed.

Most programs keep texts in the order in which they were met: the first are those of the header and the rows below it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PART = "xl/sharedStrings.xml"
_MOST_BYTES = 2**16
_MOST_TEXTS = 600
"""More than the rows have in which a header is looked for."""
_TEXT = re.compile(r"<t(?: [^<>]*)?>([^<]{1,200})</t>")


def first_texts(path: Path) -> list[str]:
    """Some of the first texts of an .xlsx file, as they stand in its XML; none of any other file."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_PART) as stream:
            start = stream.read(_MOST_BYTES)
    except (
        OSError,
        LookupError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
    ):
        return []  # what a damaged file is, the parser says
    return _TEXT.findall(start.decode("utf-8", "ignore"))[:_MOST_TEXTS]
