"""Starts an installed funneltui in a terminal of 120 x 40, looks at the demo's board, and leaves by `q`.

Usage: smoke.py PATH_TO_FUNNELTUI LANGUAGE
"""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

import pyte

COLUMNS, LINES = 120, 40
PATIENCE = 90.0
SEEN = {"en": ("Suspect", "Lead", "next action"), "fr": ("Suspect", "Piste", "prochaine action")}


def environment(home: str, language: str) -> dict[str, str]:
    """A person's first day: no file of theirs, a modern terminal."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "HOME": home,
        "XDG_DATA_HOME": f"{home}/data",
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_STATE_HOME": f"{home}/state",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "FUNNELTUI_LANG": language,
    }


class Terminal:
    """A program in a pseudo-terminal, and what a person would see of it."""

    def __init__(self, argv: list[str], env: dict[str, str]) -> None:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True, close_fds=True
        )
        os.close(slave)

    @property
    def text(self) -> str:
        """The screen as lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float) -> bool:
        """Take in what comes within `seconds`; whether the program still has the terminal open."""
        if not select.select([self.master], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Linux says so when the other side is closed
            return False
        # pyte does not know these private sequences and would print their tails.
        self.stream.feed(data.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        return bool(data)

    def wait_for(self, words: tuple[str, ...]) -> None:
        """Read until every word is on the screen.

        Raises:
            SystemExit: They did not come; the screen is printed.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.read(0.1):
            if all(word.casefold() in self.text.casefold() for word in words):
                return
        self.process.kill()
        sys.exit(f"not on the screen: {words}\n{self.text}")

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self.master, keys)

    def wait_for_the_end(self) -> int:
        """Read on until the program has ended; its exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.1)
        if self.process.poll() is None:
            self.process.kill()
            sys.exit(f"q did not end it\n{self.text}")
        return self.process.wait()


def main() -> None:
    """Look at the demo."""
    program, language = sys.argv[1:]
    with tempfile.TemporaryDirectory() as home:
        env = environment(home, language)
        subprocess.run([program, "--version"], check=True, env=env)
        terminal = Terminal([program, "demo"], env)
        terminal.wait_for(SEEN[language])
        sys.stdout.write(terminal.text + "\n")
        terminal.press(b"q")
        status = terminal.wait_for_the_end()
        if status:
            sys.exit(f"it ended with {status}\n{terminal.text}")
        left = [str(path) for path in Path(home).rglob("*.db")]
        if left:
            sys.exit(f"the demo left a database: {left}")


if __name__ == "__main__":
    main()
