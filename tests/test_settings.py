"""The settings file: read strictly, explained when it is wrong, written without losing a comment."""

import stat
import sys

import pytest

from funneltui.errors import InvalidValueError, NotFoundError
from funneltui.i18n import sentence, set_language
from funneltui.settings import Settings, SettingsError, load, read
from funneltui.settings_changes import set_value, to_toml


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "config.toml"


def _write(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_no_file_gives_the_built_in_settings(path):
    assert load(path) == Settings()
    assert not path.parent.exists()


def test_a_file_changes_what_it_names(path):
    _write(path, 'theme = "nord"\nascii = true\n[keymap]\n"board.open" = "o,enter"\n')
    settings = load(path)
    assert settings == Settings(theme="nord", ascii=True, keymap={"board.open": "o,enter"})


def test_a_byte_order_mark_is_no_error(path):
    path.parent.mkdir()
    path.write_bytes(b'\xef\xbb\xbftheme = "nord"\n')
    assert load(path).theme == "nord"


def test_dotted_action_ids_need_no_quotes(path):
    _write(path, '[keymap]\nboard.card.open = "o"\nquit = "Q"\n')
    assert load(path).keymap == {"board.card.open": "o", "quit": "Q"}


def test_a_cadence_names_what_is_different(path):
    _write(path, '[cadence]\nhot = 1\nproposal.warm = 3\n"lead.cold" = 21\n')
    assert load(path).cadence == Settings().cadence | {"hot": 1, "proposal.warm": 3, "lead.cold": 21}


def test_numbers_and_days_are_set_by_their_name(path):
    assert set_value(path, "silent_limit", "6").silent_limit == 6
    assert set_value(path, "cadence.warm", "6").cadence == Settings().cadence | {"warm": 6}
    assert set_value(path, "cadence.lead.hot", " 3 ").cadence["lead.hot"] == 3
    assert set_value(path, "lapse_warning", "14") == load(path)
    assert path.read_text() == 'silent_limit = 6\nlapse_warning = 14\n\n[cadence]\nwarm = 6\n"lead.hot" = 3\n'


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("silent_limit = 0\n", 1, "silent_limit must be a whole number from 1 to 99."),
        ("lapse_warning = '7'\n", 1, "lapse_warning must be a whole number from 1 to 365."),
        ("[cadence]\nhot = 1\nwarm = 0\n", 3, "cadence.warm must be days from 1 to 365 by cold, warm, hot"),
        ("[cadence]\ntepid = 3\n", 2, "cadence.tepid must be days from 1 to 365 by cold, warm, hot"),
        ("cadence = 3\n", 1, "cadence must be days from 1 to 365 by cold, warm, hot"),
        ('theme = "a"\n\ndensitty = "full"\n', 3, "unknown setting “densitty”. Did you mean “density”?"),
        ("zzz = 1\n", 1, "unknown setting “zzz”."),
        ("[zzz]\n", 1, "unknown setting “zzz”."),
        ('density = "huge"\n', 1, 'density must be one of "compact", "normal", "full".'),
        ("# c\nascii = 'yes'\n", 2, "ascii must be true or false."),
        ("theme = 3\n", 1, "theme must be a text in quotes."),
        ('currency = "euros"\n', 1, "currency must be a currency code of three capital letters, such as EUR."),
        ("[keymap]\nquit = 3\n", 2, 'keymap.quit must be keys in quotes, comma-separated, such as "x,ctrl+x".'),
        ("[keymap]\nboard.add = ['b']\n", 2, "keymap.board.add must be keys in quotes"),
        ('keymap = "q"\n', 1, "keymap must be a table of action ids and keys."),
        ('theme = "a"\nascii =\n', 2, "invalid setting. Write name = value, texts in quotes."),
        ('theme = "a\n', 1, "invalid setting"),
        ("ascii = true\n\ntheme = [\n", 3, "invalid setting"),
        ("keymap.board.add = 'b'\nkeymap.board.add = 'x'\n", 2, "set twice."),
        ("[keymap]\n'board.add' = 'b'\nboard.bin = 'x'\n'board.add' = 'x'\n", 4, "set twice."),
        ("[keymap]\na = 'b'\n[keymap]\n", 3, "set twice."),
    ],
)
def test_a_slip_is_told_with_its_line(path, text, line, says):
    _write(path, text)
    with pytest.raises(SettingsError) as raised:
        load(path)
    assert says in sentence(raised.value)
    assert f"{path}, line {line}: " in sentence(raised.value)
    assert raised.value.line == line


def test_what_can_be_used_beside_slips_is_used_and_every_slip_told(path):
    top = 'theme = "nord"\nasci = true\ndensity = "huge"\n'
    _write(path, top + '[keymap]\nboard.add = 3\nboard.bin = "x"\n[cadence]\nhot = 0\nwarm = 7\n')
    settings, slips = read(path)
    assert settings == Settings(theme="nord", keymap={"board.bin": "x"}, cadence=Settings().cadence | {"warm": 7})
    assert [slip.line for slip in slips] == [2, 3, 5, 8]


@pytest.mark.parametrize("text", ['theme = "a\n', "theme = 'a'\ntheme = 'b'\n"])
def test_of_a_file_that_is_no_toml_nothing_is_used(path, text):
    _write(path, text)
    settings, slips = read(path)
    assert settings == Settings()
    assert len(slips) == 1


