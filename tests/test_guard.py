"""Facts about the guard: what a composed reply may not do, and the near-misses that it may.

The tables were written before the rules. Run: python -m pytest tests/test_guard.py
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.strictyaml import parse_yaml
from assistant.errors import ContentError
from assistant.guard import check_question, check_reply
from assistant.guard.content import GuardRules

USER = "Ik ben moe van mijn baas. Hij is onbetrouwbaar. Ik moet morgen het team vertellen dat Piet weggaat."
TEAM = (
    "Ons MT neemt nooit een besluit. Jan praat door iedereen heen en ik zeg er niks van. Ik vind hem egoïstisch. "
    "Ik ben gefrustreerd. Ik moet volgende week mijn jaarplan verdedigen bij de raad. "
    "Misschien moet ik gewoon opstappen."
)

# Replies to USER, parted by a bar or a new line.
BREACHES = {
    "OORDEEL_POS": """Wat knap dat je dit vertelt. | Goed dat je dit zegt. | Dat is dapper van je.
Mooi dat je hierover nadenkt.
Je hebt dat goed gedaan. | Dat is een goed inzicht. | Wat fijn dat je dit deelt. | Daar mag je trots op zijn.
Je bent een goede leidinggevende. | Sterk dat je dit onder ogen ziet. | Je zegt moedig wat je denkt.
Prima aanpak. | Je toont veel zelfinzicht. | Bedankt voor je openheid.""",
    "OORDEEL_NEG": """Hij is onbetrouwbaar. | Dat is niet egoïstisch. | Je bent te streng voor jezelf.
Dat was niet slim van je.
Je baas gedraagt zich onprofessioneel. | Jammer dat je niets zei. | Een goede leider luistert eerst.
In een team hoort iedereen mee te doen. | Je bent geen slechte leidinggevende.
Eerlijkheid is altijd belangrijk. | Dat is onaanvaardbaar gedrag. | Je had dat niet moeten doen.
Waarom ben je zo koppig? | Wat vervelend voor je. | Opstappen is geen oplossing.""",
    "PARTIJ": """Je hebt gelijk. | Je boosheid is terecht. | Het is begrijpelijk dat je moe bent.
Logisch dat je moe bent.
Dat had hij niet mogen zeggen. | Het ligt aan je baas. | Ik ben het met je eens. | Daar kun jij niets aan doen.
Het is de schuld van je baas. | Ik sta achter je. | Je zegt terecht dat hij onbetrouwbaar is.
Ik snap helemaal dat je moe bent.""",
    "ADVIES": """Je zou met hem kunnen praten. | Misschien kun je een gesprek aanvragen. | Mijn advies is om te wachten.
Ik raad je aan om het te zeggen. | Heb je al geprobeerd met hem te praten?
Wat als je het hem gewoon zou vragen? | Het helpt vaak om het op te schrijven.
Je kunt beter wachten tot maandag. | Als ik jou was zou ik het zeggen. | Een tip: begin met het goede nieuws.
Waarom praat je niet gewoon met hem? | Zou het helpen om eerst te slapen?
Heb je er weleens aan gedacht om te stoppen? | Overweeg een coach.""",
    "STUREN": """Je moet met hem praten. | Praat met je baas. | Neem eerst rust. | Laat het los.
Vertel het aan je team.
Doe dat maar niet. | Je hoeft dit niet alleen te doen. | Wees eerlijk tegen hem. | Ga het gesprek aan.
Probeer het eens los te laten. | Jij dient eerst te luisteren. | Je zult eerst rust moeten nemen.""",
    "DUIDING": """Dat klinkt als een burn-out. | Je baas is een narcist. | Eigenlijk ben je bang voor hem.
