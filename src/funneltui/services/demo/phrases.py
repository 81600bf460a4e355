"""What people write and say in the demo, wherever no story of their own is told."""

from __future__ import annotations

from funneltui.services.demo.script import Text

__all__ = [
    "ACCEPTED",
    "AFTERWARDS",
    "DISCOVERY",
    "EVIDENCE",
    "FOLLOW_UPS",
    "LOSSES",
    "NEXT_STEPS",
    "OPENERS",
    "PARKED_REPLIES",
    "QUOTES_SENT",
    "QUOTE_REPLIES",
    "REPLIES",
    "SOURCES",
    "TAGS",
    "THANKS",
]

SOURCES: dict[str, Text] = {
    "linkedin": Text("LinkedIn", "LinkedIn"),
    "blog": Text("Blog comment", "Commentaire du blog"),
    "form": Text("Website form", "Formulaire du site"),
    "list": Text("Bought list", "Liste achetée"),
    "fair": Text("Trade fair", "Salon"),
    "referral": Text("Referral", "Recommandation"),
    "newsletter": Text("Newsletter", "Infolettre"),
    "coworking": Text("Coworking", "Coworking"),
    "client": Text("Former client", "Ancien client"),
}

TAGS: dict[str, Text] = {
    "video": Text("video", "vidéo"),
    "web": Text("web", "web"),
    "charity": Text("charity", "association"),
    "startup": Text("startup", "startup"),
    "shop": Text("shop", "commerce"),
    "craft": Text("craft", "artisanat"),
    "training": Text("training", "formation"),
    "culture": Text("culture", "culture"),
    "public": Text("public sector", "secteur public"),
}

OPENERS: dict[str, tuple[tuple[str, Text], ...]] = {
    "linkedin": (
        (
            "social",
            Text(
                "Hello after connecting, nothing to sell: asked what they are working on",
                "Petit mot après la mise en relation, sans rien vendre : demandé sur quoi ils travaillent",
            ),
        ),
        (
            "social",
            Text(
                "Thanked them for the like on the editing post, asked one question",
                "Remercié pour le j'aime sous l'article montage, posé une question",
            ),
        ),
    ),
    "blog": (
        (
            "social",
            Text("Answered the comment and sent the whole guide", "Répondu au commentaire et envoyé le guide complet"),
        ),
    ),
    "form": (
        (
            "call",
            Text(
                "Called within the hour: voicemail, left two times",
                "Appelé dans l'heure : répondeur, laissé deux créneaux",
            ),
        ),
        (
            "email",
            Text(
                "Answered with three questions and one film like theirs",
                "Répondu avec trois questions et un film proche du leur",
            ),
        ),
    ),
    "list": (
        (
            "email",
            Text(
                "First e-mail of the campaign, with where their address came from",
                "Premier e-mail de la campagne, avec l'origine de leur adresse",
            ),
        ),
    ),
    "fair": (
        (
            "email",
            Text(
                "Sent the picture taken at the stand, as promised", "Envoyé la photo prise sur le stand, comme promis"
            ),
        ),
    ),
    "referral": (
        (
            "call",
            Text(
                "Called on the advice of a common friend: “Call me next week”",
                "Appel sur le conseil d'un ami commun : « Rappelez la semaine prochaine »",
            ),
        ),
    ),
    "newsletter": (
        ("email", Text("Asked what they thought of the last issue", "Demandé ce qu'ils ont pensé du dernier numéro")),
    ),
    "coworking": (
        (
            "meeting",
            Text(
                "Talked by the coffee machine; will send two examples",
                "Discuté à la machine à café ; j'envoie deux exemples",
            ),
        ),
    ),
    "client": (
        ("call", Text("Called for news of the last film", "Appelé pour prendre des nouvelles du dernier film")),
    ),
}

FOLLOW_UPS: tuple[tuple[str, Text, bool], ...] = (
    (
        "email",
        Text(
            "Second message: the case study of a similar organization",
            "Deuxième message : l'étude de cas d'une structure comparable",
        ),
        True,
    ),
    ("call", Text("Voicemail, left a short message", "Répondeur, laissé un court message"), False),
    ("call", Text("Switchboard: in a meeting, call after 5 p.m.", "Standard : en réunion, rappeler après 17 h"), False),
    ("email", Text("Sent two ideas for their home page", "Envoyé deux idées pour leur page d'accueil"), True),
    ("email", Text("Short reminder with one clear question", "Relance courte avec une seule question"), False),
    ("event", Text("Invited to the open studio morning", "Invitation à la matinée portes ouvertes du studio"), True),
    ("social", Text("Congratulated them on the new premises", "Félicité pour les nouveaux locaux"), False),
)

REPLIES: tuple[Text, ...] = (
    Text(
        "“Good timing, we talked about it this week. Call me on Thursday?”",
        "« Ça tombe bien, on en parlait cette semaine. Vous m'appelez jeudi ? »",
    ),
    Text("“Interesting. What would it cost, roughly?”", "« Intéressant. Ça coûterait combien, à peu près ? »"),
    Text(
        "“Thank you for the guide, very clear. We have a project”",
        "« Merci pour le guide, très clair. Nous avons un projet »",
    ),
    Text(
        "“I saw your film for the bakery. The same spirit would suit us”",
        "« J'ai vu votre film pour la boulangerie. Le même esprit nous irait »",
    ),
    Text("“Not sure yet, but let us talk”", "« Pas encore sûrs, mais parlons-en »"),
)

