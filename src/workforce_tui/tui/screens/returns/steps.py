"""What is done with a return from its window: answered, signed, handed in, asked about, accepted, verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import SectionKind
from workforce_tui.domain.returns import OPEN, STATE_NAMES, STEPS, ReturnState, Side, is_again, open_queries, why_not
from workforce_tui.i18n import N_, _
from workforce_tui.tui import return_reading
from workforce_tui.tui.dialogs.entry_form import SAVE, EntryForm, FieldKind, FormField, refilled
from workforce_tui.tui.dialogs.lines_confirm import LinesWindow
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.safe import plain
from workforce_tui.tui.screens.returns.sections import SIDES
from workforce_tui.tui.screens.returns.window import ReturnView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workforce_tui.tui.translation import Said

    Act = Callable[[Mapping[str, str]], object]

GUIDE = N_(
    """## One return

The sections are at the left: ● done, ○ nothing to report, ▲ missing, · made from the others, ? asked about. Enter reads
a section in the whole window; escape goes back.

`g` types counts of the section into a grid. `e` writes the texts, English and Welsh side by side. `n` says why there is
nothing to report. `a` asks about the section, `y` replies to what was asked; `f` writes the queries to a file to send.

`s` signs: the return is frozen as a version, and its chief officer types whose return it is. `m` takes the next step:
hand in, accept, publish, revise. `v` verifies the version signed last. `p` shows the tables as they will be published,
`x` hands the return out."""
)


class ReturnSteps(ReturnView):
    """The keys of the window, each of them one task and one transaction."""

    GUIDE = GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "step", N_("Step")),
        Binding("s", "sign", N_("Sign")),
        Binding("g", "counts", N_("Counts"), show=False),
        Binding("e", "texts", N_("Texts"), show=False),
        Binding("n", "nothing", N_("Nothing to report"), show=False),
        Binding("a", "ask", N_("Ask")),
        Binding("y", "reply", N_("Reply"), show=False),
        Binding("v", "verify", N_("Verify"), show=False),
    ]

    def ask_for(
        self, title: Said, fields: Sequence[FormField], act: Act, said: str, *,
        lead: str = "", yes: str = SAVE, about: str = "",
    ) -> None:  # fmt: skip
        """Ask for *fields*, then do *act* with the answers; where that is refused, ask again and say why.

        What is typed and given up is kept for the same question alone: *about* says of which query or step it is.
        """
        section = self.section()
        draft = "-".join(
            (
                "return",
                self.organisation,
                str(self.year),
                section.code if section else "",
                *filter(None, (about,)),
                *(one.name for one in fields),
            )
        )

        def ask(shown: Sequence[FormField], complaint: str = "") -> None:
            form = EntryForm(title, shown, lead=lead, complaint=complaint, draft=draft, yes=yes)
            self.app.push_screen(form, answered)

        def answered(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self.do(act, answers, said, lambda why: ask(refilled(fields, answers), why))

        ask(fields)

    @work(thread=True, group="write", exclusive=True, exit_on_error=False)
    def do(self, act: Act, answers: dict[str, str], said: str, refuse: Callable[[str], None]) -> None:
        """Do it in a thread, then read the return again; what it answers in words is told in the place of *said*."""
        try:
            answer = act(answers)
        except WorkforceError as error:
            self.app.call_from_thread(refuse, f"{error.message} {error.hint}".strip())
            return
        self.app.call_from_thread(self.done, answer if isinstance(answer, str) else said)

    def done(self, said: str) -> None:
        """Say that it is done, and read the return again."""
        self.is_changed = True
        self.app.notify(plain(said), markup=False)
        self.read()

    def by(self) -> FormField:
        """The name an entry is signed with."""
        return FormField("by", N_("Your name"), value=self.data.last_name if self.data else "")

    def action_nothing(self) -> None:
        """Say why there is nothing to report in the section."""
        section = self.section()
        if self.data is None or section is None or not section.needed or section.kind is SectionKind.TEXT:
            return
        from workforce_tui.services.returns import set_nothing

        reason = FormField("reason", N_("Why"), FieldKind.LONG, self.data.found.nothing.get(section.code, ""))
        self.ask_for(
            N_("Nothing to report"),
            (reason, self.by()),
            lambda said: set_nothing(
                self.ws, self.organisation, self.year, section.code, said["reason"], by=said["by"]
            ),
            _("Kept with the return."),
            lead=_("{section}. Left empty, the answer is taken back.").format(section=_(section.name)),
        )

    def action_ask(self) -> None:
        """Ask the organisation about the section."""
        section = self.section()
        if self.data is None:
            return
        if section is None:
            self.app.notify(_("Choose the section to ask about at the left, then press a again."), markup=False)
            return
        from workforce_tui.services.returns import ask

        fields = (FormField("text", N_("Question"), FieldKind.LONG), FormField("figure", N_("About the figure")))
        self.ask_for(
            N_("Ask about the section"),
            (*fields, self.by()),
            lambda said: ask(
                self.ws, self.organisation, self.year, section.code, said["text"], figure=said["figure"], by=said["by"]
            ),
            _("Asked."),
            lead=_(section.name),
            yes=N_("Ask"),
        )

    def action_reply(self) -> None:
        """Reply to a query, of this section first."""
        if self.data is None:
            return
        section = self.section()
        found = open_queries(self.data.found.queries)
        own = [one for one in found if section is not None and one.section == section.code] or list(found)
        if not own:
            self.app.notify(_("Nothing is asked that has no reply."), markup=False)
        elif len(own) == 1:
            self._reply(str(own[0].id))
        else:
            choices = [Choice(str(one.id), f"{one.id} {one.text}") for one in own]
            self.app.push_screen(Picker(_("Which query"), choices), self._reply)

    def _reply(self, number: str | None) -> None:
        from workforce_tui.services.returns import reply

        asked = {str(one.id): one for one in self.data.found.queries} if self.data else {}
        if number in asked:
            self.ask_for(
                N_("Reply"),
                (FormField("text", N_("Reply"), FieldKind.LONG), self.by()),
                lambda said: reply(
                    self.ws, self.organisation, self.year, int(number or 0), said["text"], by=said["by"]
                ),
                _("Replied."),
                lead=asked[number].text,
                yes=N_("Reply"),
                about=number,
            )

    def action_step(self) -> None:
        """Choose the next step."""
        if self.data is None:
            return
        found = self.data.found
        choices = [
            Choice(str(after), _(STATE_NAMES[after]), why_not(found, after, note="-") or _(SIDES[side]))
            for after, side in STEPS[found.state].items()
            if self.is_raw or side is Side.TASKFORCE
        ]
        if not choices:
            self.app.notify(_("The next step is the organisation's."), markup=False)
            return
        self.app.push_screen(Picker(N_("Next step"), choices), self._step)

    def _step(self, after: str | None) -> None:
        from workforce_tui.services.returns import move, said_again

        if after is not None and self.data is not None:
            found, state = self.data.found, ReturnState(after)
            lead = _("The return becomes: {state}.").format(state=_(STATE_NAMES[state]))
            again = said_again(found.handed_in) if is_again(found, state) else ""
            self.ask_for(
                N_("Next step"),
                (FormField("note", N_("Why (kept with it)"), FieldKind.LONG), self.by()),
                lambda said: move(self.ws, self.organisation, self.year, after, by=said["by"], note=said["note"]),
                _("The return is {state}.").format(state=_(STATE_NAMES[state])),
                lead=f"{lead} {again}".strip(),
                yes=N_("Take the step"),
                about=after,
            )

    def action_sign(self) -> None:
        """Sign the return as it is now."""
        if self.data is None:
            return
        if not all(check.done for check in self.data.checks):
            said = _("The return is not complete: fill in what is marked ▲ at the left, then it can be signed.")
            self.notify(said, severity="warning", markup=False)
            return
        from workforce_tui.services.return_signing import sign

        found = self.data.found
        fields = [FormField("name", N_("Chief officer")), FormField("post", N_("Post"))]
        fields += [FormField("reason", N_("What changed"), FieldKind.LONG)] if found.latest else []
        lead = _("The officer who signs types: {text}").format(text=f"{found.organisation} {found.year}")
        self.ask_for(
            N_("Sign the return"),
            (*fields, FormField("confirmation", N_("Typed by the officer"))),
            lambda said: sign(
                self.ws,
                self.organisation,
                self.year,
                name=said["name"],
                post=said["post"],
                confirmation=said["confirmation"],
                reason=said.get("reason", ""),
            ),
            _("The return is signed; what is changed from now on belongs to the next version."),
            lead=lead,
            yes=N_("Sign"),
        )

    @work(thread=True, group="read", exclusive=True, exit_on_error=False)
    def action_verify(self) -> None:
        """Say whether the version signed last is as it was signed."""
        try:
            lines = return_reading.verified(self.ws, self.organisation, self.year, raw=self.is_raw)
        except WorkforceError as error:
            lines = [error.message, error.hint]
        self.app.call_from_thread(self.app.push_screen, LinesWindow(N_("Verify"), lines))

    @property
    def is_open(self) -> bool:
        """Whether texts and answers may be changed."""
        return self.data is not None and self.data.found.state in OPEN
