"""What each action on cards does, by its name in the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from funneltui.domain.stages import StageKind
from funneltui.i18n import translate as _

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.tui.places.chosen import Chosen

_LIVE = frozenset({StageKind.SUSPECT, StageKind.OPEN})
_FEW = 200
"""Cards of which it is asked what comes next when they are done together."""


def _step(chosen: Chosen, by: int) -> None:
    """Along the funnel, a stage back or forward."""
    ids = (fitting := chosen.fitting("step")).ids

    def then(change: Change) -> None:
        if change.step_id is None:
            chosen.desk.say(_("This is the last stage.") if by > 0 else _("This is the first stage."))
        chosen.answered(change)
        chosen.say_also(fitting.words)

    if ids:
        chosen.move(ids, lambda services, reason: services.opportunities.shift(ids, by, reason=reason), then)


def _add(chosen: Chosen) -> None:
    """Add a prospect."""
    from funneltui.tui.forms.add import AddScreen

    chosen.desk.open(AddScreen(chosen.desk))


def _edit(chosen: Chosen) -> None:
    """Edit the card's fields."""
    from funneltui.tui.forms.edit import EditScreen

    if chosen.cards() and chosen.current is not None:
        chosen.desk.open(EditScreen(chosen.desk, chosen.current))


def _organization(chosen: Chosen) -> None:
    """Edit the organization of the contact under the cursor."""
    from funneltui.tui.forms.organization import OrganizationScreen

    if (contact := chosen.contact()) is None:
        return
    if contact.company is None:
        words = _("{name} has no organization yet. {key} adds one.")
        chosen.desk.say(words.format(name=contact.name, key=chosen.desk.key_of("board.edit")), problem=True)
    else:
        chosen.desk.open(OrganizationScreen(chosen.desk, contact.company.id))


def _qualify(chosen: Chosen) -> None:
    """The checklist of the card under the cursor."""
    from funneltui.tui.forms.checklist import ChecklistScreen

    if chosen.cards() and chosen.current is not None:
        chosen.desk.open(ChecklistScreen(chosen.desk, chosen.current))


def _roles(chosen: Chosen) -> None:
    """Who else has a part in the decision."""
    from funneltui.tui.forms.roles import RolesScreen

    if chosen.cards() and chosen.current is not None:
        chosen.desk.open(RolesScreen(chosen.desk, [chosen.current]), chosen.answered)


def _temperature(chosen: Chosen) -> None:
    """How warm they are, by hand."""
    from funneltui.tui.forms.temperature import TemperatureScreen

    chosen.ask_for_cards(TemperatureScreen)


def _privacy(chosen: Chosen) -> None:
    """Opposition, and when they were told where their data come from."""
    from funneltui.tui.forms.privacy import PrivacyScreen

    if chosen.cards() and chosen.current is not None:
        chosen.desk.open(PrivacyScreen(chosen.desk, [chosen.current]), chosen.answered)


def _another_deal(chosen: Chosen) -> None:
    """Another deal with the contact under the cursor."""
    from funneltui.tui.forms.deal import DealScreen

    if chosen.cards() and chosen.current is not None:
        chosen.desk.open(DealScreen(chosen.desk, [chosen.current]))


def _move(chosen: Chosen) -> None:
    """Choose a stage."""
    from funneltui.tui.forms.choose_stage import ChooseStageScreen

    chosen.ask_for_cards(ChooseStageScreen)


def _proposal(chosen: Chosen) -> None:
    """The offer made to the card under the cursor."""
    from funneltui.tui.forms.proposal import ProposalScreen

    if chosen.cards() and chosen.current is not None:
        chosen.desk.open(ProposalScreen(chosen.desk, [chosen.current]))


def _win(chosen: Chosen) -> None:
    """Won."""
    from funneltui.tui.forms.win import WinScreen

    chosen.ask_for_cards(WinScreen)


def _lose(chosen: Chosen) -> None:
    """Lost, with a reason."""
    from funneltui.tui.forms.lose import LoseScreen

    chosen.ask_for_cards(LoseScreen)


def _park(chosen: Chosen) -> None:
    """Not now."""
    from funneltui.tui.forms.park import ParkScreen

    chosen.ask_for_cards(ParkScreen)


