"""Facts about the safety route: danger is found, idioms are left alone, the fixed texts name the right help.

The tables were written before the rules. Run: python -m pytest tests/test_safety.py
"""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dialogue.safety import Route, check_message, route_text

CRISIS = [
    ("Ik wil dood.", "zelfdoding"),
    ("ik wil niet meer leven", "zelfdoding"),
    ("Ik wil er niet meer zijn.", "zelfdoding"),
    ("Iedereen is beter af zonder mij.", "zelfdoding"),
    ("Ze zijn thuis beter af als ik er niet meer ben", "zelfdoding"),
    ("ik zie het niet meer zitten om door te leven", "zelfdoding"),
    ("Soms denk ik aan zelfdoding.", "zelfdoding"),
    ("Ik denk al weken aan zelfmoord", "zelfdoding"),
    ("ik heb suïcidale gedachten", "zelfdoding"),
    ("IK WIL DOOOOOD", "zelfdoding"),
    ("ik wil d00d", "zelfdoding"),
    ("ik wil   echt\ngewoon dood", "zelfdoding"),
    ("Ik ga er een eind aan maken.", "zelfdoding"),
    ("Ik wil een einde maken aan mijn leven", "zelfdoding"),
    ("ik maak me van kant", "zelfdoding"),
    ("Ik denk erover om voor de trein te springen.", "zelfdoding"),
    ("Ik hoop dat ik morgen niet meer wakker word", "zelfdoding"),
    ("Was ik maar dood.", "zelfdoding"),
    ("Het leven heeft voor mij geen zin meer", "zelfdoding"),
    ("ik ben liever dood dan dat ik maandag weer naar kantoor moet", "zelfdoding"),
    ("Ik heb mijn afscheidsbrief al geschreven.", "zelfdoding"),
    ("I want to kill myself", "zelfdoding"),
    ("i dont want to live anymore", "zelfdoding"),
    ("I want to die", "zelfdoding"),
    ("Ik zou liefst doodgaan, 't is genoeg geweest.", "zelfdoding"),
    ("ik wil eruit stappen, uit het leven bedoel ik", "zelfdoding"),
    ("Ik ga zelfmord plegen", "zelfdoding"),
    ("zelf moord lijkt me nog de enige oplossing", "zelfdoding"),
    ("ik wou dat ik nooit geboren was", "zelfdoding"),
    ("Dood zijn lijkt me rustig.", "zelfdoding"),
    ("Ik verveel me dood op dat werk. En eerlijk: ik wil dood.", "zelfdoding"),
    ("’k wil nie meer leven", "zelfdoding"),
    ("Het liefst was ik er niet meer.", "zelfdoding"),
    ("kheb gene goesting meer om te leven", "zelfdoding"),
    ("mijn leven is niks meer waard", "zelfdoding"),
    ("ik denk erover om er uit te stappen, het leven hoeft niet meer", "zelfdoding"),
    ("Als ik er niet meer ben, is het voor iedereen makkelijker", "zelfdoding"),
    ("ik word gepest en ik wil er een eind aan maken", "zelfdoding"),
    ("Na dat overleg ga ik er een eind aan maken met pillen, dit weekend", "zelfdoding"),
    ("ik wil er niet meer zijn in deze wereld", "zelfdoding"),
    ("ik wil dood, laten we eerlijk zijn", "zelfdoding"),
    ("ik denk aan zelfmoord sinds dat onderzoek", "zelfdoding"),
    ("ik snij mezelf als het te veel wordt", "zelfbeschadiging"),
    ("Ik doe mezelf pijn, in mijn armen krassen helpt even", "zelfbeschadiging"),
    ("ik automutileer weer", "zelfbeschadiging"),
    ("I cut myself again", "zelfbeschadiging"),
    ("Ik sla mezelf tot ik blauwe plekken heb", "zelfbeschadiging"),
    ("mijn man slaat me", "geweld-thuis"),
    ("Mijn vriend heeft me gisteren geslagen.", "geweld-thuis"),
    ("Ik word thuis mishandeld", "geweld-thuis"),
    ("mijn vrouw schopt en slaat mij als ze boos is", "geweld-thuis"),
    ("Ik ben bang voor mijn man, hij heeft me bij de keel gegrepen", "geweld-thuis"),
    ("Thuis ben ik niet veilig.", "geweld-thuis"),
    ("my husband hits me", "geweld-thuis"),
    ("mijn ex bedreigt me en de kinderen", "geweld-thuis"),
    ("mijne man slaagt mij", "geweld-thuis"),
    ("mijn man slaat me lam", "geweld-thuis"),
    ("ik heb mijn vrouw geslagen", "geweld-thuis"),
    ("Ik ga hem vermoorden.", "dreiging"),
    ("ik maak hem af", "dreiging"),
    ("Als hij morgen weer begint steek ik hem neer", "dreiging"),
    ("ik wil haar iets aandoen", "dreiging"),
    ("Ik neem maandag een mes mee naar kantoor", "dreiging"),
    ("ik pak zijn pistool en neem het mes mee om te steken", "dreiging"),
    ("ik sla hem in elkaar", "dreiging"),
    ("Ik schiet ze allemaal neer", "dreiging"),
    ("I am going to kill him", "dreiging"),
    ("mijn collega zegt dat ze er een eind aan wil maken", "ander-in-gevaar"),
    ("Een medewerker heeft tegen me gezegd dat hij niet meer wil leven.", "ander-in-gevaar"),
    ("Mijn dochter snijdt zichzelf.", "ander-in-gevaar"),
    ("Karin zegt dat ze dood wil", "ander-in-gevaar"),
    ("Iemand in mijn team praat over zelfdoding", "ander-in-gevaar"),
    ("mijn collega wordt thuis geslagen door haar man", "ander-in-gevaar"),
    ("Mijn collega bedreigt zijn vrouw met een mes", "ander-in-gevaar"),
    ("My colleague says she wants to kill herself", "ander-in-gevaar"),
    ("Mijn broer heeft geprobeerd zichzelf iets aan te doen", "ander-in-gevaar"),
    ("Jan heeft geprobeerd een einde aan zijn leven te maken", "ander-in-gevaar"),
    ("mijn collega heeft blauwe plekken, haar man slaat haar", "ander-in-gevaar"),
    ("mijn baas heeft me met de dood bedreigd", "acuut"),
    ("Ik heb net een hele strip pillen geslikt", "acuut"),
    ("ik sta nu op het spoor", "acuut"),
    ("Ik sta op het dak en ik ga springen", "acuut"),
    ("er staat iemand met een mes voor de deur", "acuut"),
    ("ik heb een overdosis genomen", "acuut"),
]
INTEGRITY = [
    ("Mijn baas legt steeds zijn hand op mijn knie.", "intimidatie"),
    ("Hij maakt seksuele opmerkingen over mijn borsten", "intimidatie"),
    ("ik ben aangerand op de bedrijfsborrel", "intimidatie"),
    ("De directeur intimideert mij waar iedereen bij is", "intimidatie"),
    ("hij zit aan me bij het kopieerapparaat", "intimidatie"),
    ("Ik word gepest door twee collega's.", "pesten"),
    ("Ze treiteren haar al maanden", "pesten"),
    ("mn team pest mij weg", "pesten"),
    ("Onze financieel directeur pleegt fraude.", "fraude"),
    ("Er wordt hier gesjoemeld met facturen", "fraude"),
    ("ik moest van hem de cijfers vervalsen", "fraude"),
    ("Hij steekt geld van de stichting in eigen zak", "fraude"),
    ("Ik word gediscrimineerd vanwege mijn geloof", "discriminatie"),
    ("Hij maakt racistische grappen over Samira", "discriminatie"),
    ("ik krijg die functie niet omdat ik zwanger ben", "discriminatie"),
    ("Mijn leidinggevende bedreigt mij als ik iets zeg", "bedreiging"),
    ("Ik word gechanteerd door een collega", "bedreiging"),
    ("Hij zei: als je praat weet ik je te vinden", "bedreiging"),
]
SAFE_LINES = """Dit project is doodlopend. | We zitten in een doodlopende straat met die fusie.
Ik verveel me dood. | Ik ben doodmoe van al die overleggen.
Er wordt gesneden in mijn afdeling. | Ik wil stoppen met deze functie.
Ik kan hem wel schieten. | Het wordt mijn dood, die verbouwing.
Dat voorstel is een zelfmoordactie. | Strategisch is dat zelfmoord voor ons bedrijf.
We werken in een moordend tempo. | Die vergaderingen zijn dodelijk saai.
Ik zie het niet meer zitten in deze baan. | Ik zie het niet meer zitten met dit team.
Ik wil er een eind aan maken, aan dat eeuwige vergaderen.
Dat geroddel moet stoppen, ik wil er een eind aan maken. | Ik wil een eind maken aan deze discussie.
Ik wil niet meer in dit MT zitten. | Ik wil hier niet meer werken.
Ik schaamde me dood. | Ik lach me dood om hem.
Ik schrok me dood toen de cijfers kwamen. | Ik werk me dood.
Ze zwijgen het onderwerp dood. | Het overleg is bloedserieus.
Over mijn lijk dat die afdeling weggaat. | Ik snijd mezelf in de vingers als ik dat zeg.
We snijden in eigen vlees met deze bezuiniging. | Ik kon mezelf wel voor mijn kop slaan.
Ik sla mezelf niet op de borst. | Mijn man slaat de plank mis als hij dat denkt.
Mijn vrouw slaat me over bij het uitdelen van kaarten. | Hij slaat me om de oren met cijfers.
Ze slaan hem hoog aan. | Ik heb de notitie bijna klaar, ik maak hem vanavond af.
De concurrent bedreigt onze marktpositie. | De reorganisatie bedreigt mijn afdeling.
Ik heb de pest aan die rapportages. | Hij heeft de pest in sinds de fusie.
De fraudetraining is op dinsdag. | Wij hebben een nieuw beleid tegen pesten en discriminatie nodig.
Ger is dood en ik mis hem. | Mijn vader is vorig jaar overleden.
Dat plan is ten dode opgeschreven. | Die werkgroep is een stille dood gestorven.
Op dat moment kon ik wel door de grond zakken. | We hebben een deadline en die is killing.
He is killing it in sales. | I am dead tired.
Ik spring voor mijn team in de bres. | Ik spring een gat in de lucht.
Ik heb mijn afscheidsspeech voor Piet geschreven. | Hij wil dat project de nek omdraaien.
De directeur heeft zijn eigen plan om zeep geholpen.
Ik sta op het punt om te springen van blijdschap. | Ik stap uit het MT.
Het mes moet in de begroting. | Hij heeft mij het mes op de keel gezet met die offerte.
Ik krijg er de kriebels van en ben kapot. | Ik ben er kapot van dat Joost vertrekt.
Van die collega word ik gek. | De huisarts zegt dat ik rust moet nemen.
Ik heb het gevoel dat ik doodga van de zenuwen. | Hij schoot met scherp op mijn voorstel.
Zij vermoordt elk initiatief. | Ik wil dat probleem dood en begraven hebben.
We pakken de werkdruk aan. | Ik kan er niet meer mee leven dat we liegen.
Ik heb een wapen tegen die bureaucratie: humor. | Ik ga me ophangen aan dat ene zinnetje.
Wij geven training in suïcidepreventie. | We hebben moord en brand geschreeuwd.
Ik hoop dat ik morgen niet meer zo vroeg wakker word.
Hij wil het laatste woord en daarna leven we weer langs elkaar heen."""
SAFE = SAFE_LINES.replace("\n", " | ").split(" | ")
TEXT_NAMES = [
    ("zelfdoding", ("113", "0800-0113", "113.nl", "112", "huisarts", "anoniem")),
    ("zelfbeschadiging", ("113", "112", "huisarts")),
    ("acuut", ("112", "113")),
    ("geweld-thuis", ("112", "0800-2000", "Veilig Thuis")),
    ("ander-in-gevaar", ("112", "113", "naasten")),
    ("dreiging", ("112", "huisarts")),
]


