"""How annual returns are written by the commands: in words, and as JSON whose keys do not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.frozen_tables import frozen
from workforce_tui.domain.return_remarks import note_of
from workforce_tui.domain.return_sections import NARRATIVE_NAMES, TRANSLATION_NAMES
from workforce_tui.domain.returns import STATE_NAMES, completeness
from workforce_tui.exporting.text import clean
from workforce_tui.i18n import _
from workforce_tui.services.return_text import history_lines, verified_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workforce_tui.domain.return_sections import Section
    from workforce_tui.domain.returns import AnnualReturn, Check, ReturnQuery, ReturnVersion
    from workforce_tui.domain.table import Table
    from workforce_tui.services.return_board import BoardLine
    from workforce_tui.services.return_signing import Verified


def return_record(found: AnnualReturn, checks: Sequence[Check]) -> dict[str, Any]:
    """A return as JSON."""
    done, number = completeness(checks)
    return {
        "organisation": found.organisation,
        "year": found.year,
        "state": str(found.state),
        "done": done,
        "sections": number,
        "checks": [check_record(one) for one in checks],
        "texts": {
            str(key): {"en": text.english, "cy": text.welsh, "translation": str(text.translation or "")}
            for key, text in found.texts.items()
        },
        "nothing": dict(found.nothing),
        "queries": [query_record(one) for one in found.queries],
        "versions": [version_record(one) for one in found.versions],
        "moves": [
            {
                "before": None if one.before is None else str(one.before),
                "after": str(one.after),
                "version": one.version,
                "by": one.by,
                "on": one.on.isoformat(),
                "note": note_of(one),
                "said": [{"code": str(said.code), **said.values} for said in one.remarks],
            }
            for one in found.moves
        ],
    }


def check_record(check: Check) -> dict[str, Any]:
    """A line of the checklist as JSON."""
    return {
        "section": check.section.code,
        "number": check.section.number,
        "done": check.done,
        "missing": check.missing,
        "nothing": check.nothing,
        "look": check.look,
    }


def query_record(query: ReturnQuery) -> dict[str, Any]:
    """A query as JSON."""
    return {
        "id": query.id,
        "section": query.section,
        "figure": query.figure,
        "text": query.text,
        "by": query.by,
        "on": query.on.isoformat(),
        "reply": query.reply,
        "replied_by": query.replied_by,
        "replied_on": query.replied_on.isoformat() if query.replied_on else None,
    }


def version_record(version: ReturnVersion) -> dict[str, Any]:
    """A signed version as JSON, without its contents."""
    return {
        "version": version.number,
        "sha256": version.sha256,
        "signed_name": version.signature.name,
        "signed_post": version.signature.post,
        "signed_on": version.signature.on.isoformat(),
        "made_at": version.made_at,
        "reason": version.reason,
    }


def verified_record(found: Verified) -> dict[str, Any]:
    """The answer of a verification as JSON."""
    return {
        **version_record(found.version),
        "intact": found.intact,
        "moved": [
            {
                "section": one.section,
                "table": one.table,
                "row": one.row,
                "column": one.column,
                "before": None if one.before is None else cell_text(one.before),
                "after": None if one.after is None else cell_text(one.after),
            }
            for one in found.moved
        ],
    }


def section_record(section: Section, tables: Sequence[Table], found: AnnualReturn) -> dict[str, Any]:
    """A section with its tables as JSON."""
    return {
        "section": section.code,
        "number": section.number,
        "nothing": found.nothing.get(section.code, ""),
        "tables": [frozen(table) for table in tables],
    }


def line_record(line: BoardLine) -> dict[str, Any]:
    """A line of the board as JSON."""
    found = line.found
    return {
        "organisation": found.organisation,
        "year": found.year,
        "state": str(found.state),
        "version": found.latest.number if found.latest else 0,
        "done": line.done,
        "sections": line.sections,
        "open_queries": line.queries,
        "overdue": line.overdue,
    }


def say_return(found: AnnualReturn, checks: Sequence[Check], *, only: Section | None = None) -> None:
    """A return in words; *only* says what is held of one section that has no tables."""
    if only is not None:
        reason = found.nothing.get(only.code)
        said = _("Nothing to report: {reason}").format(reason=reason) if reason else _("There is nothing in it yet.")
        typer.echo(clean(f"{_(only.name)}: {said}"))
        return
    title = _("Return of {organisation}, year to 31 March {year}: {state}")
    typer.echo(title.format(organisation=found.organisation, year=found.year, state=_(STATE_NAMES[found.state])))
    say_checks(checks)
    for line in (*_texts(found), *_queries(found), *history_lines(found)):
        typer.echo(clean(line))


def say_checks(checks: Sequence[Check]) -> None:
    """The checklist in words."""
    for check in checks:
        mark = "✓" if check.done else "▲"
        reason = _("nothing to report: {reason}").format(reason=check.nothing) if check.nothing else check.missing
        state = reason or _("done")
        typer.echo(clean(f"  {mark} {check.section.number:>2} {_(check.section.name)}: {state}"))
        if check.look:
            typer.echo(clean(f"  !    {check.look}"))
    done, number = completeness(checks)
    typer.echo(_("{done} of {number} sections are done.").format(done=done, number=number))


def say_verified(found: Verified) -> None:
    """The answer of a verification in words."""
    for line in verified_lines(found):
        typer.echo(clean(line))


def _texts(found: AnnualReturn) -> Iterator[str]:
    for key, text in found.texts.items():
        if text.is_there:
            yield f"{_(NARRATIVE_NAMES[key])}: {text.english or '–'}"
            welsh = _("Welsh ({translation})").format(
                translation=_(TRANSLATION_NAMES[text.translation]) if text.translation else _("status not stated")
            )
            yield f"  {welsh}: {text.welsh or '–'}"


def _queries(found: AnnualReturn) -> Iterator[str]:
    for one in found.queries:
        about = f"{one.section}, {one.figure}" if one.figure else one.section
        yield _("Query {number} ({about}), {name}: {text}").format(
            number=one.id, about=about, name=one.by, text=one.text
        )
        yield "  " + (f"{one.replied_by}: {one.reply}" if one.reply else _("no reply yet"))