Diep van binnen wil je weg. | Het lijkt erop dat je vastloopt. | Blijkbaar raakt dit je.
Dat wijst op een trauma. | Je hebt last van perfectionisme. | Dat komt doordat je niemand vertrouwt.
Onbewust zoek je zijn goedkeuring. | Je zit in de slachtofferrol. | Je bent depressief.
Dat moet zwaar zijn. | Onder je woede zit angst. | Karin voelt zich bedreigd.""",
    "WAARSCHUWING": """Pas op dat je niet omvalt. | Als je zo doorgaat, val je om. | Let op je gezondheid.
Dat kan verkeerd aflopen.
Je loopt het risico dat hij wegloopt. | Kijk uit met wat je zegt. | Anders raak je hem kwijt.
Dat gaat je opbreken. | Straks is het te laat.""",
    "LEIDEND": """Hoe erg vind je dat? | Waarom heb je niets gezegd? | Waarom heb je niet gewacht?
Je wilt dat hij luistert, toch? | Vind je ook niet dat hij te ver ging? | Wat is er mis met je baas?
Denk je niet dat hij ook moe is? | Waarom laat je altijd over je heen lopen?
Hoe lang laat je dit nog gebeuren? | Wanneer ga je eindelijk iets doen?
Wat maakt dat je nog steeds niets hebt gezegd, hè?""",
    "MEER_VRAGEN": """Wat zie je? Wat doe je? | Wat raakt je en wat doe je dan? | Wie was erbij? En hoe ging het?
Hoe was dat en wat deed jij? | Wat wil je, en waarom wil je dat? | Wat zag je? Wie zei dat? Hoe kwam dat?
Waar was je of met wie was je? | Wat denk je?? Hoe nu verder?""",
    "GESLOTEN": """Ben je moe? | Heb je dat gezegd? | Kun je vertellen wat er gebeurde? | Wil je daar iets over zeggen?
Je bent moe? | Vind je dat moeilijk? | Was Piet erbij, of wie was daar? | Als je dat hoort, word je dan moe?
En weet je baas dat? | Klopt dat? | Was dat nieuw voor je?""",
    "TAAL": """You are tired of your boss and that is what you say. | Je bent moe. What would you like to do about this?
Du bist müde und das ist nicht einfach für dich. | Tu es fatigué et c'est pour toi une longue journée. | 你很累。
Ты устал от начальника. | That sounds like a lot for you.
Je baas said that you have to tell the team about this.""",
    "ONTROUW": """Je bent boos op je baas. | Je voelt je eenzaam. | Dat maakt je verdrietig.
