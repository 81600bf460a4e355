"""What the commands on the stages and on the checklist share: places, presets, and what is said of a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from funneltui.cli import values
from funneltui.cli.session import Session
from funneltui.cli.table import Column
from funneltui.errors import UsageError
from funneltui.i18n import N_, translate as _

if TYPE_CHECKING:
    from funneltui.storage.outcome import Change


class _Preset(Protocol):
    """What a file can begin with: its key, and message ids."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def about(self) -> str: ...


Preset = TypeVar("Preset", bound=_Preset)


def print_presets(session: Session, presets: Sequence[_Preset], title: str, *, as_json: bool) -> None:
    """List presets under a translated title."""
    rows = [(preset.key, _(preset.name), _(preset.about)) for preset in presets]
    if as_json:
        session.out.array({"key": key, "name": name, "about": about} for key, name, about in rows)
    else:
        session.out.table((Column(_("Key")), Column(title), Column(_("Description"), gives_way=1)), rows)


def chosen_preset(presets: Sequence[Preset], typed: str, message: str) -> Preset:
    """The preset that is called so.

    Raises:
        UsageError: None is; `message` says so.
    """
    by_key = {preset.key: preset for preset in presets}
    spelled = values.spellings(((key, None) for key in by_key), lambda key, _own: _(by_key[key].name))
    return by_key[values.choice(typed, spelled, message=message)]


def places_to(keys: Sequence[str], key: str, before: str, after: str, understood: Callable[[str], str]) -> int:
    """How many places the key that `before` or `after` stands for is from where `key` stands.

    Raises:
        UsageError: None of them is given, or both.
    """
    if bool(before) == bool(after):
        raise UsageError(N_("Give a place: --before or --after."))
    other = understood(before or after)
    others = [listed for listed in keys if listed != key]
    if other == key:
        return 0
    return others.index(other) + bool(after) - keys.index(key)


def report(session: Session, change: Change, listed: Callable[..., None], *, as_json: bool) -> None:
    """What was done; as JSON, what there is now."""
    if as_json:
        listed(session, as_json=True)
    session.report(change, as_json=False)
