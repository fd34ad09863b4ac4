"""Closed classes of Dutch words that the person shift goes by. Grammar, not content: complete by nature."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


OTHERS = _words(
    """
    alles dat die dit het hij iedereen iemand je men niemand niets ze zij
    """
)
"""Words that are a subject other than the speaker."""

ADDRESSED = _words(
    """
    'k ge gij gijzelf gullie jezelf jij jou jouw jullie k u uw uzelf
    """
)
"""Second person in the user's words: it is not certain who is meant. *je* stays: it is mostly 'one'."""

SUBORDINATORS = _words(
    """
    aangezien als alsof behalve dat die doordat eer hoe hoeveel hoewel indien mits naarmate nadat nu of ofschoon
    omdat opdat sinds tenzij terwijl toen tot totdat voor voordat waar waaraan waarbij waardoor waarin waarmee
    waarnaar waarom waarop waarover waartegen waaruit waarvan waarvoor wanneer wat welk welke wie zoals zodat
    zodra zolang zover
    """
)
"""Words that open a clause with the verb at its end."""

COORDINATORS = _words(
    """
    alleen dan dus en maar of want
    """
)
"""Words that join clauses without changing their order."""

DETERMINERS = _words(
    """
    aan alle als bij dat de deze die dit door drie een eigen elk elke geen genoeg goed goede haar hard het hun
    ieder iedere in m'n meer met mijn minder naar om onder ons onze op over per te tegen tijdens tot twee uit van
    veel via voor wat weinig z'n zijn zo'n zonder
    """
)
"""Words after which a form that could be a verb is a noun."""

PREPOSITIONS = _words(
    """
    aan achter behalve bij boven door in langs met na naar naast namens om onder op over richting rond rondom
    sinds tegen tegenover tot tussen uit van vanuit via volgens voor wegens zonder
    """
)
"""Prepositions."""

ADVERBS = _words(
    """
    al allebei allemaal altijd daar dan echt er erg heel hier niet nog nooit nu ook samen soms steeds te toen vaak
    weer wel weleens zelf zo
    """
) | {""}
"""Words after *ons* that show that it reflects *wij*: 'we vergissen ons vaak'."""

REPORTING = _words(
    """
    antwoordde appte denkt mailde riep roept schreef schrijft vraagt vroeg zeggen zegt zei
    """
)
"""Verbs that introduce somebody's literal words."""

HELPING = _words(
    """
    ben deed doe durf durfde ga ging had heb hoef hoefde kan kon laat liet mag mocht moest moet was werd wil wilde
    word wou zal zou
    """
)
"""Auxiliaries and their like: with one of these in a verb-final clause, it is the finite verb."""

MOSTLY_NOUN = _words(
    """
    angst antwoord app baas bel best blik boek dank droom druk eis feest groei groet haat hoop keer klaar kleur
    klus kook kort kus lach leeg leid lijm loop maal mail meet net oefen open pest plan proef raad reis ruil rust
    ruzie schaal schuld slag sloop spel sport stap start stem steun stil stop straf taak toon val vlucht vlug
    vraag weer werk zorg
    """
)
"""ik-forms that are a noun, adjective or adverb more often than a verb."""

NO_VERB = _words(
    """
    best keer klaar kort leeg mee net open stil vlug voor weer zelf
    """
)
"""ik-forms of rare verbs that before *ik* are always an adverb: 'altijd weer ik'."""

SELF = _words(
    """
    ik m'n me mezelf mij mijn mijne mijzelf mn
    """
)
"""First person singular."""

US = _words(
    """
    ons onszelf onze we wij
    """
)
"""First person plural."""

ONLY_ME = _words(
    """
    ben denk doe durf ga heb merk sta vind voel word zie
    """
)
"""Forms that only *ik* takes and that are never anything else: unclaimed, they show a misread clause."""

STARTS = _words(
    """
    ik we wij hij ze zij het iedereen niemand mijn de er mij me die
    """
)
"""Words that follow a word such as *toen* or *als* when that opens a clause."""

AFTER_ORDER = _words(
    """
    ik je hij ze zij het we wij dat dit iedereen niemand de mijn
    """
)
"""Second words of a sentence that starts with a verb and is no order: 'Denk ik', 'Weet je'."""

LOOSE = _words(
    """
    het dat die wat op aan uit in over door met om
    """
)
"""Determiners and prepositions that as often stand loose before a verb: 'waar ik het over heb'."""

FINITE = _words(
    """
    is heeft kan mag wil moet zal wordt doet gaat komt zit staat ligt laat zijn hebben zou zouden
    """
)
"""Finite forms of others that the verb list holds only under another person."""

YOURS = {
    "mijn": "je",
    "m'n": "je",
    "mn": "je",
    "mijne": "jouwe",
    "mezelf": "jezelf",
    "mijzelf": "jezelf",
    "m'zelf": "jezelf",
    "wij": "jullie",
    "we": "jullie",
    "onze": "jullie",
    "onszelf": "jezelf",
    "ikzelf": "jijzelf",
    "wijzelf": "jullie zelf",
    "me": "je",
}
"""Words that shift the same way wherever they stand."""