@pytest.mark.parametrize(("message", "kind"), CRISIS)
def test_danger_takes_the_crisis_route(message: str, kind: str) -> None:
    route = check_message(message)
    assert (route.route, route.kind) == ("crisis", kind)
    assert route.matched
    assert route.matched in message


@pytest.mark.parametrize(("message", "kind"), INTEGRITY)
def test_a_report_of_misconduct_takes_the_integrity_route(message: str, kind: str) -> None:
    route = check_message(message)
    assert (route.route, route.kind) == ("integrity", kind)


@pytest.mark.parametrize("message", SAFE)
def test_idiom_and_work_talk_raise_no_alarm(message: str) -> None:
    assert check_message(message) == Route("none", None, None)


def test_crisis_wins_over_integrity_whichever_comes_first() -> None:
    assert check_message("Ik word gepest en ik wil dood.").route == "crisis"
    assert check_message("Ik wil dood. Ik word gepest.").kind == "zelfdoding"


def test_danger_deep_inside_a_long_message_is_found() -> None:
    message = "We hadden weer overleg over de begroting. " * 200 + "ik wil niet meer leven. " + "En toen pauze. " * 50
    assert check_message(message).matched == "ik wil niet meer leven"


def test_the_match_is_given_in_the_words_as_typed() -> None:
    assert check_message("Nou, ÍK WIL DOOOD!!").matched == "ÍK WIL DOOOD"


