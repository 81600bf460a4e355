"""What a column of a file can mean, and the words by which programs and people name it.

English and French: address books (LinkedIn, Google, Outlook, Thunderbird), CRMs (HubSpot, Pipedrive,
Odoo, Salesforce, folk, Monica) and plain lists. Names are compared by `header_key`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from funneltui.domain.text import fold
from funneltui.i18n import N_

__all__ = ["DEAL_FIELDS", "FIELDS", "PERSON_FIELDS", "WORDS", "header_key"]

FIELDS: dict[str, str] = {
    "name": N_("name"),
    "prefix": N_("form of address"),
    "given_name": N_("first name"),
    "middle_name": N_("middle name"),
    "family_name": N_("last name"),
    "suffix": N_("name suffix"),
    "email": N_("e-mail"),
    "phone": N_("phone"),
    "link": N_("link"),
    "organization": N_("organization"),
    "website": N_("organization's website"),
    "sector": N_("sector"),
    "job_title": N_("job title"),
    "address": N_("address"),
    "street": N_("street"),
    "city": N_("city"),
    "region": N_("region"),
    "postcode": N_("postcode"),
    "country": N_("country"),
    "language": N_("language"),
    "tags": N_("tags"),
    "note": N_("note"),
    "contact_note": N_("note on the contact"),
    "birthday": N_("birthday"),
    "source": N_("source"),
    "source_on": N_("source date"),
    "external_id": N_("identifier"),
    "title": N_("title of the deal"),
    "product": N_("product"),
    "stage": N_("stage"),
    "status": N_("won, lost or open"),
    "amount": N_("amount"),
    "currency": N_("currency"),
    "created_on": N_("created on"),
    "closed_on": N_("closed on"),
    "won_on": N_("won on"),
    "lost_on": N_("lost on"),
    "expected_close": N_("expected close"),
    "lost_reason": N_("loss reason"),
    "parked_until": N_("parked until"),
    "next_on": N_("next action's date"),
    "next_what": N_("next action"),
    "label": N_("type of the next value"),
    "ignore": N_("left out"),
}
"""Every field a column can be mapped to, with its name for people. Unmapped columns are `note`."""

PERSON_FIELDS = frozenset({
    "name", "given_name", "family_name", "email", "phone", "organization", "title", "external_id",
})  # fmt: skip
"""Fields that say who or what a row is about: without one of them nothing can be imported."""

DEAL_FIELDS = frozenset({
    "title", "product", "stage", "status", "amount", "closed_on", "won_on", "lost_on", "expected_close", "lost_reason",
})  # fmt: skip
"""Fields that make the rows of a file opportunities rather than people."""

# Of several columns with a word of the same field the one whose word comes first here is taken for it
# (e-mails, phones, links, tags and notes are taken all together); the others go to the note.
WORDS: dict[str, str] = {
    "name": """full name|fullname|display name|name|nom complet|nom et prenom|nom prenom|prenom et nom|prenom nom
        |associated contact|associated contacts|contact name|nom du contact|contact associe|contacts associes
        |contact person|personne de contact|contact|contact full name|lead name|prospect name|prospect|nom affiche
        |interlocuteur|person|personne|customer name|client name|nom du client|customer|client|nom d affichage""",
    "prefix": "name prefix|civilite|salutation|prefix|honorific|prefixe",
    "given_name": """first name|firstname|given name|given names|prenom|prenoms|forename|contact first name
        |prenom du contact|first""",
    "middle_name": "middle name|middlename|additional name|deuxieme prenom|second prenom|autre prenom|autres prenoms",
    "family_name": """last name|lastname|family name|surname|nom de famille|nom de naissance|contact last name
        |nom usuel|last""",
    "suffix": "name suffix|suffix|suffixe",
    "organization": """company|societe|company name|organization|organisation|entreprise|organization name
        |organisation name|nom de l entreprise|nom de la societe|nom de l organisation|raison sociale
        |associated company|associated companies|entreprise associee|entreprises associees|companies|organization 1 name
        |account name|nom du compte|account|company account|employer|employeur|business name|structure|etablissement
        |related company|enseigne|firm|compte""",
    "website": "company website|company domain name|company url|organization website|site web de l entreprise|domain"
    "|nom de domaine de l entreprise|company domain",
    "sector": "industry|sector|secteur|secteur d activite|business segment|segment",
    "job_title": """job title|jobtitle|position|poste|fonction|organization title|organization 1 title|job position
        |poste occupe|intitule du poste|intitule de poste|role|profession|occupation""",
    "birthday": "birthday|date of birth|anniversaire|date de naissance|birth date|birthdate",
    "language": "language|langue|preferred language|langue preferee",
    "tags": """tags|tag|labels|label|categories|category|etiquettes|etiquette|libelles|group membership|groups|groupes
        |keywords|mots cles""",
    "note": """notes|note|comments|comment|commentaires|commentaire|remarques|remarque|internal notes|notes internes
        |memo|observations""",
    "contact_note": "contact note|note sur le contact|contact notes",
    "parked_until": "parked until|en veille jusqu au|pas avant le",
    "source": """lead source|source|original source|deal source|origin|origine|lead origin|source d origine
        |source du lead|original traffic source|source de trafic d origine|provenance|acquisition channel
        |canal d acquisition|source du prospect""",
    "source_on": """first contact date|connected on|connecte le|connecte e le|date of first contact
        |date de premier contact|date du premier contact|date de contact""",
    "external_id": """funneltui id|opportunity id|deal id|record id|lead id|mql id|prospect id|record id contact
        |contact id|person id|external id|id externe|id de fiche d informations|identifiant|id""",
    "title": """deal name|opportunity name|opportunity|deal title|nom de la transaction|nom de l opportunite
        |titre de l affaire|affaire|opportunite|deal|transaction|project name|project|projet|nom du projet
        |nom de l affaire|mission""",
    "product": "product|product name|produit|nom du produit",
    "stage": """deal stage|opportunity stage|etape de la transaction|stage|etape|pipeline stage|stage name|sales stage
        |phase|lead status|statut du lead|status|statut|lifecycle stage|phase du cycle de vie|deal status|etat""",
    "status": "converted|is won|won|is converted|converti|gagne|gagnee",
    "amount": """deal value|deal amount|amount|montant|close value|estimated value|opportunity amount|value|valeur
        |expected revenue|revenu espere|revenu attendu|montant de la transaction|estimated amount|montant estime
        |ca estime|montant ht|valeur estimee|amount in company currency""",
    "currency": "currency|devise|currency code|deal currency|currency of value|code devise|monnaie|amount currency",
    "created_on": """engage date|create date|created date|created at|created on|created|creation date|date de creation
        |date created|deal created|added on|date added|date d ajout|cree le|date de creation du lead|opened on
        |open date|affaire creee|ajoute le|created time""",
    "closed_on": """close date|closed date|closed on|close time|closing date|date de cloture|date de fermeture
        |deal closed on|cloture le|closed at""",
    "won_on": "won date|won time|won on|date gagnee|date de signature|date de gain|gagnee le|won at",
    "lost_on": "lost date|lost time|lost on|date de perte|perdue le|lost at",
    "expected_close": """expected close date|expected closing|expected close|date de cloture prevue|cloture prevue
        |date de cloture estimee|date de cloture attendue|estimated close date""",
    "lost_reason": """lost reason|loss reason|closed lost reason|motif de perte|raison de perte|raison de la perte
        |reason lost|motif de la perte""",
    "next_on": """next activity date|next action date|next step date|date de relance|prochaine relance|relance le
        |follow up date|next follow up|date de prochaine action|date de la prochaine activite|next on""",
    "next_what": "next action|next step|prochaine action|prochaine etape|next activity subject|next what",
    "address": "address|adresse|full address|adresse complete|addresses|mailing address|location|formatted address",
    "street": "street|street address|rue|street 2|address line 1|address line 2|adresse ligne 1|voie",
    "city": "city|ville|town|commune|locality",
    "region": "state|province|region|departement|state region|dep region|county",
    "postcode": "postal code|zip|zip code|postcode|code postal|cp|zipcode",
    "country": "country|pays|country region|pays region",
}
"""Field → its words, separated by `|`, as `header_key` writes them."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """A header as words to compare: `E-mail 1 - Value` → `email 1 value`, `mql_id` → `mql id`."""
    words = _NOT_WORD.sub(" ", fold(_CAMEL.sub(" ", header))).strip()
    return re.sub(r"\be mails?\b|\bemails\b", "email", words)
