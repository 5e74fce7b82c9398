"""Contents that are kept with their hash, so that a later look can tell whether they are as they were."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(data: dict[str, Any]) -> str:
    """JSON in one way only, so that the same contents have the same hash."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(contents: str) -> str:
    """The SHA-256 of contents as UTF-8, in hexadecimal."""
    return hashlib.sha256(contents.encode()).hexdigest()
