"""A file with a passphrase: encrypted to the last byte, and otherwise a file like any other."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
import unicodedata
from pathlib import Path

import pytest

from funneltui.clock import FixedClock
from funneltui.errors import InvalidValueError
from funneltui.storage import driver, passphrase, resealing, watching
from funneltui.storage.backup import keep, kept, renew
from funneltui.storage.database import Database
from funneltui.storage.driver import Key
from funneltui.storage.errors import (
    CipherMissingError,
    DamagedFileError,
    ForeignFileError,
    InUseError,
    PassphraseNeededError,
    ReplacedFileError,
    WrongPassphraseError,
)
from funneltui.storage.integrity import damages, salvage
from funneltui.storage.tables import Contact
from funneltui.storage.unit_of_work import UnitOfWork
from funneltui.storage.watching import Watch

pytest.importorskip("sqlcipher3")

_PHRASE = "correct horse"


@pytest.fixture(autouse=True)
def _nothing_known():
    driver.forget()
    yield
    driver.forget()


@pytest.fixture(scope="module")
def key() -> Key:
    return passphrase.new_key(_PHRASE)


@pytest.fixture
def sealed(database: Database, clock: FixedClock, key: Key) -> Database:
    """A file with Ada in it, and a passphrase."""
    _add(database, clock, "Ada Lovelace")
    resealing.reseal(database, key)
    return Database.open(database.path, clock=clock)


def _add(database: Database, clock: FixedClock, *names: str) -> None:
    with contextlib.closing(UnitOfWork(database, clock)) as unit_of_work, unit_of_work.step("Added") as work:
        for name in names:
            work.add(Contact(name=name))


def _names(database: Database) -> list[str]:
    with contextlib.closing(database.connect()) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM contact ORDER BY id")]


def test_no_byte_of_a_name_is_in_the_file_or_its_log(sealed, clock) -> None:
    with contextlib.closing(sealed.connect()) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM contact").fetchone()
        _add(sealed, clock, "Bob Grey")
        log = Path(f"{sealed.path}-wal")
        assert log.stat().st_size > 0
        written = [path.read_bytes() for path in sealed.path.parent.rglob("*") if path.is_file()]
    assert _names(sealed) == ["Ada Lovelace", "Bob Grey"]
    assert not [one for one in written for name in (b"Lovelace", b"lovelace", b"Grey", b"SQLite format") if name in one]
    assert damages(sealed) == []
    assert sealed.path.stat().st_mode & 0o777 == 0o600


def test_steps_are_undone_as_before(sealed, clock) -> None:
    with contextlib.closing(UnitOfWork(sealed, clock)) as unit_of_work:
        unit_of_work.undo()
    assert _names(sealed) == []
    assert damages(sealed) == []


def test_failures_are_sqlite3s(sealed) -> None:
    with contextlib.closing(sealed.connect()) as connection:
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("SELECT absent")
        assert caught.value.sqlite_errorcode == sqlite3.SQLITE_ERROR
        with pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM contact")  # it only reads
    with contextlib.closing(sealed.connect(write=True)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO contact (id, name) VALUES (1, 'again')")


def test_the_passphrase_is_asked_for_and_only_the_right_one_opens(sealed, clock) -> None:
    driver.forget()
    with pytest.raises(PassphraseNeededError):
        Database.open(sealed.path, clock=clock)
    with pytest.raises(WrongPassphraseError):
        passphrase.unlock(sealed.path, "wrong horse")
    with pytest.raises(PassphraseNeededError):
        Database.open(sealed.path, clock=clock)
    passphrase.unlock(sealed.path, _PHRASE)
    assert _names(Database.open(sealed.path, clock=clock)) == ["Ada Lovelace"]


def test_a_file_in_clear_needs_no_passphrase(database, clock) -> None:
    passphrase.unlock(database.path, "whatever it is")
    assert driver.key_at_rest(database.path) is None
    assert driver.key_at_rest(database.path.with_name("missing")) is None
    assert driver.known(None) is None
    assert driver.is_in_clear(database.path)
    assert not driver.is_in_clear(database.path.with_name("missing"))


def test_the_recovery_key_opens_the_file_and_is_no_passphrase_to_choose(sealed, clock, key) -> None:
    driver.forget()
    digits = key.secret.hex()
    passphrase.unlock(sealed.path, " ".join(digits[at : at + 4] for at in range(0, 64, 4)).upper())
    assert Database.open(sealed.path, clock=clock).key == key
    with pytest.raises(InvalidValueError):
        passphrase.new_key(digits)


@pytest.mark.parametrize("typed", ["", "short", "        ", "a\x1bb control", "seven\nlines"])
def test_what_cannot_be_a_passphrase_is_refused(typed) -> None:
    with pytest.raises(InvalidValueError):
        passphrase.new_key(typed)


def test_letters_with_accents_are_the_same_however_a_keyboard_writes_them() -> None:
    typed = "été à Chênée"
    assert passphrase.derive(unicodedata.normalize("NFD", typed), b"s" * 16) == passphrase.derive(typed, b"s" * 16)


def test_a_key_is_never_shown(key) -> None:
    assert key.secret.hex() not in repr(Database(Path("f"), key=key))


def test_other_programs_open_it_with_the_passphrase(sealed) -> None:
    import sqlcipher3

    with contextlib.closing(sqlcipher3.connect(str(sealed.path))) as connection:
        connection.execute(f"PRAGMA key = '{_PHRASE}'")
        assert connection.execute("SELECT name FROM contact").fetchall() == [("Ada Lovelace",)]


def test_another_passphrase_and_none(sealed, clock) -> None:
    other = passphrase.new_key("battery staple")
    resealing.reseal(sealed, other)
    changed = Database.open(sealed.path, clock=clock)
    assert changed.key == other
    assert _names(changed) == ["Ada Lovelace"]
    resealing.reseal(changed, None)
    clear = Database.open(sealed.path, clock=clock)
    assert b"Ada Lovelace" in clear.path.read_bytes()
    assert _names(clear) == ["Ada Lovelace"]
    assert damages(clear) == []
    assert {path.name for path in clear.path.parent.iterdir() if path.is_file()} <= {
        clear.path.name,
        f"{clear.path.name}-wal",
        f"{clear.path.name}-shm",
    }


def test_a_file_that_is_open_elsewhere_is_left_alone(sealed) -> None:
    before = sealed.path.read_bytes()
    with contextlib.closing(sealed.connect()) as elsewhere:
        elsewhere.execute("SELECT count(*) FROM contact").fetchone()
        with pytest.raises(InUseError):
            resealing.reseal(sealed, None)
    assert sealed.path.read_bytes() == before


def test_a_damaged_file_is_left_alone(database, clock, key) -> None:
    _add(database, clock, "Ada Lovelace")
    with contextlib.closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        connection.execute("UPDATE contact SET name = 'Eve'")  # behind the digest's back
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = database.path.read_bytes()
    with pytest.raises(DamagedFileError):
        resealing.reseal(database, key)
    content = bytearray(before)
    content[8192:] = os.urandom(len(content) - 8192)
    database.path.write_bytes(content)
    with pytest.raises(DamagedFileError):
        resealing.reseal(database, key)
    assert database.path.read_bytes() == content
    assert {path.suffix for path in database.path.parent.iterdir()} <= {".db", ".db-wal", ".db-shm"}


def test_what_was_written_is_compared_with_what_was_there(database, key, monkeypatch) -> None:
    monkeypatch.setattr(resealing, "_SAME", ("SELECT random()",))
    with pytest.raises(DamagedFileError, match="random"):
        resealing.reseal(database, key)
    assert driver.is_in_clear(database.path)


# -- Without what reads such files ------------------------------------------------------------------


@pytest.fixture
def no_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    driver._cipher.cache_clear()
    yield
    driver._cipher.cache_clear()


def test_without_the_extra_a_sentence_says_what_to_install(sealed, clock, no_extra) -> None:
    for attempt in (
        lambda: Database.open(sealed.path, clock=clock),
        sealed.connect,
        lambda: resealing.reseal(sealed, None),
    ):
        with pytest.raises(CipherMissingError, match="funneltui\\[encrypted\\]"):
            attempt()


def test_a_file_in_clear_opens_without_the_extra(database, clock, no_extra, key) -> None:
    assert Database.open(database.path, clock=clock).key is None
    with pytest.raises(CipherMissingError):
        resealing.reseal(database, key)


# -- What is not a file of ours -------------------------------------------------------------------------


def test_an_encrypted_file_of_another_program_is_refused(tmp_path, clock, key) -> None:
    path = tmp_path / "other.db"
    with contextlib.closing(driver.connect(path, key)) as connection:
        connection.execute("CREATE TABLE note (id INTEGER)")
    driver.remember(key)
    before = path.read_bytes()
    with pytest.raises(ForeignFileError):
        Database.open(path, clock=clock)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello", b"a" * 5000, b"PK\x03\x04" + b"\0" * 5000, b"<html>" * 2000])
def test_other_files_are_not_taken_for_encrypted_ones(tmp_path, clock, content) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(ForeignFileError):
        Database.open(path, clock=clock)


def test_a_file_that_cannot_be_read_is_not_known_to_have_one(tmp_path) -> None:
    assert Database.at(tmp_path).key is None  # a folder


# -- The rest of what is done to a file -----------------------------------------------------------------


def test_a_change_of_a_byte_is_noticed(sealed) -> None:
    content = bytearray(sealed.path.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.path.write_bytes(content)
    assert damages(sealed) != []


def test_what_can_be_read_of_a_damaged_file_is_saved_encrypted(sealed, clock, tmp_path) -> None:
    _add(sealed, clock, *(f"Person {number} {'x' * 60}" for number in range(200)))
    size = sealed.path.stat().st_size
    copy = tmp_path / "copy.db"
    shutil.copy(sealed.path, copy)
    content = bytearray(copy.read_bytes())
    for page in range(size // 4096 * 2 // 3, size // 4096, 5):
        content[page * 4096 + 100] ^= 255
    copy.write_bytes(content)
    done = salvage(copy, tmp_path / "new.db", clock)
    new = Database.open(tmp_path / "new.db", clock=clock)
    assert new.key == sealed.key
    assert b"Person" not in new.path.read_bytes()
    assert damages(new) == []
    assert 0 < len(_names(new)) == done.saved["contact"]


def test_an_older_file_is_brought_up_to_date_and_its_copy_is_encrypted(tmp_path, clock, key) -> None:
    path = tmp_path / "older.db"
    resealing.rewrite(Path(__file__).with_name("files") / "v1.db", path, key)
    database = Database.open(path, clock=clock)
    assert damages(database) == []
    (copy,) = kept(path)
    assert driver.salt_of(copy.path) == key.salt
    assert driver.version(key).startswith("3.")
    assert driver.version(None) == sqlite3.sqlite_version


def test_a_backup_is_written_anew_and_stays_what_it_was(database, clock, key) -> None:
    _add(database, clock, "Ada Lovelace")
    with contextlib.closing(database.connect()) as source:
        made = keep(database, source, clock.now(), "asked", pinned=True)
    renew(made, lambda new: resealing.rewrite(made.path, new, key))
    (now,) = kept(database.path)
    assert (now.reason, now.pinned, now.counts, now.made_at) == (made.reason, True, made.counts, made.made_at)
    assert not made.path.exists()
    assert driver.salt_of(now.path) == key.salt
    with pytest.raises(FileExistsError):
        renew(now, lambda new: resealing.rewrite(now.path, now.path, None))
    assert kept(database.path) == [now]


def test_what_was_open_when_another_file_took_its_place_is_kept_encrypted(sealed, clock, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(watching, "_never_close", lambda connection: connection.close())
    with contextlib.closing(Watch(sealed)) as watch:
        watch.check()
        shutil.copy(sealed.path, tmp_path / "other.db")
        (tmp_path / "other.db").replace(sealed.path)
        with pytest.raises(ReplacedFileError) as caught:
            watch.check()
        kept_file = caught.value.kept
        assert kept_file is not None
        assert driver.salt_of(kept_file) == sealed.key.salt
        assert _names(Database.open(kept_file, clock=clock)) == ["Ada Lovelace"]
