"""What other programs call their stages, as one of ours.

By meaning, not by place: a stage whose name says that an offer is out is `proposal`, one that says that
talk is one-way is `lead` (freelance prospecting practice). What is not understood is left to the person.
"""

from __future__ import annotations

import re
from functools import lru_cache

from funneltui.interchange.fields import header_key

_WORDS = {
    "suspect": """suspect|prospecting|new|new lead|open not contacted|not contacted|to contact|subscriber|untouched
        |nouveau|nouvelle|nouveau lead|a contacter|non contacte|prospection|raw|backlog|idea|cold|froid
        |abonne|open|ouvert|ouverte|uncontacted|to do|new deal|not started|pas commence|brouillon|draft|inbox
        |neu|offen|nicht kontaktiert|nuevo|nuovo|entrant|a qualifier|inbound""",
    "lead": """lead|leads|engaging|engaged|contacted|contacte|contactee|working|working contacted
        |attempted to contact|attempting contact|in progress|en cours|contact made|piste|pistes|connected
        |connecte|tentative de contact|marketing qualified lead|mql|contact etabli|open deal|outreach
        |premier contact|first contact|marketingqualifiedlead|nurture lead|warm|tiede|reached out|emailed
        |kontaktiert|in bearbeitung|contactado|contattato|a relancer|a recontacter|relance|follow up|following up
        |pre qualified|pre qualifie|prequalifie|appel passe|message envoye|invited|invite|replied|a repondu
        |ouverte contactee""",
    "prospect": """prospect|prospects|qualified|qualification|qualifie|qualifiee|qualified to buy|qualifiedtobuy
        |discovery|decouverte|needs analysis|analyse des besoins|value proposition|id decision makers
        |perception analysis|sql|sales qualified lead|salesqualifiedlead|opportunity|opportunite
        |meeting scheduled|appointment scheduled|appointmentscheduled|scheduled|demo|demo scheduled
        |presentation scheduled|presentationscheduled|needs defined|decision maker bought in
        |decisionmakerboughtin|rendez vous|rdv|rdv pris|rendez vous planifie|interested|interesse
        |besoin identifie|meeting|hot|chaud|closed converted|evaluation|developing|demo effectuee|evaluating
        |identify decision makers|qualifiziert|termin|calificado|qualificato|rendez vous effectue|en discussion
        |call booked|appel decouverte|meeting booked|in conversation""",
    "proposal": """proposal|proposal sent|proposal made|proposal price quote|quote|quoted|quote sent|negotiation
        |negotiation review|negotiations started|negotiating|contract sent|contractsent|proposition|devis
        |devis envoye|proposition envoyee|proposition faite|negociation|en negociation|contrat envoye|offer
        |offer sent|offre|offre envoyee|estimate sent|estimation envoyee|verbal agreement|pending signature
        |attente signature|en attente de signature|proposition commerciale|proposal review|commit|closing
        |angebot|angebot gesendet|verhandlung|propuesta|proposta|negociacion|trattativa|ouvert devis|valide ouvert
        |validee devis ouvert|devis ouvert|en cours de signature|decision""",
    "client": """client|clients|customer|won|closed won|closedwon|win|gagne|gagnee|signed|signe|signee|deal won
        |converted|converti|convertie|contract signed|contrat signe|sold|vendu|active client|ferme gagne
        |cloture gagnee|ferme gagnee|conclu|conclue|fermee gagnee|evangelist|existing customer|paid
        |done deal|transaction gagnee|affaire gagnee|gewonnen|kunde|ganado|vinto|signee a facturer|facture|facturee
        |invoiced|completed|termine|terminee|done|livre|livree|delivered""",
    "parked": """parked|on hold|not now|later|nurturing|nurture|stalled|paused|postponed|en veille|en attente
        |plus tard|pas maintenant|en pause|reporte|reportee|deferred|dormant|snoozed|suspended
        |a relancer plus tard|contact in future|contact later|hold|pausiert|spater|en espera|in pausa|backburner
        |back burner|recycle|recycled|nurturing later|someday|un jour""",
    "lost": """lost|closed lost|closedlost|loss|perdu|perdue|dead|no sale|unqualified|disqualified|not qualified
        |junk|rejected|refuse|refusee|deal lost|closed not converted|ferme perdu|fermee perdue
        |cloture perdue|abandoned|abandonne|abandonnee|not interested|pas interesse|declined|cancelled
        |canceled|annule|annulee|bad fit|sans suite|bad timing|churned|disqualifie|non qualifie
        |transaction perdue|affaire perdue|unsubscribed|junk lead|lost lead|bad lead|spam|deleted|supprime|supprimee
        |removed|archived|archive|archivee|verloren|perdido|perso|closed lost to competition|lost to competition
        |lost to competitor|non signee|non signe|not signed|refuse par le client|no show|ghosted|void|expired|expire
        |inactive|inactif|not a fit|no fit|not a match|inactive lead|dropped|geloscht|abgelehnt|do not contact
        |ne pas contacter|nul|failed""",
}
_STAGE: dict[str, str] = {}
for _key, _words in _WORDS.items():
    for _word in _words.split("|"):
        _STAGE.setdefault(_word.strip(), _key)

