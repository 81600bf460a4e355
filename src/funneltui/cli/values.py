"""What a person typed on the command line, understood: ids, stages, reasons, days, amounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from funneltui.cli.session import Session
from funneltui.domain.text import fold
from funneltui.errors import InvalidValueError, NotFoundError, UsageError
from funneltui.i18n import LANGUAGES, N_, language, set_language, translate as _

if TYPE_CHECKING:
    from funneltui.domain.entries import NextStep
    from funneltui.domain.money import Amount
    from funneltui.storage.reads.stages import StageRecord


def opportunity_id(text: str) -> int:
    """The id in `12` or `#12`.

    Raises:
        UsageError: It is no id.
    """
    digits = text.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:  # noqa: PLR2004 - SQLite's integers
        raise UsageError(N_("“{text}” isn't a deal number. Enter one such as 12."), text=text)
    return int(digits)


def contact_id(session: Session, text: str, nobody: str) -> int:
    """The contact of this number, or the only one of this name: a whole name goes before words of one.

    Args:
        session: The open file.
        text: `12`, `#12`, or a name.
        nobody: What is said when nobody is called `{text}`, a message id.

    Raises:
        NotFoundError: There is none.
        UsageError: Several are called so, or only the beginning of somebody's name is given.
    """
    digits = text.strip().removeprefix("#")
    if digits.isascii() and digits.isdigit():
        numbered = session.reads.roles.person(opportunity_id(digits))
        if numbered is None:
            raise NotFoundError(N_("Contact #{id} doesn't exist."), id=digits)
        return numbered.id
    named = session.reads.roles.named(text)
    if not named:
        raise NotFoundError(nobody, text=text)
    whole = [person for person in named if set(fold(text).split()) <= set(fold(person.name).replace("-", " ").split())]
    if len(whole) == 1:  # the beginning of a name is not enough: Paul is not Pauline
        return whole[0].id
    known = ", ".join(
        f"#{person.id} {' · '.join(filter(None, (person.name, person.organization)))}" for person in named
    )
    raise UsageError(N_("“{text}” could be {known}. Give a number."), text=text, known=known)


def stage(session: Session, text: str) -> StageRecord:
    """The stage of this key or name: in either language, without case or accents, or its beginning.

    Raises:
        NotFoundError: No stage, or several, are called that.
    """
    return _stages_called(session, [text])[0]


def stages(session: Session, texts: Iterable[str]) -> list[StageRecord]:
    """The stages of these keys or names; several may stand in one text, parted by commas.

    Raises:
        NotFoundError: No stage, or several, are called one of them.
    """
    return _stages_called(session, [word for text in texts for word in text.split(",") if word.strip()])


def _stages_called(session: Session, words: Iterable[str]) -> list[StageRecord]:
    known = session.reads.stages.stages()
    names = _stage_names(known)
    keys = [choice(word, names, message=N_("Unknown stage “{text}”. Choose from: {known}.")) for word in words]
    return [record for key in keys for record in known if record.key == key]


def loss_reason(session: Session, text: str) -> str:
    """The key of the loss reason of this key or name, in either language.

    Raises:
        NotFoundError: No reason, or several, are called that.
    """
    from funneltui.domain.losses import loss_reason_name

    known = session.reads.stages.loss_reasons()
    names = spellings(((reason.key, reason.name) for reason in known), loss_reason_name)
    return choice(text, names, message=N_("Unknown loss reason “{text}”. Choose from: {known}."))


def criterion(session: Session, text: str) -> str:
    """The key of the criterion of this key or name, in either language.

    Raises:
        NotFoundError: No criterion, or several, are called that.
    """
    from funneltui.domain.qualification import criterion_name

    known = session.reads.stages.criteria()
    names = spellings(((record.key, record.name) for record in known), criterion_name)
    return choice(text, names, message=N_("Unknown criterion “{text}”. Choose from: {known}."))


def choice(text: str, names: Sequence[tuple[str, str]], *, message: str) -> str:
    """The key that `text` stands for.

    Args:
        text: A key, a name, or the beginning of one that fits a single key.
        names: Every way to say each key, as (key, name); the key itself first.
        message: What to say when there is none, with `{text}` and `{known}`.

    Raises:
        NotFoundError: None fits.
        UsageError: Several fit.
    """
    wanted = fold(text)
    folded = [(key, fold(name)) for key, name in names]
    same = dict.fromkeys(key for key, name in folded if name == wanted)
    begun = dict.fromkeys(key for key, name in folded if wanted and name.startswith(wanted))
    keys = same or begun
    if len(keys) == 1:
        return next(iter(keys))
    if keys:
        raise UsageError(N_("“{text}” could be {known}."), text=text, known=_offered(names, keys))
    raise NotFoundError(message, text=text, known=_offered(names, dict.fromkeys(key for key, _ in names)))


def _offered(names: Sequence[tuple[str, str]], keys: Iterable[str]) -> str:
    """What can be typed, as the reader calls it: in French the names, the last way to say a key; else the keys."""
    return ", ".join(dict(names)[key] for key in keys) if language() == "fr" else ", ".join(keys)


def _stage_names(known: Iterable[StageRecord]) -> list[tuple[str, str]]:
    from funneltui.domain.stages import stage_name

    return spellings(((record.key, record.name) for record in known), stage_name)


def spellings(
    known: Iterable[tuple[str, str | None]], named: Callable[[str, str | None], str]
) -> list[tuple[str, str]]:
    """Every way to say what has a key and perhaps a name of the person's own; `named` words the built-in ones."""
    pairs = list(known)
    spelled = [(key, key) for key, _ in pairs]
    for code in LANGUAGES:
        with _spoken(code):
            spelled += [(key, named(key, own)) for key, own in pairs]
    return spelled


