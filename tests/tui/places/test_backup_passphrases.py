"""A backup with a passphrase of its own, as one restores it in the program."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from funneltui.bootstrap import Funnel
from funneltui.domain.entries import NewProspect
from funneltui.i18n import set_language
from funneltui.storage import backup as store, driver, passphrase, resealing
from funneltui.storage.backup import Backup
from funneltui.storage.database import Database
from funneltui.storage.driver import Key
from tests.tui.driving import Driver, driven, fill, opened

pytest.importorskip("sqlcipher3")

_PHRASE = "correct horse"
_SIZES = [((80, 24), "en"), ((80, 24), "fr"), ((40, 12), "en"), ((40, 12), "fr")]
_WRONG = {"en": "isn't the passphrase", "fr": "n’est pas la phrase"}
_RESTORE = {"en": "Restore the backup", "fr": "Restaurer la sauvegarde"}
_KEEPS = {"en": "keeps the passphrase", "fr": "garde sa phrase"}


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """How long each wrong passphrase would have taken, in seconds."""
    waited: list[float] = []
    monkeypatch.setattr("funneltui.unlocking.time.sleep", waited.append)
    driver.forget()
    yield waited
    driver.forget()


@pytest.fixture(scope="module")
def own() -> Key:
    """The key of the backup."""
    return passphrase.new_key(_PHRASE)


@pytest.fixture(scope="module")
def present() -> Key:
    """The key of the file."""
    return passphrase.new_key("battery staple")


def _file(folder: Path, own: Key | None, present: Key | None) -> tuple[Funnel, Backup]:
    """A file where Sophie is lost since its only backup; each of the two with its passphrase, or none."""
    funnel = opened(folder)
    fill(funnel, NewProspect(name="Sophie Martin", emails=("s@asso.fr",)))
    funnel.backups.wait()
    for backup in funnel.backups.list():
        store.remove(backup)
    made = funnel.backups.make()
    funnel.services.opportunities.lose([1], reason="price")
    funnel.close()
    if own is not None:
        store.renew(made, lambda new: resealing.rewrite(made.path, new, own))
    if present is not None:
        resealing.reseal(Database.at(funnel.database.path), present)
    driver.forget()
    if present is not None:
        driver.remember(present)
    (backup,) = store.kept(funnel.database.path)
    return opened(folder), backup


async def _open_backups(program: Driver) -> None:
    await program.press("f7", "b")
    await program.opens("BackupsScreen")
    await program.until(lambda: program.screen.key, "the backup is listed")


def _stage(program: Driver) -> str:
    return program.card(1).stage_key


def _salt(path: Path) -> bytes | None:
    """What is at the beginning of a file that was closed."""
    return driver.salt_of(path)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(("size", "language"), _SIZES)
async def test_its_passphrase_is_asked_for_and_the_file_keeps_its_own(
    tmp_path: Path, own: Key, present: Key, pauses: list[float], size: tuple[int, int], language: str
) -> None:
    funnel, backup = _file(tmp_path, own, present)
    set_language(language)
    async with driven(funnel, size) as program:
        await _open_backups(program)
        await program.press("enter")
        await program.opens("PassphraseScreen")
        await program.write("wrong horse")
        await program.sees("*" * 11)
        assert "horse" not in program.text
        await program.press("enter")
        await program.sees(_WRONG[language])
        assert program.screen.field("passphrase").value == ""
        await program.press("escape")
        await program.opens("BackupsScreen")
        assert _stage(program) == "lost"
        await program.press("enter")
        await program.opens("PassphraseScreen")
        assert pauses == [1]
        pauses.clear()
        for seconds in (1, 2, 3):
            await program.write("still wrong")
            await program.press("enter")
            await program.until(partial(pauses.__contains__, seconds), "it is refused")
            await program.sees(_WRONG[language])
        assert pauses == [1, 2, 3], "each wrong one takes longer"
        await program.write(_PHRASE)
        await program.press("enter")
        await program.opens("ConfirmScreen")
        await program.sees(_RESTORE[language], _KEEPS[language])
        await program.press("enter")
        await program.opens("BackupsScreen")
        await program.until(lambda: _stage(program) != "lost", "it is restored")
        await program.until(lambda: len(funnel.backups.list()) == 2, "what was there is kept")
    assert _salt(funnel.database.path) == present.salt
    assert {_salt(one.path) for one in funnel.backups.list()} == {own.salt, present.salt}
    assert _salt(backup.path) == own.salt, "the backup is as it was"


@pytest.mark.parametrize("sealed", [False, True])
async def test_the_file_stays_with_or_without_a_passphrase(
    tmp_path: Path, own: Key, present: Key, sealed: bool
) -> None:
    """A backup with a passphrase for a file in clear; and the other way round, where nothing is asked."""
    funnel, _backup = _file(tmp_path, None if sealed else own, present if sealed else None)
    async with driven(funnel, (80, 24)) as program:
        await _open_backups(program)
        await program.press("enter")
        if not sealed:
            await program.opens("PassphraseScreen")
            await program.write(_PHRASE)
            await program.press("enter")
        await program.opens("ConfirmScreen")
        await program.sees("keeps the passphrase" if sealed else "The file has no passphrase")
        await program.press("enter")
        await program.until(lambda: _stage(program) != "lost", "it is restored")
    assert _salt(funnel.database.path) == (present.salt if sealed else None)


async def test_one_with_the_passphrase_of_the_file_is_not_asked_about(tmp_path: Path, present: Key) -> None:
    funnel, _backup = _file(tmp_path, present, present)
    async with driven(funnel, (80, 24)) as program:
        await _open_backups(program)
        assert "its own" not in program.text
        await program.press("enter")
        await program.opens("ConfirmScreen")
        await program.sees("backed up first")
        assert "has now" not in program.text


async def test_looking_inside_asks_once_and_takes_the_recovery_key_as_it_is_printed(tmp_path: Path, own: Key) -> None:
    funnel, _backup = _file(tmp_path, own, None)
    digits = own.secret.hex()
    sheet = "\n".join(f"    {digits[at : at + 4]} {digits[at + 4 : at + 8]}" for at in range(0, 64, 8))
    async with driven(funnel, (80, 24)) as program:
        await _open_backups(program)
        await program.sees("its own passphrase")
        await program.press("l")
        await program.opens("PassphraseScreen")
        await program.press("enter")
        await program.sees("Enter the passphrase.")
        await program.write(sheet)
        await program.press("enter")
        await program.sees("The file is sound. Last change in it")
        await program.until(lambda: "its own passphrase" not in program.text, "it is known now")
        await program.press("enter")
        await program.opens("ConfirmScreen")
        assert _stage(program) == "lost"


async def test_what_is_typed_is_neither_copied_nor_kept(tmp_path: Path, own: Key) -> None:
    funnel, _backup = _file(tmp_path, own, None)
    async with driven(funnel, (80, 24)) as program:
        await _open_backups(program)
        await program.press("enter")
        await program.opens("PassphraseScreen")
        program.app.copy_to_clipboard("before")
        await program.write("wrong horse")
        program.screen.field("passphrase").input.select_all()
        await program.press("ctrl+c", "ctrl+x")
        assert program.app.clipboard == "before"
        await program.press("escape")
        await program.opens("BackupsScreen")
        await program.press("enter")
        await program.opens("PassphraseScreen")
        assert program.screen.field("passphrase").value == ""
    assert not [path for path in _files(tmp_path) if b"horse" in path.read_bytes()]


async def test_a_damaged_one_is_told_and_not_asked_about(tmp_path: Path, own: Key) -> None:
    funnel, backup = _file(tmp_path, own, None)
    content = bytearray(backup.path.read_bytes())
    content[300] ^= 1  # the right passphrase does not open it any more
    backup.path.write_bytes(content)
    async with driven(funnel, (80, 24)) as program:
        await _open_backups(program)
        for key in ("enter", "l"):
            await program.press(key)
            await program.sees("damaged")
        assert type(program.screen).__name__ == "BackupsScreen"


async def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, own: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    funnel, _backup = _file(tmp_path, own, None)
    monkeypatch.setitem(__import__("sys").modules, "sqlcipher3.dbapi2", None)
    driver._cipher.cache_clear()
    with contextlib.closing(funnel):
        async with driven(funnel, (80, 24)) as program:
            await _open_backups(program)
            await program.press("enter")
            await program.sees("funneltui[encrypted]")
    driver._cipher.cache_clear()
