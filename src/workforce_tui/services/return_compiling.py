"""Every return of a year at once: opened, and answered from a file of texts.

Nothing is signed here: a chief officer signs one return at a time.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import Narrative
from workforce_tui.domain.returns import OPEN, Text, checklist, completeness
from workforce_tui.i18n import _
from workforce_tui.services.entered_texts import changed_text, long_text
from workforce_tui.services.organisations import get_organisation, list_organisations
from workforce_tui.services.return_contents import needed_contents, snapshot_of_year
from workforce_tui.services.returns import (
    get_section,
    list_returns,
    open_return,
    set_nothing,
    set_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from workforce_tui.domain.returns import AnnualReturn, Check
    from workforce_tui.services.workspace import Workspace

OWN = "organisations"
"""The table of the answers of single organisations."""
MOST_BYTES = 1_000_000
"""The most a file of texts may hold."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Texts for returns: by the key of the narrative, and why a section has nothing to report; of one or of all."""

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    nothing: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Answers] = field(default_factory=dict)

    def of(self, organisation: str) -> Answers:
        """The answers for one organisation: its own before those of all."""
        own = self.own.get(organisation, Answers())
        return Answers({**self.texts, **own.texts}, {**self.nothing, **own.nothing})


@dataclass(frozen=True, slots=True)
class Compiled:
    """A return after compiling: whether it was opened by it, and what is still missing."""

    found: AnnualReturn
    opened: bool
    checks: tuple[Check, ...]

    @property
    def missing(self) -> tuple[Check, ...]:
        """The sections that are not done."""
        return tuple(one for one in self.checks if not one.done)

    @property
    def done(self) -> tuple[int, int]:
        """How many sections are done, and of how many."""
        return completeness(self.checks)


def read_answers(path: Path) -> Answers:
    """The answers in a TOML file: tables texts.KEY (en, cy, translation), nothing (SECTION = reason), and the same
    under organisations.CODE.

    Raises:
        WorkforceError: it cannot be read, or names a text or section that does not exist.
    """
    try:
        content = path.read_bytes()
        if len(content) > MOST_BYTES:
            raise WorkforceError(_("{file} is too large.").format(file=path.name), _("Give a file of texts alone."))
        held = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise WorkforceError(
            _("{file} cannot be read ({reason}).").format(file=path.name, reason=error.strerror or ""),
            _("Check its name."),
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkforceError(
            _("{file} is not TOML that can be read: {reason}.").format(file=path.name, reason=error),
            _("Mend the line. Nothing was changed."),
        ) from error
    whole = _answers({key: value for key, value in held.items() if key != OWN}, path.name)
    parts = _table(held, OWN, path.name)
    own = {code: _answers(_table(parts, code, path.name, OWN), path.name, OWN, code) for code in parts}
    return Answers(whole.texts, whole.nothing, own)


def _answers(held: Mapping[str, Any], file: str, *under: str) -> Answers:
    """What the tables of all or of one say, each text of it checked: no return is opened for a wrong one."""
    texts, nothing = _table(held, "texts", file, *under), _table(held, "nothing", file, *under)
    for key, text in texts.items():
        if key not in list(Narrative) or not isinstance(text, dict) or not _is_text(text):
            raise _wrong(file, *under, "texts", key)
        changed_text(Text(), text.get("en"), text.get("cy"), text.get("translation"))
    for key, reason in nothing.items():
        if not get_section(key).needed or not isinstance(reason, str):
            raise _wrong(file, *under, "nothing", key)
        long_text(reason)
    unknown = held.keys() - {"texts", "nothing"}
    if unknown:
        raise _wrong(file, *under, min(unknown))
    return Answers(texts, nothing)


def _is_text(held: Mapping[str, Any]) -> bool:
    return {"en", "cy", "translation"} >= held.keys() and all(isinstance(one, str) for one in held.values())


def _table(held: Mapping[str, Any], name: str, file: str, *under: str) -> dict[str, Any]:
    found = held.get(name, {})
    if not isinstance(found, dict):
        raise _wrong(file, *under, name)
    return found


def _wrong(file: str, *keys: str) -> WorkforceError:
    return WorkforceError(
        _("{file}: {key} is not understood.").format(file=file, key=".".join(keys)),
        _("It has texts.KEY with en, cy and translation, nothing with SECTION = reason, and organisations.CODE."),
    )


def compile_returns(
    ws: Workspace, year: int, *, by: str, organisations: Sequence[str] = (), answers: Answers | None = None
) -> tuple[Compiled, ...]:
    """Open the return of every Welsh organisation that has staff figures of the year, or of those named, and answer
    what nobody has answered yet.

    What is there stays as it is: a text is set only where there is none, and a section has "nothing to report" only
    where it has no figures and a reason is given.

    Raises:
        WorkforceError: there is no such organisation, nobody is named, or an answer is refused.
    """
    own = {get_organisation(ws, code).code: one for code, one in answers.own.items()} if answers else {}
    codes = organisations or [
        one.organisation.code
        for one in list_organisations(ws, in_wales_only=True)
        if one.snapshots and snapshot_of_year(ws, one.organisation.code, year) is not None
    ]
    known = Answers(answers.texts, answers.nothing, own) if answers else Answers()
    return tuple(_compiled(ws, code, year, by, known) for code in codes)


def _compiled(ws: Workspace, organisation: str, year: int, by: str, answers: Answers) -> Compiled:
    held = list_returns(ws, organisation, year)
    found = held[0] if held else open_return(ws, organisation, year, by=by)
    contents = needed_contents(ws, found.organisation, year)
    filled = {code: one.filled for code, one in contents.items()}
    if found.state in OPEN:
        found = _answered(ws, found, by, answers.of(found.organisation), filled)
    return Compiled(found, not held, tuple(checklist(filled, found.nothing, found.texts)))


def _answered(
    ws: Workspace, found: AnnualReturn, by: str, answers: Answers, filled: Mapping[str, bool]
) -> AnnualReturn:
    """The return with the answers for which nothing is there yet."""
    for key, text in answers.texts.items():
        if Narrative(key) not in found.texts:
            found = set_text(
                ws, found.organisation, found.year, key, english=text.get("en"), welsh=text.get("cy"),
                translation=text.get("translation"), by=by,
            )  # fmt: skip
    reasons = {get_section(key).code: reason for key, reason in answers.nothing.items()}
    for check in checklist(filled, found.nothing, found.texts):
        reason = reasons.get(check.section.code, "")
        if not check.done and reason:
            found = set_nothing(ws, found.organisation, found.year, check.section.code, reason, by=by)
    return found
