"""What is wrong with the words of a command line, said before Typer sees them: Typer says it in English only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from funneltui.errors import UsageError
from funneltui.i18n import N_, translate as _

_MOST = 2**31 - 1
"""The largest whole number: more than anything here is counted in."""


class WordsError(UsageError):
    """Words that no command takes. `path` is the command whose help tells which it does."""

    def __init__(self, message: str, /, *, path: str, **values: object) -> None:
        self.path = path
        super().__init__(message, **values)

    @property
    def hint(self) -> str:
        """The line that says where the help is."""
        return _("See “{command}”.").format(command=f"{self.path} --help")


_ASIDE = frozenset({"-h", "--help", "--install-completion", "--show-completion"})
"""Options that are answered whatever else the words say."""


class _HelpIsAskedFor(Exception):  # noqa: N818 - no failure
    """The words ask for one of `_ASIDE`."""


def check(made: Any, words: Sequence[str], program: str) -> None:  # noqa: ANN401 - Typer's classes have no public name
    """See that a built command line takes these words.

    Raises:
        WordsError: An unknown command or option, an option without its value, words too many or too few.
    """
    path, rest = program, list(words)
    try:
        while (inner := getattr(made, "commands", None)) is not None:
            rest = routed(made, rest)
            rest = _behind_options(made, rest, path)
            if not rest:
                return
            if rest[0] not in inner:
                raise _unknown_command(rest[0], tuple(inner), path)
            made, path, rest = inner[rest[0]], f"{path} {rest[0]}", rest[1:]
        given: set[str] = set()
        _check_arguments(made, list(_positional(made, rest, path, given)), path)
        _check_options(made, given, path)
    except _HelpIsAskedFor:
        return


def routed(made: Any, words: Sequence[str]) -> list[str]:  # noqa: ANN401
    """The words of a group with the command in front: moved there from behind its options, or the usual one."""
    rest = list(words)
    usual, _slash, with_word = str(getattr(made, "usual", "")).partition("/")
    if not usual or {"-h", "--help"} & set(rest[:1]):
        return rest
    place = _place_of_command(made, rest)
    if place is None:
        return [usual, *rest]
    if rest[place] in made.commands:
        return [rest[place], *rest[:place], *rest[place + 1 :]]
    return [with_word, *rest] if with_word else rest[place:]


def _place_of_command(made: Any, words: Sequence[str]) -> int | None:  # noqa: ANN401
    """Where the first word stands that is no option nor the value of one."""
    options: dict[str, Any] = {}
    for command in made.commands.values():
        options |= _options(command)
    skipped = False
    for place, word in enumerate(words):
        if skipped:
            skipped = False
        elif word.startswith("-") and word != "-":
            name, assigned, _value = word.partition("=")
            skipped = not assigned and name in options and not options[name].is_flag
        else:
            return place
    return None


def _options(made: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """The options of a command by the ways to write them."""
    options: dict[str, Any] = {
        name: parameter
        for parameter in made.params
        if parameter.param_type_name == "option"
        for name in (*parameter.opts, *parameter.secondary_opts)
    }
    return options


def _behind_options(made: Any, words: list[str], path: str) -> list[str]:  # noqa: ANN401
    """What is left of a group's words behind its options."""
    options, rest = _options(made), list(words)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        rest = rest[_length(options, rest, path) :]
    return rest


def _positional(made: Any, words: list[str], path: str, given: set[str]) -> Iterator[str]:  # noqa: ANN401
    """The words that are no options, wherever they stand; the options are put into `given`."""
    options, rest = _options(made), list(words)
    while rest:
        if rest[0] == "--":
            yield from rest[1:]
            return
        if rest[0].startswith("-") and rest[0] != "-":
            given |= {rest[0].partition("=")[0], rest[0][:2]}
            rest = rest[_length(options, rest, path) :]
        else:
            yield rest.pop(0)


def _length(options: Mapping[str, Any], words: Sequence[str], path: str) -> int:
    """How many words the option takes that comes first.

    Raises:
        WordsError: There is no such option, or it lacks its value, or it takes none.
    """
    word = words[0]
    name, assigned, _value = word.partition("=")
    if name in _ASIDE:
        raise _HelpIsAskedFor
    if not word.startswith("--") and word not in options:
        name, assigned = word[:2], word[2:]  # a short option with its value behind it: -ofile.csv
    if name not in options:
        raise _unknown_option(word if word[:2] != "--" else name, tuple(options), path)
    if options[name].is_flag:
        if assigned:
            raise WordsError(N_("{option} takes no value."), path=path, option=name)
        return 1
    if not assigned and len(words) == 1:
        raise WordsError(N_("{option} needs a value."), path=path, option=name)
    return 1 if assigned else 2


def _check_arguments(made: Any, words: list[str], path: str) -> None:  # noqa: ANN401
    arguments = [parameter for parameter in made.params if parameter.param_type_name == "argument"]
    if all(argument.nargs == 1 for argument in arguments) and len(words) > len(arguments):
        raise WordsError(N_("Unexpected words: {words}"), path=path, words=" ".join(words[len(arguments) :]))
    required = [argument for argument in arguments if argument.required]
    if len(words) < len(required):
        raise WordsError(N_("{parameter} is missing."), path=path, parameter=shown_parameter(required[len(words)]))


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
        digits = value.strip() if isinstance(value, str) else str(value)
        known = digits.isascii() and digits.isdigit() and len(digits) <= len(str(_MOST))
        if not known or int(digits) > _MOST:
            raise UsageError(
                N_("{option} needs a whole number, not “{value}”."), option=shown_parameter(param), value=value
            )
        return int(digits)


def read_plainly(parameter: Any) -> None:  # noqa: ANN401
    """Have a parameter read its words without pydantic."""
    plain = _Plain(parameter.type_descriptor.annotation)
    parameter.get_runtime_param = lambda: plain


def shown_parameter(parameter: Any) -> str:  # noqa: ANN401
    """What a person types for this parameter."""
    if parameter.param_type_name == "argument":
        return _(parameter.metavar) if parameter.metavar else str(parameter.name).upper()
    return str(parameter.opts[-1])


def _check_options(made: Any, given: set[str], path: str) -> None:  # noqa: ANN401
    for parameter in made.params:
        if parameter.param_type_name == "option" and parameter.required and not given & set(parameter.opts):
            raise WordsError(N_("{parameter} is missing."), path=path, parameter=shown_parameter(parameter))


def _unknown_command(word: str, known: Sequence[str], path: str) -> WordsError:
    close = get_close_matches(word, known, n=1)
    if close:
        return WordsError(N_("Unknown command “{word}”. Did you mean “{close}”?"), path=path, word=word, close=close[0])
    return WordsError(N_("Unknown command “{word}”."), path=path, word=word)


def _unknown_option(word: str, known: Sequence[str], path: str) -> WordsError:
    close = get_close_matches(word, [*known, "--help"], n=1)
    if close:
        return WordsError(N_("Unknown option {option}. Did you mean {close}?"), path=path, option=word, close=close[0])
    return WordsError(N_("Unknown option {option}."), path=path, option=word)
