"""Help pages: how commands and groups show what they take, in the language in force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from typer.core import TyperCommand, TyperGroup

from funneltui.cli.usage import read_plainly, routed, shown_parameter
from funneltui.i18n import N_, translate as _

_JSON_KEYS = N_(
    "With --json, an opportunity is an object with the keys id, uid, title, stage, status (suspect, open, won, parked"
    " or lost), contact {id, name, email, phone, organization}, value, currency, temperature {level, reasons, manual},"
    " score, answers {criterion: {answer, evidence}}, next_action {due, time, what, overdue}, last_touch, unanswered,"
    " tags, source, created, closed, lost_reason, parked_until and more. Amounts are decimal strings, dates ISO 8601,"
    " unknown ones null. Keys stay as they are from version to version."
)


class HelpfulCommand(TyperCommand):
    """A command whose help page is in the language in force."""

    examples: tuple[str, ...] = ()
    describes_json = False

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """The option that shows this page."""
        return _help_option(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's formatter has no public type
        """Write the usage line."""
        pieces = [_shown_piece(parameter) for parameter in self.params if parameter.param_type_name == "argument"]
        formatter.write_usage(ctx.command_path, " ".join([*pieces, _("[OPTIONS]")]), prefix=_("Usage: "))

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments and options."""
        _write_parameters(self.get_params(ctx), formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the examples, line by line, then the JSON keys."""
        _write_examples(self.examples, ctx, formatter)
        if self.describes_json:
            formatter.write_paragraph()
            formatter.write_text(_(_JSON_KEYS))


class HelpfulGroup(TyperGroup):
    """The whole command line, or the commands under one word."""

    examples: tuple[str, ...] = ()
    usual = ""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """The option that shows this page."""
        return _help_option(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Take the words; a group's usual command is put in where none is named."""
        return super().parse_args(ctx, args if ctx.resilient_parsing else routed(self, args))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, _("[OPTIONS]") + " " + _("COMMAND …"), prefix=_("Usage: "))

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the options, then the commands with the first sentence of their help."""
        _write_parameters(self.get_params(ctx), formatter)
        rows = [(name, (command.help or "").split(". ")[0].rstrip(".")) for name, command in self.commands.items()]
        with _section(formatter, _("Commands:")):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write an example of each command."""
        _write_examples(self.examples, ctx, formatter)


def _help_option(option: Any) -> Any:  # noqa: ANN401
    """Typer's own --help, in words of ours."""
    if option is not None:
        option.help = _("Show this help and exit.")
        option.opts.sort(key=len)
        read_plainly(option)
    return option


def _write_examples(examples: Sequence[str], ctx: Any, formatter: Any) -> None:  # noqa: ANN401
    if not examples:
        return
    program = ctx.find_root().info_name
    with _section(formatter, _("Examples:")):
        for example in examples:
            # A command alone has nothing to translate, and may be a word of the interface too.
            shown = _(example) if " " in example else example
            for line in _folded(f"{program} {shown}", formatter.width):
                formatter.write(f"  {line}\n")


_SHELL_WORD = re.compile(r"""(?:[^\s"']|"[^"]*"|'[^']*')+""")
_FOLD = "    "


def _folded(line: str, width: int) -> Iterator[str]:
    """A command line in lines that fit, each but the last with the sign by which a shell reads on."""
    shown = ""
    for word in _SHELL_WORD.findall(line):
        if shown.strip() and len(shown) + len(word) + len("   \\") > width - 2:
            yield f"{shown} \\"
            shown = _FOLD + word
        else:
            shown = f"{shown} {word}" if shown else word
    yield shown


def _shown_piece(argument: Any) -> str:  # noqa: ANN401
    """An argument as a usage line shows it."""
    piece = shown_parameter(argument) + ("…" if argument.nargs != 1 else "")
    return piece if argument.required else f"[{piece}]"


@contextmanager
def _section(formatter: Any, heading: str) -> Iterator[None]:  # noqa: ANN401
    """A part of a help page; the heading brings its colon, which French sets apart."""
    formatter.write_paragraph()
    formatter.write(f"{heading}\n")
    with formatter.indentation():
        yield


def _write_parameters(parameters: Sequence[Any], formatter: Any) -> None:  # noqa: ANN401
    from funneltui.cli.completion import with_names

    arguments, options = [], []
    for parameter in parameters:
        if getattr(parameter, "hidden", False):
            continue
        about = with_names(parameter.help or "")
        if parameter.param_type_name == "argument":
            arguments.append((_shown_piece(parameter), about))
            continue
        flag = parameter.is_flag or not parameter.metavar
        names = ", ".join([*parameter.opts, *parameter.secondary_opts])
        options.append((names if flag else f"{names} {_(parameter.metavar)}", about))
    for heading, rows in ((_("Arguments:"), arguments), (_("Options:"), options)):
        if rows:
            with _section(formatter, heading):
                formatter.write_dl(rows)