Je bent teleurgesteld in hem.
Je noemt hem arrogant. | De machteloosheid is groot. | Je schaamt je voor het team.
Er is veel frustratie over je baas. | Je bent moe en ook bang voor morgen. | Je vindt je baas oneerlijk.""",
}


def parted(block: str) -> list[str]:
    return block.replace("\n", " | ").split(" | ")


CASES = [(code, reply) for code, block in BREACHES.items() for reply in parted(block)]

# What the user said, then a reply that keeps to it.
CLEAN = [
    (USER, ""),
    (USER, "Je bent moe van je baas."),
    (USER, "Je noemt hem onbetrouwbaar."),
    (USER, "Zoals jij het ziet: hij is onbetrouwbaar."),
    (USER, "Voor jou is hij onbetrouwbaar."),
    (USER, "'Hij is onbetrouwbaar', zeg je."),
    (USER, "Je moet morgen het team vertellen dat Piet weggaat."),
    (USER, "Je bent moe van je baas. Wat gebeurde er?"),
    (USER, "Je zegt dat je morgen het team moet vertellen dat Piet weggaat. Hoe is dat voor je?"),
    (USER, "Bij wie kun je met dit verhaal terecht?"),
    (USER, "Op welk moment merkte je dat?"),
    (USER, "Als je aan morgen denkt, wat zie je dan?"),
    (USER, "Sinds wanneer ben je moe?"),
    (USER, "Wat zou je hem willen zeggen?"),
    (USER, "Wat wil je dat het team morgen hoort?"),
    (USER, "Wanneer je aan morgen denkt, wat komt er dan op?"),
    (USER, "Wat zei hij, in zijn woorden?"),
    (USER, "Wat maakt hem voor jou onbetrouwbaar?"),
    (USER, "Wat bedoel je met 'onbetrouwbaar'?"),
    (USER, "En wat betekent dat voor morgen?"),
    (USER, "Wie weet er nog meer van?"),
    (USER, "Vertel er eens meer over."),
    (USER, "Daar wil je het over hebben."),
    ("Karin doet nooit wat we afspreken", "Zoals jij het ziet: Karin doet nooit wat jullie afspreken."),
    ("Ik ben boos op Karin", "Je bent boos op Karin. Wat gebeurde er?"),
    ("Ik was zo kwaad", "Je was kwaad."),
    ("ik voel me een slechte leider", "Je voelt je een slechte leider."),
    ("Ik heb een burn-out gehad", "Je hebt een burn-out gehad."),
    ("Ik vind hem een narcist", "Je noemt hem een narcist."),
    ("Ik zou eerder naar huis kunnen gaan", "Je zou eerder naar huis kunnen gaan."),
    ("Je moet hier altijd ja zeggen", "Je moet hier altijd ja zeggen, zeg je."),
    ("we moeten stoppen met vergaderen", "Jullie moeten stoppen met vergaderen."),
    ("Ik moet beter luisteren, vindt mijn team.", "Je moet beter luisteren, vindt je team."),
    ("Als ik zo doorga val ik om", "Als je zo doorgaat val je om."),
    ("Hij zei dat ik egoïstisch ben", "Hij zei dat je egoïstisch bent. Wat deed dat met je?"),
    ("Ze noemden me dapper", "Ze noemden je dapper."),
    ("Ze vinden mij te streng", "Te streng, vinden ze jou."),
    ("Ik ben bang dat het misgaat", "Je bent bang dat het misgaat."),
    ("Het is logisch dat hij weggaat, vind ik", "Je vindt het logisch dat hij weggaat."),
    ("Ik vond het terecht wat ze zei", "Je vond het terecht wat ze zei."),
    ("Mijn gevoel zegt: Laat het los", "Je gevoel zegt: 'Laat het los'. Wat zegt de rest?"),
    ("Ze vroeg of het wel goed gaat", "Ze vroeg of het wel goed gaat. Wat zei je?"),
    ("De sales manager heeft de deadline gemist", "De sales manager heeft de deadline gemist."),
    ("Iedereen zegt: what's in it for me", "Iedereen zegt 'what's in it for me'. Waar hoor je dat?"),
    ("Ik zei: 'Snap je het?' en hij lachte", "Je zei 'Snap je het?' en hij lachte. Wat zag je toen?"),
    ("ik voel me niet gehoord", "Je voelt je niet gehoord."),
    ("Het team staat in de file", "Het team staat in de file. Waar denk je aan?"),
    (TEAM, "Misschien moet je gewoon opstappen, zeg je."),
    (TEAM, "Je bent gefrustreerd en je vindt Jan egoïstisch. Wat doe je op zo'n moment?"),
    (TEAM, "Volgende week moet je je jaarplan verdedigen bij de raad. Wat wil je laten zien?"),
    (TEAM, "Je zegt niks als Jan doorpraat. Wat houdt je tegen?"),
    (TEAM, "Tussen de raad en het MT sta jij. Hoe lang speelt dit al?"),
    (TEAM, "'Egoïstisch', zo noem je Jan. Waaraan zou je merken dat het beter gaat?"),
    (TEAM, "Welk besluit had je graag genomen gezien?"),
    ("Dan klopt er niks en komt het bij mij terecht", "Dan klopt er niks en komt het bij jou terecht."),
    ("We gaan naar een mooie locatie in Brugge", "Jullie gaan naar een mooie locatie in Brugge."),
]
OPEN = """Wat gebeurde er?
Hoe kwam dat bij je binnen?
Welke afspraak hebben jullie daarover gemaakt?
Waar merk je dat aan?
Met wie heb je het hierover gehad?
Stel dat het morgen anders is, wat zie je dan?
Wat zou er gebeuren als jij niets zei?
Wat is voor jou een goede vergadering?""".splitlines()


@pytest.mark.parametrize(("code", "reply"), CASES)
def test_a_breach_is_named(code: str, reply: str) -> None:
    verdict = check_reply(USER, reply)
    assert code in {breach.code for breach in verdict.breaches}
    assert not verdict.ok


@pytest.mark.parametrize(("user_words", "reply"), CLEAN)
def test_a_near_miss_is_no_breach(user_words: str, reply: str) -> None:
    assert check_reply(user_words, reply).breaches == ()


@pytest.mark.parametrize("words", [61, 70, 120, 200, 300, 500, 900, 1600])
def test_a_reply_over_sixty_words_is_too_long(words: int) -> None:
    assert [b.code for b in check_reply("moe", "moe. " * words).breaches] == ["LENGTE"]


def test_sixty_words_are_not_too_long() -> None:
    assert check_reply("moe", "moe. " * 60).ok


@pytest.mark.parametrize("question", OPEN)
def test_an_open_question_passes(question: str) -> None:
    assert check_question(question).breaches == ()


@pytest.mark.parametrize("code", ["MEER_VRAGEN", "GESLOTEN", "LEIDEND"])
def test_a_question_for_the_bank_is_held_to_the_same_rules(code: str) -> None:
    replies = [reply for reply in parted(BREACHES[code]) if reply.endswith("?")]
    assert [r for r in replies if code not in {b.code for b in check_question(r).breaches}] == []


@pytest.mark.parametrize("text", ["", "Vertel.", "Je bent moe."])
def test_a_question_for_the_bank_has_a_question_mark(text: str) -> None:
    assert [b.code for b in check_question(text).breaches] == ["MEER_VRAGEN"]


def test_hidden_advice_is_no_question_for_the_bank() -> None:
    assert "ADVIES" in {b.code for b in check_question("Wat als je hem zou bellen?").breaches}


def test_the_quote_is_literal_and_the_reason_is_a_dutch_sentence() -> None:
    breach = check_reply(USER, "Je bent moe. Dat is níet egoïstisch.").breaches[0]
    assert (breach.code, breach.quote) == ("OORDEEL_NEG", "egoïstisch")
    assert breach.why.endswith(".")


def test_the_same_words_without_the_user_as_their_owner_are_a_breach() -> None:
    assert not check_reply("Hij is lui", "Hij is lui.").ok
    assert check_reply("Hij is lui", "Je vindt hem lui.").ok
    assert not check_reply("Hij is moe", "Je vindt hem lui.").ok


def test_a_new_verb_in_the_users_sentence_is_no_echo() -> None:
    assert not check_reply(USER, "Je moet morgen het team ontslaan.").ok


def test_an_echo_that_drops_the_negation_is_no_echo() -> None:
    assert not check_reply("Ik moet niet stoppen met dit werk", "Je moet stoppen met dit werk.").ok


@pytest.mark.parametrize(
    "nasty", ["je moet " * 1250, "a" * 10_000, "'" * 10_000, "? " * 5000, "wat en " * 1400, ", " * 5000]
)
def test_long_strange_replies_are_survived(nasty: str) -> None:
    assert not check_reply(nasty[:10_000], nasty[:10_000] + " je moet weg.").ok


def test_a_pattern_without_a_bound_is_a_content_error_with_its_line() -> None:
    faulty = 'parts: {}\nattribution: []\nrules:\n  - {code: ADVIES, why: x, find: ["a+b"]}\n'
    with pytest.raises(ContentError, match="zonder grens"):
        parse_yaml(faulty, GuardRules, Path("guard.yaml"))


@given(st.text(max_size=200), st.text(max_size=300))
def test_any_reply_gets_a_verdict_with_literal_quotes(user_words: str, reply: str) -> None:
    verdict = check_reply(user_words, reply)
    assert verdict.ok == (not verdict.breaches)
    assert all(breach.quote in reply for breach in verdict.breaches)
