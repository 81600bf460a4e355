"""What each action on cards does, by its name in the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from funneltui.domain.stages import LIVE_KINDS
from funneltui.i18n import translate as _
from funneltui.tui.forms.later import screen_class
from funneltui.tui.places.contact_actions import copy, note, reach_out

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.tui.places.chosen import Chosen

_Does: TypeAlias = "Callable[[Chosen], object]"

_FEW = 200
"""Cards of which it is asked what comes next when they are done together."""


def _of_cards(form: str) -> _Does:
    """A form about the chosen cards, by its place."""
    return lambda chosen: chosen.ask_for_cards(screen_class(form))


def _of_fitting(name: str, form: str) -> _Does:
    """A form about those of the chosen cards that it can be filled in for."""
    return lambda chosen: chosen.ask_for_fitting(name, screen_class(form))


def _of_current(form: str) -> _Does:
    """A form about the card under the cursor, whatever is selected."""

    def ask(chosen: Chosen) -> None:
        if chosen.cards() and chosen.current is not None:
            chosen.desk.open(screen_class(form)(chosen.desk, [chosen.current]))

    return ask


def _step(chosen: Chosen, by: int) -> None:
    """Along the funnel, a stage back or forward."""
    ids = (fitting := chosen.fitting("step")).ids

    def then(change: Change) -> None:
        if change.step_id is None:
            chosen.desk.say(_("This is the last stage.") if by > 0 else _("This is the first stage."))
        chosen.done(change, fitting)

    if ids:
        chosen.move(ids, lambda services, reason: services.opportunities.shift(ids, by, reason=reason), then)


def _add(chosen: Chosen) -> None:
    """Add a prospect."""
    chosen.desk.open(screen_class("forms.add:AddScreen")(chosen.desk))


def _organization(chosen: Chosen) -> None:
    """Edit the organization of the contact under the cursor."""
    from funneltui.tui.forms.organization import OrganizationScreen

    if (contact := chosen.contact()) is None:
        return
    if contact.company is None:
        words = _("{name} has no organization yet. {key} adds one.")
        chosen.desk.refuse(words.format(name=contact.name, key=chosen.desk.key_of("board.edit")))
    else:
        chosen.desk.open(OrganizationScreen(chosen.desk, contact.company.id))


def _write(chosen: Chosen) -> None:
    """Write from a template, to whom may be written to."""
    from funneltui.tui.forms.write import open_write

    if ids := chosen.cards():
        open_write(chosen.desk, ids, chosen.answered)


def _done(chosen: Chosen) -> None:
    """The next action is done; what comes after it is asked for those still to be decided."""
    if not (ids := (fitting := chosen.fitting("done")).ids):
        return

    def then(change: Change) -> None:
        chosen.done(change, fitting)
        standing = chosen.desk.reads.review.standing
        few = ids if len(ids) <= _FEW else []  # nobody plans the same for thousands
        live = [card for card in few if (now := standing(card)) is not None and now.kind in LIVE_KINDS]
        if live:
            chosen.desk.open(NextActionScreen(chosen.desk, live, done=True), chosen.answered)

    from funneltui.tui.forms.next_action import NextActionScreen

    chosen.desk.perform(lambda services: services.opportunities.done(ids), then=then, cards=len(ids))


def _merge(chosen: Chosen) -> None:
    """One contact of two: of those selected, or of this one and somebody to be found."""
    from funneltui.tui.forms.merge import merge_people

    if people := chosen.people():
        merge_people(chosen.desk, people, chosen.answered)


def _erase(chosen: Chosen) -> None:
    """Erase somebody for good."""
    from funneltui.tui.forms.erase import open_erase

    if people := chosen.people():
        open_erase(chosen.desk, people, chosen.answered)


def _access(chosen: Chosen) -> None:
    """Write down all that is held on somebody."""
    from funneltui.tui.forms.access import access_form

    if people := chosen.people():
        chosen.desk.open(access_form(chosen.desk, people[0]))


CARD_ACTIONS: dict[str, Callable[..., object]] = {
    "step": _step,
    "add": _add,
    "edit": _of_current("forms.edit:EditScreen"),
    "organization": _organization,
    "qualify": _of_current("forms.checklist:ChecklistScreen"),
    "roles": _of_current("forms.roles:RolesScreen"),
    "temperature": _of_cards("forms.temperature:TemperatureScreen"),
    "privacy": _of_current("forms.privacy:PrivacyScreen"),
    "another_deal": _of_current("forms.deal:DealScreen"),
    "move": _of_cards("forms.choose_stage:ChooseStageScreen"),
    "proposal": _of_current("forms.proposal:ProposalScreen"),
    "win": _of_cards("forms.win:WinScreen"),
    "lose": _of_cards("forms.lose:LoseScreen"),
    "park": _of_cards("forms.park:ParkScreen"),
    "next_action": _of_fitting("next_action", "forms.next_action:NextActionScreen"),
    "log": _of_cards("forms.log:LogScreen"),
    "write": _write,
    "snooze": _of_fitting("snooze", "forms.snooze:SnoozeScreen"),
    "tags": _of_cards("forms.tags:TagsScreen"),
    "done": _done,
    "reopen": lambda chosen: chosen.change_fitting("reopen", lambda services, ids: services.opportunities.reopen(ids)),
    "merge": _merge,
    "erase": _erase,
    "access": _access,
    "bin": lambda chosen: chosen.change(lambda services, ids: services.opportunities.bin(ids)),
    "reach_out": reach_out,
    "copy": copy,
    "note": note,
}
"""The functions, given the chosen cards; forms by the place of their class."""
