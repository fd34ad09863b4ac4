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

GENERAL = _words(
    """
    als daar hier waar waarin waarop wanneer zodra
    """
)
"""Words beside which *je* is 'one': 'Je kunt hier niks zeggen'."""

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
    antwoord antwoordde appte bedacht dacht dachten denk denken denkt gezegd hoor hoorde mailde riep riepen roep roept
    schreef schrijft voel voelde vraag vraagt vroeg vroegen zeg zeggen zegt zei zeiden
    """
)
"""Verbs that introduce somebody's literal words."""

ASKING = _words(
    """
    hoe hoelang hoeveel waar waaraan waarbij waardoor waarin waarmee waarnaar waarom waarop waarover waarvan waarvoor
    wanneer wat welk welke wie
    """
)
"""Words that open a question when the verb comes right behind them."""

SEVERAL = _words("alle allemaal beide de die drie hun jullie mensen mijn onze sommige twee veel vier we wij ze zij")
"""Words that may introduce a plural subject."""

OURS = _words(
    """
    aandeel bedrijf beleid best budget contract doel eigen geld gelijk gezicht hele hoofd huis kantoor mt oude overleg
    plan project punt team uiterste verhaal voorstel werk
    """
)
"""Words behind which *ons* is 'our' and not 'ourselves': 'we doen ons best'."""

DEGREE = _words("erg heel hoe te vrij wat zo")
"""Words behind which *laat* is no verb."""

WISHES = _words("had kon mocht was wist zat")
"""Verbs that open a wish with *maar*: 'Had ik maar'."""

HELPING = _words(
    """
    ben deed doe durf durfde ga ging had heb hoef hoefde kan kon laat liet mag mocht moest moet was werd wil wilde
    word wou zal zou
    """
)
"""Auxiliaries and their like: with one of these in a verb-final clause, it is the finite verb."""

NO_FORM = _words(
    """
    aandacht achterlijk afscheid bijzonder binnenkort buitenspel cijfer diep dik dip doel doof doordacht dun eer
    eigen geld gelijk gevoel gister goedkoop grootmoedig hard heel hel hol hoogmoedig hooguit indien jammer jouw
    kamp kanker klaar koel land link loon meer meestal men min minder nadeel nagedacht nek neus nodig onderuit
    oog openlijk oprecht overhoop overstuur pers plek plezier ploeg rijp roer ronduit rooster ruis scherm scherp
    school schrap snel som spits spoed standaard standplaats sterk stijf stroom tafel toeval troef vier vlag
    vlak voluit voordeel voorkeur voortaan vooruit vrij vrijuit waaruit warm weer wijsneus ziek zoekvraag zon
    zuiver zwak
    """
)
"""ik-forms of verbs that nobody writes; as words they are something else."""

MOSTLY_NOUN = _words(
    """
    aandeel aanleg aanpak aanval aanvang aanvraag achtergrond afkeer afloop afschuw angst antwoord app baas beet
    begin bel beroep best bestuur bewijs bezoek blik bloed boek bond brand coach dank dans deal deel droog droom
    druk eis erger feest fiets film gebruik gesprek grens groei groet haast haat handel hoop huur inbreng indruk
    inhoud inkoop invoer inzet kaart keer kleur klik klus knap knoop kook koop kop kort kus kwijt lach last leeg
    leid lijm loop los maal mail meet mis nadruk net oefen omvang omzet onderdeel onderzoek ontwerp oordeel open
    opvang opzet overleg overstap pas pest plaats plak plan post preek prijs prik proef raad raak raam recht
    regel reis rem roep rol rond rondvraag rouw ruil rust ruzie schaal schets schijn school schrik schuld slag
    sloop smaak snoep speech spel spiegel spijt spoor sport stap start stel stem steun stil stoel stop storm
    straf strijd stuur taak tegenzin teken terugblik toets toon top trap trek twijfel uit uitleg uitvlucht val
    vast verdriet verhaal verkoop verlies verloop verraad verschil vertrek verzet verzoek vis vlucht vlug
    voorbehoud voorbereid voorstel vorm vraag vrees vuur week wens werk win wind wissel wond wrong zak zegen zin
    zonder zorg
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

AFTER_ORDER = _words("dat eens er ermee gewoon haar hem het maar me mij niet nou ze")
"""Words that make an order of a word that is mostly a noun: 'Vraag het mij niet', 'Stop ermee'."""

BEFORE_SOFT_BUT = _words("alleen dan gewoon het ik niet nog ook toch wat zo")
"""Words behind which *maar* is 'just' or 'only' rather than 'but'."""

STARTS = _words(
    """
    ik we wij hij ze zij het iedereen niemand mijn de er mij me die je jullie
    """
)
"""Words that follow a word such as *toen* or *als* when that opens a clause."""

AFTER_VERB = _words(
    """
    hij iedereen ik je jij jullie men niemand we wij ze zij
    """
)
"""Subjects that stand behind the verb in a sentence that starts with its verb."""

WEAK = _words("elk genoeg goed hard meer minder te veel weinig")
"""Determiners that are as often an adverb: 'niemand meer aankijk'."""

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

COMMON = (
    _words(
        """
        achteraf al alleen altijd daar daarna deze dinsdag donderdag dus eerlijk eerst eigenlijk elk elke er gewoon
        gisteren hier ieder iedere ineens jij jou jouw jullie maandag misschien morgen natuurlijk nooit ooit ook 't
        sindsdien soms straks thuis toch vaak vanaf vandaag vanmorgen vlak volgende vorige vrijdag vroeger weer werken
        woensdag zaterdag zelfs zondag
        """
    )
    | OTHERS
    | SUBORDINATORS
    | DETERMINERS
    | PREPOSITIONS
)
"""Words that are no name and so lose their capital behind a colon."""
