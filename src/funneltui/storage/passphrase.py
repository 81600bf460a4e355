"""The passphrase of a file: the key it makes, and whether it is the right one.

Files are as SQLCipher 4 makes them: PBKDF2 with HMAC-SHA512 and 256,000 rounds, AES-256, a code against changes for
each page. Any program that reads such files opens one of ours with the same passphrase.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
import unicodedata
from pathlib import Path

from funneltui.errors import InvalidValueError
from funneltui.i18n import N_
from funneltui.storage import driver
from funneltui.storage.driver import Key
from funneltui.storage.errors import WrongPassphraseError

LEAST = 8
"""Characters of a passphrase."""
_ROUNDS = 256_000
_RECOVERY_KEY = re.compile("[0-9a-f]{64}")
_NOT_TYPED = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]")


def check_new(passphrase: str) -> None:
    """Make sure that a passphrase can be chosen.

    Raises:
        InvalidValueError: It cannot.
    """
    if len(passphrase.strip()) < LEAST:
        raise InvalidValueError(N_("Enter a passphrase of at least {count} characters."), count=LEAST)
    if _NOT_TYPED.search(passphrase):
        raise InvalidValueError(N_("The passphrase contains a character that can't be typed. Choose another."))
    if _recovery_key(passphrase):
        raise InvalidValueError(N_("That is a recovery key. Choose a passphrase you can remember."))


def new_key(passphrase: str) -> Key:
    """The key of a file that is to have this passphrase.

    Raises:
        InvalidValueError: See `check_new`.
    """
    check_new(passphrase)
    return derive(passphrase, os.urandom(16))


def derive(passphrase: str, salt: bytes) -> Key:
    """The key that a passphrase makes with a file's salt: takes about a fifth of a second, so that guessing is slow.

    A recovery key, which the recovery sheet has in groups of four, is taken as it is.
    """
    if recovery := _recovery_key(passphrase):
        return Key(salt, bytes.fromhex(recovery))
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Key(salt, hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, 32))


def _recovery_key(text: str) -> str:
    compact = re.sub(r"[\s-]", "", text).lower()
    return compact if _RECOVERY_KEY.fullmatch(compact) else ""


def unlock(path: Path, passphrase: str) -> None:
    """Make the key of a file known to this process, which does not have it open. A file in clear needs none.

    Raises:
        CipherMissingError: SQLCipher is not installed.
        WrongPassphraseError: It does not open the file.
        OSError: The system does not let us read it.
    """
    salt = driver.salt_of(path)
    if salt is None:
        return
    key = derive(passphrase, salt)
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with contextlib.closing(driver.connect(address, key, uri=True)) as connection:
            connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise WrongPassphraseError(path) from error
    driver.remember(key)
