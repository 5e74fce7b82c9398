"""Numbers in what the panel says of an update: refused as they are typed.

What the panel said is in every later edition and can never be changed. A table that shows the number today need not
show it in the next version, or to the other readers, so no number of people is taken at all.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from workforce_tui.auditing.prose import loose_numbers
from workforce_tui.auditing.wording import EVERYDAY
from workforce_tui.auditing.words import plain, spellings
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.workforce import OrganisationKind
from workforce_tui.i18n import _
from workforce_tui.reference import rows
from workforce_tui.services.return_words import is_named, names_of_rows

if TYPE_CHECKING:
    from workforce_tui.domain.returns import Text


def refuse_numbers(name: str, comment: Text) -> None:
    """Refuse what the export of an update would be refused for ever after.

    Raises:
        WorkforceError: the name or the comment states a number of people, a percentage, or a number beside the name of
            a group, grade or organisation.
    """
    named = is_named(" ".join((name, comment.english, comment.welsh)), _names())  # a reader has them in one row
    places = []
    for where, text in (
        (_("For the panel"), name),
        (_("Comment in English"), comment.english),
        (_("Comment in Welsh"), comment.welsh),
    ):
        numbers = dict.fromkeys(number for number, of_people in loose_numbers(text) if of_people or named)
        if numbers:
            places.append(_("{where}: {numbers}").format(where=where, numbers=", ".join(numbers)))
    if places:
        raise WorkforceError(
            _("What the panel said states numbers of people: {places}.").format(places="; ".join(places)),
            _(
                "It could never be changed, and later exports of the update would be refused for them. Leave the "
                "numbers out, or say which table shows them, as “table 3”. Nothing was changed."
            ),
        )


@cache
def _names() -> frozenset[str]:
    """The plain names of whatever a table of an update may withhold."""
    found = {name for kind in OrganisationKind for name in names_of_rows(kind)}
    found |= {plain(row[key]) for file in ("organisations", "ethnic_groups") for row in rows(file)
              for key in ("name_en", "name_cy")}  # fmt: skip
    found |= {EVERYDAY.get(name, name) for what in ("level", "tier", "worker") for name in spellings(what)}
    return frozenset(name for name in found if len(name) > 1)
