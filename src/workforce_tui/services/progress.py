"""How long work tells what it is doing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampleProgress:
    """Which sample file is being imported; `done` of `total` files are finished."""

    file: str
    done: int
    total: int
