"""The words by which a column is known that programs name in many ways: addresses, and what is not one."""

from __future__ import annotations

ABOUT = frozenset(
    """blacklisted bounced clicks confidence consent count date domain format frequency hash in ip last marketing
    notifications opens opt optin permission quality rate reminder score sent source spent status statut time
    total valid verification verified views visits""".split()
)
"""Words of a header whose column tells something about addresses and holds none."""
EMAIL = frozenset(
    """correio correo correos courriel courriels email emailaddress emailadres emailadresse mailadres mail
    mailadresse mel
    messagerie posta""".split()
)
NOT_EMAIL = frozenset({"nom", "name", "complet", "id"}) | ABOUT
PHONE_WORD = frozenset(
    """phone phonenumber phones rufnummer tel telefon telefone telefonnummer telefono telefoon telefoonnummer
    telephone telephones""".split()
)
PHONE = PHONE_WORD | frozenset(
    """cell cellphone cellulare celular festnetz fixe gsm handy handynummer landline mobiel mobil mobile
    mobilephone mobiles mobiltelefon movil natel portable sms standard telemovel whatsapp""".split()
)
NOT_PHONE = frozenset("""app assistant fax model os phonetic radio tdd telecopie tty video""".split()) | ABOUT
LINK = frozenset(
    """facebook github homepage instagram lien liens link linkedin links site sitio sitoweb twitter url urls web
    webseite website websites""".split()
)
NOT_LINK = frozenset({"id", "source", "code", "conversion"}) | ABOUT
OTHERS = frozenset(
    """agent assigned assignee assistant attribue besitzer closer comercial commercial created createur creator
    host inviter manager modified organisateur organizer owner proprietaire referrer rep responsible salesman
    salesperson seller sender user utilisateur vendedor vendeur vendeuse zustandiger""".split()
)
"""Words for somebody of the user's own side: their names and addresses are not the contact's."""