def _next_action(chosen: Chosen) -> None:
    """Plan what is next."""
    from funneltui.tui.forms.next_action import NextActionScreen

    chosen.ask_for_fitting("next_action", NextActionScreen)


def _log(chosen: Chosen) -> None:
    """Log an exchange."""
    from funneltui.tui.forms.log import LogScreen

    chosen.ask_for_cards(LogScreen)


def _write(chosen: Chosen) -> None:
    """Write from a template, to whom may be written to."""
    from funneltui.tui.forms.write import open_write

    if ids := chosen.cards():
        open_write(chosen.desk, ids, chosen.answered)


def _snooze(chosen: Chosen) -> None:
    """Put the next action off."""
    from funneltui.tui.forms.snooze import SnoozeScreen

    chosen.ask_for_fitting("snooze", SnoozeScreen)


def _tags(chosen: Chosen) -> None:
    """Tags."""
    from funneltui.tui.forms.tags import TagsScreen

    chosen.ask_for_cards(TagsScreen)


def _done(chosen: Chosen) -> None:
    """The next action is done; what comes after it is asked for those still to be decided."""
    if not (ids := (fitting := chosen.fitting("done")).ids):
        return

    def then(change: Change) -> None:
        chosen.answered(change)
        chosen.say_also(fitting.words)
        standing = chosen.desk.reads.review.standing
        few = ids if len(ids) <= _FEW else []  # nobody plans the same for thousands
        live = [card for card in few if (now := standing(card)) is not None and now.kind in _LIVE]
        if live:
            chosen.desk.open(NextActionScreen(chosen.desk, live, done=True), chosen.answered)

    from funneltui.tui.forms.next_action import NextActionScreen

    chosen.desk.perform(lambda services: services.opportunities.done(ids), then=then, cards=len(ids))


def _reopen(chosen: Chosen) -> None:
    """Bring back."""
    chosen.change_fitting("reopen", lambda services, ids: services.opportunities.reopen(ids))


def _merge(chosen: Chosen) -> None:
    """One contact of two: of those selected, or of this one and somebody to be found."""
    from funneltui.tui.forms.merge import merge_people

    if people := chosen.people():
        merge_people(chosen.desk, people, chosen.answered)
    else:
        chosen.cards()  # which says what is missing


def _erase(chosen: Chosen) -> None:
    """Erase somebody for good."""
    from funneltui.tui.forms.erase import open_erase

    if people := chosen.people():
        open_erase(chosen.desk, people, chosen.answered)
    else:
        chosen.cards()  # which says what is missing


def _access(chosen: Chosen) -> None:
    """Write down all that is held on somebody."""
    from funneltui.tui.forms.access import access_form

    if people := chosen.people():
        chosen.desk.open(access_form(chosen.desk, people[0]))
    else:
        chosen.cards()  # which says what is missing


def _bin(chosen: Chosen) -> None:
    """Put in the bin."""
    chosen.change(lambda services, ids: services.opportunities.bin(ids))


def _reach_out(chosen: Chosen) -> None:
    """Open the contact's mail, phone or link."""
    from funneltui.tui.places.contact_actions import reach_out

    reach_out(chosen)


def _copy(chosen: Chosen) -> None:
    """Copy a fact of the contact."""
    from funneltui.tui.places.contact_actions import copy

    copy(chosen)


def _note(chosen: Chosen) -> None:
    """The contact's note, in the person's editor."""
    from funneltui.tui.places.contact_actions import note

    note(chosen)


CARD_ACTIONS: dict[str, Callable[..., object]] = {
    "step": _step,
    "add": _add,
    "edit": _edit,
    "organization": _organization,
    "qualify": _qualify,
    "roles": _roles,
    "temperature": _temperature,
    "privacy": _privacy,
    "another_deal": _another_deal,
    "move": _move,
    "proposal": _proposal,
    "win": _win,
    "lose": _lose,
    "park": _park,
    "next_action": _next_action,
    "log": _log,
    "write": _write,
    "snooze": _snooze,
    "tags": _tags,
    "done": _done,
    "reopen": _reopen,
    "merge": _merge,
    "erase": _erase,
    "access": _access,
    "bin": _bin,
    "reach_out": _reach_out,
    "copy": _copy,
    "note": _note,
}
"""The functions, given the chosen cards."""
