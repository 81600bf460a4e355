"""The messages a new file starts with, in both languages.

They are content, not interface: each is written for people who speak its language, and belongs to the user from
the first day on. One idea, one question and no pressure in each (freelance prospecting practice: teach the cold,
show cases to the warm, make a proposal to the hot, and prefer a clear no to silence). A source, and the title of a
deal, come after a colon: they are somebody's own words, which fit into no sentence.
"""

from __future__ import annotations

import re

from funneltui.domain.templates import TemplateSpec

_FIRST_EN = """\
Hi {first_name|there},

I found your details here: {source}. {pitch}

Is this something you are looking into at the moment? A one-line reply is plenty.

If not, just tell me: I won't write again, and I'll delete your details.

Best regards,
{sender}
"""
_FIRST_FR = """\
Bonjour,

J'ai trouvé vos coordonnées ici : {source}. {métier}

Est-ce un sujet pour vous en ce moment ? Une ligne suffit pour me répondre.

Sinon, dites-le-moi simplement : je ne vous écrirai plus et je supprimerai vos coordonnées.

Bien cordialement,
{expéditeur}
"""
_TEACH_EN = """\
Hello {first_name|},

Three questions come up every time I start a project. Here they are, because they are useful even if we never work \
together:

1. What would be different in six months if this were solved?
2. What have you tried already, and why did it stop?
3. Who else will be glad, or annoyed, when it is done?

With these three answers, a project usually starts faster. If one of them makes you stop and think, reply with your \
answer and I'll tell you how I would approach it.

Best regards,
{sender}
"""
_TEACH_FR = """\
Bonjour {prénom|},

Trois questions reviennent chaque fois que je commence une mission. Je vous les envoie, car elles sont utiles même \
si nous ne travaillons jamais ensemble :

1. Qu'est-ce qui aura changé dans six mois si le problème est réglé ?
2. Qu'avez-vous déjà essayé, et pourquoi cela s'est-il arrêté ?
3. Qui d'autre sera content, ou gêné, que ce soit fait ?

Avec ces trois réponses, un projet démarre plus vite. Si l'une d'elles vous fait hésiter, envoyez-moi votre \
réponse : je vous dirai comment je m'y prendrais.

Bien cordialement,
{expéditeur}
"""
_CASE_EN = """\
Hello {first_name|},

What you told me about your project reminded me of another client. {case}

I can tell you what it took, what went wrong, and what I'd do differently for you. Do you have 15 minutes this week \
or next?

Best regards,
{sender}
"""
_CASE_FR = """\
Bonjour {prénom|},

Ce que vous m'avez dit de votre projet m'a rappelé un autre client. {cas}

Je peux vous raconter ce que cela a demandé, ce qui a coincé et ce que je ferais autrement pour vous. Auriez-vous un \
quart d'heure cette semaine ou la suivante ?

Bien cordialement,
{expéditeur}
"""
_OFFER_EN = """\
Hello {first_name|},

Thanks for our last conversation. Here is my proposal for your project:

- what you get: the result we discussed, delivered in stages you approve;
- the price: {value}, no hidden costs;
- what I need: one decision-maker, and answers within two days.

If this works for you, reply "yes" and I'll send the quote to sign. If something doesn't, tell me what: it's easier \
to change now.

Best regards,
{sender}
"""
_OFFER_FR = """\
Bonjour {prénom|},

Merci pour notre dernier échange. Voici ma proposition pour votre projet :

- ce que vous obtenez : le résultat défini ensemble, livré par étapes que vous validez ;
- le prix : {montant}, sans frais cachés ;
- ce qu'il me faut : un interlocuteur qui décide, et des réponses sous deux jours.

Si cela vous convient, répondez « oui » et je vous envoie le devis à signer. Sinon, dites-moi ce qui ne va pas : \
c'est plus facile à changer maintenant.

Bien cordialement,
{expéditeur}
"""
_PROMOTION_EN = """\
Hello {first_name|},

We are close to starting on your project, so let me make it easier to decide: until {promotion_until}, the code \
{promotion} applies to the {value} we discussed.

Nothing else changes: same content, same stages, and you can stop after each of them. After {promotion_until} the \
usual price is back, simply because my calendar fills up.

Shall I hold the slot for you? A "yes" is enough, and a "no" is fine too.

Best regards,
{sender}
"""
_PROMOTION_FR = """\
Bonjour {prénom|},

Nous sommes près de démarrer votre projet ; voici de quoi faciliter la décision : jusqu'au {fin_promotion}, le code \
{promotion} s'applique au montant convenu, {montant}.

Rien d'autre ne change : même contenu, mêmes étapes, et vous pouvez vous arrêter après chacune. Après le \
{fin_promotion}, le tarif habituel revient, simplement parce que mon planning se remplit.

Je vous réserve le créneau ? Un « oui » suffit, et un « non » me va aussi.

Bien cordialement,
{expéditeur}
"""
_PROPOSAL_EN = """\
Hello {first_name|},

I sent you my proposal {proposal|} a few days ago. No rush: what would help you decide?

It is usually one of three things: a line that isn't clear, a person who still has to see it, or an amount that \
should be spread differently. The first takes me five minutes, the second deserves a short call with them, the \
third can be arranged.

Which one is it for you?

Best regards,
{sender}
"""
_PROPOSAL_FR = """\
Bonjour {prénom|},

Vous avez ma proposition {proposition|} depuis quelques jours. Rien ne presse : qu'est-ce qui vous aiderait à \
décider ?

C'est en général l'une de ces trois choses : une ligne qui n'est pas claire, une personne qui doit encore la voir, \
ou un montant à répartir autrement. La première me prend cinq minutes, la deuxième mérite un court appel avec \
elle, la troisième s'arrange.

Qu'en est-il pour vous ?

Bien cordialement,
{expéditeur}
"""
_CLIENT_EN = """\
Hello {first_name|},

How has our last project held up since we finished? I'd like to know it still does its job; small fixes are quicker \
while it's fresh in my mind.

I also have some days free in the coming weeks. If something has been waiting on your list, or if you know someone \
in the same situation as you were, I would be glad to hear about it.

Best regards,
{sender}
"""
_CLIENT_FR = """\
Bonjour {prénom|},

Comment se porte notre dernier projet depuis la livraison ? J'aime savoir si le résultat tient ses promesses, et les \
petites retouches vont plus vite tant que tout est frais dans ma tête.

Il me reste aussi quelques jours libres dans les semaines qui viennent. Si un sujet attend sur votre liste, ou si \
vous connaissez quelqu'un dans la situation où vous étiez, dites-le-moi.

Bien cordialement,
{expéditeur}
"""
_WAKE_EN = """\
Hello {first_name|},

When we last spoke about your project, the timing wasn't right, and we agreed that I would come back to you around \
now. So here I am.

Has anything changed on your side? If it's back on the table, how about a short call to see where things stand? If \
not, tell me whether I should ask again in a few months or leave it there.

Best regards,
{sender}
"""
_WAKE_FR = """\
Bonjour {prénom|},

La dernière fois que nous avons parlé de votre projet, ce n'était pas le moment, et nous avions convenu que je \
reviendrais vers vous à cette période. Me voici.

Les choses ont-elles changé de votre côté ? Si le sujet est de nouveau d'actualité, je vous propose un court appel \
pour refaire le point. Sinon, dites-moi si je dois reposer la question dans quelques mois ou en rester là.

Bien cordialement,
{expéditeur}
"""
_CLEAR_EN = """\
Hello {first_name|},

I have written a few times about your project, and I don't want to pester you. Could you give me a clear yes or no?

- Yes: we set a date and go ahead.
- No: that is a perfectly good answer. I'll close the file, and thank you for your time.
- Not now: give me a month and I'll come back then, not before.

One word is enough.

Best regards,
{sender}
"""
_CLEAR_FR = """\
Bonjour {prénom|},

Je vous ai écrit plusieurs fois au sujet de votre projet et je ne voudrais pas être insistant. Pouvez-vous me \
répondre par un oui ou un non ?

- Oui : nous fixons une date et nous avançons.
- Non : c'est une très bonne réponse. Je referme le dossier et vous remercie de votre temps.
- Pas maintenant : donnez-moi un mois, je reviendrai à ce moment-là, pas avant.

Un mot suffit.

Bien cordialement,
{expéditeur}
"""
_LAST_EN = """\
Hello {first_name|},

I haven't heard back about your project, so I assume the timing isn't right. This is my last message about it: I'm \
closing the file on my side.

If it comes up again one day, just reply and we'll pick up where we left off; nothing you told me will be lost. \
Until then, I wish you all the best with it.

Best regards,
{sender}
"""
_LAST_FR = """\
Bonjour {prénom|},

Je n'ai pas eu de nouvelles au sujet de votre projet, et j'en conclus que ce n'est pas le moment. C'est mon dernier \
message à ce propos : je referme le dossier de mon côté.

Si le sujet revient un jour, répondez à ce message et nous reprendrons là où nous en étions ; rien de ce que vous \
m'avez dit ne sera perdu. D'ici là, je vous souhaite une belle réussite.

Bien cordialement,
{expéditeur}
"""


