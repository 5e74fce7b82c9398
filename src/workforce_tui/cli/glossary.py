"""The glossary command: what a word or a figure means, and how it is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workforce_tui.cli.context import write_json
from workforce_tui.cli.options import Json
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.glossary import Explanation


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("glossary", help=N_("What a word or a figure means: definition, formula and source."))(glossary)


def glossary(
    term: Annotated[
        str | None, typer.Argument(help=N_("A word or the id of an indicator, such as P2; everything without one."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Explain a word, or all of them.

    Raises:
        WorkforceError: nothing is called that.
    """
    from workforce_tui.domain.glossary import find_terms

    found = find_terms(term or "")
    if not found:
        raise WorkforceError(
            _("Nothing in the glossary is called {term}.").format(term=term),
            _("Without a word, the command lists everything: workforce-tui glossary"),
        )
    if as_json:
        write_json([_record(one) for one in found])
        return
    for one in found:
        typer.echo(f"{one.name} ({one.code})")
        for line in one.lines():
            typer.echo(f"  {line}")


def _record(one: Explanation) -> dict[str, str]:
    return {"term": one.code, "name": one.name, "definition": one.said, "formula": one.formula, "source": one.source}
