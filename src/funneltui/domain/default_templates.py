"""The messages a new file starts with, in both languages.

They are content, not interface: each is written for people who speak its language, and belongs to the user from
the first day on. One idea, one question and no pressure in each (freelance prospecting practice: teach the cold,
show cases to the warm, make an offer to the hot, and prefer a clear no to silence).
"""

from __future__ import annotations

from funneltui.domain.templates import TemplateSpec

__all__ = ["DEFAULT_TEMPLATES"]


_FIRST_EN = """\
Hello {first_name|},

I came across {organization|your work} through {source}, and I would rather ask than guess: is what I do any use \
to you?

I am a freelancer. I help people in your line of work, usually on short and well-defined jobs. I am not selling \
anything in this message; I only want to know whether the subject is on your mind.

One line is enough for an answer. And if the answer is no, say so and I will not write again: all I have is what \
{source} shows, and I erase it on request.

Kind regards,
{sender}
"""
_FIRST_FR = """\
Bonjour {prénom|},

J'ai découvert {société|votre activité} par {source}, et je préfère poser la question plutôt que de supposer : ce \
que je fais peut-il vous être utile ?

Je travaille en indépendant, sur des missions souvent courtes et bien délimitées. Je n'ai rien à vendre dans ce \
message ; je voudrais seulement savoir si le sujet vous occupe en ce moment.

Une ligne suffit pour répondre. Et si c'est non, dites-le-moi, je ne vous écrirai plus : je n'ai de vous que ce \
que montre {source}, et je l'efface sur simple demande.

Bien à vous,
{expéditeur}
"""
_TEACH_EN = """\
Hello {first_name|},

Three questions come up every time I start with somebody new. I put them here because they are useful even if we \
never work together:

1. What would be different in six months if this were solved?
2. What have you tried already, and why did it stop?
3. Who else will be glad, or annoyed, that it is done?

Whoever can answer the three usually needs half the budget they had in mind.

If one of them gave you pause, write back with your answer: I will tell you honestly how I would go about it.

Kind regards,
{sender}
"""
_TEACH_FR = """\
Bonjour {prénom|},

Trois questions reviennent chaque fois que je commence avec quelqu'un. Je vous les envoie, car elles servent même \
si nous ne travaillons jamais ensemble :

1. Qu'est-ce qui aura changé dans six mois si le problème est réglé ?
2. Qu'avez-vous déjà essayé, et pourquoi cela s'est-il arrêté ?
3. Qui d'autre sera content, ou gêné, que ce soit fait ?

Quand on sait répondre aux trois, on a souvent besoin de deux fois moins de budget que prévu.

Si l'une d'elles vous a fait hésiter, envoyez-moi votre réponse : je vous dirai franchement comment je m'y prendrais.

Bien à vous,
{expéditeur}
"""
_CASE_EN = """\
Hello {first_name|},

What you told me about {title|your project} reminded me of another client. Their situation was close to yours: the \
need was clear, nobody had the time, and two attempts had already been dropped halfway.

We did three things: wrote down what "finished" meant, delivered a first useful piece within two weeks, and \
decided the rest from there. They stopped early, because that first piece was most of what they needed.

I can tell you what it took, what went wrong, and what I would do differently for {organization|you}. Would a \
quarter of an hour this week or next suit you?

Kind regards,
{sender}
"""
_CASE_FR = """\
Bonjour {prénom|},

Ce que vous m'avez dit de {affaire|votre projet} m'a rappelé un autre client. Sa situation ressemblait à la vôtre \
: un besoin clair, personne pour s'en occuper, et deux tentatives déjà abandonnées en chemin.

Nous avons fait trois choses : écrire ce que « terminé » voulait dire, livrer une première partie utile en deux \
semaines, puis décider de la suite. Il s'est arrêté plus tôt que prévu, car cette première partie couvrait \
l'essentiel.

Je peux vous raconter ce que cela a demandé, ce qui a raté, et ce que je ferais autrement pour {société|vous}. Un \
quart d'heure cette semaine ou la suivante vous conviendrait-il ?

Bien à vous,
{expéditeur}
"""
_OFFER_EN = """\
Hello {first_name|},

Thank you for our last exchange. Here is what I propose for {title|your project}:

- what you get: the result we described together, delivered in steps that you approve one by one;
- what it costs: {value}, excluding VAT, with no surprise on the way;
- what I need from you: one person who decides, and an answer within two days when I have a question.

If this fits, answer "yes" and I send you the quote to sign. If something does not, tell me what: it is easier to \
change now than later.

Kind regards,
{sender}
"""
_OFFER_FR = """\
Bonjour {prénom|},

Merci pour notre dernier échange. Voici ce que je vous propose pour {affaire|votre projet} :

- ce que vous obtenez : le résultat décrit ensemble, livré par étapes que vous validez une à une ;
- ce que cela coûte : {montant} HT, sans surprise en route ;
- ce qu'il me faut de votre côté : une personne qui décide, et une réponse sous deux jours quand j'ai une question.

Si cela vous convient, répondez « oui » et je vous envoie le devis à signer. Si quelque chose ne va pas, dites-moi \
quoi : c'est plus facile à changer maintenant que plus tard.

Bien à vous,
{expéditeur}
"""
_PROMOTION_EN = """\
Hello {first_name|},

We are close to starting on {title|your project}, so let me make it easier to decide: until {promotion_until}, the \
code {promotion} applies to the {value} we spoke of.

Nothing else changes: same content, same steps, and you can stop after each of them. After {promotion_until} the \
usual price is back, simply because my calendar fills up.

Shall I put your name down? A "yes" is enough, and a "no" is fine too.

Kind regards,
{sender}
"""
_PROMOTION_FR = """\
Bonjour {prénom|},

Nous sommes près de démarrer sur {affaire|votre projet} ; voici de quoi faciliter la décision : jusqu'au \
{fin_promotion}, le code {promotion} s'applique aux {montant} dont nous avons parlé.

Rien d'autre ne change : même contenu, mêmes étapes, et vous pouvez vous arrêter après chacune. Après le \
{fin_promotion}, le tarif habituel revient, tout simplement parce que mon planning se remplit.

Je vous réserve la place ? Un « oui » suffit, et un « non » me va aussi.

Bien à vous,
{expéditeur}
"""
_PROPOSAL_EN = """\
Hello {first_name|},

You have had my proposal {proposal|} for a few days. I am not writing to hurry you, but to ask what would help you \
decide.

It is usually one of three things: a line that is not clear, a person who still has to see it, or an amount that \
should be spread differently. The first takes me five minutes, the second deserves a short call with them, the \
third can be arranged.

Which one is it for you?

Kind regards,
{sender}
"""
_PROPOSAL_FR = """\
Bonjour {prénom|},

Vous avez ma proposition {proposition|} depuis quelques jours. Je ne vous écris pas pour vous presser, mais pour \
savoir ce qui vous aiderait à décider.

C'est en général l'une de ces trois choses : une ligne qui n'est pas claire, une personne qui doit encore la voir, \
ou un montant à répartir autrement. La première me prend cinq minutes, la deuxième mérite un court appel avec \
elle, la troisième s'arrange.

Laquelle est-ce pour vous ?

Bien à vous,
{expéditeur}
"""
_CLIENT_EN = """\
Hello {first_name|},

How has {title|what we did together} held up since we finished? I like to know whether it still does its job, and \
small repairs are quicker while I remember everything.

I also have some days free in the coming weeks. If something has been waiting on your list, or if you know \
somebody in the same situation as you were, I would be glad to hear about it.

Kind regards,
{sender}
"""
_CLIENT_FR = """\
Bonjour {prénom|},

Comment se porte {affaire|ce que nous avons fait ensemble} depuis la livraison ? J'aime savoir si le résultat \
tient ses promesses, et les petites retouches vont plus vite tant que tout est frais dans ma tête.

Il me reste aussi quelques jours libres dans les semaines qui viennent. Si un sujet attend sur votre liste, ou si \
vous connaissez quelqu'un dans la situation où vous étiez, dites-le-moi.

Bien à vous,
{expéditeur}
"""
_WAKE_EN = """\
Hello {first_name|},

When we last spoke of {title|your project}, the moment was not right, and we said I would come back around now. So \
here I am.

Has anything changed on your side? If the subject is alive again, I suggest a short call to see what is still true \
of what we wrote down. If it is not, tell me whether I should ask again in a few months or let it go.

Kind regards,
{sender}
"""
_WAKE_FR = """\
Bonjour {prénom|},

La dernière fois que nous avons parlé de {affaire|votre projet}, ce n'était pas le moment, et nous avions convenu \
que je reviendrais vers vous à cette période. Me voici.

Les choses ont-elles changé de votre côté ? Si le sujet est de nouveau d'actualité, je vous propose un court appel \
pour voir ce qui reste vrai de ce que nous avions noté. Sinon, dites-moi si je dois reposer la question dans \
quelques mois ou en rester là.

Bien à vous,
{expéditeur}
"""
_CLEAR_EN = """\
Hello {first_name|},

I have written a few times about {title|your project} and I do not want to become a nuisance. May I ask for a \
clear yes or no?

- Yes: we fix a date and go on.
- No: that is a perfectly good answer. I close the file and thank you for your time.
- Not now: give me a month and I will come back then, not before.

One word is enough.

Kind regards,
{sender}
"""
_CLEAR_FR = """\
Bonjour {prénom|},

Je vous ai écrit plusieurs fois au sujet de {affaire|votre projet} et je ne voudrais pas devenir pénible. Puis-je \
vous demander un oui ou un non ?

- Oui : nous fixons une date et nous avançons.
- Non : c'est une très bonne réponse. Je referme le dossier et vous remercie de votre temps.
- Pas maintenant : donnez-moi un mois, je reviendrai à ce moment-là, pas avant.

Un mot suffit.

Bien à vous,
{expéditeur}
"""
_LAST_EN = """\
Hello {first_name|},

I have had no news about {title|your project}, and I take it that the moment is not right. This is my last message \
on the subject: I am closing the file on my side.

Should it come back one day, answer this message and we start from where we were; nothing you told me will be \
lost. Until then, I wish you all the best with it.

Kind regards,
{sender}
"""
_LAST_FR = """\
Bonjour {prénom|},

Je n'ai pas eu de nouvelles au sujet de {affaire|votre projet}, et j'en conclus que ce n'est pas le moment. C'est \
mon dernier message à ce propos : je referme le dossier de mon côté.

Si le sujet revient un jour, répondez à ce message et nous repartirons d'où nous en étions ; rien de ce que vous \
m'avez dit ne sera perdu. D'ici là, je vous souhaite une belle réussite.

Bien à vous,
{expéditeur}
"""