@contextmanager
def _spoken(code: str) -> Iterator[None]:
    """Another language for a moment: people type a stage's name as they know it."""
    before = language()
    set_language(code)
    try:
        yield
    finally:
        set_language(before)


def channel(text: str) -> str:
    """The key of a channel, by its key or its name in either language.

    Raises:
        NotFoundError: There is none.
    """
    from funneltui.domain.channels import CHANNEL_WORDS, CHANNELS

    names = spellings(((key, None) for key in CHANNELS), lambda key, _own: _(CHANNELS[key]))
    names = [(key, word) for key, words in CHANNEL_WORDS.items() for word in words.split()] + names
    return choice(text, names, message=N_("Unknown channel “{text}”. Choose from: {known}."))


def past_day(session: Session, text: str) -> date:
    """A day as people say it, of something that has happened: `fri` is the last one.

    Raises:
        InvalidValueError: It is ambiguous, impossible or no day.
    """
    from funneltui.domain.dates import parse_day

    return parse_day(text, session.today, session.language, prefer="past").day


def day(session: Session, text: str) -> date:
    """A day as people say it.

    Raises:
        InvalidValueError: It is ambiguous, impossible or no day.
    """
    from funneltui.domain.dates import parse_day

    return parse_day(text, session.today, session.language).day


def next_step(session: Session, text: str) -> NextStep:
    """`DATE WHAT`: the day first, as people say it, then the words.

    Raises:
        InvalidValueError: The day is ambiguous, impossible, missing or past.
    """
    from funneltui.domain.dates import parse_due
    from funneltui.domain.entries import NextStep

    understood, what = parse_due(text, session.today, session.language)
    if understood.day < session.today:
        raise InvalidValueError(
            N_("{day} is past. Choose a date in the future for the next action."), day=understood.words
        )
    return NextStep(understood.day, what, understood.time)


def amount(text: str, currency: str) -> Amount:
    """An amount as people write it, in `currency` unless it names another.

    Raises:
        InvalidValueError: It is no amount.
    """
    from funneltui.domain.money import parse_amount

    return parse_amount(text, currency)


def assignments(words: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """`field=value` words as a mapping.

    Raises:
        UsageError: A word has no `=`, or names no field or the same one twice.
    """
    fields: dict[str, str] = {}
    for word in words:
        name, assigned, value = word.partition("=")
        name = name.strip().lower().replace("-", "_")
        if not assigned:
            raise UsageError(N_("No value in “{word}”. Write field=value."), word=word)
        if name not in known:
            raise _unknown_field(name, known)
        if name in fields:
            raise UsageError(N_("{field} is given twice."), field=name)
        fields[name] = value
    return fields


def _unknown_field(name: str, known: Sequence[str]) -> UsageError:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    if close:
        return UsageError(N_("Unknown field “{name}”. Did you mean “{close}”?"), name=name, close=close[0])
    return UsageError(N_("Unknown field “{name}”. Choose from: {known}."), name=name, known=", ".join(known))
