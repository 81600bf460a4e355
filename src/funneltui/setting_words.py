"""What every setting is called and means, by its name in the file: for the settings screen and whoever reads on."""

from __future__ import annotations

from typing import NamedTuple

from funneltui.i18n import N_


class SettingWords(NamedTuple):
    """Message ids."""

    label: str
    meaning: str


SETTING_WORDS = {
    "sender": SettingWords(N_("Your name"), N_("Messages made from templates are signed with it.")),
    "sender_email": SettingWords(
        N_("Your e-mail address"), N_("The sender of drafts; empty: your mail program decides.")
    ),
    "own_addresses": SettingWords(
        N_("Your other addresses"), N_("They tell the e-mails you sent from those you received. Separate with commas.")
    ),
    "pitch": SettingWords(
        N_("What you do"), N_("One or two sentences, quoted in messages to people who don't know you.")
    ),
    "country": SettingWords(
        N_("Country"), N_("Two letters, such as FR, CH or BE: the country of phone numbers that name none.")
    ),
    "currency": SettingWords(N_("Currency"), N_("Three letters, such as EUR: the currency of amounts that name none.")),
    "language": SettingWords(N_("Language"), N_("The language of the program; automatic: that of the system.")),
    "theme": SettingWords(N_("Theme"), N_("The colours; automatic: the program's own dark ones.")),
    "density": SettingWords(N_("Card density"), N_("How much each card shows.")),
    "ascii": SettingWords(N_("ASCII signs only"), N_("For terminals and fonts that lack the signs.")),
    "pane": SettingWords(N_("Contact beside the board"), N_("Shown when the screen is wide enough.")),
    "won_period": SettingWords(N_("Won deals shown"), N_("Those of the current month, quarter or year, or all.")),
    "default_stage": SettingWords(N_("First stage"), N_("The stage of new deals; automatic: the first one.")),
    "silent_limit": SettingWords(
        N_("Unanswered messages"), N_("After so many without an answer, the next one is to be the last.")
    ),
    "ask_limit": SettingWords(
        N_("Messages that ask"), N_("So many in a row may ask for something without giving something useful.")
    ),
    "lapse_warning": SettingWords(
        N_("Days before a proposal ends"), N_("So many days before, Today and the review show it.")
    ),
    "retention_years": SettingWords(
        N_("Years data is kept"), N_("Counted from a prospect's last message; Privacy lists them afterwards.")
    ),
    "price_alarm": SettingWords(
        N_("Price alarm"), N_("So many deals lost for their price within 90 days: the price or the target is wrong.")
    ),
    "days_a_month": SettingWords(
        N_("Days sold a month"), N_("How many days you can sell; it tells the next dry spell.")
    ),
    "goal_won": SettingWords(
        N_("Monthly goal, won"), N_("What you want to win in a month, in your currency; 0: no goal.")
    ),
    "goal_exchanges": SettingWords(
        N_("Monthly goal, exchanges"), N_("How many exchanges you want in a month; 0: no goal.")
    ),
    "mail_sources": SettingWords(
        N_("Mailboxes"), N_("Files and folders that are read for e-mails. Separate with commas.")
    ),
    "calendar_folder": SettingWords(
        N_("Calendar folder"), N_("One .ics file per entry, kept up to date; empty: none.")
    ),
    "calendar_file": SettingWords(N_("Calendar file"), N_("One .ics file with all entries; empty: none.")),
    "contacts_folder": SettingWords(
        N_("Address book folder"), N_("One vCard per contact, kept up to date; empty: none.")
    ),
    "calendar_titles": SettingWords(
        N_("Calendar titles"), N_("Discreet (“Call Sophie M.”), or full: all that is planned, with the whole name.")
    ),
    "calendar_alarm": SettingWords(
        N_("Calendar alarm (min)"), N_("Minutes before an action with a time that the calendar rings; 0: at its time.")
    ),
    "passphrase_command": SettingWords(
        N_("Passphrase command"),
        N_("It prints the passphrase of the file, such as pass show funneltui; empty: none."),
    ),
    "cadence": SettingWords(
        N_("Days between messages"), N_("By temperature, or by stage and temperature, such as proposal.warm.")
    ),
    "keymap": SettingWords(N_("Keys"), N_("Other keys for an action. Separate with commas.")),
}

GROUPS = (
    (N_("You"), ("sender", "sender_email", "own_addresses", "pitch", "country", "currency")),
    (N_("Display"), ("language", "theme", "ascii", "density", "pane", "won_period")),
    (
        N_("Cadences and limits"),
        ("default_stage", "cadence", "silent_limit", "ask_limit", "lapse_warning", "retention_years", "price_alarm"),
    ),
    (N_("Goals"), ("goal_won", "goal_exchanges", "days_a_month")),
    (
        N_("Mail and calendar"),
        (
            *("mail_sources", "calendar_folder", "calendar_file", "contacts_folder"),
            *("calendar_titles", "calendar_alarm"),
        ),
    ),
    (N_("Data file"), ("passphrase_command",)),
    (N_("Keys"), ("keymap",)),
)
"""The settings as they are listed; every one is in one of them."""

VALUE_WORDS = {
    "": N_("automatic"),
    "en": "English",
    "fr": "Français",
    "compact": N_("compact"),
    "normal": N_("normal"),
    "full": N_("full"),
    "month": N_("this month"),
    "quarter": N_("this quarter"),
    "year": N_("this year"),
    "all": N_("all"),
    "discreet": N_("discreet"),
}
"""The values that are chosen from a few, as a person reads them."""
