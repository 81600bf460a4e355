"""What a person can choose, read from a TOML file of theirs.

A slip in it is told with its line rather than ignored. `typed_settings` knows what a typed text means,
`settings_changes` writes the file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec

from funneltui.errors import FunnelError
from funneltui.i18n import N_, system_reason, translate
from funneltui.paths import open_file, read_file
from funneltui.toml_lines import line_of_key, line_of_name

Density = Literal["compact", "normal", "full"]
Period = Literal["month", "quarter", "year", "all"]
Currency = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
Country = Annotated[str, msgspec.Meta(pattern="^([A-Z]{2})?$")]
Warmth = Annotated[str, msgspec.Meta(pattern=r"^([^.\s]+\.)?(cold|warm|hot)$")]
Days = Annotated[int, msgspec.Meta(ge=1, le=365)]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=1440)]
Count = Annotated[int, msgspec.Meta(ge=1, le=99)]
Workdays = Annotated[int, msgspec.Meta(ge=1, le=31)]
Goal = Annotated[int, msgspec.Meta(ge=0, le=999_999)]
_CADENCE = {"cold": 10, "warm": 5, "hot": 2, "proposal.warm": 4, "proposal.cold": 7}
TABLES = ("cadence", "keymap")
"""Settings that are tables, whose entries are set one by one."""
_LONGEST = 1 << 20
"""Bytes of a settings file that are read."""
_EXPECTED = {
    "keymap": N_("a table of action ids and keys"),
    "cadence": N_("days from 1 to 365 by cold, warm, hot or a stage and one of them, such as proposal.warm"),
    "currency": N_("a currency code of three capital letters, such as EUR"),
    "country": N_("a country code of two capital letters, such as FR, or empty"),
}


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Every setting, with the value it has when the file does not name it; `setting_words` says what each means."""

    language: Literal["", "en", "fr"] = ""
    theme: str = ""
    density: Density = "normal"
    ascii: bool = False
    pane: bool = True
    won_period: Period = "year"
    currency: Currency = "EUR"
    country: Country = ""
    default_stage: str = ""
    sender: str = ""
    sender_email: str = ""
    pitch: str = ""
    own_addresses: list[str] = []
    mail_sources: list[str] = []
    calendar_folder: str = ""
    calendar_file: str = ""
    contacts_folder: str = ""
    calendar_titles: Literal["discreet", "full"] = "discreet"
    calendar_alarm: Minutes = 15
    silent_limit: Count = 4
    ask_limit: Count = 3
    lapse_warning: Days = 7
    retention_years: Count = 3
    price_alarm: Count = 3
    days_a_month: Workdays = 16
    goal_won: Goal = 0
    goal_exchanges: Goal = 0
    passphrase_command: str = ""
    cadence: dict[Warmth, Days] = msgspec.field(default_factory=_CADENCE.copy)
    keymap: dict[str, str] = {}


class SettingsError(FunnelError):
    """The settings file cannot be used. `path` and `line` (0: the whole file) say where."""

    def __init__(self, message: str, /, *, path: Path, line: int = 0, **values: object) -> None:
        self.path = path
        self.line = line
        super().__init__(message, path=str(path), line=line, **values)


def load(path: Path) -> Settings:
    """The settings in the file at `path`; the built-in ones when there is no file.

    Raises:
        SettingsError: The file cannot be read, is not TOML, or holds something unknown.
    """
    settings, slips = read(path)
    if slips:
        raise slips[0]
    return settings


def read(path: Path) -> tuple[Settings, list[SettingsError]]:
    """What can be used of the file at `path`, and what is wrong with the rest, line by line.

    What cannot be used is as if the file did not name it. Who only looks at a board is told of a slip, not locked out.
    """
    try:
        with open_file(path) as stream:
            text = stream.read(_LONGEST).decode("utf-8-sig")
    except FileNotFoundError:
        return Settings(), []
    except OSError as error:
        detail = system_reason(error)
        message = N_("Can't read the settings file {path}: {detail}.")
        return Settings(), [SettingsError(message, path=path, detail=detail)]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Settings(), [SettingsError(N_("{path}, line {line}: not UTF-8 text."), path=path, line=line)]
    return parse(text, path)