DISCOVERY: tuple[tuple[str, Text], ...] = (
    (
        "call",
        Text(
            "45 minutes: aims, audience, date. They talk, I take notes",
            "45 minutes : objectifs, public, date. Ils parlent, je note",
        ),
    ),
    (
        "meeting",
        Text("Coffee at their place: met the team, saw the rooms", "Café chez eux : rencontré l'équipe, vu les lieux"),
    ),
    (
        "call",
        Text(
            "Went through the grid together, agreed on the next step",
            "Parcouru la grille ensemble, convenu de la suite",
        ),
    ),
)

EVIDENCE: dict[str, tuple[Text, ...]] = {
    "fit": (
        Text("sells with pictures and has none", "vend par l'image et n'en a pas"),
        Text("same size and trade as my best clients", "même taille et même métier que mes meilleurs clients"),
        Text("already pays for communication", "paie déjà pour sa communication"),
    ),
    "intent": (
        Text("asked for a price and a date", "a demandé un prix et une date"),
        Text("compares two quotes this month", "compare deux devis ce mois-ci"),
    ),
    "authority": (
        Text("signs the quotes", "signe les devis"),
        Text("decides with one partner, who agrees", "décide avec un associé, qui est d'accord"),
    ),
    "budget": (
        Text("a line is in this year's budget", "une ligne est au budget de l'année"),
        Text("“around that” when told the range", "« dans ces eaux-là » à l'annonce de la fourchette"),
    ),
    "urgency": (
        Text("must be online before the season", "doit être en ligne avant la saison"),
        Text("date of the event is fixed", "la date de l'événement est fixée"),
    ),
    "motivation": (
        Text("a competitor has a film now", "un concurrent a son film"),
        Text("was told about me twice", "on lui a parlé de moi deux fois"),
    ),
}

QUOTES_SENT: tuple[Text, ...] = (
    Text("Sent the quote: two options, valid 30 days", "Envoyé le devis : deux options, valable 30 jours"),
    Text("Sent the quote with the shooting schedule", "Envoyé le devis avec le plan de tournage"),
)
QUOTE_REPLIES: tuple[Text, ...] = (
    Text("“Received, I show it to the board on Monday”", "« Bien reçu, je le présente au bureau lundi »"),
    Text("“Can we pay in three instalments?”", "« Peut-on payer en trois fois ? »"),
    Text("“The second option, without the drone?”", "« La deuxième option, sans le drone ? »"),
)
ACCEPTED: tuple[Text, ...] = (
    Text("“It is a yes. The signed quote is attached”", "« C'est oui. Le devis signé est en pièce jointe »"),
    Text("Signed on the spot, deposit invoice to send", "Signé sur place, facture d'acompte à envoyer"),
)
AFTERWARDS: tuple[Text, ...] = (
    Text("Delivered, asked for a testimonial", "Livré, demandé un témoignage"),
    Text("Sent the short version for social networks as a present", "Offert la version courte pour les réseaux"),
)
THANKS: tuple[Text, ...] = (
    Text(
        "“Everybody loves it. We show it at the general meeting”",
        "« Tout le monde adore. On le montre à l'assemblée générale »",
    ),
    Text("“Three calls since it is online, thank you”", "« Trois appels depuis la mise en ligne, merci »"),
)

LOSSES: dict[str, Text] = {
    "price": Text("“Somebody does it for a third less. Sorry”", "« Quelqu'un le fait un tiers moins cher. Désolé »"),
    "competitor": Text("“We stay with our agency after all”", "« Nous restons finalement avec notre agence »"),
    "cancelled": Text(
        "“The project is dropped, the director has left”", "« Le projet est abandonné, le directeur est parti »"
    ),
    "timing": Text("“Not this year, we move house first”", "« Pas cette année, on déménage d'abord »"),
    "no_answer": Text(
        "Last message sent: yes, no or not now? Nothing since",
        "Dernier message : oui, non ou pas maintenant ? Rien depuis",
    ),
    "no_budget": Text("“The grant was refused”", "« La subvention a été refusée »"),
    "scope": Text("“We need live streaming too, every week”", "« Il nous faut aussi du direct, chaque semaine »"),
}

PARKED_REPLIES: tuple[Text, ...] = (
    Text(
        "“Not now. Call me when the works are over”", "« Pas maintenant. Rappelez-moi quand les travaux seront finis »"
    ),
    Text(
        "“The budget is voted next quarter, let us talk then”",
        "« Le budget est voté le trimestre prochain, parlons-en alors »",
    ),
)

NEXT_STEPS: dict[str, tuple[tuple[str, Text], ...]] = {
    "suspect": (("", Text("look at their site", "regarder leur site")),),
    "lead": (
        ("email", Text("second message", "deuxième message")),
        ("call", Text("call", "appeler")),
        ("email", Text("send the case study", "envoyer l'étude de cas")),
    ),
    "prospect": (
        ("call", Text("call back", "rappeler")),
        ("meeting", Text("book the scouting visit", "caler le repérage")),
        ("", Text("write the quote", "rédiger le devis")),
    ),
    "proposal": (
        ("call", Text("call about the quote", "appeler au sujet du devis")),
        ("email", Text("ask for the yes", "demander le oui")),
    ),
    "client": (
        ("email", Text("ask for a testimonial", "demander un témoignage")),
        ("", Text("invoice the balance", "facturer le solde")),
        ("meeting", Text("coffee: the next project", "café : le prochain projet")),
    ),
    "parked": (("call", Text("take news", "prendre des nouvelles")),),
}
