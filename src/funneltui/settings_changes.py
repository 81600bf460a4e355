"""Writes the settings file, on request only, with its comments and order kept."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from funneltui.i18n import N_, system_reason
from funneltui.paths import read_file, write_private
from funneltui.settings import TABLES, Settings, SettingsError, load, parse
from funneltui.typed_settings import check_value

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def set_value(path: Path, key: str, text: str) -> Settings:
    """Set one setting in the file at `path`, leaving the rest of the file as it is.

    Args:
        path: The settings file; it is made when it is not there.
        key: As `typed_settings.check_value` takes it, and the text too.
        text: What the setting is to be.

    Returns:
        The settings after the change.

    Raises:
        NotFoundError: There is no such setting.
        InvalidValueError: It cannot hold this value; nothing is written.
        SettingsError: The file cannot be used as it stands, or cannot be written.
    """
    document = _document(path)
    value = check_value(key, text)
    name, _, action = key.partition(".")
    if name in TABLES:
        _set_entry(document.setdefault(name, {}), action, value)
    else:
        document[name] = value
    return _write(path, document)


def reset_value(path: Path, key: str) -> Settings:
    """Take a setting, or an entry of one that is a table, out of the file: it is as the program comes again.

    Raises:
        SettingsError: The file cannot be used as it stands, or cannot be written.
    """
    document = _document(path)
    name, _, entry = key.partition(".")
    if not entry:
        document.pop(name, None)
    elif isinstance(table := document.get(name), MutableMapping):
        _drop_entry(table, entry)
    return _write(path, document)


def _drop_entry(table: MutableMapping[str, Any], name: str) -> None:
    """Remove an entry where the file has it: `"board.open" =`, or `board.open =` (tables to TOML)."""
    first, _, rest = name.partition(".")
    if name in table:
        del table[name]
    elif rest and isinstance(table.get(first), MutableMapping):
        _drop_entry(table[first], rest)


def _document(path: Path) -> TOMLDocument:
    """The file with its comments and order; an empty one when it is not there.

    Raises:
        SettingsError: It cannot be used as it stands.
    """
    import tomlkit

    load(path)
    return tomlkit.parse(read_file(path).decode("utf-8-sig")) if path.exists() else tomlkit.document()


def _write(path: Path, document: TOMLDocument) -> Settings:
    written = document.as_string()
    settings, _slips = parse(written, path)
    try:
        write_private(path, written.encode())
    except OSError as error:
        raise SettingsError(
            N_("Can't write the settings file {path}: {detail}."), path=path, detail=system_reason(error)
        ) from error
    return settings


def add_to_list(path: Path, key: str, text: str) -> Settings:
    """Put a text at the end of a setting that is a list, unless it is there.

    Raises:
        SettingsError: The file cannot be used as it stands, or cannot be written.
    """
    there = list(getattr(load(path), key))
    if text in there:
        return load(path)
    document = _document(path)
    document[key] = [*there, text]
    return _write(path, document)


def _set_entry(table: MutableMapping[str, Any], name: str, value: object) -> None:
    """Set an entry where the file has it: `"board.open" =`, or `board.open =` (tables to TOML)."""
    first, _, rest = name.partition(".")
    if name not in table and rest and isinstance(table.get(first), MutableMapping):
        _set_entry(table[first], rest, value)
    else:
        table[name] = value


def to_toml(settings: Settings) -> str:
    """Every setting with its value in force, as the file would say it."""
    import tomlkit

    return tomlkit.dumps(msgspec.structs.asdict(settings))
