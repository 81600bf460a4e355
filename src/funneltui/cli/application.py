"""What a command is, and how its help and its usage errors are worded in both languages.

Commands are plain functions marked with `command`; their texts are message ids. `build` makes a
fresh Typer application of them once the language is known, so that help speaks it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from funneltui.errors import FunnelError, UsageError
from funneltui.i18n import LANGUAGES, N_
from funneltui.i18n import translate as _

__all__ = ["COMMANDS", "PROGRAM", "Command", "build", "command", "is_usage_error", "usage_hint", "usage_sentence"]

PROGRAM = "funneltui"

_MOST = 2**31 - 1
"""What is counted is never more."""
_JSON_KEYS = N_(
    "With --json, an opportunity is an object with the keys id, uid, title, stage, status (suspect, open, won, parked"
    " or lost), contact {id, name, email, phone, organization}, value, currency, temperature {level, reasons, manual},"
    " score, answers {criterion: {answer, evidence}}, next_action {due, time, what, overdue}, last_touch, unanswered,"
    " tags, source, created, closed, lost_reason, parked_until and more. Amounts are decimal strings, dates ISO 8601,"
    " unknown ones null. Keys stay as they are from version to version."
)


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is declared: texts are message ids, translated when the help is built."""

    name: str
    run: Callable[..., None]
    help: str
    examples: tuple[str, ...]
    describes_json: bool


COMMANDS: dict[str, Command] = {}
"""Commands of the modules imported so far, by name."""


