"""Words that say how somebody is employed, and neither what as nor whether they still are."""

from __future__ import annotations

from workforce_tui.domain.label_keys import label_key

_TEXT = (
    "permanent, fixed term, fixed term contract, fixed-term appointment, temporary, casual, full time, part time, "
    "full-time, part-time, secondee, secondment, seconded, loan, apprentice, apprenticeship, permanent full time, "
    "permanent part time, regular employee, employed, substantive, zero hours, job share, term time, internal, "
    "perm, ftc, temp, ft, pt, n/a, unknown, not known, parhaol, dros dro, cyfnod penodol, llawn amser, "
    "rhan amser, secondiad"
)
CONTRACT_WORDS = frozenset(map(label_key, _TEXT.split(",")))
"""Label keys of values of an "employment type" or "status" column that say nothing of the kind of worker."""