def parse(text: str, path: Path) -> tuple[Settings, list[SettingsError]]:
    """As `read`, of the text of the file at `path`."""
    import tomllib

    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(), [_not_toml(str(error), text, path)]
    slips: list[SettingsError] = []
    used: dict[str, Any] = {}
    for name, value in values.items():
        if name not in Settings.__struct_fields__:
            slips.append(_unknown(name, text, path))
        elif name in TABLES and isinstance(value, dict):
            used[name] = {}
            for entry, inner in _flat(value).items():
                if fits(name, {entry: inner}):
                    used[name][entry] = inner
                else:
                    slips.append(_misfit(name, f"{name}.{entry}", text, path))
        elif fits(name, value):
            used[name] = value
        else:
            slips.append(_misfit(name, name, text, path))
    used["cadence"] = _CADENCE | used.get("cadence", {})
    slips.sort(key=lambda slip: slip.line)
    return msgspec.convert(used, Settings), slips


def _not_toml(detail: str, text: str, path: Path) -> SettingsError:
    """What tomllib found, in words of ours: it speaks English only."""
    match = re.search(r"line (\d+)", detail)
    twice = re.search(r"overwrite|twice|mutate|Duplicate", detail)
    return SettingsError(
        N_("{path}, line {line}: set twice.")
        if twice
        else N_("{path}, line {line}: invalid setting. Write name = value, texts in quotes."),
        path=path,
        line=int(match[1]) if match else text.rstrip().count("\n") + 1,
    )


def fits(name: str, value: object) -> bool:
    """Whether a setting can have this value."""
    try:
        msgspec.convert({name: value}, Settings)
    except msgspec.ValidationError:
        return False
    return True


def _misfit(name: str, key: str, text: str, path: Path) -> SettingsError:
    """A setting, or an entry of one that is a table, has a value that it cannot have."""
    return SettingsError(
        N_("{path}, line {line}: {key} must be {expected}."),
        path=path,
        line=line_of_key(key, text),
        key=key,
        expected=expected_words(name if name in {key, "cadence"} else key),
    )


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """`board.open = "o"` written without quotes is a table in TOML; ids have dots, so join them."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = value
    return flat


def _unknown(name: str, text: str, path: Path) -> SettingsError:
    line = line_of_name(name, text)
    nearest = nearest_setting(name)
    if nearest:
        return SettingsError(
            N_("{path}, line {line}: unknown setting “{key}”. Did you mean “{nearest}”?"),
            path=path,
            line=line,
            key=name,
            nearest=nearest,
        )
    return SettingsError(N_("{path}, line {line}: unknown setting “{key}”."), path=path, line=line, key=name)


def nearest_setting(name: str) -> str:
    """The setting that is called most like this; empty when none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, Settings.__struct_fields__, n=1)), "")


def line_of(path: Path, key: str) -> int:
    """The line of the settings file that sets `key`, such as `keymap.board.open`, however it is written.

    0 when there is no such line, or no such file.
    """
    try:
        text = read_file(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return 0
    return line_of_key(key, text) if key.partition(".")[0] in text else 0


def expected_words(name: str) -> str:
    """What the setting `name` may be, in the language in force."""
    if name.startswith("keymap."):
        return translate('keys in quotes, comma-separated, such as "x,ctrl+x"')
    if name in _EXPECTED:
        return translate(_EXPECTED[name])
    hint = get_type_hints(Settings, include_extras=True)[name]
    if hint is bool:
        return translate("true or false")
    if get_args(hint)[:1] == (int,):
        bounds = get_args(hint)[1]
        return translate("a whole number from {least} to {most}").format(least=bounds.ge, most=bounds.le)
    kind = get_type_hints(Settings)[name]
    if kind == list[str]:
        return translate('a list of texts in quotes, such as ["a", "b"]')
    if choices := get_args(kind):
        return translate("one of {choices}").format(choices=", ".join(f'"{choice}"' for choice in choices))
    return translate("a text in quotes")


def adopt(current: Settings, new: Settings, name: str) -> None:
    """Take one setting of `new` over into the settings in use, for everything that was given them.

    This is the one place that changes settings: readers and services hold the same ones as long as the file is open.
    """
    msgspec.structs.force_setattr(current, name, getattr(new, name))