def _french(text: str) -> str:
    """The text as French is set: typographic apostrophes, and no line break before a high sign or inside « »."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text.replace("'", "\u2019"))


def _both(
    key: str, english: tuple[str, str, str], french: tuple[str, str, str], **traits: str
) -> tuple[TemplateSpec, TemplateSpec]:
    """A message in both languages, each given by its name, its subject and its text."""
    return TemplateSpec(key, "en", *english, **traits), TemplateSpec(key, "fr", *map(_french, french), **traits)


DEFAULT_TEMPLATES: tuple[TemplateSpec, ...] = (
    *_both(
        "first",
        ("First message", "A question about {organization|your work}", _FIRST_EN),
        ("Premier message", "Une question pour {société|vous}", _FIRST_FR),
        temperature="cold",
        stage="suspect",
    ),
    *_both(
        "teach",
        ("Useful questions", "Three questions worth asking first", _TEACH_EN),
        ("Questions utiles", "Trois questions à se poser avant de commencer", _TEACH_FR),
        temperature="cold",
    ),
    *_both(
        "case",
        ("Case study", "How a client in your situation went about it", _CASE_EN),
        ("Étude de cas", "Comment un client dans votre situation s'y est pris", _CASE_FR),
        temperature="warm",
    ),
    *_both(
        "offer",
        ("Proposal", "My proposal: {title|your project}", _OFFER_EN),
        ("Proposition", "Ma proposition : {affaire|votre projet}", _OFFER_FR),
        temperature="hot",
    ),
    *_both(
        "promotion",
        ("Proposal with a promotion", "{title|Your project}: {promotion} until {promotion_until}", _PROMOTION_EN),
        (
            "Proposition avec promotion",
            "{affaire|Votre projet} : {promotion} jusqu'au {fin_promotion}",
            _PROMOTION_FR,
        ),
        temperature="hot",
    ),
    *_both(
        "proposal",
        ("After the proposal", "What would help you decide?", _PROPOSAL_EN),
        ("Relance de la proposition", "Qu'est-ce qui vous aiderait à décider ?", _PROPOSAL_FR),
        stage="proposal",
    ),
    *_both(
        "client",
        ("Check in with a client", "Checking in: {title|our last project}", _CLIENT_EN),
        ("Prendre des nouvelles d'un client", "Des nouvelles : {affaire|notre dernier projet}", _CLIENT_FR),
        stage="client",
    ),
    *_both(
        "wake",
        ("Following up as agreed", "As agreed: {title|your project}", _WAKE_EN),
        ("Reprise comme convenu", "Comme convenu : {affaire|votre projet}", _WAKE_FR),
        stage="parked",
    ),
    *_both(
        "clear",
        ("A clear yes or no", "{title|Your project}: a yes or a no?", _CLEAR_EN),
        ("Un oui ou un non", "{affaire|Votre projet} : oui ou non ?", _CLEAR_FR),
        purpose="clear_answer",
    ),
    *_both(
        "last",
        ("Last message", "Closing the file: {title|your project}", _LAST_EN),
        ("Dernier message", "Votre projet : je referme le dossier", _LAST_FR),
        purpose="last_message",
    ),
)
"""One of each for every language, in the order the list shows them."""
