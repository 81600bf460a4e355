"""What else people call an action: words by which the palette and the help find it, beside its own."""

from __future__ import annotations

from collections.abc import Mapping

from funneltui.i18n import N_, translate as _

_ALSO: Mapping[str, str] = {
    "app.quit": N_("exit leave"),
    "app.help": N_("keys shortcuts manual"),
    "app.find": N_("find people"),
    "app.today": N_("agenda calendar overdue"),
    "app.insights": N_("statistics report chart forecast"),
    "app.data": N_("file import export settings"),
    "app.undo": N_("revert cancel"),
    "board.add": N_("new create insert lead"),
    "board.open": N_("show details view"),
    "board.edit": N_("change modify rename"),
    "board.move": N_("change the stage"),
    "board.log": N_("call e-mail email meeting note touch"),
    "board.write": N_("e-mail email message mail letter send"),
    "board.reach": N_("e-mail email call phone mail"),
    "board.snooze": N_("later delay"),
    "board.next": N_("task to do reminder follow up plan"),
    "board.done": N_("complete finish task"),
    "board.qualify": N_("score checklist criteria vet"),
    "board.deal": N_("new deal"),
    "board.organization": N_("company"),
    "board.proposal": N_("quote offer estimate"),
    "board.won": N_("win sold client"),
    "board.lost": N_("lose reject close"),
    "board.park": N_("park pause hold later"),
    "board.tags": N_("label category"),
    "board.bin": N_("delete remove trash"),
    "board.erase": N_("delete forget GDPR"),
    "board.access": N_("GDPR data request"),
    "board.privacy": N_("GDPR opt out unsubscribe"),
    "board.merge": N_("join duplicates"),
    "board.sort": N_("order by"),
    "board.views": N_("saved filter"),
    "board.fold": N_("hide collapse column"),
    "board.density": N_("compact size of the cards"),
    "screen.settings": N_("preferences options configuration"),
    "screen.backups": N_("save restore copy"),
    "screen.check": N_("doctor repair"),
    "screen.history": N_("log of changes undo"),
    "screen.export": N_("save as CSV"),
    "screen.import": N_("load CSV Excel contacts"),
}


def also_called(name: str) -> str:
    """The other words for an action, by its id, in the language in force."""
    words = _ALSO.get(name, "")
    return _(words) if words else ""
