"""Out of the program with a contact: the mail program, the phone, the browser, the clipboard, the editor."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from textual.app import SuspendNotSupported

from funneltui.domain.mailto import mailto_url
from funneltui.domain.phones import normalize_phone
from funneltui.errors import InvalidValueError, RefusedError
from funneltui.i18n import N_, system_reason, translate as _
from funneltui.paths import typed_path
from funneltui.storage.reads.contact_values import ContactDetail, OpportunityDetail
from funneltui.tui.widgets.pick_list import Item

if TYPE_CHECKING:
    from textual.app import App


_KINDS = {"email": N_("e-mail"), "phone": N_("phone"), "link": N_("link"), "file": N_("file")}
_PROGRAMS = frozenset(
    (
        ".app .bat .cmd .com .command .cpl .desktop .exe .hta .jar .js .jse .lnk "
        ".msi .ps1 .py .reg .scr .sh .url .vbs .wsf"
    ).split()
)
"""What systems run rather than show: a file that came with imported data may be anything."""
_USUAL_EDITORS = ("sensible-editor", "nano", "vim", "vi", "notepad")


class EditorError(RefusedError):
    """The text editor could not be used; nothing was changed."""


def openable(contact: ContactDetail) -> list[Item]:
    """What can be opened of somebody, their organization and the deal; the key is kind and value, parted by a colon."""
    ways = [(way.kind, way.value, _(_KINDS.get(way.kind, way.kind))) for way in contact.ways]
    if contact.company is not None and contact.company.website:
        ways.append(("link", contact.company.website, contact.company.name))
    if isinstance(contact, OpportunityDetail):
        ways += [("file", file, _(_KINDS["file"])) for file in contact.files]
    return [Item(f"{kind}:{value}", value, note=note) for kind, value, note in ways]


def url_of(kind: str, value: str) -> str:
    """What the system opens for a way to reach somebody, or a file of a deal.

    Raises:
        InvalidValueError: It is nothing that can be opened, or nothing safe.
    """
    if kind == "email":
        return mailto_url(value, "", "")
    if kind == "phone":
        return f"tel:{quote(normalize_phone(value), safe='+')}"
    address = value.strip()
    if kind == "file" and not address.lower().startswith(("http://", "https://")):
        return _file_url(address)
    try:
        if not urlsplit(address).scheme or "." in urlsplit(address).scheme:
            address = f"https://{address}"
        parts = urlsplit(address)
    except ValueError as error:
        raise InvalidValueError(N_("Not a web address: {address}"), field="link", address=value) from error
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc or not address.isprintable():
        raise InvalidValueError(N_("Only web addresses can be opened: {address}"), field="link", address=value)
    return address


def _file_url(text: str) -> str:
    """The address of a document or a folder of this machine; programs have none."""
    path = typed_path(text).absolute()
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:
        raise InvalidValueError(
            N_("Can't open {path}: {detail}."), field="files", path=text, detail=system_reason(error)
        ) from error
    if not (is_folder or is_file):
        raise InvalidValueError(N_("{path} doesn't exist."), field="files", path=text)
    is_program = path.suffix.lower() in _PROGRAMS or not (is_folder or path.suffix or not os.access(path, os.X_OK))
    if is_program:
        raise InvalidValueError(N_("Only documents and folders can be opened: {path}"), field="files", path=text)
    return path.as_uri()


def copyable(contact: ContactDetail) -> list[Item]:
    """What can be copied of somebody and their organization; the key is the text itself."""
    facts = [(way.value, _(_KINDS.get(way.kind, way.kind))) for way in contact.ways]
    facts += [(contact.name, _("name")), (contact.organization, _("organization")), (contact.address, _("address"))]
    if (company := contact.company) is not None:
        facts += [
            (company.website, company.name),
            (company.siret or company.siren, "SIRET" if company.siret else "SIREN"),
        ]
        facts += [(company.vat_number, _("VAT number")), (company.address, company.name)]
    return [Item(text, text, note=words) for text, words in facts if text]


def edited(app: App[None], text: str) -> str:
    """The text as the person leaves it in $VISUAL or $EDITOR, which has the terminal meanwhile.

    Raises:
        EditorError: There is no editor, or it failed.
    """
    command = _editor()
    with tempfile.TemporaryDirectory(prefix="funneltui-") as folder:
        path = Path(folder) / "note.md"
        path.touch(0o600)
        path.write_text(text, encoding="utf-8")
        _run(app, [*command, str(path)])
        try:
            return path.read_text(encoding="utf-8").rstrip("\n")
        except OSError as error:
            raise EditorError(N_("Can't read the note back: {detail}"), detail=system_reason(error)) from error
        except UnicodeDecodeError as error:
            raise EditorError(N_("Can't read the note back: {detail}"), detail=_("it isn't UTF-8 text")) from error


def _run(app: App[None], command: Sequence[str]) -> None:
    failed = ""
    try:
        with _interrupts_not_for_us(), app.suspend():
            # An exception in here would leave the terminal suspended.
            try:
                status = subprocess.run(command, check=False).returncode
                failed = str(status) if status else ""
            except OSError as error:
                failed = system_reason(error)
    except SuspendNotSupported as error:
        raise EditorError(N_("Can't open an editor here.")) from error
    if failed:
        raise EditorError(N_("The editor {editor} failed: {detail}"), editor=Path(command[0]).name, detail=failed)


@contextmanager
def _interrupts_not_for_us() -> Iterator[None]:
    """While another program has the terminal, Ctrl+C is a signal to both: it is meant for the other."""
    usual = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def _editor() -> list[str]:
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(chosen, posix=os.name != "nt")
    except ValueError:
        words = []
    if words:
        return words
    usual = next((name for name in _USUAL_EDITORS if shutil.which(name)), "")
    if not usual:
        raise EditorError(N_("No editor is set. Put its command in EDITOR."))
    return [usual]
