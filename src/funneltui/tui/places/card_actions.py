"""What each action on cards does, by its name in the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from funneltui.domain.stages import StageKind
from funneltui.i18n import translate as _

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change
    from funneltui.tui.places.card_screen import CardScreen

__all__ = ["CARD_ACTIONS"]

_LIVE = frozenset({StageKind.SUSPECT, StageKind.OPEN})
_FEW = 200
"""Cards of which it is asked what comes next when they are done together."""


def _step(place: CardScreen, by: int) -> None:
    """Along the funnel, a stage back or forward."""
    ids = (found := place.able("step")).ids

    def then(change: Change) -> None:
        if change.step_id is None:
            place.desk.say(_("This is the last stage.") if by > 0 else _("This is the first stage."))
        place.answered(change)
        place.say_also(found.words)

    if ids:
        place.move(ids, lambda services, reason: services.opportunities.shift(ids, by, reason=reason), then)


def _add(place: CardScreen) -> None:
    """Add a prospect."""
    from funneltui.tui.forms.add import AddScreen

    place.desk.open(AddScreen(place.desk))


def _edit(place: CardScreen) -> None:
    """Edit the card's fields."""
    from funneltui.tui.forms.edit import EditScreen

    if place.cards() and place.current is not None:
        place.desk.open(EditScreen(place.desk, place.current))


def _organization(place: CardScreen) -> None:
    """Edit the organization of the contact under the cursor."""
    from funneltui.tui.forms.organization import OrganizationScreen

    if (one := place.contact()) is None:
        return
    if one.company is None:
        words = _("{name} has no organization yet. {key} adds one.")
        place.desk.say(words.format(name=one.name, key=place.desk.key_of("board.edit")), problem=True)
    else:
        place.desk.open(OrganizationScreen(place.desk, one.company.id))


def _qualify(place: CardScreen) -> None:
    """The checklist of the card under the cursor."""
    from funneltui.tui.forms.checklist import ChecklistScreen

    if place.cards() and place.current is not None:
        place.desk.open(ChecklistScreen(place.desk, place.current))


def _roles(place: CardScreen) -> None:
    """Who else has a part in the decision."""
    from funneltui.tui.forms.roles import RolesScreen

    if place.cards() and place.current is not None:
        place.desk.open(RolesScreen(place.desk, [place.current]), place.answered)


def _temperature(place: CardScreen) -> None:
    """How warm they are, by hand."""
    from funneltui.tui.forms.temperature import TemperatureScreen

    place.ask_for_cards(TemperatureScreen)


def _privacy(place: CardScreen) -> None:
    """Opposition, and when they were told where their data come from."""
    from funneltui.tui.forms.privacy import PrivacyScreen

    if place.cards() and place.current is not None:
        place.desk.open(PrivacyScreen(place.desk, [place.current]), place.answered)


def _another_deal(place: CardScreen) -> None:
    """Another deal with the contact under the cursor."""
    from funneltui.tui.forms.deal import DealScreen

    if place.cards() and place.current is not None:
        place.desk.open(DealScreen(place.desk, [place.current]))


def _move(place: CardScreen) -> None:
    """Choose a stage."""
    from funneltui.tui.forms.choose_stage import ChooseStageScreen

    place.ask_for_cards(ChooseStageScreen)


def _proposal(place: CardScreen) -> None:
    """The offer made to the card under the cursor."""
    from funneltui.tui.forms.proposal import ProposalScreen

    if place.cards() and place.current is not None:
        place.desk.open(ProposalScreen(place.desk, [place.current]))


def _win(place: CardScreen) -> None:
    """Won."""
    from funneltui.tui.forms.win import WinScreen

    place.ask_for_cards(WinScreen)


def _lose(place: CardScreen) -> None:
    """Lost, with a reason."""
    from funneltui.tui.forms.lose import LoseScreen

    place.ask_for_cards(LoseScreen)


def _park(place: CardScreen) -> None:
    """Not now."""
    from funneltui.tui.forms.park import ParkScreen

    place.ask_for_cards(ParkScreen)


def _next_action(place: CardScreen) -> None:
    """Plan what is next."""
    from funneltui.tui.forms.next_action import NextActionScreen

    place.ask_for_able("next_action", NextActionScreen)


def _log(place: CardScreen) -> None:
    """Log an exchange."""
    from funneltui.tui.forms.log import LogScreen

    place.ask_for_cards(LogScreen)


def _write(place: CardScreen) -> None:
    """Write from a template, to whom may be written to."""
    from funneltui.tui.forms.write import open_write

    if ids := place.cards():
        open_write(place.desk, ids, place.answered)


def _snooze(place: CardScreen) -> None:
    """Put the next action off."""
    from funneltui.tui.forms.snooze import SnoozeScreen

    place.ask_for_able("snooze", SnoozeScreen)


def _tags(place: CardScreen) -> None:
    """Tags."""
    from funneltui.tui.forms.tags import TagsScreen

    place.ask_for_cards(TagsScreen)


def _done(place: CardScreen) -> None:
    """The next action is done; what comes after it is asked for those still to be decided."""
    if not (ids := (found := place.able("done")).ids):
        return

    def then(change: Change) -> None:
        place.answered(change)
        place.say_also(found.words)
        standing = place.desk.reads.review.standing
        few = ids if len(ids) <= _FEW else []  # nobody plans the same for thousands
        live = [one for one in few if (now := standing(one)) is not None and now.kind in _LIVE]
        if live:
            place.desk.open(NextActionScreen(place.desk, live, done=True), place.answered)

    from funneltui.tui.forms.next_action import NextActionScreen

    place.desk.perform(lambda services: services.opportunities.done(ids), then=then, cards=len(ids))


def _reopen(place: CardScreen) -> None:
    """Bring back."""
    place.change_able("reopen", lambda services, ids: services.opportunities.reopen(ids))


def _merge(place: CardScreen) -> None:
    """One contact of two: of those selected, or of this one and somebody to be found."""
    from funneltui.tui.forms.merge import merge_people

    if people := place.people():
        merge_people(place.desk, people, place.answered)
    else:
        place.cards()  # which says what is missing


def _erase(place: CardScreen) -> None:
    """Erase somebody for good."""
    from funneltui.tui.forms.erase import open_erase

    if people := place.people():
        open_erase(place.desk, people, place.answered)
    else:
        place.cards()  # which says what is missing


def _access(place: CardScreen) -> None:
    """Write down all that is held on somebody."""
    from funneltui.tui.forms.access import access_form

    if people := place.people():
        place.desk.open(access_form(place.desk, people[0]))
    else:
        place.cards()  # which says what is missing


def _bin(place: CardScreen) -> None:
    """Put in the bin."""
    place.change(lambda services, ids: services.opportunities.bin(ids))


def _reach_out(place: CardScreen) -> None:
    """Open the contact's mail, phone or link."""
    from funneltui.tui.places.outgoing import reach_out

    reach_out(place)


def _copy(place: CardScreen) -> None:
    """Copy a fact of the contact."""
    from funneltui.tui.places.outgoing import copy

    copy(place)


def _note(place: CardScreen) -> None:
    """The contact's note, in the person's editor."""
    from funneltui.tui.places.outgoing import note

    note(place)


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
"""The functions, given the place on which the cards were chosen."""
