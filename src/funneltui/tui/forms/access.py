"""All that is held on somebody, into a file for them."""

from __future__ import annotations

import re
from pathlib import Path

from funneltui.domain.text import fold
from funneltui.i18n import translate as _
from funneltui.tui.desk import Desk
from funneltui.tui.forms.file_form import FileForm, FileKind


def access_form(desk: Desk, contact_id: int) -> FileForm[Path]:
    """The form that writes everything held on a contact into a file."""
    name, access = desk.reads.privacy.holdings(contact_id).name, desk.funnel.access
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40] or str(contact_id)

    def write(path: Path, form: str, force: bool) -> Path:  # noqa: FBT001 - as `FileForm` calls it
        return access.write(contact_id, path, "json" if form == "json" else "text", force=force)

    return FileForm(
        desk,
        _("Data stored about {name}").format(name=name),
        FileKind(
            path=f"~/{stem}-{desk.clock.today()}.txt",
            formats=[
                ("text", _("text"), _("to read: notes, exchanges, answers, source of the data")),
                ("json", _("JSON"), _("for another program")),
            ],
            endings={"text": ".txt", "json": ".json"},
            said=lambda path: _("Saved to {path}").format(path=path),
        ),
        write,
    )
