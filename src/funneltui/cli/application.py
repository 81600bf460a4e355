"""What commands and groups of commands are, and how a command line is built of them in the language in force.

Commands are plain functions marked with `command`; their texts are message ids. `build` makes a fresh Typer
application of them once the language is known, so that help speaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from typer.main import get_command

from funneltui.cli.pages import HelpfulCommand, HelpfulGroup
from funneltui.cli.usage import read_plainly
from funneltui.errors import UsageError
from funneltui.i18n import LANGUAGES, N_, translate as _

PROGRAM = "funneltui"


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is declared: texts are message ids, translated when the help is built."""

    name: str
    run: Callable[..., None]
    help: str
    examples: tuple[str, ...]
    describes_json: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Commands under one word.

    Attributes:
        name: The word.
        help: A message id: the first sentence is what the list of commands shows.
        usual: The command that is run when none is named; one behind a slash: when another word comes instead.
    """

    name: str
    help: str
    usual: str


COMMANDS: dict[str, Command] = {}
"""Commands of the modules imported so far, by name; one of a group by both words: `stages add`."""

GROUPS: dict[str, Group] = {}
"""Groups of the modules imported so far, by name."""


def command(
    name: str, *, help: str, examples: Sequence[str] = (), describes_json: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a function as a command.

    Args:
        name: What a person types: one word, or the group's and the command's.
        help: A message id: the first sentence is what the list of commands shows.
        examples: Whole command lines, without the program's name; message ids where they have words.
        describes_json: Whether the help lists a deal's JSON keys.
    """

    def keep(run: Callable[..., None]) -> Callable[..., None]:
        COMMANDS[name] = Command(name, run, help, tuple(examples), describes_json)
        return run

    return keep


def group(name: str, *, help: str, usual: str) -> None:
    """Declare a group: `usual` is the command run by its name alone, such as `list`, or `list/show` (see `Group`)."""
    GROUPS[name] = Group(name, help, usual)


def parts(name: str) -> list[Command]:
    """The commands of a group, in the order they were declared."""
    return [added for added in COMMANDS.values() if added.name.startswith(f"{name} ")]


def build(names: Sequence[str]) -> Any:  # noqa: ANN401 - Typer's command class has no public name
    """A runnable command line of these declared commands and groups, in the language in force."""
    app = _typer_group(_ABOUT)
    app.callback(cls=HelpfulGroup, invoke_without_command=True, help=_(_ABOUT), context_settings=_CONTEXT)(_root)
    for name in names:
        if name in GROUPS:
            inner = _typer_group(GROUPS[name].help)
            for part in parts(name):
                _add(inner, part, part.name.removeprefix(f"{name} "))
            app.add_typer(inner, name=name)
        else:
            _add(app, COMMANDS[name], name)
    made: Any = get_command(app)
    made.commands = {name: made.commands[name] for name in names}
    for parameter in made.params:
        parameter.help = _COMPLETION_HELP.get(parameter.name, parameter.help)
    _finish(made, "")
    return made


_CONTEXT = {"help_option_names": ["-h", "--help"]}


def _typer_group(about: str) -> typer.Typer:
    return typer.Typer(
        cls=HelpfulGroup,
        help=_(about),
        context_settings=_CONTEXT,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _add(app: typer.Typer, added: Command, name: str) -> None:
    app.command(name, cls=HelpfulCommand, help=_(added.help), options_metavar="", context_settings=_CONTEXT)(added.run)


def _finish(made: Any, name: str) -> None:  # noqa: ANN401
    """Give a built command what Typer does not carry: its examples, the options of all commands, its words."""
    made.params.extend(_global_parameters())
    for parameter in made.params:
        parameter.help = _(parameter.help) if parameter.help else ""
        read_plainly(parameter)
    if name in COMMANDS:
        made.examples, made.describes_json = COMMANDS[name].examples, COMMANDS[name].describes_json
    if name in GROUPS:
        made.usual = GROUPS[name].usual
        made.examples = tuple(part.examples[0] for part in parts(name) if part.examples)
    for word, inner in getattr(made, "commands", {}).items():
        _finish(inner, f"{name} {word}".strip())


_COMPLETION_HELP = {
    "install_completion": N_("Install completion for the current shell."),
    "show_completion": N_("Print the completion script, to install it by hand."),
}
_ABOUT = N_(
    "A keyboard-driven CRM for freelancers. Run it without a command to open the board. "
    "Results go to stdout, messages to stderr. Exit codes: 0 success, 1 failure, 2 usage "
    "error, 3 not found, 4 conflict."
)


def _use_file(context: typer.Context, value: str | None) -> str | None:
    if value is not None and context.obj is not None:
        context.obj.name_file(value)
    return value


def _use_language(context: typer.Context, value: str | None) -> str | None:
    if value is not None and value not in LANGUAGES and not context.resilient_parsing:
        raise UsageError(N_("--lang takes fr or en, not “{value}”."), value=value)
    return value


_FileOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar=N_("PATH"),
        help=N_("Data file (or FUNNELTUI_DB)."),
        callback=_use_file,
        expose_value=False,
    ),
]
_LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="fr|en",
        help=N_("Interface language (or FUNNELTUI_LANG; default: system)."),
        callback=_use_language,
        expose_value=False,
        autocompletion=lambda: list(LANGUAGES),
    ),
]


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=N_("Show the version and exit."))] = False,
) -> None:
    if version:
        context.obj.out.line(f"{PROGRAM} {context.obj.version}")
    elif context.invoked_subcommand is None:
        context.obj.open_program()


_DebugOption = Annotated[
    bool,
    typer.Option(
        "--debug",
        help=N_("Show all of a fault on the terminal."),
        expose_value=False,
    ),
]
"""Taken by `entry`, wherever it stands, before any command sees it; here for the help and for completion."""


def _everywhere(
    everywhere_db: _FileOption = None, everywhere_lang: _LanguageOption = None, everywhere_debug: _DebugOption = False
) -> None:
    """Carry the options that every command has."""


def _global_parameters() -> list[Any]:
    app = typer.Typer(add_completion=False)
    app.command()(_everywhere)
    return list(get_command(app).params)
