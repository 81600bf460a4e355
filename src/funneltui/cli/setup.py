"""The commands on the settings: config show, path, set."""

from __future__ import annotations

from typing import Annotated

import typer

from funneltui.cli.application import command, group
from funneltui.cli.completion import setting_names
from funneltui.cli.options import Json
from funneltui.cli.session import Session, session_of
from funneltui.i18n import N_, translate as _

group("config", help=N_("Show or change settings."), usual="show")


@command(
    "config show",
    help=N_("Show the settings. With --json: every setting by its name."),
    examples=("config", N_("config show --json")),
)
def config_show(context: typer.Context, as_json: Json = False) -> None:
    from funneltui.paths import config_path
    from funneltui.settings import load

    _print_settings(session_of(context), load(config_path()), as_json=as_json)


@command(
    "config path",
    help=N_("Show where the settings are. With --json: settings, database."),
    examples=(N_("config path"),),
)
def config_path(context: typer.Context, as_json: Json = False) -> None:
    from funneltui import paths

    session = session_of(context)
    where = str(paths.config_path())
    if as_json:
        session.out.entry({"settings": where, "database": str(paths.database_path(session.file))})
    else:
        session.out.line(where)


@command(
    "config set",
    help=N_("Change a setting."),
    examples=(N_("config set currency CHF"), N_("config set country CH"), N_("config set language fr")),
)
def config_set(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar=N_("KEY"), help=N_("Setting."), autocompletion=setting_names)],
    value: Annotated[str, typer.Argument(metavar=N_("VALUE"), help=N_("Its new value."))],
    as_json: Json = False,
) -> None:
    from funneltui.domain.contact_points import check_addresses
    from funneltui.paths import config_path as settings_file, database_path
    from funneltui.settings_changes import set_value
    from funneltui.themes import check_theme
    from funneltui.typed_settings import ADDRESSES

    session = session_of(context)
    if key in ADDRESSES:
        check_addresses(value)
    if key == "theme":
        check_theme(value)
    settings = set_value(settings_file(), key, value)
    session.out.say(_("{key} is set in {path}.").format(key=key, path=settings_file()))
    if key == "country" and database_path(session.file).exists():
        change = session.services.people.read_phones_anew()
        if change.step_id is not None:
            session.report(change, as_json=False)
    if as_json:
        _print_settings(session, settings, as_json=True)


def _print_settings(session: Session, settings: object, *, as_json: bool) -> None:
    import msgspec

    from funneltui.settings import Settings
    from funneltui.settings_changes import to_toml

    assert isinstance(settings, Settings)
    if as_json:
        session.out.entry(msgspec.to_builtins(settings))
    else:
        for line in to_toml(settings).splitlines():
            session.out.line(line)
