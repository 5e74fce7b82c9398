"""The places of the app, in the order of their number keys."""

from __future__ import annotations

from workforce_tui.i18n import N_

PLACES = {
    "overview": N_("Overview"),
    "representation": N_("Representation"),
    "progression": N_("Progression"),
    "targets": N_("Targets"),
    "import": N_("Import"),
    "batches": N_("Batches"),
    "mentoring": N_("Mentoring"),
    "network": N_("Networks"),
    "action": N_("Actions"),
    "returns": N_("Returns"),
}
"""The codes with their names in English."""
