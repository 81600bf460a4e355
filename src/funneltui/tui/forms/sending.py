"""The ways a message goes out: the mail program, a draft file, the clipboard. Each is logged."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from funneltui.domain.mailto import LongMessageError
from funneltui.errors import FunnelError, InvalidValueError
from funneltui.i18n import N_, sentence, translate as _
from funneltui.services.composing import Message
from funneltui.tui.desk.asking import in_background
from funneltui.tui.forms.files import given_path

if TYPE_CHECKING:
    from funneltui.services.templates import Drafts
    from funneltui.storage.outcome import Change
    from funneltui.tui.forms.form import Form
    from funneltui.tui.forms.write_messages import Messages

DRAFTS_FOLDER = "~/funneltui-drafts"
"""Where draft files go unless another folder is filled in."""


class Sending:
    """Sends the message that a form shows, then offers to log it with what comes next.

    Args:
        form: The form; it closes with what was logged.
        messages: What it shows.
    """

    def __init__(self, form: Form[Any], messages: Messages) -> None:
        self._form = form
        self._messages = messages

    def open_mail(self) -> None:
        """Open the message in the mail program; for a selection, and when it is too long, write drafts.

        Raises:
            FunnelError: Why it cannot be sent.
        """
        message = self._messages.ready()
        if message is None:
            return
        if len(self._form.cards) > 1:
            self._write_drafts()
        elif not message.by_mail:
            self._copy(message)
        else:
            try:
                self._form.app.open_url(message.mailto())
            except LongMessageError:
                self._write_drafts()
                return
            except FunnelError as error:  # no mail program, which is a setting of the system
                keys = {name: self._form.desk.key_of(f"write.{name}") for name in ("copy", "draft")}
                words = _("{problem} {copy} copies the message, {draft} saves it as a draft.")
                self._form.tell(words.format(problem=sentence(error), **keys), wrong=True)
                return
            self._log(self._form.cards, [message])

    def write_drafts(self) -> None:
        """Write draft files.

        Raises:
            FunnelError: Why there is no message.
        """
        if self._messages.ready() is not None:
            self._write_drafts()

    def copy(self) -> None:
        """Copy the message's text.

        Raises:
            FunnelError: Why there is no message.
        """
        message = self._messages.ready()
        if message is not None:
            self._copy(message)

    def _copy(self, message: Message) -> None:
        app = self._form.app
        app.copy_to_clipboard(f"{message.subject}\n\n{message.body}" if message.subject else message.body)
        self._form.desk.say(_("Message to {name} copied.").format(name=message.name))
        self._log(self._form.cards, [message])

    def _write_drafts(self) -> None:
        several = len(self._form.cards) > 1
        text = self._form.text("folder") if several else DRAFTS_FOLDER
        if not text:
            raise InvalidValueError(N_("Choose a folder for the drafts."), field="folder")
        template = self._messages.template
        assert template is not None
        cards, number, folder, funnel = self._form.cards, template.id, given_path(text), self._form.desk.funnel
        self._form.tell(_("Writing…"))
        in_background(
            self._form.desk,
            self._form,
            lambda: funnel.services.templates.write_drafts(cards, number, folder),
            lambda drafts: self._written(drafts, folder),
            self._form.saving.refused,
        )

    def _written(self, drafts: Drafts, folder: Path) -> None:
        if not drafts.written:
            self._form.saving.refused(drafts.skipped[0][1])
            return
        if len(self._form.cards) > 1:
            text = drafts.words(folder)
        else:
            path = drafts.written[0][1]
            with contextlib.suppress(FunnelError):  # the draft is there, whatever opens it
                self._form.app.open_url(path.absolute().as_uri())
            text = " · ".join(filter(None, (_("Draft saved: {path}").format(path=path), drafts.skipped_words)))
        self._form.desk.say(text)
        self._form.tell(text)
        messages = [message for message, _path in drafts.written]
        self._log([message.opportunity_id for message in messages], messages)

    def _log(self, cards: Sequence[int], messages: Sequence[Message]) -> None:
        """Offer to log what was sent, with what comes next."""
        from funneltui.tui.forms.log import LogScreen

        first, desk = messages[0], self._form.desk
        note = (first.subject or first.template) if len(cards) == 1 else first.template
        informs = all(message.informs for message in messages)
        desk.open(LogScreen(desk, cards, channel=first.channel, note=note, informs=informs), self._logged)

    def _logged(self, change: Change | None) -> None:
        if self._form.desk.is_open(self._form):
            self._form.finish(change)
