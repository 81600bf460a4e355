"""What could bite: the file, where it lies, the machine; each with what to do about it. And repairing a copy."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from funneltui.clock import Clock
from funneltui.errors import FunnelError
from funneltui.i18n import N_, filled
from funneltui.interchange.unfinished import temporary_folder
from funneltui.services.backups import Backups
from funneltui.services.passphrase import backups_in_clear, seal_of
from funneltui.storage import at_rest, backup as store, driver
from funneltui.storage.database import Database
from funneltui.storage.errors import DamagedFileError, UnreadableFileError
from funneltui.storage.integrity import Salvage, copy_with_log, damages, last_change, salvage

Level = Literal["problem", "advice"]

_SQLITE_SOUND = (3, 51, 3)
_SYNCED = re.compile(
    r"dropbox|onedrive|google ?drive|my ?drive|nextcloud|owncloud|icloud|mobile documents|pcloud|megasync|syncthing"
    r"|seafile|kdrive|proton ?drive",
    re.IGNORECASE,
)
_CONFLICT = re.compile(r"conflict|conflit|copie|copy|\(\d+\)|\.kept-|\.damaged-|-[A-Z0-9]+-PC", re.IGNORECASE)
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "webdav", "fuse.rclone"})
_LITTLE = 100 * 2**20
_SLACK = timedelta(minutes=5)
_OLD = timedelta(days=31)
_AGES = timedelta(days=366)
_DAMAGES: Mapping[str, str] = {
    "pages": N_("The file is damaged: {detail}."),
    "references": N_("Rows refer to others that are not there, in: {detail}."),
    "foreign": N_("Another program has added triggers or views: {detail}."),
    "content": N_("What is in the file is not what was written, in: {detail}."),
    "derived": N_("What is kept for speed does not agree with the rest, in: {detail}."),
    "index": N_("The search index is damaged: {detail}."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that could bite.

    Attributes:
        key: Stable: `sqlite`, `pages`, `references`, `foreign`, `content`, `derived`, `index`, `bytes`, `log`,
            `private`, `synced`, `network`, `conflicts`, `room`, `clock`, `backups`, `clear`, `passphrase`.
        level: A problem, or advice.
        message: An English message id of what is so.
        advice: An English message id of what to do.
        values: What goes into both.
    """

    key: str
    level: Level
    message: str
    advice: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What is so, in the language in force. Not display-safe."""
        return filled(self.message, self.values)

    @property
    def what_to_do(self) -> str:
        """What to do, in the language in force. Not display-safe."""
        return filled(self.advice, self.values)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repair that was done.

    Attributes:
        salvage: What was saved and what was lost.
        damaged: Where the damaged file is now, byte for byte.
    """

    salvage: Salvage
    damaged: Path


