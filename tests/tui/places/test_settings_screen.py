"""Settings in the program: every one is there with its meaning, checked as typed, kept in the file, used at once."""

import pytest

from funneltui import i18n
from funneltui.domain.entries import NewProspect
from funneltui.paths import config_path
from funneltui.setting_words import GROUPS, SETTING_WORDS
from funneltui.settings import Settings, load
from tests.tui.driving import driven, fill, opened


def test_no_setting_is_missing():
    listed = [name for _title, names in GROUPS for name in names]
    assert sorted(listed) == sorted(Settings.__struct_fields__)
    assert set(SETTING_WORDS) == set(Settings.__struct_fields__)
    i18n.set_language("fr")
    assert [name for name, words in SETTING_WORDS.items() if i18n.translate(words.meaning) == words.meaning] == []


@pytest.fixture
def funnel(tmp_path):
    return opened(tmp_path)


async def open_setting(program, key: str) -> None:
    if type(program.app.screen).__name__ != "SettingsScreen":
        await program.press("f7", "s")
        await program.opens("SettingsScreen")
    program.app.screen.listed.pick(key)
    await program.rest()
    await program.press("enter")


async def test_a_text_is_saved_beside_the_comments_of_the_file(funnel):
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text("# mine\ncurrency = 'CHF' # francs\n")
    async with driven(funnel) as program:
        await open_setting(program, "sender")
        await program.opens("SettingScreen")
        await program.sees("Messages made from templates are signed with it.")
        await program.write("Ada Martin")
        await program.press("ctrl+s")
        await program.opens("SettingsScreen")
        await program.sees("Ada Martin", "Saved.")
        assert funnel.reads.settings.sender == "Ada Martin", "used at once"
        written = config_path().read_text()
        assert "# mine" in written
        assert "# francs" in written
        assert load(config_path()).sender == "Ada Martin"
        await program.press("d")
        await program.until(lambda: not funnel.settings.sender, "back to the usual")
        assert "sender" not in config_path().read_text()


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("country", "France", "Country must be a country code of two capital letters"),
        ("silent_limit", "many", "a whole number from 1 to 99"),
        ("cadence.cold", "0", "days from 1 to 365"),
        ("own_addresses", "me@example.com, nobody", "nobody"),
        ("calendar_alarm", "1441", "a whole number from 0 to 1440"),
    ],
)
async def test_what_does_not_fit_is_told_while_typing_and_not_saved(funnel, key, typed, told):
    async with driven(funnel) as program:
        await open_setting(program, key)
        await program.opens("SettingScreen")
        await program.erase()
        await program.write(typed)
        await program.sees(told)
        await program.press("ctrl+s")
        await program.opens("SettingScreen")
        assert not config_path().exists()


async def test_another_country_reads_the_numbers_that_are_there_anew(funnel):
    fill(funnel, NewProspect(name="Urs", phones=("079 123 45 67",)))
    async with driven(funnel) as program:
        await open_setting(program, "country")
        await program.opens("SettingScreen")
        await program.erase()
        await program.write("CH")
        await program.press("ctrl+s")
        await program.opens("SettingsScreen")
        await program.until(lambda: list(funnel.reads.opportunities.ids("+41791234567")) != [], "found")


async def test_language_signs_and_theme_change_at_once(funnel):
    async with driven(funnel) as program:
        await open_setting(program, "ascii")
        await program.until(lambda: funnel.settings.ascii, "turned by Enter alone")
        await open_setting(program, "language")
        await program.opens("SettingScreen")
        await program.press("f", "ctrl+s")
        await program.opens("SettingsScreen")
        await program.sees("Réglages", "Votre nom", "changer")
        await open_setting(program, "theme")
        await program.opens("SettingScreen")
        await program.press("f", "ctrl+s")
        await program.opens("SettingsScreen")
        await program.until(lambda: program.app.theme == funnel.settings.theme, "the theme is on")
        assert load(config_path()).language == "fr"


async def test_keys_are_chosen_by_the_action_and_a_clash_is_told(funnel):
    async with driven(funnel) as program:
        await open_setting(program, "keymap.*")
        await program.opens("PickScreen")
        await program.write("Add a prospect")
        await program.press("enter")
        await program.opens("SettingScreen")
        await program.write("x")
        await program.sees("used for both")
        await program.erase()
        await program.write("ctrl+n")
        await program.press("ctrl+s")
        await program.opens("SettingsScreen")
        await program.sees("Keys: Add a prospect")
        await program.press("escape", "f2", "ctrl+n")
        await program.opens("AddScreen")


async def test_another_cadence_is_chosen_by_stage_and_temperature(funnel):
    async with driven(funnel) as program:
        await open_setting(program, "cadence.*")
        await program.opens("PickScreen")
        await program.write("Lead, cold")
        await program.press("enter")
        await program.opens("SettingScreen")
        await program.write("12")
        await program.press("ctrl+s")
        await program.opens("SettingsScreen")
        await program.until(lambda: funnel.settings.cadence["lead.cold"] == 12)
        assert funnel.reads.review.rhythm == type(funnel.reads.review.rhythm).of(funnel.settings)


async def test_what_was_typed_for_a_setting_is_offered_for_that_setting_alone(funnel):
    async with driven(funnel) as program:
        for key, offered in (("sender", False), ("sender_email", False), ("sender", True)):
            await open_setting(program, key)
            await program.opens("SettingScreen")
            assert (program.app.screen.text("value") == "Ada") is offered
            if key == "sender" and not offered:
                await program.write("Ada")
            await program.press("escape")
            await program.opens("SettingsScreen")
