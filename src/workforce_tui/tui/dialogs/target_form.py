"""The form to set or change a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Select, TextArea

from workforce_tui.domain.benchmarks import benchmarks
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name
from workforce_tui.domain.targets import TargetKind
from workforce_tui.i18n import N_, _, language
from workforce_tui.tui.dialogs.kept_form import KeptForm
from workforce_tui.tui.dialogs.target_entry import TargetEntry, entry_of, milestones_text, target_of, value_text
from workforce_tui.tui.safe import typed_line
from workforce_tui.tui.translation import WordButton
from workforce_tui.tui.widgets.fields import Complaint, DayInput, Field, renamed, select_of
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from workforce_tui.domain.targets import Target

FIELDS_BY_KIND = {
    TargetKind.PERCENT: {"value", "due", "baseline", "baseline-date", "milestones"},
    TargetKind.HEADCOUNT: {"value", "due", "baseline", "baseline-date", "milestones"},
    TargetKind.PARITY: {"benchmark", "due", "baseline", "baseline-date", "milestones"},
    TargetKind.NOT_SET: {"reason"},
}
CHANGING = ("value", "benchmark", "due", "baseline", "baseline-date", "milestones", "reason")

EXAMPLE_VALUE, EXAMPLE_STEP = N_("5.0, or a number of people"), N_("31/03/2027 5.0")
EXAMPLE_STEPS = N_("One step on a line: a date and a value, such as 31/03/2027 5.0")


class TargetForm(KeptForm["Target | None"]):
    """Answers with the target as entered, or None when nothing is to be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save")),
        Binding("escape", "close", N_("Close without saving")),
    ]

    def __init__(self, target: Target, scopes: Sequence[tuple[str, str]]) -> None:
        super().__init__(f"target-{target.organisation}-{target.id or 'new'}")
        self.target, self.scopes = target, tuple(scopes)

    def compose(self) -> ComposeResult:
        """The fields in the order a target is decided; those a kind does not need are hidden."""
        with Vertical(classes="window", id="target-form") as window:
            window.border_title = self._title()
            with VerticalScroll(can_focus=False):
                yield from self._what()
                yield from self._when()
                yield from self._who()
            yield Complaint(id="complaint")
            with Horizontal(classes="buttons"):
                yield WordButton(N_("Save"), id="save")
                yield WordButton(N_("Close without saving"), id="close")
        yield KeyLine(show_command_palette=False)

    def _what(self) -> ComposeResult:
        target = self.target
        definitions, kinds, areas = (choices for _name, choices in _lists())
        yield Field(N_("For"), select_of(self.scopes, value=target.scope, blank=False, id="scope"))
        yield Field(
            N_("Who is counted"), select_of(definitions, value=str(target.definition), blank=False, id="definition")
        )
        yield Field(N_("Kind of target"), select_of(kinds, value=str(target.kind), blank=False, id="kind"))
        yield Field(
            N_("Value to reach"),
            Input(value_text(target, target.value), placeholder=_(EXAMPLE_VALUE), id="value", compact=True),
        )
        yield Field(N_("Population of"), select_of(areas, value=target.benchmark or None, id="benchmark"))
        yield Field(N_("Why none is set"), Input(typed_line(target.not_set_reason), id="reason", compact=True))

    def _when(self) -> ComposeResult:
        target = self.target
        yield Field(N_("Reach it by"), DayInput(target.due, id="due"))
        yield Field(N_("Value at the start"), Input(value_text(target, target.baseline), id="baseline", compact=True))
        yield Field(N_("Date of the start"), DayInput(target.baseline_date, id="baseline-date"))
        area = TextArea(milestones_text(target), id="milestones", compact=True)
        area.placeholder, area.tooltip = _(EXAMPLE_STEP), _(EXAMPLE_STEPS)
        yield Field(N_("Steps on the way"), area)

    def _who(self) -> ComposeResult:
        target = self.target
        yield Field(N_("Owner (a post)"), Input(typed_line(target.owner), id="owner", compact=True))
        yield Field(N_("Approved by"), Input(typed_line(target.approved_by), id="approved-by", compact=True))
        yield Field(N_("Approved on"), DayInput(target.approved_on, id="approved-on"))
        yield Field(N_("Rationale"), Input(typed_line(target.rationale), id="rationale", compact=True))

    def _title(self) -> str:
        return _("Target") if self.target.id else _("New target")

    async def retranslate(self) -> None:
        """Name the window, the choices and the examples again; what was entered stays."""
        self.query_one("#target-form", Vertical).border_title = self._title()
        for name, choices in _lists():
            renamed(self.query_one(f"#{name}", Select), choices)
        self.query_one("#value", Input).placeholder = _(EXAMPLE_VALUE)
        area = self.query_one(TextArea)
        area.placeholder, area.tooltip = _(EXAMPLE_STEP), _(EXAMPLE_STEPS)

    def on_mount(self) -> None:
        """Hide what the kind does not need."""
        self.query_one(Complaint).say("")
        self.fit_kind()

    @on(Select.Changed, "#kind")
    def fit_kind(self) -> None:
        """Show only the fields the chosen kind needs."""
        kind = TargetKind(self._chosen("kind") or TargetKind.PERCENT)
        for name in CHANGING:
            field = self.query_one(f"#{name}").parent
            if isinstance(field, Field):
                field.display = name in FIELDS_BY_KIND[kind]

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Answer with the target, or say what is not right yet and go there."""
        found = target_of(self.target, self._entry())
        if isinstance(found, tuple):
            place, problem = found
            self.query_one(Complaint).say(problem)
            self.query_one(f"#{place}").focus()
            return
        self.answer(found)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Change nothing."""
        self.give_up(None)

    def _chosen(self, name: str) -> str:
        value = self.query_one(f"#{name}", Select).selection
        return value if isinstance(value, str) else ""

    def _entry(self) -> TargetEntry:
        texts = {control.id or "": control.value.strip() for control in self.query(Input)}
        chosen = {name: self._chosen(name) for name in ("scope", "definition", "kind", "benchmark")}
        return entry_of({**texts, **chosen, "milestones": self.query_one(TextArea).text})


def _lists() -> tuple[tuple[str, list[tuple[str, str]]], ...]:
    """The lists of the form by name, with their choices in the language in use."""
    return (
        ("definition", [(str(one), definition_name(one)) for one in EthnicityDefinition]),
        ("kind", [(str(kind), _(msgid)) for kind, msgid in KINDS.items()]),
        ("benchmark", [(one.geography, one.name_cy if language() == "cy" else one.name_en) for one in benchmarks()]),
    )