DEFAULT_TEMPLATES: tuple[TemplateSpec, ...] = (
    TemplateSpec(
        "first", "en", "First message", "A question about {organization|your work}", _FIRST_EN, "cold", "suspect"
    ),
    TemplateSpec(
        "first", "fr", "Premier message", "Une question sur {société|votre activité}", _FIRST_FR, "cold", "suspect"
    ),
    TemplateSpec("teach", "en", "Something useful", "Three questions worth asking first", _TEACH_EN, "cold"),
    TemplateSpec("teach", "fr", "Un contenu utile", "Trois questions à se poser avant de commencer", _TEACH_FR, "cold"),
    TemplateSpec("case", "en", "Case study", "How somebody in your situation went about it", _CASE_EN, "warm"),
    TemplateSpec("case", "fr", "Étude de cas", "Comment un client dans votre situation s'y est pris", _CASE_FR, "warm"),
    TemplateSpec("offer", "en", "Offer", "My offer for {title|your project}", _OFFER_EN, "hot"),
    TemplateSpec("offer", "fr", "Offre", "Mon offre pour {affaire|votre projet}", _OFFER_FR, "hot"),
    TemplateSpec(
        "promotion",
        "en",
        "Offer with a promotion",
        "{title|Your project}: {promotion} until {promotion_until}",
        _PROMOTION_EN,
        "hot",
    ),
    TemplateSpec(
        "promotion",
        "fr",
        "Offre avec promotion",
        "{affaire|Votre projet} : {promotion} jusqu'au {fin_promotion}",
        _PROMOTION_FR,
        "hot",
    ),
    TemplateSpec("proposal", "en", "After the proposal", "What would help you decide?", _PROPOSAL_EN, stage="proposal"),
    TemplateSpec(
        "proposal",
        "fr",
        "Relance de la proposition",
        "Qu'est-ce qui vous aiderait à décider ?",
        _PROPOSAL_FR,
        stage="proposal",
    ),
    TemplateSpec("client", "en", "News from a client", "How is {title|our work} doing?", _CLIENT_EN, stage="client"),
    TemplateSpec(
        "client",
        "fr",
        "Nouvelles d'un client",
        "Comment se porte {affaire|notre travail} ?",
        _CLIENT_FR,
        stage="client",
    ),
    TemplateSpec("wake", "en", "Back as agreed", "As agreed: {title|your project}", _WAKE_EN, stage="parked"),
    TemplateSpec("wake", "fr", "Retour convenu", "Comme convenu : {affaire|votre projet}", _WAKE_FR, stage="parked"),
    TemplateSpec(
        "clear",
        "en",
        "A clear yes or no",
        "{title|Your project}: a yes or a no?",
        _CLEAR_EN,
        purpose="clear_answer",
    ),
    TemplateSpec(
        "clear",
        "fr",
        "Un oui ou un non",
        "{affaire|Votre projet} : oui ou non ?",
        _CLEAR_FR,
        purpose="clear_answer",
    ),
    TemplateSpec(
        "last", "en", "Last message", "I am closing the file on {title|your project}", _LAST_EN, purpose="last_message"
    ),
    TemplateSpec(
        "last",
        "fr",
        "Dernier message",
        "Je referme le dossier {affaire|de votre projet}",
        _LAST_FR,
        purpose="last_message",
    ),
)
"""One of each for every language, in the order the list shows them."""
