"""Layouts of many programs, in several languages: by their words, not file by file."""

from __future__ import annotations

import pytest

from funneltui.interchange.mapping import map_columns

LAYOUTS = {
    "Zoho": "Record Id=external_id,Lead Owner=note,First Name=given_name,Last Name=family_name"
    ",Email=email,Mobile=phone,"
    "Company=organization,Designation=job_title,Lead Status=stage,Email Opt Out=opposed,Annual Revenue=note,Tag=tags",
    "Salesforce": "Opportunity Name=title,Account Name=organization,Stage=stage,Amount=amount,Close Date=closed_on,"
    "Opportunity Owner=note,Next Step=next_what",
    "Odoo": "name=title,contact_name=name,partner_name=organization,email_from=email,expected_revenue=amount,"
    "stage_id=stage,user_id=note",
    "Zoho, in French": "Id d'enregistrement=external_id,Nom=family_name,Prénom=given_name,Refus de l'e-mail=opposed",
    "Salesforce, in French": "Nom du compte=organization,Nom de l'opportunité=title,Devise du montant=currency,"
    "Étape suivante=next_what,Origine de la piste=source",
    "Eventbrite, in French": "E-mail du participant=email,E-mail de l'acheteur=note,Prénom du participant=given_name",
    "a list of quotes": "Client=organization,Contact=name,Montant devis HT=amount,Signé ?=status",
    "Odoo, activities": "contact_name=name,date_deadline=expected_close,activity_date_deadline=next_on,"
    "activity_summary=next_what,tag_ids=tags,lost_reason_id=lost_reason,country_id=country",
    "Odoo, in French": "Nom affiché=name,Société liée=organization,N° de TVA=vat_number",
    "Dolibarr, projects": "Libellé projet=title,Tiers=organization,Statut opportunité=stage,Date fin=closed_on",
    "Dolibarr": "Réf.=note,Nom du tiers=organization,Code postal=postcode,SIREN=siren,SIRET=siret,"
    "N° TVA intracommunautaire=vat_number",
    "folk": "First name=given_name,Last name=family_name,Emails=email,Companies=organization,Urls=link,Groups=tags",
    "Notion": "Name=name,Company=organization,Status=stage,Estimated Value=amount,"
    "Next Step=next_what,Last Contact=note",
    "Calendly": "Event Type Name=note,Invitee Name=name,Invitee Email=email,User Name=note,User Email=note,"
    "Location=note,Guest Email(s)=note,Text Reminder Number=phone",
    "Eventbrite": "Order Date=note,First Name=given_name,Email=email,Ticket Type=note,Attendee Status=note,"
    "Cell Phone=phone",
    "Brevo": "EMAIL=email,FIRSTNAME=given_name,SMS=phone,EMAIL_BLACKLISTED=opposed,SMS_BLACKLISTED=opposed",
    "Mailchimp": "Email Address=email,First Name=given_name,MEMBER_RATING=note,OPTIN_TIME=note,"
    "CONFIRM_IP=note,TAGS=tags",
    "Outlook German": "Anrede=prefix,Vorname=given_name,Nachname=family_name,Firma=organization,"
    "Straße geschäftlich=street,"
    "Ort geschäftlich=city,Telefon geschäftlich=phone,E-Mail-Adresse=email,Geburtstag=birthday,Notizen=note",
    "Outlook Spanish": "Nombre=given_name,Apellidos=family_name,Organización=organization,Teléfono móvil=phone,"
    "Dirección de correo electrónico=email",
    "Outlook Italian": "Nome=given_name,Cognome=family_name,Società=organization,Cellulare=phone",
    "Outlook Dutch": "Voornaam=given_name,Achternaam=family_name,Bedrijf=organization,E-mailadres=email",
    "Outlook Portuguese": "Nome próprio=given_name,Apelido=family_name,Endereço de correio electrónico=email",
    "Outlook Italian, telephones": "Nome=given_name,Cognome=family_name,Ufficio=phone,Abitazione=phone",
    "a form of parts": "Name (First)=given_name,Name (Last)=family_name,Entry Date=created_on,Email=email",
    "a form": "your-name=name,your-email=email,your-message=note",
    "a French form": "Votre nom=name,Votre société=organization,Numéro de téléphone=phone",
    "a French sheet": "Société / Entreprise=organization,Nom du contact=family_name,Prénom=given_name,Tél. fixe=phone,"
    "SIRET=siret,N° TVA=vat_number,TJM=daily_rate,Nb jours=days,Prochaine action=next_what,"
    "Date prochaine action=next_on,Montant (€ HT)=amount",
    "another": "Nom / Prénom=name,Société (raison sociale)=organization,À faire=next_what,Avancement=stage",
}


@pytest.mark.parametrize("program", LAYOUTS)
def test_columns_are_known_by_their_words(program: str) -> None:
    pairs = [pair.rsplit("=", 1) for pair in LAYOUTS[program].split(",")]
    uses = map_columns([header for header, _field in pairs]).columns
    assert [(use.header, use.field) for use in uses] == [tuple(pair) for pair in pairs]
