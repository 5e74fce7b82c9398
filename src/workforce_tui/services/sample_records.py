"""The records of the sample data: mentoring schemes, networks and actions, made up like the spreadsheets."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from workforce_tui.domain.record_kinds import kinds
from workforce_tui.i18n import _
from workforce_tui.services.records import add, list_records

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

FILE = "records.toml"


def load_sample_records(ws: Workspace, folder: Path) -> int:
    """Add the records of the samples in *folder* to a database that has none; how many were added.

    Raises:
        WorkforceError: one of them is not right.
    """
    path = folder / FILE
    if not path.is_file() or list_records(ws, kinds(), archived=None):
        return 0
    made: dict[str, int] = {}
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["record"]:
        parent = made[one["parent"]] if "parent" in one else None
        record = add(
            ws,
            one["kind"],
            one["values"],
            organisations=one.get("organisations", ()),
            parent=parent,
            by=_("Sample data"),
        )
        made[one["id"]] = record.id
    return len(made)
