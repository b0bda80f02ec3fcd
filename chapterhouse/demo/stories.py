"""Nine stories in different stages. Each yields how many hours ago its next scene is played."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from .stage import Stage
from .telling import Told

Story = Callable[[Stage], Iterator[float]]

#: Return codes of the stories; the first is the one the demonstration prints.
CODE, *CODES = (
    "4061 3352 9180 2744 6195 0887",
    "1207 5583 6640 9218 3375 4443",
    "9934 0271 5568 1300 7426 8828",
    "2750 8164 3392 0057 6418 9958",
    "6183 9402 7715 5520 1846 3369",
    "5027 6618 3904 1173 8256 4155",
    "1572 0739 4484 4125 9388 3359",
    "1914 8759 3620 1351 5824 0052",
)
#: What the person of the last story took home on paper.
INVITATION = "3518 0926 7742 6103 5589 2033"
#: What somebody was handed who is in another's case, and the return code they made with it.
LETTER, GUEST = "8841 2097 5530 6614 7023 9502", "7316 4480 9152 0367 2894 1081"
#: The same of somebody who was given notice of a formal report.
NOTICE, NOTIFIED = "5720 7807 7775 4379 5783 4097", "1708 3380 7198 6305 5521 8888"


def answered(stage: Stage) -> Iterator[float]:
    """Answered within the promise, waiting for the person; one of the pair asks a colleague to take over."""
    yield 120
    who = stage.report("a", CANVASS, code=CODE)
    yield 112
    stage.independent(who.case, "chidi", "dana")
    stage.assign(who.case, "chidi", "dana", by="chidi")
    yield 100
    stage.reply(
        who, "chidi", "Thank you for telling us. Dana and I would like to listen. Would Thursday suit you?"
    )
    yield 90
    stage.write(who, "Thursday is good, after seven. Somewhere that is not the office, please.")
    yield 62
    stage.reply(who, "dana", "The library on Elm Street, the small room, half past seven. There is a ramp.")
    yield 21
    stage.hand_over(who.case, giver="chidi", taker="bela")


def unanswered(stage: Stage) -> Iterator[float]:
    """New, and due in some hours."""
    yield 40
    stage.report("a", MEETINGS, code=CODES[0])


def late(stage: Stage) -> Iterator[float]:
    """Nobody has answered in time: the officers and the backup contact have heard of it."""
    yield 58
    who = stage.report("b", MESSAGES, code=CODES[1])
    yield 50
    stage.independent(who.case, "ida")


def apart(stage: Stage) -> Iterator[float]:
    """One responder is shut out; the two others have it and keep notes."""
    yield 76
    who = stage.report("a", TREASURY, code=CODES[2], excluding=["bela"])
    yield 70
    stage.independent(who.case, "dana", "chidi")
    stage.assign(who.case, "chidi", "dana", by="dana")
    yield 60
    stage.telephone(who.case, "dana", "Llamé a la hora acordada. Prefiere seguir por escrito.")
    yield 59
    stage.note(who.case, "chidi", "I can look up how receipts were kept in spring without saying why.")
    yield 26
    stage.write(who, "Encontré las fechas: fue en marzo y otra vez en mayo.")


def recused(stage: Stage) -> Iterator[float]:
    """One responder was not independent; the keys were changed for those who stay."""
    yield 150
    who = stage.report("a", ROOMMATE, code=CODES[3])
    yield 141
    stage.recuse(who.case, "dana")
    yield 139
    stage.independent(who.case, "bela", "chidi")
    stage.change_keys(who.case, "bela")
    stage.assign(who.case, "bela", "chidi", by="bela")
    yield 120
    stage.reply(who, "bela", "We have read it, and Dana has not. What would help most before the retreat?")
    yield 12
    stage.write(who, "If someone could speak with both of us before then.")


def on_paper(stage: Stage) -> Iterator[float]:
    """Told in person after a meeting, written down by an officer; the invitation has not been used."""
    yield 30
    case = stage.written_down(
        "b", KITCHEN, by="noor", invitation=INVITATION, message="This is what we wrote down together."
    )
    yield 27
    stage.independent(case, "ida")
    stage.assign(case, "ida", "noor", by="noor")


def several(stage: Stage) -> Iterator[float]:
    """Three in one case: one was asked about and came by a letter, another is not to be told."""
    yield 190
    who = stage.report("a", RIDES, code=CODES[4])
    yield 182
    stage.independent(who.case, "bela", "chidi")
    stage.assign(who.case, "bela", "chidi", by="bela")
    stage.reply(who, "bela", "Thank you. Before we speak with anybody, may we ask you about each of them?")
    yield 166
    stage.write(who, "With Rafa yes, please. Not with my sister; she has enough on her mind.")
    yield 160
    rafa = stage.involve(who.case, "Rafa, who drives", by="bela")
    sister = stage.involve(who.case, "My sister", by="bela")
    stage.consult(rafa, "contact", by="bela", words="In writing: yes, and that it was about the rides.")
    stage.consult(sister, "contact", by="bela", given=False, words="In writing: no.")
    stage.reply(who, "bela", "Then we write to Rafa alone, and say no more than that it is about the rides.")
    yield 140
    stage.invite(rafa, by="bela", letter=LETTER, message=FOR_RAFA)
    yield 118
    guest = stage.join(LETTER, code=GUEST)
    stage.write(guest, "I had no idea. I turned the music up so that nobody would talk about the vote.")
    yield 100
    stage.reply(guest, "chidi", "That helps. Would you speak about it together, with us there?")
    yield 75
    stage.write(guest, "Yes. Not in the car.")
    yield 70
    stage.consult(who.party, "dialogue", by="chidi", asked=rafa, words="In writing: yes, not in the car.")
    stage.consult(rafa, "dialogue", by="chidi", given=False, words="By telephone: not yet, perhaps later.")
    stage.reply(guest, "chidi", "Good. We will write when there is a day.")
    yield 16
    stage.write(guest, "Is there anything I should not do until then?")


def to_meet(stage: Stage) -> Iterator[float]:
    """An appointment was asked for, two times were proposed, and one is chosen: it is in two days."""
    yield 60
    who = stage.report("a", FACILITATING, code=CODES[5])
    yield 55
    stage.independent(who.case, "bela", "dana")
    stage.assign(who.case, "bela", "dana", by="bela")
    stage.reply(who, "bela", "We are glad that you wrote. If you would like to talk, ask here for a time.")
    yield 50
    asked = stage.ask_to_meet(who, "Yes, please: an evening, near the office.")
    yield 36
    evening = (stage.at + timedelta(days=4)).replace(hour=2, minute=0, second=0, microsecond=0)
    stage.propose(asked, who, evening, evening + timedelta(days=1), by="bela", place="library")
    yield 14
    stage.choose(asked, who, evening, place="library")


def formally(stage: Stage) -> Iterator[float]:
    """A formal report: notice given, partly admitted; a measure waits for whoever carries it out."""
    yield 130
    who = stage.report("b", CHANNEL, code=CODES[6])
    yield 120
    stage.independent(who.case, "ida", "noor")
    stage.assign(who.case, "ida", "noor", by="ida")
    stage.look_first(who.case, "ida", scope=SCOPE, impact="On two who left the channel.", risk="It goes on.")
    stage.reply(who, "ida", "Thank you. We take it up. May we tell the person what you reported?")
    yield 108
    stage.write(who, "Yes, but not that it was me.")
    stage.consult(
        stage.involve(who.case, POSTER, by="ida"), "contact", by="ida", words="In writing: yes, unnamed."
    )
    yield 104
    stage.reply(who, "noor", "Then we give notice without saying who reported it.")
    stage.give_notice(who.case.parties.latest("pk"), by="noor", letter=NOTICE, message=FOR_THE_POSTER)
    yield 80
    guest = stage.join(NOTICE, code=NOTIFIED)
    yield 74
    stage.answer_notice(guest, "Parts of it are so", "I posted the pictures. I did not mean anybody by them.")
    yield 66
    stage.reply(guest, "noor", "We have your answer. Please leave the channel alone until we have decided.")
    stage.pause_access(who.case, TOOL, doer="ana", by="noor", days=30, why=f"{POSTER}, until we know.")


STORIES: tuple[Story, ...] = (
    *(answered, unanswered, late, apart, recused, on_paper, several),
    *(to_meet, formally),
)

CANVASS = Told(
    "Left alone at the canvass",
    "At the last two canvasses my partner walked off and left me alone at strangers' doors. "
    "When I said that it scared me, he laughed and told the others about it.",
    hope="That I do not have to walk with him again, and that he understands why.",
    options=("experiences", "boundaries"),
    people=(("Jules, my canvass partner", ("caused",)),),
)
MEETINGS = Told(
    "Talked over in meetings",
    "In our working group three people talk and I am interrupted each time. I may leave it.",
    hope="Some advice on how to bring it up.",
    options=("communication",),
)
MESSAGES = Told(
    "Messages at night",
    "Someone from the organising committee keeps writing to me at night after I asked him to stop.",
    hope="That it ends. I do not want everyone to know.",
    options=("harassment",),
    people=(("L., organising committee", ("caused",)), ("My flatmate", ("witnessed",))),
)
TREASURY = Told(
    "Recibos que faltan",
    "Me pidieron firmar recibos que no había visto. Pregunté, y dejaron de invitarme.",
    hope="Saber qué puedo hacer sin que se convierta en una acusación.",
    options=("conflicts",),
    people=(("La persona que lleva la tesorería", ("caused",)),),
    lang="es",
)
ROOMMATE = Told(
    "Two friends, one retreat",
    "My former flatmate and I are both on the retreat team and cannot speak without shouting. "
    "I said things I regret.",
    hope="To be able to share a room for a weekend.",
    options=("interactions", "conflicts"),
    people=(("My former flatmate", ("experienced", "caused")),),
)
KITCHEN = Told(
    "In the kitchen after the general meeting",
    "In her words, and I read it back to her: at the social someone put his arm round her "
    "twice after she had moved away.",
    hope="That somebody speaks with him, and that her name stays out of it.",
    options=("code-of-conduct",),
    people=(("M., helps at the bar", ("caused",)),),
)
RIDES = Told(
    "The ride home",
    "On the way back from meetings he drives fast when we disagree, and turns the music up. "
    "My sister was in the car once and cried.",
    hope="That I can ride along again, or that somebody else drives.",
    options=("interactions",),
    people=(("Rafa, who drives", ("caused",)), ("My sister", ("experienced", "witnessed"))),
)
FACILITATING = Told(
    "After the assembly",
    "I facilitated the assembly and was shouted at for keeping to the times. I do not want to do it again.",
    hope="To think it through with somebody.",
    options=("experiences",),
)
POSTER = "The one who posts as R."
CHANNEL = Told(
    "Pictures in the channel",
    "Somebody keeps posting pictures that make fun of people who need an interpreter. Two have left.",
    hope="That it stops and that they can come back.",
    options=("code-of-conduct",),
    people=((POSTER, ("caused",)), ("Two who left", ("experienced",))),
)
#: In clear, as whoever carries the measure out has no key.
TOOL = "The #general channel"
SCOPE = "The code of conduct, on mocking people for their language."
FOR_THE_POSTER = (
    "Somebody reported pictures that were posted in the general channel in October. A report is not a "
    "finding. You can answer within seven days; you may bring somebody, and you may ask for more time."
)
FOR_RAFA = (
    "We are two ombudspeople of Riverside. Somebody would like the rides home to be different, "
    "and asked us to speak with you. Nothing has been decided, and you need not answer."
)
