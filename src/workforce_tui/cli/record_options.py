"""The options of commands that add and change records: one for every field, with what it may be and what needs it."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.options import Json
from workforce_tui.domain.record_parsing import options_of
from workforce_tui.domain.records import WELSH_SUFFIX, FieldType
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workforce_tui.domain.records import Field, RecordKind

RESERVED = frozenset({"by", "why", "organisation", "parent", "kind", "revision", "from_file", "as_json", "number"})
"""Options every one of these commands has; no field may be called so."""

AskedBy = Annotated[
    str | None,
    typer.Option("--by", help=N_("Who makes the entry, by name. Asked for at a terminal; must be given elsewhere.")),
]
_NEW_TEXT = N_("a text")
_TYPES = {
    FieldType.DATE: N_("a date, such as 2026-03-31"),
    FieldType.YEAR: N_("the year it ends in, such as 2026"),
    FieldType.WHOLE: N_("a whole number"),
    FieldType.RECORD: N_("the number of a record"),
    FieldType.AMOUNT: N_("pounds, such as 1500"),
    FieldType.ORGANISATIONS: N_("codes of organisations, joined by ;"),
    FieldType.GRID: N_("row/column=number, joined by ;"),
}


@dataclass(frozen=True, slots=True)
class FieldOption:
    """The option of a field. `kinds` are the codes of those that have it, none where the first of a command is one.

    `needing` are the codes of the kinds that need it, none where none does; "" where all that have it do.
    `either`: the same in the other language would do.
    """

    field: Field
    kinds: tuple[str, ...] = ()
    needing: tuple[str, ...] = ()
    either: bool = False


def adding_options(kinds: Sequence[RecordKind]) -> tuple[FieldOption, ...]:
    """The options of a command that adds a record of one of *kinds*, the first of them where none is named."""
    return tuple(_options(kinds, adds=True))


def changing_options(kinds: Sequence[RecordKind]) -> tuple[FieldOption, ...]:
    """The options of a command that changes a record of one of *kinds*: none of them is needed."""
    return tuple(_options(kinds, adds=False))


def _options(kinds: Sequence[RecordKind], *, adds: bool) -> Iterator[FieldOption]:
    found: dict[str, list[tuple[RecordKind, Field]]] = {}
    for kind in kinds:
        for field in kind.inputs:
            found.setdefault(field.key, []).append((kind, field))
    for key, having in found.items():
        field = having[0][1]
        needing = tuple(kind.code for kind, one in having if adds and _is_required(kind, one))
        yield FieldOption(
            field,
            () if having[0][0] is kinds[0] else tuple(kind.code for kind, _field in having),
            ("",) if len(needing) == len(having) else needing,
            either=field.bilingual or key.endswith(WELSH_SUFFIX),
        )


def _is_required(kind: RecordKind, field: Field) -> bool:
    """Whether a kind needs a field, or the same in the other language."""
    return kind.field(field.key.removesuffix(WELSH_SUFFIX)).required if field.welsh else field.required


def parent_option(kinds: Sequence[RecordKind]) -> Any:
    """The option for the record that a new one belongs to, which says what needs it."""
    needing = [kind for kind in kinds if kind.parent]
    text = _("The number of the record it belongs to.")
    if needing and len(kinds) == 1:
        text += f" {_('Must be given')}."
    elif needing:
        text += " " + _("Must be given for: {kinds}").format(kinds=", ".join(kind.code for kind in needing)) + "."
    return Annotated[int | None, typer.Option("--parent", help=text)]


def with_options(
    command: Callable[..., None],
    options: Sequence[FieldOption],
    common: Sequence[tuple[str, Any, Any]],
    *,
    whose: str,
    number: Any = None,
) -> Callable[..., None]:
    """The command with an option for every field, which Typer reads from its signature.

    *whose* is the help of --organisation, *number* the argument of a command that changes a record.
    """
    wrong = RESERVED & {one.field.key for one in options}
    if wrong:
        raise ValueError(f"fields may not be called {sorted(wrong)}")
    asked = (
        ("organisation", Annotated[list[str] | None, typer.Option("--organisation", help=whose)], None),
        ("by", AskedBy, None),
        *common,
        ("as_json", Json, False),
    )
    fields = ((one.field.key, _option(one), None) for one in options)
    return with_parameters(command, (*fields, *asked), number=number)


def with_parameters(
    command: Callable[..., None], options: Iterable[tuple[str, Any, Any]], *, number: Any = None
) -> Callable[..., None]:
    """The command with options made elsewhere: for each its name, what it takes, and what it is when left out.

    Typer reads them from the signature, which is made here.
    """
    parameters = [Parameter("context", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)]
    if number is not None:
        parameters.append(Parameter("number", Parameter.POSITIONAL_OR_KEYWORD, annotation=number))
    parameters += [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, annotation, default in options
    ]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return command


def _option(one: FieldOption) -> Any:
    name = f"--{one.field.key.replace('_', '-')}"
    return Annotated[str | None, typer.Option(name, help=". ".join(_help(one)) + ".")]


def _help(one: FieldOption) -> Iterator[str]:
    """What an option is for, what it may be, whether it is needed, and what to mind."""
    field = one.field
    if one.kinds:
        yield _("For {kinds}").format(kinds=", ".join(one.kinds))
    yield f"{field.label_text()}: {_kind_of_answer(field)}"
    if one.needing:
        yield _needed(one)
    for text in (field.help, field.warning):
        if text:
            yield _(text).rstrip(".")


def _kind_of_answer(field: Field) -> str:
    choices = [code for code, _name in options_of(field)]
    if field.type is FieldType.SCORE:
        return _("a number from {lowest} to {highest}").format(lowest=field.lowest, highest=field.highest)
    if choices:
        return ", ".join(choices) + (_(", joined by ;") if field.type in (FieldType.CHOICES, FieldType.LEVELS) else "")
    return _(_TYPES.get(field.type, _NEW_TEXT))


def _needed(one: FieldOption) -> str:
    when = one.field.when
    if when is not None:
        name = f"--{when.field.replace('_', '-')}"
        return _("Must be given where {option} is {codes}").format(option=name, codes=_(" or ").join(when.codes))
    if one.needing != ("",):
        return _("Must be given for: {kinds}").format(kinds=", ".join(one.needing))
    return _("Must be given, in English or Welsh") if one.either else _("Must be given")