def command(
    name: str, *, help: str, examples: Sequence[str] = (), describes_json: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a function as a command.

    Args:
        name: What a person types.
        help: A message id: the first sentence is what the list of commands shows.
        examples: Whole command lines, without the program's name; message ids where they have words.
        describes_json: Whether the help lists an opportunity's JSON keys.
    """

    def keep(run: Callable[..., None]) -> Callable[..., None]:
        COMMANDS[name] = Command(name, run, help, tuple(examples), describes_json)
        return run

    return keep


class _Plain:
    """Turns words into str, int and bool.

    Typer does this with pydantic, whose import costs more than the whole of `funneltui list`.
    """

    def __init__(self, kind: object) -> None:
        self._kind = kind

    def coerce(self, value: Any, param: Any, ctx: object) -> Any:  # noqa: ANN401, ARG002 - Typer's protocol
        many = param.multiple or param.nargs == -1
        if value is None:
            return () if many else None
        if self._kind is not int:
            return value
        try:
            number = int(value)
        except ValueError:
            number = -1
        if not 0 <= number <= _MOST:
            raise UsageError(N_("{option} needs a whole number, not “{value}”."), option=_shown(param), value=value)
        return number


class FunnelCommand(TyperCommand):
    """A command whose help page is in the language in force."""

    examples: tuple[str, ...] = ()
    describes_json = False

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """The option that shows this page."""
        return _help_option(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's formatter has no public type
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments and options."""
        _write_parameters(self.get_params(ctx), formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Write the examples, line by line, then the JSON keys."""
        if self.examples:
            with _section(formatter, _("Examples:")):
                for example in self.examples:
                    # A command alone has nothing to translate, and may be a word of the interface too.
                    shown = _(example) if " " in example else example
                    formatter.write(f"  {shown}\n" if PROGRAM in shown else f"  {PROGRAM} {shown}\n")
        if self.describes_json:
            formatter.write_paragraph()
            formatter.write_text(_(_JSON_KEYS))


class FunnelGroup(TyperGroup):
    """The whole command line."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """The option that shows this page."""
        return _help_option(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the global options, then the commands with the first sentence of their help."""
        _write_parameters(self.get_params(ctx), formatter)
        rows = [(name, (one.help or "").split(". ")[0].rstrip(".")) for name, one in self.commands.items()]
        with _section(formatter, _("Commands:")):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Find the command, or say which one was perhaps meant."""
        if args and args[0] not in self.commands and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise _unknown_command(args[0], tuple(self.commands))
        return super().resolve_command(ctx, args)


def build(names: Sequence[str]) -> Any:  # noqa: ANN401 - Typer's command class has no public name
    """A runnable command line of these declared commands, in the language in force."""
    app = typer.Typer(cls=FunnelGroup, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(
        cls=FunnelGroup, invoke_without_command=True, help=_(_ABOUT), context_settings={"help_option_names": _HELP}
    )(_root)
    for name in names:
        one = COMMANDS[name]
        settings = {"help_option_names": _HELP}
        app.command(name, cls=FunnelCommand, help=_(one.help), options_metavar="", context_settings=settings)(one.run)
    group: Any = get_command(app)
    for name, made in group.commands.items():
        made.examples, made.describes_json = COMMANDS[name].examples, COMMANDS[name].describes_json
    for parameter in group.params:
        parameter.help = _COMPLETION_HELP.get(parameter.name, parameter.help)
    for made in (group, *group.commands.values()):
        made.params.extend(_global_parameters())
        _prepare(made.params)
    return group


_HELP = ["-h", "--help"]
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


def _everywhere(everywhere_db: _FileOption = None, everywhere_lang: _LanguageOption = None) -> None:
    """Carry the options that every command has."""


def _global_parameters() -> list[Any]:
    app = typer.Typer(add_completion=False)
    app.command()(_everywhere)
    return list(get_command(app).params)


def _prepare(parameters: Sequence[Any]) -> None:
    for parameter in parameters:
        parameter.help = _(parameter.help) if parameter.help else ""
        parameter._runtime_param = _Plain(parameter.type_descriptor.annotation)  # noqa: SLF001 - see _Plain


def _help_option(option: Any) -> Any:  # noqa: ANN401
    """Typer's own --help, in words of ours."""
    if option is not None:
        option.help = N_("Show this help and exit.")
        _prepare([option])
    return option


def _write_usage(made: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
    pieces = [_piece(one) for one in made.params if one.param_type_name == "argument"]
    pieces.append(_("[OPTIONS]"))
    if isinstance(made, FunnelGroup):
        pieces.append(_("COMMAND …"))
    formatter.write_usage(ctx.command_path.split(" ")[0] + _tail(ctx), " ".join(pieces), prefix=_("Usage: "))


def _tail(ctx: Any) -> str:  # noqa: ANN401
    return f" {ctx.info_name}" if ctx.parent else ""


def _piece(argument: Any) -> str:  # noqa: ANN401
    piece = _shown(argument) + ("…" if argument.nargs != 1 else "")
    return piece if argument.required else f"[{piece}]"


def _shown(parameter: Any) -> str:  # noqa: ANN401
    """What a person types for this parameter."""
    if parameter.param_type_name == "argument":
        return _(parameter.metavar) if parameter.metavar else str(parameter.name).upper()
    return str(parameter.opts[-1])


@contextmanager
def _section(formatter: Any, heading: str) -> Iterator[None]:  # noqa: ANN401
    """A part of a help page; the heading brings its colon, which French sets apart."""
    formatter.write_paragraph()
    formatter.write(f"{heading}\n")
    with formatter.indentation():
        yield


def _write_parameters(parameters: Sequence[Any], formatter: Any) -> None:  # noqa: ANN401
    arguments, options = [], []
    for one in parameters:
        if getattr(one, "hidden", False):
            continue
        if one.param_type_name == "argument":
            arguments.append((_piece(one), one.help or ""))
            continue
        flag = one.is_flag or not one.metavar
        names = ", ".join([*one.opts, *one.secondary_opts])
        options.append((names if flag else f"{names} {_(one.metavar)}", one.help or ""))
    for heading, rows in ((_("Arguments:"), arguments), (_("Options:"), options)):
        if rows:
            with _section(formatter, heading):
                formatter.write_dl(rows)


def _unknown_command(word: str, known: Sequence[str]) -> FunnelError:
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1)
    if close:
        return UsageError(N_("Unknown command “{word}”. Did you mean “{close}”?"), word=word, close=close[0])
    return UsageError(N_("Unknown command “{word}”. See funneltui --help."), word=word)


def is_usage_error(error: Exception) -> bool:
    """Whether Typer itself refused the words of a command."""
    return getattr(error, "exit_code", None) == UsageError.exit_code


def usage_hint(error: Any) -> str:  # noqa: ANN401 - Typer keeps the context on its private error classes
    """The line that says where the help is."""
    context = getattr(error, "ctx", None)
    where = PROGRAM + (_tail(context) if context is not None else "")
    return _("See “{command}”.").format(command=f"{where} --help")


def usage_sentence(error: Any) -> str:  # noqa: ANN401
    """What was wrong with the words of a command, in the language in force.

    Typer words its own errors in English only; this says the same of those a person can cause.
    """
    message = str(getattr(error, "message", error))
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _no_such_option(error)
    if kind == "MissingParameter":
        shown = _shown(error.param) if error.param is not None else ""
        return _("{parameter} is missing.").format(parameter=shown)
    if kind == "BadOptionUsage":
        needs = _("{option} needs a value.") if "requires" in message else _("{option} takes no value.")
        return needs.format(option=error.option_name)
    extra = re.fullmatch(r"Got unexpected extra argument\(?s?\)? \((.*)\)", message, re.DOTALL)
    if extra:
        return _("Unexpected words: {words}").format(words=extra[1])
    return message


def _no_such_option(error: Any) -> str:  # noqa: ANN401
    near: Mapping[str, None] = dict.fromkeys(error.possibilities or ())
    if near:
        sentence = _("Unknown option {option}. Did you mean {close}?")
        return sentence.format(option=error.option_name, close=", ".join(near))
    return _("Unknown option {option}.").format(option=error.option_name)
