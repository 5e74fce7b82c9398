"""How the commands of the all-Wales update answer: as JSON, and in lines of text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.shares import Share
from workforce_tui.domain.wales_update import STANDING_NAMES, TEXT_NAMES, Endorsement, UpdateText, WalesUpdate
from workforce_tui.exporting.text import clean
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.edition import Edition, EditionSection
    from workforce_tui.services.update_export import ExportedUpdate


def section_of(edition: Edition, code: str) -> EditionSection | None:
    """The section of a code or a number."""
    return next((one for one in edition.sections if code in (one.code, str(one.number))), None)


def edition_record(edition: Edition, found: WalesUpdate) -> dict[str, Any]:
    """An edition as JSON: what it rests on, and its sections with their tables by code."""
    return {
        "year": edition.year,
        "audience": str(edition.audience),
        "version": edition.version,
        "title": edition.title,
        "facts": [{"name": name, "text": text} for name, text in edition.facts],
        "codes": dict(edition.codes),
        "notes": list(edition.notes),
        "update": update_record(found),
        "sections": [section_record(one) for one in edition.sections],
    }


def section_record(section: EditionSection) -> dict[str, Any]:
    """A section as JSON, a row of a table by the keys of its columns."""
    return {
        "number": section.number,
        "code": section.code,
        "name": section.name,
        "nothing": section.nothing or None,
        "texts": [
            {"key": one.key, "en": one.english, "cy": one.welsh, "translation": one.translation or None}
            for one in section.texts
        ],
        "tables": [
            {
                "code": held.code,
                "title": held.table.title,
                "notes": list(held.table.notes),
                "rows": [
                    {"key": row.key, "name": row.label}
                    | {
                        column.key: cell_record(cell)
                        for column, cell in zip(held.table.columns, row.cells, strict=True)
                    }
                    for row in held.table.rows
                ],
            }
            for held in section.tables
        ],
    }


def cell_record(cell: Cell) -> Any:
    """A cell as JSON: a number or its two ends, a text, "c" for withheld, null for not available."""
    match cell:
        case Shown(Count() as count):
            return count.as_json()
        case Shown(Share() as share):
            ends = share.low, share.high
            return [None if end is None else round(float(end) * 100, 2) for end in ends]
        case Shown(Decimal() as number):
            return float(number)
        case Shown(value):
            return value
        case Withheld():
            return {"marker": "c"}
        case NotAvailable():
            return None


def update_record(found: WalesUpdate) -> dict[str, Any]:
    """What was entered, as JSON."""
    return {
        "year": found.year,
        "texts": {
            str(key): {"en": one.english, "cy": one.welsh, "translation": str(one.translation or "") or None}
            for key, one in found.texts.items()
        },
        "versions": [
            {"number": one.number, "sha256": one.sha256, "by": one.by, "made_at": one.made_at, "reason": one.reason}
            for one in found.versions
        ],
        "endorsements": [endorsement_record(one) for one in found.endorsements],
    }


def endorsement_record(made: Endorsement) -> dict[str, Any]:
    """What the panel said, as JSON."""
    return {
        "version": made.version,
        "sha256": made.sha256,
        "name": made.name,
        "on": made.on.isoformat(),
        "standing": str(made.standing),
        "en": made.comment.english,
        "cy": made.comment.welsh,
        "by": made.entered_by,
    }


def endorsement_text(made: Endorsement) -> str:
    """What the panel said, on a line."""
    text = _("Version {number}: {standing}, {name}, {date}.")
    return text.format(
        number=made.version, standing=_(STANDING_NAMES[made.standing]), name=made.name, date=long_date(made.on)
    )


def say_edition(edition: Edition, found: WalesUpdate) -> None:
    """The cover, the notes, and the sections with what is in them."""
    typer.echo(clean(edition.title))
    for name, text in edition.facts:
        typer.echo(clean(f"{name}: {text}"))
    for note in edition.notes:
        typer.echo(clean(note))
    for section in edition.sections:
        inside = ", ".join(one.table.title for one in section.tables)
        words = ", ".join(one.name for one in section.texts)
        held = "; ".join(filter(None, (inside, words, section.nothing))) or "–"
        typer.echo(clean(f"{section.number} {section.name} ({section.code}): {held}"))
    for made in found.endorsements:
        typer.echo(clean(endorsement_text(made)))


def say_texts(found: WalesUpdate) -> None:
    """The texts, in both languages."""
    for key in UpdateText:
        text = found.texts.get(key)
        typer.echo(clean(_(TEXT_NAMES[key])) + f" ({key})")
        for code, words in (("en", text.english if text else ""), ("cy", text.welsh if text else "")):
            said = words or _("not stated")
            typer.echo(f"  {code}: " + "\n      ".join(clean(line) for line in said.split("\n")))


def exported_record(done: ExportedUpdate) -> dict[str, Any]:
    """What was handed out, as JSON."""
    return {
        "folder": str(done.folder),
        "version": done.version.number,
        "sha256": done.version.sha256,
        "editions": [
            {
                "audience": str(one.audience),
                "publication": one.entry.id,
                "protected": one.compiled.protected,
                "organisations": list(one.compiled.everyone),
                "figures": one.entry.figures,
                "withheld": one.entry.withheld,
                "files": [{"name": file.name, "sha256": file.sha256} for file in one.entry.files],
                "audit": one.audit.record(),
            }
            for one in done.audiences
        ],
    }


def say_exported(done: ExportedUpdate) -> None:
    """What was handed out, in lines."""
    said = _("Version {number} of the update is in {folder}. SHA-256 of what it was compiled from: {hash}")
    typer.echo(said.format(number=done.version.number, folder=clean(str(done.folder)), hash=done.version.sha256))
    for one in done.audiences:
        text = _("{audience}: publication {number} of the ledger. Files: {files}. {audit}")
        typer.echo(
            text.format(audience=one.audience, number=one.entry.id, files=len(one.entry.files), audit=one.audit.line())
        )
