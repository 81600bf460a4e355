"""Message templates: the user's own texts, messages made from them, and drafts of a mail merge."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from funneltui.domain.channels import CHANNELS
from funneltui.domain.entries import NewTemplate, NewTouch
from funneltui.domain.mailto import checked_body, checked_header
from funneltui.domain.temperature import Level
from funneltui.domain.templates import MERGE_LANGUAGES, Purpose
from funneltui.errors import ConflictError, FunnelError, InvalidValueError, NotFoundError
from funneltui.i18n import N_, sentence, system_reason, translate_plural
from funneltui.interchange.eml import Draft, draft_name, write_draft
from funneltui.interchange.errors import UnwritableFileError
from funneltui.paths import make_private_folder
from funneltui.services.checks import check_choice
from funneltui.services.composing import Composer, Message
from funneltui.services.stage_map import StageMap
from funneltui.services.use_cases import UseCases
from funneltui.storage.outcome import Change
from funneltui.storage.reads.templates import TemplateReads, TemplateRecord
from funneltui.storage.tables import Template, attributes, names_of
from funneltui.storage.unit_of_work import Work

_NAME, _SUBJECT, _BODY = names_of(Template.name, Template.subject, Template.body)
_CHOSEN = attributes(Template.language, Template.temperature, Template.purpose, Template.channel)
_CHOICES: Mapping[str, Iterable[str]] = dict(
    zip(_CHOSEN, (MERGE_LANGUAGES, ("", *Level), Purpose, CHANNELS), strict=True)
)


class SameNameError(ConflictError):
    """Another template of the same language is called that."""

    def __init__(self, name: str) -> None:
        super().__init__(N_("A template “{name}” already exists in this language."), name=name)


@dataclass(frozen=True, slots=True)
class Drafts:
    """What a mail merge came to.

    Attributes:
        written: The messages, each with its file.
        skipped: The cards that got none, each with the reason.
    """

    written: tuple[tuple[Message, Path], ...]
    skipped: tuple[tuple[int, FunnelError], ...]

    @property
    def skipped_words(self) -> str:
        """How many got none, and why; empty when all got one."""
        if not self.skipped:
            return ""
        reasons = " ".join(dict.fromkeys(sentence(error) for _number, error in self.skipped))
        words = translate_plural("{count} skipped: {reasons}", "{count} skipped: {reasons}", len(self.skipped))
        return words.format(reasons=reasons)

    def words(self, folder: Path) -> str:
        """How many messages there are in the folder, and who got none."""
        words = translate_plural("{count} draft in {path}", "{count} drafts in {path}", len(self.written))
        return " · ".join(filter(None, (words.format(path=folder), self.skipped_words)))


class Templates(UseCases):
    """The use cases of templates."""

    def list(self) -> tuple[TemplateRecord, ...]:
        """Every template, oldest first."""
        with self._reads() as reads:
            return reads.all()

    def add(self, new: NewTemplate) -> Change:
        """Add a template.

        Raises:
            InvalidValueError: A field does not hold what it should; `field` says which.
            NotFoundError: No such stage.
            SameNameError: There is one of that name.
        """
        with self._unit_of_work.step(N_("Added template {name}"), name=new.name.strip()) as work:
            template = Template()
            _fill(work, template, asdict(new))
            work.add(template)
        return work.change

    def edit(self, template_id: int, fields: Mapping[str, str]) -> Change:
        """Change fields of a template, by their names in `NewTemplate`.

        Raises:
            InvalidValueError, SameNameError: As `add`.
            NotFoundError: No such template or stage.
        """
        with self._unit_of_work.step(N_("Edited template {name}"), name="") as work:
            template = _known(work, template_id)
            _fill(work, template, fields)
            work.rename(N_("Edited template {name}"), name=template.name)
        return work.change

    def remove(self, template_id: int) -> Change:
        """Take a template away; undo brings it back.

        Raises:
            NotFoundError: No such template.
        """
        with self._unit_of_work.step(N_("Removed template {name}"), name="") as work:
            template = _known(work, template_id)
            work.rename(N_("Removed template {name}"), name=template.name)
            work.delete(template)
        return work.change

    def preview(self, opportunity_id: int, template_id: int) -> Message:
        """The message a template makes for a card's contact.

        Raises:
            OppositionError: They asked not to be contacted, at all or this way.
            InvalidValueError: A line break or control character where none may be.
            NotFoundError: No such card or template.
        """
        with self._reads() as reads:
            return self._composer(reads).message(opportunity_id, reads.template(template_id))

    def write_drafts(self, ids: Sequence[int], template_id: int, folder: Path, *, force: bool = False) -> Drafts:
        """Write a draft for each card's contact; for several, in each one's language where there is such a template.

        Who opposed or has no address is skipped and reported; one card alone is refused instead.

        Args:
            ids: The cards.
            template_id: The template.
            folder: Where to; made when it is not there.
            force: Replace drafts of the same name; else they get a number.

        Raises:
            OppositionError, NoAddressError, NotMailError, InvalidValueError: The one card gets no message.
            NotFoundError: No such card or template.
            UnwritableFileError: The system does not let us.
        """
        numbers = tuple(dict.fromkeys(ids))
        several = len(numbers) > 1
        with self._reads() as reads:
            made = self._composer(reads).messages(numbers, reads.template(template_id), in_their_language=several)
        written: list[tuple[Message, Path]] = []
        skipped: list[tuple[int, FunnelError]] = []
        _make_folder(folder)
        for number, message in zip(numbers, made, strict=True):
            try:
                if isinstance(message, FunnelError):
                    raise message
                message.check_mail()
                path = folder / draft_name(number, message.name)
                written.append((message, write_draft(path, self._draft(message), force=force)))
            except UnwritableFileError:
                raise
            except FunnelError as error:
                if not several:
                    raise
                skipped.append((number, error))
        return Drafts(tuple(written), tuple(skipped))

    def _draft(self, message: Message) -> Draft:
        return Draft(
            message.to,
            message.name,
            message.subject,
            message.body,
            self._clock.now(),
            self._settings.sender,
            self._settings.sender_email,
        )

    def _composer(self, reads: TemplateReads) -> Composer:
        return Composer(reads, self._clock, self._settings)

    @contextlib.contextmanager
    def _reads(self) -> Iterator[TemplateReads]:
        with contextlib.closing(self._database.connect()) as connection:
            yield TemplateReads(connection, self._clock, self._settings)


def touch_of(messages: Sequence[Message], *, gave: bool = False) -> NewTouch:
    """The exchange to log for messages that were sent: outgoing, by their channel, with what it was about."""
    subjects = {message.subject for message in messages}
    about = subjects.pop() if len(subjects) == 1 else ""
    informs = all(message.informs for message in messages)
    return NewTouch(messages[0].channel, note=about or messages[0].template, gave=gave, informs=informs)


def _fill(work: Work, template: Template, fields: Mapping[str, str]) -> None:
    """Write fields of a template, each checked."""
    for field, text in fields.items():
        if field == _NAME:
            template.name = checked_header(text, field)
            if not template.name:
                raise InvalidValueError(N_("Enter a name for the template."), field=field)
        elif field == _SUBJECT:
            template.subject = checked_header(text, field)
        elif field == _BODY:
            template.body = checked_body(text)
        elif field == "stage":
            template.stage_id = StageMap(work).by_key(text).id if text else None
        elif field in _CHOSEN:
            check_choice(text, _CHOICES[field], field=field)
            _CHOSEN[field].set(template, text)
        else:
            raise InvalidValueError(N_("Unknown field “{name}”."), field=field, name=field)
    same = work.find(Template, Template.name == template.name, Template.language == template.language)
    if any(other is not template for other in same):
        raise SameNameError(template.name)


def _known(work: Work, template_id: int) -> Template:
    template = work.first(Template, Template.id == template_id)
    if template is None:
        raise NotFoundError(N_("Template {id} doesn't exist."), id=template_id)
    return template


def _make_folder(folder: Path) -> None:
    try:
        make_private_folder(folder)
    except OSError as error:
        raise UnwritableFileError(str(folder), detail=system_reason(error)) from error
