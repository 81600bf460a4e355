"""The command on the settings: config."""

from __future__ import annotations

from typing import Annotated

import typer

from funneltui.cli.application import command
from funneltui.cli.completion import setting_names
from funneltui.cli.options import Json
from funneltui.cli.session import Session, session_of
from funneltui.errors import UsageError
from funneltui.i18n import N_
from funneltui.i18n import translate as _

__all__ = ["config"]


@command(
    "config",
    help=N_("Show or change settings."),
    examples=("config", N_("config path"), N_("config set currency CHF"), N_("config set language fr")),
)
def config(
    context: typer.Context,
    action: Annotated[str, typer.Argument(metavar="show|path|set", help=N_("Action (default: show)."))] = "show",
    key: Annotated[str, typer.Argument(metavar=N_("KEY"), help=N_("set: setting."), autocompletion=setting_names)] = "",
    value: Annotated[str | None, typer.Argument(metavar=N_("VALUE"), help=N_("set: value."))] = None,
    as_json: Json = False,
) -> None:
    """Show, locate or change the settings."""
    from funneltui import paths
    from funneltui.settings import load, set_value

    session = session_of(context)
    where = paths.config_path()
    if action == "set":
        if not key or value is None:
            raise UsageError(N_("Give a setting and a value: funneltui config set KEY VALUE."))
        settings = set_value(where, key, value)
        session.out.say(_("{key} is set in {path}.").format(key=key, path=where))
        if as_json:
            _print_settings(session, settings, as_json=True)
        return
    if key or value is not None:
        raise UsageError(N_("Unexpected words: {words}"), words=" ".join(filter(None, (key, value))))
    if action == "path":
        database = paths.database_path(session.file)
        if as_json:
            session.out.entry({"settings": str(where), "database": str(database)})
        else:
            session.out.line(str(where))
    elif action == "show":
        _print_settings(session, load(where), as_json=as_json)
    else:
        raise UsageError(N_("config takes show, path or set, not “{word}”."), word=action)


def _print_settings(session: Session, settings: object, *, as_json: bool) -> None:
    import msgspec

    from funneltui.settings import Settings, to_toml

    assert isinstance(settings, Settings)
    if as_json:
        session.out.entry(msgspec.to_builtins(settings))
    else:
        for line in to_toml(settings).splitlines():
            session.out.line(line)