def test_the_empty_message_has_no_route() -> None:
    assert check_message("") == Route("none", None, None)


def test_a_route_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        check_message("hoi").route = "crisis"  # type: ignore[misc]


@pytest.mark.parametrize(("kind", "names"), TEXT_NAMES)
def test_the_crisis_text_names_where_help_is(kind: str, names: tuple[str, ...]) -> None:
    words = route_text(Route("crisis", kind, "x"))
    assert [name for name in names if name not in words] == []
    assert "computerprogramma" in words
    assert "zelfmoord" not in words.lower()


def test_the_integrity_text_names_the_confidential_adviser_and_the_whistleblowers_house() -> None:
    words = route_text(Route("integrity", "pesten", "x"))
    assert "vertrouwenspersoon" in words
    assert "Huis voor Klokkenluiders" in route_text(Route("integrity", "fraude", "x"))


def test_without_a_route_there_is_no_text() -> None:
    with pytest.raises(ValueError, match="none"):
        route_text(Route("none", None, None))


@pytest.mark.parametrize("nasty", ["ik ", "a", "ik wil ", "d o ", "\u0301", ".", "mijn collega zegt dat ze "])
def test_long_strange_messages_are_survived(nasty: str) -> None:
    assert check_message((nasty * 10_000)[:10_000]).route == "none"


@given(st.text(max_size=300))
def test_any_text_gets_a_route_and_the_match_is_in_the_text(message: str) -> None:
    route = check_message(message)
    assert (route.route == "none") == (route.kind is None) == (route.matched is None)
    assert route.matched is None or route.matched in message


def test_a_denial_or_danger_as_work_raises_no_alarm() -> None:
    said = (
        "Nee, ik denk niet aan zelfdoding.",
        "Wij geven trainingen over huiselijk geweld.",
        "Niemand wordt hier gepest.",
    )
    assert [check_message(one).route for one in said] == ["none"] * 3
