"""What a column of a file can mean, and the words by which programs and people name it.

English and French: address books (LinkedIn, Google, Outlook, Thunderbird), CRMs (HubSpot, Pipedrive,
Odoo, Salesforce, folk, Monica) and plain lists. Names are compared by `header_key`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from funneltui.domain.text import fold
from funneltui.i18n import N_

FIELDS: dict[str, str] = {
    "name": N_("full name"),
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
    "siren": N_("SIREN"),
    "siret": N_("SIRET"),
    "vat_number": N_("VAT number"),
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
    "daily_rate": N_("daily rate"),
    "days": N_("days"),
    "currency": N_("currency"),
    "created_on": N_("created on"),
    "closed_on": N_("closed on"),
    "won_on": N_("won on"),
    "lost_on": N_("lost on"),
    "expected_close": N_("expected close"),
    "lost_reason": N_("loss reason"),
    "lost_note": N_("note on the loss"),
    "parked_until": N_("parked until"),
    "next_on": N_("next action's date"),
    "next_time": N_("next action's time"),
    "next_what": N_("next action"),
    "opposed": N_("do not contact"),
    "label": N_("type of the next value"),
    "ignore": N_("left out"),
}
"""Every field a column can be mapped to, with its name for people. Unmapped columns are `note`."""

PERSON_FIELDS = frozenset({
    "name", "given_name", "family_name", "email", "phone", "organization", "title", "external_id",
})  # fmt: skip
"""Fields that say who or what a row is about: without one of them nothing can be imported."""

DEAL_FIELDS = frozenset({
    "title", "product", "stage", "status", "amount", "daily_rate", "closed_on", "won_on", "lost_on", "expected_close",
    "lost_reason",
})  # fmt: skip
"""Fields that make the rows of a file deals rather than people."""

# Of several columns with a word of the same field the one whose word comes first here is taken for it
# (e-mails, phones, links, tags and notes are taken all together); the others go to the note.
WORDS: dict[str, str] = {
    "name": """full name|fullname|display name|name|nom complet|nom et prenom|nom prenom|prenom et nom
        |prenom nom|associated contact|associated contacts|contact name|nom du contact|contact associe
        |contacts associes|contact person|personne de contact|contact|contact full name|lead name|prospect name
        |prospect|nom affiche|interlocuteur|person|personne|customer name|client name|nom du client|customer
        |client|nom d affichage|interlocuteur principal|contact principal|primary contact|main contact|dirigeant
        |nom du dirigeant|gerant|nom du gerant|decideur|nom contact|nom prenom contact|who|qui
        |nom et prenom du contact|nom prenom du contact|vollstandiger name|ansprechpartner|kontakt|kontaktname
        |nombre completo|contacto|nome completo|contatto|contactpersoon|volledige naam|naam|attendee|invitee
        |participant""",
    "prefix": """name prefix|civilite|salutation|prefix|honorific|prefixe|anrede|titel|title salutation
        |tratamiento|formula di saluto|aanhef""",
    "given_name": """first name|firstname|given name|given names|prenom|prenoms|forename|contact first name
        |prenom du contact|first|vorname|vornamen|rufname|nombre de pila|primer nombre|voornaam|primeiro nome
        |prenom contact|fname|nome proprio|name first|first name s|primer nombre nombre""",
    "middle_name": """middle name|middlename|additional name|deuxieme prenom|second prenom|autre prenom
        |autres prenoms|weitere vornamen|segundo nombre|secondo nome|second name|tweede naam|middelste naam
        |nome do meio|name middle""",
    "family_name": """last name|lastname|family name|surname|nom de famille|nom de naissance
        |contact last name|nom usuel|last|nachname|familienname|apellidos|apellido|cognome|achternaam|sobrenome
        |apelido|nom contact famille|lname|second surname|name last|apelidos""",
    "suffix": "name suffix|suffix|suffixe|achtervoegsel|sufixo|namenszusatz|sufijo|suffisso",
    "organization": """company|societe|company name|organization|organisation|entreprise|organization name
        |organisation name|nom de l entreprise|nom de la societe|nom de l organisation|raison sociale
        |associated company|associated companies|entreprise associee|entreprises associees|companies
        |organization 1 name|account name|nom du compte|account|company account|employer|employeur|business name
        |structure|etablissement|related company|enseigne|firm|compte|third party|third party name|nom du tiers
        |tiers|raison sociale nom|denomination|denomination sociale|nom commercial|nom entreprise|nom societe
        |societe cliente|societe liee|entreprise liee|entreprise cliente|client societe|association|organisme|firma
        |firmenname|unternehmen
        |unternehmensname|empresa|compania|organizacion|nombre de la empresa|azienda|societa|ragione sociale
        |bedrijf|bedrijfsnaam|organisatie|partner name|business|company or account|brand|marque|school|agency
        |agence|workplace|your company|studio|societe association|boite|ma boite|nom de la boite""",
    "website": """company website|company domain name|company url|organization website
        |site web de l entreprise|domain|nom de domaine de l entreprise|company domain|site de l entreprise
        |site de la societe|company site|organisation website|firmenwebsite""",
    "sector": """industry|sector|secteur|secteur d activite|business segment|segment|branche|activite
        |domaine d activite|naf|code naf|ape|code ape|market sector|vertical|settore|vertical market""",
    "job_title": """job title|jobtitle|position|poste|fonction|organization title|organization 1 title
        |job position|poste occupe|intitule du poste|intitule de poste|role|profession|occupation|designation
        |funktion|berufsbezeichnung|stelle|positionsbezeichnung|puesto|cargo|qualifica|posizione|functie|metier
        |job|titre du poste|fonction dans l entreprise|headline|your job|qualite|mansione|rol""",
    "birthday": """birthday|date of birth|anniversaire|date de naissance|birth date|birthdate|geburtstag
        |geburtsdatum|cumpleanos|fecha de nacimiento|compleanno|data di nascita|verjaardag|ne e le|ne le""",
    "language": "language|langue|preferred language|langue preferee|sprache|idioma|lingua|taal|locale",
    "tags": """tags|tag|labels|label|categories|category|etiquettes|etiquette|libelles|group membership
        |groups|groupes|keywords|mots cles|kategorien|kategorie|categorias|categorie|schlagworter|etiquetas
        |etichette|tag ids|segments|list|lists|liste|listes|groupe""",
    "note": """notes|note|comments|comment|commentaires|commentaire|remarques|remarque|internal notes
        |notes internes|memo|observations|description|message|your message|votre message|details|detail|infos
        |informations|information|remarks|remark|bemerkungen|bemerkung|notizen|notiz|beschreibung|nachricht|notas
        |nota|comentarios|mensaje|annotazioni|messaggio|notities|opmerkingen|notes et commentaires|besoin
        |contexte|context|compte rendu|historique|additional notes""",
    "contact_note": "contact note|note sur le contact|contact notes",
    "parked_until": """parked until|en veille jusqu au|pas avant le|snoozed until|not before
        |wiedervorlage am|a recontacter le""",
    "source": """lead source|source|original source|deal source|origin|origine|lead origin|source d origine
        |source du lead|original traffic source|source de trafic d origine|provenance|acquisition channel
        |canal d acquisition|source du prospect|quelle|herkunft|origen|fuente|fonte|origine du contact
        |origine du lead|utm source|how did you hear about us|comment m avez vous connu
        |comment nous avez vous connu|apporteur|origine de la piste|lead source name|bron|channel of origin""",
    "source_on": """first contact date|connected on|connecte le|connecte e le|date of first contact
        |date de premier contact|date du premier contact|date de contact|premier contact le|date premier contact
        |erstkontakt|first contacted on|date du contact""",
    "external_id": """funneltui id|opportunity id|deal id|record id|lead id|mql id|prospect id
        |record id contact|contact id|person id|external id|id externe|id de fiche d informations|identifiant|id
        |account id|customer id|code client|numero client|kundennummer|ref client|lead number|id d enregistrement
        |uuid|guid
        |attendee id""",
    "title": """deal name|opportunity name|opportunity|deal title|nom de la transaction
        |nom de l opportunite|titre de l affaire|affaire|opportunite|deal|transaction|project name|project|projet
        |nom du projet|nom de l affaire|mission|intitule|intitule de l affaire|intitule du projet
        |objet de l affaire|besoin projet|nom de la mission|prestation|verkaufschance|geschaft|projekt
        |projektname|oportunidad|negocio|opportunita|affare|deal title name|offre proposee|lead title
        |titre de l opportunite|libelle de l affaire|libelle du projet|libelle projet|libelle de l opportunite""",
    "product": "product|product name|produit|nom du produit",
    "stage": """deal stage|opportunity stage|etape de la transaction|statut opportunite|statut de l opportunite|stage
        |etape|pipeline stage|stage name
        |sales stage|phase|lead status|statut du lead|status|statut|lifecycle stage|phase du cycle de vie
        |deal status|statut de l affaire|avancement|etat
        |etat d avancement|stade|lead stage|statut commercial|statut prospect|statut du prospect
        |etape du pipeline|phase de vente|deal pipeline stage|verkaufsphase|etapa|fase|estado|stato
        |prospect status|contact status|opportunity status|pipeline|etape de vente""",
    "status": "converted|is won|won|is converted|converti|gagne|gagnee|signe|signee|signed",
    "amount": """deal value|deal amount|amount|montant|close value|estimated value|opportunity amount|value
        |valeur|expected revenue|revenu espere|revenu attendu|montant de la transaction|estimated amount
        |montant estime|ca estime|montant ht|valeur estimee|amount in company currency|montant opportunite
        |montant de l opportunite|montant total|montant du devis|montant devis|montant devis ht|montant du devis ht
        |montant estime ht|budget
        |budget estime|budget previsionnel|ca|ca potentiel|ca previsionnel|chiffre d affaires
        |chiffre d affaires estime|prix|price|devis ht|total ht|potentiel|contract value|deal size
        |estimated revenue|potential value|potential|betrag|auftragswert|wert|umsatz|importe|valor|valore
        |ingresos esperados|importo|bedrag|waarde|montant en euros|valeur de l affaire|estimation
        |annual contract value|acv|total value|opportunity value|lead value|ca ht""",
    "currency": """currency|devise|devise du montant|currency code|deal currency|currency of value|code devise|monnaie
        |amount currency""",
    "created_on": """engage date|create date|created date|created at|created on|created|creation date
        |date de creation|date created|deal created|added on|date added|date d ajout|cree le
        |date de creation du lead|opened on|open date|affaire creee|ajoute le|created time|date
        |date de creation de l affaire|datum|erstellt am|fecha de creacion|data di creazione|added time|added at
        |ajoute en|date de saisie|created date time|date d entree|date ajout|date creation|submitted on|submitted at
        |submission date|date submitted
        |submission time|entry date|horodateur|timestamp|soumis le|date de soumission""",
    "closed_on": """close date|closed date|closed on|close time|closing date|date de cloture
        |date de fermeture|date fin|deal closed on|cloture le|closed at|abschlussdatum|fecha de cierre|data di chiusura
        |date cloture|date de fin""",
    "won_on": "won date|won time|won on|date gagnee|date de signature|date de gain|gagnee le|won at",
    "lost_on": "lost date|lost time|lost on|date de perte|perdue le|lost at",
    "expected_close": """expected close date|expected closing|expected close|date de cloture prevue
        |cloture prevue|date de cloture estimee|date de cloture attendue|estimated close date
        |date de signature prevue|signature prevue|expected closing date|echeance|close date expected
        |voraussichtliches abschlussdatum|date previsionnelle|date de decision|date deadline""",
    "lost_reason": """lost reason|loss reason|closed lost reason|motif de perte|raison de perte
        |raison de la perte|reason lost|motif de la perte|reason for loss|why lost|reason for losing
        |cause de perte|verlustgrund|motivo de perdida|motivo di perdita|raison du refus|motif du refus
        |lost because|lost reason id""",
    "daily_rate": """tjm|tjm ht|taux journalier|taux journalier moyen|daily rate|day rate|tagessatz
        |rate per day|tarif jour|tarif journalier""",
    "days": """jours|nb jours|nombre de jours|nb de jours|days|number of days|tage|duree jours|jours vendus
        |jours estimes|jh""",
    "lost_note": """loss note|precision sur la perte|lost note|note de perte|note sur la perte|lost notes|loss comment
        |commentaire de perte""",
    "next_time": """next action time|heure de la prochaine action|heure prochaine action|next activity time
        |time of next action|heure de relance""",
    "next_on": """next activity date|next action date|next step date|date de relance|prochaine relance
        |relance le|follow up date|next follow up|date de prochaine action|date de la prochaine activite|next on
        |next activity|next activity deadline|date prochaine action|prochaine action le|date relance
        |prochain contact|prochain rdv|prochain rendez vous|date prochain contact|date de la prochaine action
        |date de rappel|rappeler le|a relancer le|next contact|next contact date|next call|next meeting|reminder
        |rappel|next follow up date|due date|follow up on|nachste aktion am|wiedervorlage|nachster schritt am
        |proxima accion fecha|next touch|date prochaine relance|next action due|next action on|callback date
        |echeance prochaine action|activity date deadline|echeance de la prochaine activite
        |date limite de la prochaine activite""",
    "next_what": """next action|next step|prochaine action|prochaine etape|next activity subject|next what
        |relance|a faire|todo|to do|action|action a mener|action suivante|action a faire|next steps
        |next activity summary|next activity type|nachste aktion|nachster schritt|proxima accion|proximo paso
        |prossima azione|suite a donner|etape suivante|activite suivante|follow up|activity summary
        |resume de la prochaine activite""",
    "siren": "siren|n siren|numero siren|siren id prof 1|id prof 1",
    "siret": "siret|n siret|numero siret|siret id prof 2|id prof 2",
    "vat_number": """vat number|vat|n tva|numero de tva|n tva intracommunautaire|tva intracommunautaire
        |tva intracom|vat id|numero de tva intracommunautaire|num tva|tax id|ust id|ust idnr|umsatzsteuer id
        |nif iva|partita iva|btw nummer|n de tva""",
    "address": """address|adresse|full address|adresse complete|addresses|mailing address|location
        |formatted address""",
    "street": """street|street address|rue|street 2|address line 1|address line 2|adresse ligne 1|voie
        |strasse|calle|via|straat|direccion|street address 1|street address 2|address 1|address 2|adresse 1
        |adresse 2|indirizzo""",
    "city": """city|ville|town|commune|locality|ort|stadt|ciudad|poblacion|citta|plaats|cidade|localite
        |wohnort""",
    "region": """state|province|region|departement|state region|dep region|county|bundesland|provincia
        |estado provincia|canton|kanton|provincie""",
    "postcode": """postal code|zip|zip code|postcode|code postal|cp|zipcode|plz|postleitzahl|codigo postal
        |cap|zip postal code|postal|cpostal""",
    "country": """country|pays|country region|pays region|land|pais|paese|country name|country id|pays de residence
        |land region""",
}
"""Field → its words, separated by `|`, as `header_key` writes them."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """A header as words to compare: `E-mail 1 - Value` → `email 1 value`, `mql_id` → `mql id`."""
    words = _NOT_WORD.sub(" ", fold(_CAMEL.sub(" ", header))).strip()
    return re.sub(r"\be mails?\b|\bemails\b", "email", words)
