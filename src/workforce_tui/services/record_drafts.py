"""Forms that are not saved yet, kept so that a crash or a closed terminal loses nothing.

A draft is one file, readable by its owner only, beside the database. It is written as somebody types, and removed when
the form is saved or given up.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from workforce_tui.exporting.whole_file import write_whole_file
from workforce_tui.services.clock import now
from workforce_tui.services.paths import make_private_dir

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in a form: texts by key. `record` None for a new record; `at` is when (UTC, ISO 8601)."""

    kind: str
    record: int | None
    parent: int | None
    raw: dict[str, str]
    organisations: tuple[str, ...] = ()
    revision: int | None = None
    at: str = ""


def keep_draft(ws: Workspace, draft: Draft) -> None:
    """Keep what stands in a form, in the place of what was kept of it before.

    Raises:
        WorkforceError: the file cannot be written.
    """
    place = _place(ws, draft.kind, draft.record, draft.parent)
    make_private_dir(place.parent)
    data = json.dumps({**asdict(draft), "at": now()}, ensure_ascii=False).encode()

    def write(stream: IO[bytes]) -> None:
        stream.write(data)

    write_whole_file(place, write, overwrite=True, private=True)


def draft_of(ws: Workspace, kind: str, *, record: int | None = None, parent: int | None = None) -> Draft | None:
    """What was kept of a form; None where there is nothing, or nothing that can be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        held = json.loads(_place(ws, kind, record, parent).read_text(encoding="utf-8"))
        raw = {str(key): str(text) for key, text in held["raw"].items()}
        whose = tuple(str(one) for one in held["organisations"])
        return Draft(kind, record, parent, raw, whose, held["revision"], str(held["at"]))
    return None


def drop_draft(ws: Workspace, kind: str, *, record: int | None = None, parent: int | None = None) -> bool:
    """Keep nothing of a form any more; returns whether that could be done."""
    try:
        _place(ws, kind, record, parent).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _place(ws: Workspace, kind: str, record: int | None, parent: int | None) -> Path:
    database = hashlib.sha256(ws.paths.database.encode()).hexdigest()[:16]
    form = f"{kind}-{record if record is not None else f'new-{parent or 0}'}"
    return ws.paths.data_dir / "drafts" / f"{database}-{form}.json"
