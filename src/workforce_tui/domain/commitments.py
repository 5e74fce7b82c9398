"""The commitments of the Criminal Justice Anti-Racism Action Plan for Wales, by their codes in it, in short."""

from __future__ import annotations

from workforce_tui.i18n import N_, _

COMMITMENTS = (
    ("1b", N_("1b: where people gain jobs and promotions")),
    ("2a", N_("2a: representation with targets and staff networks")),
    ("2b", N_("2b: talent mentoring and reverse mentoring")),
    ("2c", N_("2c: handling of incidents and culture research")),
    ("2d", N_("2d: programmes of careers and employability")),
    ("2e", N_("2e: annual update of each organisation")),
    ("3d", N_("3d: figures of each ethnic group")),
    ("4a", N_("4a: review of the data by the panel")),
    ("4b", N_("4b: accountability and the annual report")),
    ("4c", N_("4c: accountability and the annual report")),
    ("4d", N_("4d: common data and explain or reform")),
    ("5", N_("5: anti-racist training and leadership")),
    ("6b", N_("6b: continual review of disproportionality")),
)
"""Each with its code and what it is about."""
_NAMES = dict(COMMITMENTS)


def commitment_text(code: str) -> str:
    """A commitment as "2a (representation with targets and staff networks)"; the code alone for one not known here."""
    _code, _colon, about = _(_NAMES[code]).partition(": ") if code in _NAMES else (code, "", "")
    return f"{code} ({about})" if about else code
