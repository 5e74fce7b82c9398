"""A start on what an import takes, made before the rest of the program is loaded."""

from __future__ import annotations

from workforce_tui.importing.apart import started_early

__all__ = ["started_early"]
