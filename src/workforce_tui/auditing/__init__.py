"""The attacker: an audit of finished files, sharing no code with what made them.

It reads what a reader can read, adds what everybody knows, and works out to what each withheld figure can be confined.
"""

from workforce_tui.auditing.auditor import audit
from workforce_tui.auditing.report import AuditReport, Confined, Given, Protection

__all__ = ["AuditReport", "Confined", "Given", "Protection", "audit"]
