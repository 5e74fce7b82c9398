"""The words and symbols of the register: every status has both, so that colour is never the only sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import Decision, EvidenceType, PanelView, Status, Trigger
from workforce_tui.domain.disparity_rules import Reason, Tag
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATUSES = {
    Status.IDENTIFIED: ("○", N_("identified")),
    Status.UNDER_ANALYSIS: ("□", N_("under analysis")),
    Status.EXPLAINED: ("◆", N_("explained")),
    Status.UNEXPLAINED: ("■", N_("unexplained")),
    Status.INSUFFICIENT_DATA: ("·", N_("insufficient data")),
    Status.PANEL_REVIEW: ("◇", N_("with the panel")),
    Status.ACCEPTED: ("◆", N_("explanation accepted")),
    Status.REJECTED: ("■", N_("explanation rejected")),
    Status.MONITOR: ("◆", N_("monitored")),
    Status.REFORM_PLANNED: ("▲", N_("reform planned")),
    Status.REFORM_IN_PROGRESS: ("▲", N_("reform in progress")),
    Status.REMEASURE: ("▲", N_("being measured again")),
    Status.CLOSED: ("●", N_("closed")),
}
_DECISIONS = {
    Decision.EXPLAINED_NO_ACTION: N_("explained, no action"),
    Decision.EXPLAINED_MONITOR: N_("explained, monitor"),
    Decision.NOT_EXPLAINED_REFORM: N_("not explained, reform"),
    Decision.INSUFFICIENT_DATA: N_("insufficient data, improve the data"),
}
_EVIDENCE = {
    EvidenceType.DATA: N_("data"),
    EvidenceType.RESEARCH: N_("research"),
    EvidenceType.PROCESS_AUDIT: N_("audit of a process"),
    EvidenceType.LIVED_EXPERIENCE: N_("lived experience"),
}
_VIEWS = {
    PanelView.ACCEPTS: N_("accepts it"),
    PanelView.PARTLY: N_("accepts it in part"),
    PanelView.REJECTS: N_("rejects it"),
}
_TRIGGERS = {
    Trigger.AUTO: N_("the rules"),
    Trigger.PANEL: N_("the panel"),
    Trigger.NETWORK: N_("a staff network"),
}
_REASONS = {
    Reason.FOUR_FIFTHS: N_("four-fifths screening rule (not a legal test in Great Britain)"),
    Reason.EXACT_TEST: N_("Fisher's exact test"),
    Reason.SAME_DIRECTION: N_("worse for the group in consecutive periods"),
}
_TAGS = {
    Tag.PROPOSED: N_("proposed"),
    Tag.TOO_SMALL: N_("too small to test"),
    Tag.BELOW: N_("below the thresholds"),
}


def status_name(status: Status) -> str:
    """The status in words."""
    return _(_STATUSES[status][1])


def status_sign(status: Status) -> str:
    """The symbol and the words of a status."""
    return f"{_STATUSES[status][0]} {status_name(status)}"


def decision_name(decision: Decision) -> str:
    """The decision in words."""
    return _(_DECISIONS[decision])


def evidence_name(evidence: EvidenceType) -> str:
    """The kind of evidence in words."""
    return _(_EVIDENCE[evidence])


def view_name(view: PanelView) -> str:
    """The panel's view in words."""
    return _(_VIEWS[view])


def trigger_name(trigger: Trigger) -> str:
    """Who brought a disparity to the register, in words."""
    return _(_TRIGGERS[trigger])


def tag_name(tag: Tag) -> str:
    """What becomes of a difference, in words."""
    return _(_TAGS[tag])


def reason_name(reason: str) -> str:
    """Why a difference was proposed, in words; one this version does not know as it was kept."""
    known: Mapping[str, str] = {str(one): text for one, text in _REASONS.items()}
    return _(known[reason]) if reason in known else reason
