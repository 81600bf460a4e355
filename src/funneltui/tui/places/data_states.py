"""How what can be done with the data stands, in a few words each. Read in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from funneltui.clock import local_time
from funneltui.domain.days import at_time, short_day
from funneltui.i18n import grouped, translate as _, translate_plural
from funneltui.paths import config_path
from funneltui.tui.looks.format import path_words

if TYPE_CHECKING:
    from datetime import date

    from funneltui.bootstrap import Funnel
    from funneltui.storage.reads import Reads

_FAR = 2_000
"""Steps that are looked through for the last import."""


def moment_words(instant: str, today: date) -> str:
    """An instant of the tables as a list shows it: day and time."""
    moment = local_time(instant)
    return f"{short_day(moment.date(), today)} {at_time(f'{moment:%H:%M}')}"


def quick_states(reads: Reads, funnel: Funnel) -> dict[str, str]:
    """What is known at once, by the name of what can be done. Not display-safe."""
    today, settings = funnel.clock.today(), funnel.settings
    steps = list(reads.history.steps(_FAR))
    imports = [step for step in steps if step.name.startswith("Imported {file}") and step.state == "done"]
    folders = [settings.calendar_folder, settings.calendar_file, settings.contacts_folder]
    stages, criteria = len(reads.stages.stages()), len(reads.stages.criteria())
    templates = len(reads.templates.all())
    return {
        "import": f"{moment_words(imports[0].at, today)} · {imports[0].label}"
        if imports
        else _("nothing imported yet"),
        "export": _("JSON, CSV, vCard, calendar, drafts"),
        "history": _("last change {moment}").format(moment=moment_words(steps[0].at, today)) if steps else "",
        "backups": _backups(funnel, today),
        "mail": _mailboxes(len(settings.mail_sources)),
        "calendar": ", ".join(filter(None, folders)) or _("no folder yet"),
        "privacy": _privacy(reads),
        "settings": path_words(config_path()),
        "stages": translate_plural("{count} stage", "{count} stages", stages),
        "grid": translate_plural("{count} criterion", "{count} criteria", criteria),
        "templates": translate_plural("{count} template", "{count} templates", templates),
    }


def duplicates_state(reads: Reads) -> str:
    """How many pairs may be one person: everybody is compared."""
    count = len(reads.duplicates.pairs())
    return translate_plural("{count} pair", "{count} pairs", count) if count else _("none found")


def _mailboxes(count: int) -> str:
    return translate_plural("{count} mailbox", "{count} mailboxes", count) if count else _("no mailbox yet")


def _backups(funnel: Funnel, today: date) -> str:
    backups = funnel.backups.list()
    if not backups:
        return _("none yet")
    last = moment_words(backups[0].made_at.isoformat(), today)
    return _("{count}, latest {moment}").format(count=grouped(len(backups)), moment=last)


def _privacy(reads: Reads) -> str:
    kept = sum(1 for _each in reads.privacy.to_delete())
    told = sum(1 for _each in reads.privacy.to_inform())
    words = (
        (kept, translate_plural("{count} contact kept too long", "{count} contacts kept too long", kept)),
        (told, translate_plural("{count} source to disclose", "{count} sources to disclose", told)),
    )
    return " · ".join(each for count, each in words if count) or _("nothing to do")
