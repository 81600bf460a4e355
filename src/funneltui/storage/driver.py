"""The one door to a file's connections: the standard library's sqlite3, or SQLCipher for a file with a passphrase.

SQLCipher comes with the extra `funneltui[encrypted]` and is loaded when the first such file is met. Its failures are
sqlite3's from then on: whoever catches `sqlite3.Error` need not know which of the two has opened a file.

A file with a passphrase begins with a salt of its own. The keys that are known in this process are found by it, so
backups and copies, which have their file's salt and key, open without being told how.

Two libraries never have one file open in one process: the locks of the one would be let go by the other.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, cast

from funneltui.paths import open_file
from funneltui.storage.errors import CipherMissingError, PassphraseNeededError

MAGIC = b"SQLite format 3\x00"
_SALT = 16
_PAGE = 4096
_EVEN = 400
"""How unevenly the bytes of an encrypted page are spread, at most (chi-squared: 255 on average, 23 either way)."""
_FAILURES = (
    *("InterfaceError", "DatabaseError", "InternalError", "OperationalError"),
    *("ProgrammingError", "IntegrityError", "DataError", "NotSupportedError"),
)


class Key(NamedTuple):
    """What opens a file with a passphrase, without asking for it again."""

    salt: bytes
    """The first 16 bytes of the file."""
    secret: bytes
    """What the passphrase and the salt make: 32 bytes."""

    def __repr__(self) -> str:
        """Nothing that could open a file gets into a log."""
        return "Key(…)"

    @property
    def literal(self) -> str:
        """It as SQLCipher takes it in SQL."""
        return f"\"x'{self.secret.hex()}{self.salt.hex()}'\""


_known: dict[bytes, Key] = {}


def remember(key: Key) -> None:
    """Open files with this salt by this key from now on, as long as the process lasts."""
    _known[key.salt] = key


def forget() -> None:
    """Ask for every passphrase again."""
    _known.clear()


def known(salt: bytes | None) -> Key | None:
    """The key of files with this salt; None: it is not known."""
    return _known.get(salt) if salt is not None else None


def looks_sealed(beginning: bytes) -> bool:
    """Whether a file that begins like this may be one with a passphrase: every byte of it is random then.

    Args:
        beginning: Its first 4096 bytes.
    """
    if len(beginning) < _PAGE or beginning.startswith(MAGIC):
        return False
    expected = _PAGE / 256
    counts = Counter(beginning[:_PAGE])
    return sum((counts[byte] - expected) ** 2 for byte in range(256)) / expected < _EVEN


def salt_of(path: Path) -> bytes | None:
    """The salt of a file with a passphrase; None: it has none, or is not there.

    Only for a file that this process does not have open: reading it by other ways lets go of SQLite's locks.

    Raises:
        OSError: The system does not let us read it.
    """
    try:
        with open_file(path) as stream:
            beginning = stream.read(_PAGE)
    except FileNotFoundError:
        return None
    return beginning[:_SALT] if looks_sealed(beginning) else None


def is_in_clear(path: Path) -> bool:
    """Whether a file is there and has no passphrase, damaged or not; as with `salt_of`, not open in this process."""
    with contextlib.suppress(OSError), open_file(path) as stream:
        return stream.read(len(MAGIC)) == MAGIC
    return False


def key_at_rest(path: Path) -> Key | None:
    """The key of a file that nobody in this process has open; None: it has no passphrase.

    Raises:
        CipherMissingError: It has one, and SQLCipher is not installed.
        PassphraseNeededError: It has one that is not known.
        OSError: The system does not let us read it.
    """
    salt = salt_of(path)
    if salt is None:
        return None
    require_cipher(path)
    key = known(salt)
    if key is None:
        raise PassphraseNeededError(path)
    return key


def connect(address: str | Path, key: Key | None, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - sqlite3's
    """Open a file in autocommit mode.

    Args:
        address: The file, or with `uri=True` its address.
        key: What opens it; None: it has no passphrase.
        options: As `sqlite3.connect` takes them.

    Raises:
        CipherMissingError: There is a key, and SQLCipher is not installed.
    """
    connection: sqlite3.Connection
    if key is None:
        connection = sqlite3.connect(address, isolation_level=None, **options)
        return connection
    require_cipher(address)
    connection = connect_cipher(address, **options)
    connection.execute(f"PRAGMA key = {key.literal}")
    connection.execute("PRAGMA temp_store = MEMORY")  # nothing of it goes to a temporary file
    connection.key = key  # type: ignore[attr-defined]
    return connection


def connect_cipher(address: str | Path, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - sqlite3's
    """Open a file with SQLCipher, without a key: in clear until it is given one."""
    connection = cast("sqlite3.Connection", _cipher().connect(address, isolation_level=None, **options))
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write on the terminal
    return connection


def connect_at_rest(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a file that nobody else in this process has open: a backup, a copy.

    Args:
        path: The file.
        read_only: Nobody writes it: no log is looked for, no lock taken.

    Raises:
        CipherMissingError, PassphraseNeededError, OSError: As with `key_at_rest`.
    """
    key = key_at_rest(path)
    if read_only:
        return connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", key, uri=True)
    return connect(path, key)


def key_of(connection: sqlite3.Connection) -> Key | None:
    """What a connection of ours was opened with."""
    return cast("Key | None", getattr(connection, "key", None))


def version(key: Key | None) -> str:
    """The version of the SQLite that opens a file with this key."""
    return sqlite3.sqlite_version if key is None else str(_cipher().version)


def require_cipher(path: str | Path) -> None:
    """Make sure that files with a passphrase can be opened.

    Raises:
        CipherMissingError: SQLCipher is not installed.
    """
    try:
        _cipher()
    except ImportError as error:
        raise CipherMissingError(path) from error


class _Cipher(NamedTuple):
    """What SQLCipher's module has that is used here."""

    connect: Any
    version: str


@cache
def _cipher() -> _Cipher:
    """SQLCipher, with its failures made sqlite3's, and connections that know their key."""
    module = import_module("sqlcipher3.dbapi2")
    for name in _FAILURES:
        failure, known_as = getattr(module, name), getattr(sqlite3, name)
        if not issubclass(failure, known_as):
            failure.__bases__ = (*failure.__bases__, known_as)
    factory = type("SealedConnection", (module.Connection,), {"key": None})
    return _Cipher(_connector(module, factory), module.sqlite_version)


def _connector(module: Any, factory: type) -> Any:  # noqa: ANN401 - a module without types
    def opened(address: str | Path, **options: object) -> Any:  # noqa: ANN401
        return module.connect(str(address), factory=factory, **options)

    return opened
