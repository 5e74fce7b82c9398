"""Refusing an edition for a text somebody wrote: which text, what in it, who changes it, and how.

No table can be left out for it: with fewer tables fewer numbers are shown, and the text still says its own.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.auditing.prose import loose_numbers
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.edition import EditionKind
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import NARRATIVE_NAMES, Narrative, section_of
from workforce_tui.domain.returns import OPEN
from workforce_tui.domain.wales_update import TEXT_NAMES, UpdateText
from workforce_tui.exporting.plain_text import one_line
from workforce_tui.i18n import _, by_option
from workforce_tui.services.protection import UnsafeError
from workforce_tui.services.return_words import rows_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workforce_tui.auditing.report import Given
    from workforce_tui.domain.edition import Edition, EditionSection, EditionText

MOST_NAMED = 8
BESIDE = 3
"""Words quoted on either side of a number."""
_REVIEWS, _PANEL = "reviews", "endorsement"
"""The sections of an update whose tables are what somebody typed; what the panel said stays as it was written down."""
_UNSIGNED = ("draft", "signed")


class TextRefusedError(WorkforceError):
    """A text states a number that no table shows: nothing may be handed out until the text is changed."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A text somebody wrote: where it is, and how it is changed, in words."""

    where: str
    text: str
    change: str


@contextmanager
def naming_texts(editions: Callable[[], Sequence[Edition]]) -> Iterator[None]:
    """Say which text of the *editions* is to be changed, where the audit refuses them for one.

    Raises:
        TextRefusedError: the audit refused a number in a text that somebody wrote. Other refusals pass as they are.
    """
    try:
        yield
    except UnsafeError as error:
        made = tuple(editions())
        found = [one for edition in made for one in _refused(edition, error.words)]
        if not found:
            raise
        raise _error(made[0], dict.fromkeys(found)) from error


def _error(edition: Edition, found: Iterable[tuple[_Written, str]]) -> TextRefusedError:
    places = dict.fromkeys(_("{where}: {numbers}").format(where=one.where, numbers=said) for one, said in found)
    changes = dict.fromkeys(one.change for one, _said in found)
    hint = _("Nothing was handed out. Leave the number out of the text, or write one that a table shows as published.")
    return TextRefusedError(
        _("Numbers in texts that no table of this edition shows: {places}.").format(
            places="; ".join(list(places)[:MOST_NAMED])
        ),
        " ".join(filter(None, (hint, *changes, *_afterwards(edition)))),
    )


def _afterwards(edition: Edition) -> Iterator[str]:
    """What has to be done once a text of a return is changed."""
    if edition.kind is not EditionKind.RETURN:
        return
    state = edition.codes.get("state", "")
    if state in (*_UNSIGNED, *OPEN):
        yield _("What is signed stays as it was signed: sign a new version then.")
    else:
        yield _(
            "It was handed in: a query of the taskforce, or return revise once it is accepted, opens it for a new "
            "version."
        )


def _refused(edition: Edition, leaks: Sequence[Given]) -> Iterator[tuple[_Written, str]]:
    """The texts of an edition that *leaks* were found in, each with the numbers in them and the words beside those."""
    whole = [(_plain(leak.said), leak.numbers) for leak in leaks]
    for one in _written(edition):
        for line in one.text.splitlines():
            said = _plain(line)
            numbers = dict.fromkeys(number for number, _people in loose_numbers(said))
            refused = {number for text, some in whole if said and said in text for number in some}
            for number in numbers:
                if number in refused:
                    yield one, _quoted(said, number)


def _plain(text: str) -> str:
    return " ".join(one_line(text).split())


def _quoted(line: str, number: str) -> str:
    """A number with the words beside it, in quotation marks."""
    bare = re.escape(number.removesuffix("%"))
    found = re.search(rf"(?<![\w.,]){bare}(?:\s?%)?", line)
    if found is None:
        return f"“{number}”"
    before, after = line[: found.start()].split(), line[found.end() :].split()
    kept = f"{' '.join(before[-BESIDE:])} {found[0]} {' '.join(after[:BESIDE])}".strip()
    return f"“{'… ' * (len(before) > BESIDE)}{kept}{' …' * (len(after) > BESIDE)}”"


def _written(edition: Edition) -> Iterator[_Written]:
    """Everything in an edition that somebody wrote."""
    for section in edition.sections:
        for text in section.texts:
            yield from _narrative(edition, text)
        if edition.kind is EditionKind.RETURN:
            yield from _of_return(edition, section)
        elif section.code in (_REVIEWS, _PANEL):
            yield from _of_update(section)


def _narrative(edition: Edition, text: EditionText) -> Iterator[_Written]:
    for said, option, message in (
        (text.english, "--en", _("{text} (English)")),
        (text.welsh, "--cy", _("{text} (Welsh)")),
    ):
        yield _Written(message.format(text=_name(text)), said, _change(edition, text.key, option))


def _name(text: EditionText) -> str:
    """The name of a text in the language in use."""
    if text.key in set(Narrative):
        return _(NARRATIVE_NAMES[Narrative(text.key)])
    return _(TEXT_NAMES[UpdateText(text.key)]) if text.key in set(UpdateText) else text.name


def _change(edition: Edition, key: str, option: str) -> str:
    """How a text is changed, and by whom."""
    if edition.kind is EditionKind.RETURN:
        command = f"workforce-tui return set {edition.organisation} {edition.year} --text {key} {option} TEXT --by NAME"
        return _("Whoever prepares the return changes it with e in its window{option}.").format(
            option=by_option(command)
        )
    command = f"workforce-tui update set {edition.year} --text {key} {option} TEXT --by NAME"
    return _("The taskforce changes it with t in the window of the update{option}.").format(option=by_option(command))


def _of_return(edition: Edition, section: EditionSection) -> Iterator[_Written]:
    """Why a section has nothing to report, and what was typed in records."""
    name = _(section_of(section.code).name)
    if section.nothing:
        command = (
            f"workforce-tui return set {edition.organisation} {edition.year} --nothing {section.code} "
            "--because REASON --by NAME"
        )
        change = _("Whoever prepares the return writes the reason anew with n in its window{option}.")
        where = f"{name}, {_('Nothing to report')}"
        yield _Written(where, section.nothing, change.format(option=by_option(command)))
    for where, text in rows_typed(section.code, [one.table for one in section.tables]):
        yield _Written(f"{name}, {where}", text, _("Whoever keeps the record changes it there."))


def _of_update(section: EditionSection) -> Iterator[_Written]:
    for held in section.tables:
        for row in held.table.rows:
            cells = (str(cell.value) for cell in row.cells if isinstance(cell, Shown))
            text = "\n".join((row.label, *cells))
            change = _("Whoever keeps the record changes it there.") if section.code == _REVIEWS else ""
            yield _Written(f"{section.name}, {row.label}", text, change)
