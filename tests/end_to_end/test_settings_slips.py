"""A slip in the settings file is told with its file and line, in one's language, and locks nobody out."""

from __future__ import annotations

import pytest

from tests.end_to_end.program import NORMAL, SMALL

SLIPS = {
    "unknown action": (b'[keymap]\n"board.ad" = "b"\n', 2, "action inconnue « board.ad »"),
    "unknown key": (b'[keymap]\nboard.add = "contrl+b"\n', 2, "touche inconnue « contrl+b »"),
    "two actions": (b'theme = ""\n[keymap]\nboard.add = "j"\n', 3, "j sert à la fois à board.add et à nav.down"),
    "no text": (b"[keymap]\nboard.add = 3\n", 2, "keymap.board.add doit valoir des touches entre guillemets"),
    "no table": (b'keymap = "b"\n', 1, "keymap doit valoir une table d’identifiants d’action"),
    "unknown section": (b"[keymapp]\nboard.add = 'b'\n", 1, "réglage inconnu « keymapp »"),
    "twice": (b"[keymap]\nboard.add = 'b'\nboard.add = 'y'\n", 3, "réglé deux fois"),
    "no TOML": (b"[keymap\nboard.add = 'b'\n", 1, "réglage incompréhensible"),
    "no text file": (b"# caf\xe9\nascii = true\n", 1, "ce n’est pas du texte UTF-8"),
    "unknown theme": (b"\ntheme = 'nrod'\n", 2, "thème inconnu « nrod ». Vouliez-vous dire « nord »"),
}


def settings_of(home, content: bytes) -> None:
    path = home.folder / ".config" / "funneltui" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("slip", "size"), [(slip, (NORMAL, SMALL)[place % 2]) for place, slip in enumerate(SLIPS)], ids=SLIPS
)
def test_it_is_told_and_the_usual_keys_work(french, slip, size):
    content, line, said = SLIPS[slip]
    settings_of(french, content)
    program = french.program(size=size)
    # However narrow the window, all of the sentence can be read: in lines, parted anywhere.
    written = ("config.toml, ligne" + f"{line} :" + said).replace("\xa0", "").replace(" ", "")
    program.until(lambda: written in "".join(program.text.replace("\xa0", "").split()), said)
    program.press("a")
    program.wait_for("▌Nom")
    program.escape(lambda: "▌Nom" not in program.text)
    program.leave()


def test_a_command_says_it_and_does_nothing(home):
    settings_of(home, b'theme = "nord"\ncurrency = "euros"\n')
    ended = home.command("add", "Ann")
    assert ended.returncode == 1
    assert "config.toml, line 2: currency must be a currency code" in ended.stderr