def test_the_slip_is_told_in_french(path):
    _write(path, "ascii = 1\n")
    set_language("fr")
    with pytest.raises(SettingsError) as raised:
        load(path)
    assert sentence(raised.value) == f"{path}, ligne 1\u00a0: ascii doit valoir true ou false."


def test_what_is_no_toml_is_told_in_french_too(path):
    set_language("fr")
    for text, said in (
        ("a = 1\na = 2\n", "deux fois"),
        ("theme = nord\n", "nom = valeur"),
        ("a = " + "[" * 20_000 + "\n", "nom = valeur"),
    ):
        _write(path, text)
        (slip,) = read(path)[1]
        told = sentence(slip)
        assert f"{path}, ligne {text.count(chr(10))}\u00a0: " in told
        assert said in told
        assert "at line" not in told


def test_what_is_no_text_is_refused_with_its_line(path):
    path.parent.mkdir()
    path.write_bytes(b"ascii = true\ntheme = '\xff'\n")
    with pytest.raises(SettingsError, match="not UTF-8") as raised:
        load(path)
    assert raised.value.line == 2


def test_a_folder_in_its_place_is_refused(path):
    path.mkdir(parents=True)
    with pytest.raises(SettingsError, match="Can't read"):
        load(path)


def test_setting_a_value_keeps_comments_order_and_the_rest(path):
    _write(path, '# mine\ntheme = "nord" # dark\ndensity = "full"\n\n[keymap]\n"board.open" = "o"\n')
    settings = set_value(path, "density", "compact")
    assert settings.density == "compact"
    assert path.read_text() == '# mine\ntheme = "nord" # dark\ndensity = "compact"\n\n[keymap]\n"board.open" = "o"\n'


def test_a_new_value_goes_above_the_tables(path):
    _write(path, '[keymap]\n"board.open" = "o"\n')
    assert set_value(path, "ascii", "True") == Settings(ascii=True, keymap={"board.open": "o"})
    assert load(path) == Settings(ascii=True, keymap={"board.open": "o"})


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("country", "gb", "GB"),
        ("country", " uk ", "GB"),
        ("currency", "gbp", "GBP"),
        ("ascii", "yes", True),
        ("ascii", "off", False),
        ("goal_won", "£6,000", 6000),
        ("goal_won", "6 000 €", 6000),
        ("cadence.cold", " 12 ", 12),
        ("own_addresses", "a@x.example; b@x.example, c@x.example", ["a@x.example", "b@x.example", "c@x.example"]),
        ("mail_sources", "~/a;b, ~/c", ["~/a;b", "~/c"]),
    ],
)
def test_a_value_is_taken_as_people_write_it(path, key, text, value):
    name, _, entry = key.partition(".")
    held = getattr(set_value(path, key, text), name)
    assert (held[entry] if entry else held) == value


def test_keys_of_an_action_are_set_however_the_file_writes_them(path):
    assert set_value(path, "keymap.board.open", "o").keymap == {"board.open": "o"}
    assert set_value(path, "keymap.board.open", "p").keymap == {"board.open": "p"}
    _write(path, '[keymap]\nboard.open = "o"\n')
    assert set_value(path, "keymap.board.open", "p").keymap == {"board.open": "p"}


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("densty", "Unknown setting “densty”. Did you mean “density”?"),
        ("zzz", "Unknown setting “zzz”. See funneltui config."),
        ("keymap", "Unknown setting “keymap”. See funneltui config."),
        ("cadence", "Unknown setting “cadence”. See funneltui config."),
        ("theme.x", "Unknown setting “theme.x”. See funneltui config."),
    ],
)
def test_an_unknown_setting_leaves_the_file_alone(path, key, says):
    with pytest.raises(NotFoundError) as raised:
        set_value(path, key, "3")
    assert sentence(raised.value) == says
    assert not path.exists()


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("density", "huge", 'density must be one of "compact", "normal", "full".'),
        ("silent_limit", "many", "silent_limit must be a whole number from 1 to 99."),
        ("cadence.tepid", "3", "cadence.tepid must be days from 1 to 365 by cold, warm, hot"),
        ("cadence.warm", "0", "cadence.warm must be days from 1 to 365"),
        ("ascii", "maybe", "ascii must be true or false."),
        ("currency", "€", "currency must be a currency code of three capital letters, such as EUR."),
    ],
)
def test_a_value_that_cannot_be_leaves_the_file_alone(path, key, text, says):
    with pytest.raises(InvalidValueError) as raised:
        set_value(path, key, text)
    assert says in sentence(raised.value)
    assert raised.value.field == key
    assert not path.exists()


def test_a_broken_file_is_not_written_over(path):
    _write(path, "theme = \n")
    with pytest.raises(SettingsError):
        set_value(path, "theme", "nord")
    assert path.read_text() == "theme = \n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_and_its_folder_are_their_owner_s_only(path):
    set_value(path, "theme", "nord")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["config.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_linked_settings_file_stays_a_link(path, tmp_path):
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("ascii = true\n")
    path.parent.mkdir()
    path.symlink_to(kept)
    set_value(path, "theme", "nord")
    assert path.is_symlink()
    assert load(kept) == Settings(ascii=True, theme="nord")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="Can't"):
        set_value(tmp_path / "file" / "config.toml", "theme", "nord")


def test_what_is_shown_can_be_read_back(path):
    settings = Settings(theme="nord", keymap={"board.open": "o"})
    _write(path, to_toml(settings))
    assert load(path) == settings