class Doctor:
    """The use cases. They read the whole file: not for the event loop.

    Args:
        path: The file.
        clock: Where time comes from.
        database: The file where this process has it open: it is not opened anew then.
    """

    def __init__(self, path: Path, clock: Clock, database: Database | None = None) -> None:
        self._path = path
        self._clock = clock
        self._checked = database
        self._database = database or Database.at(path)
        self._backups = Backups(self._database, clock)

    def findings(self) -> list[Finding]:
        """Everything that could bite, the worst first; empty when all is well."""
        findings = [*self._of_the_file(), *self._of_its_place(), *self._of_the_machine()]
        return sorted(findings, key=lambda finding: finding.level != "problem")

    def _of_the_file(self) -> Iterator[Finding]:
        try:
            database = self._checked or Database.open(self._path, clock=self._clock, create=False)
        except FunnelError as error:
            if not isinstance(error, DamagedFileError):
                raise
            yield self._damaged("pages", str(error.values["detail"]))
            return
        if database.log_is_cut:
            yield Finding(
                "log",
                "problem",
                N_("The last changes before a program was killed can't be read any more."),
                N_("The disk may be failing. Look over what you entered last, and make a backup: funneltui backup."),
            )
        found = damages(database)
        for damage in found:
            yield self._damaged(damage.kind, damage.detail)
        if not found and at_rest.is_changed(database):
            yield self._changed_at_rest()
        yield from self._of_the_clock(last_change(database))

    def _of_the_clock(self, at: str) -> Iterator[Finding]:
        """What is said of an instant of the last change, as the tables hold it, by a clock that may be wrong."""
        try:
            ago = self._clock.now() - datetime.fromisoformat(at)
        except ValueError:
            return
        if ago < -_SLACK:
            yield Finding(
                "clock",
                "advice",
                N_("The last change is dated {at}, which is still to come."),
                N_("Look at the clock of this computer, or of the one where the change was made."),
                {"at": at},
            )
        elif ago > _AGES:
            yield Finding(
                "clock",
                "advice",
                N_("By the clock of this computer the last change, of {at}, is more than a year old."),
                N_("If that isn't so, set the clock: dates, reminders and backups go by it."),
                {"at": at},
            )

    def _damaged(self, kind: str, detail: str) -> Finding:
        advice, values = self._backups.way_back()
        return Finding(kind, "problem", _DAMAGES[kind], advice, {"detail": detail, **values})

    def _changed_at_rest(self) -> Finding:
        newest = self._backups.newest_sound()
        return Finding(
            "bytes",
            "problem",
            N_("Bytes of the file that hold nothing of yours are not those that were written."),
            N_(
                "The disk may be failing: copy the newest sound backup, {path}, to another."
                " funneltui doctor --repair rewrites the file."
            )
            if newest
            else N_("The disk may be failing: copy the file to another with funneltui backup FILE."),
            {"path": newest and newest.path},
        )

    def _of_its_place(self) -> Iterator[Finding]:
        path = self._path.resolve()
        if os.name != "nt" and (mode := stat.S_IMODE(path.stat().st_mode)) & 0o077:
            yield Finding(
                "private",
                "problem",
                N_("Others on this computer can read the file (mode {mode:o})."),
                N_("chmod 600 {quoted} makes it yours alone."),
                {"mode": mode, "quoted": shlex.quote(str(path))},
            )
        if _SYNCED.search(str(path.parent)) or any((parent / ".stfolder").exists() for parent in path.parents):
            yield Finding(
                "synced",
                "advice",
                N_("The file is in a folder that another program syncs: {folder}."),
                N_("Two computers that change it lose each other's changes. Keep it elsewhere, and sync its backups."),
                {"folder": path.parent},
            )
        if kind := _network_kind(path):
            yield Finding(
                "network",
                "problem",
                N_("The file is on a network drive ({kind}), where locks cannot be relied on."),
                N_("Keep it on a disk of this computer, and copy backups to the network."),
                {"kind": kind},
            )
        if conflicts := _conflicts(path):
            yield Finding(
                "conflicts",
                "advice",
                N_("There are other versions of the file: {names}."),
                N_("Open each with funneltui --db, import what is missing, then remove it."),
                {"names": ", ".join(conflicts)},
            )

    def _of_the_machine(self) -> Iterator[Finding]:
        version = driver.version(self._database.key)
        if tuple(int(part) for part in version.split(".")) < _SQLITE_SOUND:
            yield Finding(
                "sqlite",
                "advice",
                N_("This Python has SQLite {version}; {sound} fixes a rare fault."),
                N_(
                    "A newer Python brings a newer SQLite. Until then, backups are made every day you change something."
                ),
                {"version": version, "sound": ".".join(map(str, _SQLITE_SOUND))},
            )
        free = shutil.disk_usage(self._path.resolve().parent).free
        if free < max(_LITTLE, 3 * self._path.stat().st_size):
            yield Finding(
                "room",
                "problem",
                N_("There is little room on the disk: {free} MB."),
                N_("Make room: a change that does not fit is refused, and so are backups."),
                {"free": free // 2**20},
            )
        newest = self._backups.newest_sound()
        if newest is None or self._clock.now() - newest.made_at > _OLD:
            yield Finding(
                "backups",
                "advice",
                N_("No sound backup in the last month."),
                N_("funneltui backup makes one."),
            )
        if self._database.key is not None and (clear := backups_in_clear(self._path)):
            yield Finding(
                "clear",
                "problem",
                N_("The file has a passphrase, but backups can be read without it: {count}."),
                N_("funneltui passphrase change rewrites them."),
                {"count": len(clear)},
            )

        others = [backup for backup in store.kept(self._path) if seal_of(backup, self._database.key) == "locked"]
        if others:
            yield Finding(
                "passphrase",
                "advice",
                N_("Backups have a passphrase of their own: {count}."),
                N_("Restoring one asks for it. Remove those whose passphrase nobody knows any more: {paths}"),
                {"count": len(others), "paths": ", ".join(str(backup.path) for backup in others)},
            )

    def repair(self) -> Repaired:
        """Save what can be read into a new file that takes the place of the damaged one, which is kept beside it.

        Nothing else may have the file open.

        Raises:
            DamagedFileError: Nothing of it can be read; it is as it was. Restore a backup.
            UnreadableFileError: The system does not let us; it is as it was.
        """
        path = self._path.resolve()
        stamp = f"{self._clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
        damaged = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
        try:
            with temporary_folder(beside=path) as folder:
                copy, new = folder / "damaged.db", folder / "new.db"
                copy_with_log(path, copy)
                done = salvage(copy, new, self._clock)
                if wrong := store.verify(new):
                    raise DamagedFileError(self._path, detail=wrong)
                copy_with_log(path, damaged)
                at_rest.forget(path)
                for ending in ("-wal", "-shm"):
                    Path(f"{path}{ending}").unlink(missing_ok=True)
                new.replace(path)
        except OSError as error:
            raise UnreadableFileError(self._path, detail=error.strerror or str(error)) from error
        return Repaired(done, damaged)


def _network_kind(path: Path) -> str:
    """The kind of network file system a path is on; empty: none, or the system does not say."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    mounts = [(words[1].replace("\\040", " "), words[2]) for line in lines if len(words := line.split()) > 2]  # noqa: PLR2004
    over = [(place, kind) for place, kind in mounts if path.is_relative_to(place)]
    kind = max(over, key=lambda mount: len(mount[0]), default=("", ""))[1]
    return kind if kind in _NETWORK else ""


def _conflicts(path: Path) -> list[str]:
    with contextlib.suppress(OSError):
        beside = [file.name for file in path.parent.iterdir() if file.is_file() and file != path]
        return sorted(
            name
            for name in beside
            if name.startswith(path.stem) and name.endswith(path.suffix) and _CONFLICT.search(name[len(path.stem) :])
        )
    return []
