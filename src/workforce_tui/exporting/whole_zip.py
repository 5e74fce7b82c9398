"""Files that are archives of parts, so that the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest moment an archive can state: that of writing is nobody's business."""


def same_bytes(parts: Mapping[str, bytes]) -> bytes:
    """The parts by their names as one archive, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            item = zipfile.ZipInfo(name, MOMENT)
            item.compress_type = zipfile.ZIP_DEFLATED
            item.create_system = 0
            made.writestr(item, data)
    return out.getvalue()