_WON = frozenset("1 true yes oui vrai y o x won gagne gagnee client closed won converted".split())
_OPEN = frozenset(
    "0 no non false faux n open opened ouvert ouverte active actif deal live pending nein offen".split()
) | {"in progress", "en cours", "on track"}

_LOSS = {
    "price": "price|prix|too expensive|trop cher|cost|cout|pricing|tarif",
    "competitor": "competitor|concurrent|concurrence|competition|lost to competitor|went with competitor",
    "cancelled": "cancelled|canceled|project cancelled|projet annule|annule|project dropped",
    "timing": "timing|bad timing|mauvais moment|not now|pas maintenant|too late|trop tard",
    "scope": "scope|perimetre|features|missing feature|fonctionnalites|hors perimetre",
    "no_budget": "no budget|pas de budget|budget|sans budget|lost to no budget|no funds",
    "no_answer": "no answer|pas de reponse|no response|unresponsive|ghosted|no contact|sans reponse|no reply",
    "outside_target": "outside target|hors cible|bad fit|not a fit|not qualified|unqualified|junk|wrong target",
}
_TELLING = (
    ("lost", re.compile(r"\b(?:lost|perdue?s?|junk|dead|disqualified|unqualified|verloren|cancell?ed|annulee?)\b")),
    ("parked", re.compile(r"\b(?:on hold|hold|paused?|postponed|later|plus tard|en attente|en pause)\b")),
    ("client", re.compile(r"\b(?:won|gagnee?s?|gewonnen)\b")),
    ("proposal", re.compile(r"\b(?:proposal|proposition|quote|devis|negotiat\w+|negociation|angebot)\b")),
    ("prospect", re.compile(r"\b(?:rdv|rendez vous|meeting)\b")),
    ("lead", re.compile(r"\b(?:relancee?s?|contacted|contactee?s?)\b")),
)
_NOT = re.compile(
    r"\b(?:not|non|no|pas|nicht|never|to be|ready for|a faire|to send|a envoyer|a prendre|a contacter|a relancer)\b"
)
_TELLING_LOSS = (
    ("no_budget", re.compile(r"\bbudget\b")),
    ("price", re.compile(r"\b(?:price|prix|cher|expensive)\b")),
    ("competitor", re.compile(r"\b(?:competitor|competition|concurrente?|concurrence)\b")),
)
_PARTS = re.compile(r"\s*[-–—:(),/]\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
"""HubSpot writes the pipeline behind the stage."""
_LOSS_REASON = {word: key for key, words in _LOSS.items() for word in words.split("|")}


@lru_cache(maxsize=2048)
def guess_stage(text: str) -> str:
    """The key of our default stage that a stage's words mean; empty when they say nothing."""
    key = header_key(text)
    exact = (
        _STAGE.get(key) or _STAGE.get(key.replace(" ", ""), "") or _STAGE.get(header_key(_BRACKETS.sub("", text)), "")
    )
    return exact or _told_end(text) or _told_stage(key)


def _told_stage(key: str) -> str:
    return "" if _NOT.search(key) else next((stage for stage, words in _TELLING if words.search(key)), "")


def _told_end(text: str) -> str:
    """How it ended, from the first part of words that then say why: `Closed Lost - no budget`."""
    first, *why = _PARTS.split(text)
    stage = _told_stage(header_key(first)) if why else ""
    return stage if stage in {"lost", "parked", "client"} else ""


@lru_cache(maxsize=2048)
def guess_state(text: str) -> str:
    """What a column such as "Converted" or Pipedrive's "Status" says: "won", "lost", "parked", "open"; else nothing."""
    key = header_key(text)
    if key in _WON:
        return "won"
    if key in _OPEN:
        return "open"
    return {"client": "won", "lost": "lost", "parked": "parked"}.get(guess_stage(text), "")


@lru_cache(maxsize=2048)
def guess_loss_reason(text: str) -> str:
    """The key of our default loss reason that somebody's words mean; empty when they are their own."""
    key = header_key(text)
    return _LOSS_REASON.get(key, "") or next((reason for reason, words in _TELLING_LOSS if words.search(key)), "")


def loss_reason_within(text: str) -> str:
    """The part of a stage's words that says why: `trop cher` in “Perdu - trop cher”; empty when none does."""
    return next((part for part in _PARTS.split(text)[1:] if guess_loss_reason(part)), "")
