"""What is known of one kind of problem before it is met in a file."""

from __future__ import annotations

from dataclasses import dataclass

from workforce_tui.domain.issues import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem. `message` and `fix` are templates, marked for translation."""

    severity: Severity
    message: str
    fix: str = ""
