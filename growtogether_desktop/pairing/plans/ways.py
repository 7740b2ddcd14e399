"""Ways out in words, in the names of those whom they are about."""

from collections.abc import Collection

from growtogether_desktop.base.formats import language_names
from growtogether_desktop.base.i18n import Message, say, say_n
from growtogether_desktop.domain.cohorts import Mentee, Mentor
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.barriers import Barrier
from growtogether_desktop.pairing.plans.steps import Agree, Enrol, LetMeet, LiftBan, LiftPin, MoreSeats, Part, WayOut


def more_seats(mentor: Mentor, seats: int) -> WayOut:
    words = say_n("Give {mentor} {n} more seat.", "Give {mentor} {n} more seats.", seats, mentor=mentor.name)
    return WayOut(words, (MoreSeats(MentorId(mentor.id), seats),))


def seats_for_group(mentor: Mentor, seats: int, group: Collection[Mentee]) -> WayOut:
    words = say_n(
        "{n} more seat with {mentor} makes room for {mentees}.",
        "{n} more seats with {mentor} make room for {mentees}.",
        seats,
        mentor=mentor.name,
        mentees=names(group),
    )
    return WayOut(words, (MoreSeats(MentorId(mentor.id), seats),), len(group))


def lift_pins(mentees: Collection[Mentee]) -> WayOut:
    words = say_n("Lift the pin of {mentees}.", "Lift the pins of {mentees}.", len(mentees), mentees=names(mentees))
    return WayOut(words, tuple(LiftPin(MenteeId(mentee.id)) for mentee in mentees))


def lift_bans(mentees: Collection[Mentee], mentor: Mentor, places: int = 0) -> WayOut:
    words = say("Lift the ban between {mentee} and {mentor}.", mentee=names(mentees), mentor=mentor.name)
    return WayOut(words, tuple(LiftBan(MenteeId(one.id), MentorId(mentor.id)) for one in mentees), places)


def lift_ban_and_give_seat(mentee: Mentee, mentor: Mentor) -> WayOut:
    words = say(
        "Lift the ban between {mentee} and {mentor}, and give {mentor} one more seat.",
        mentee=mentee.name,
        mentor=mentor.name,
    )
    id = MentorId(mentor.id)
    return WayOut(words, (LiftBan(MenteeId(mentee.id), id), MoreSeats(id, 1)), 1)


def part(mentees: Collection[Mentee]) -> WayOut:
    words = say("Let {mentees} have different mentors.", mentees=names(mentees))
    return WayOut(words, (Part(tuple(MenteeId(mentee.id) for mentee in mentees)),))


def let_meet(one: Mentee, other: Mentee) -> WayOut:
    words = say("Let {mentees} have the same mentor.", mentees=names((one, other)))
    return WayOut(words, (LetMeet(MenteeId(one.id), MenteeId(other.id)),))


def let_agree(barrier: Barrier, mentee: Mentee, mentor: Mentor) -> WayOut:
    """What only the two can mend: an hour, a language, or what one has said of the other."""
    who = {"mentee": mentee.name, "mentor": mentor.name}
    if barrier == Barrier.HOUR:
        words = say("Ask {mentee} and {mentor} for an hour at which both have time.", **who)
    elif barrier == Barrier.LANGUAGE:
        words = say("Ask {mentee} and {mentor} for a language in common that the roster does not tell.", **who)
    else:
        words = say("Ask {mentee} and {mentor} to think again: one of them has ruled the other out.", **who)
    return WayOut(words, (Agree(MenteeId(mentee.id), MentorId(mentor.id)),), 1)


def enrol_mentors(mentees: Collection[Mentee]) -> WayOut:
    n = len(mentees)
    words = say_n("Enrol mentors with {n} seat.", "Enrol mentors with {n} seats.", n)
    return WayOut(words, (Enrol(tuple(MenteeId(mentee.id) for mentee in mentees)),), n)


def enrol_mentor_for(mentee: Mentee) -> WayOut:
    return WayOut(_enrol_for(mentee), (Enrol((MenteeId(mentee.id),)),), 1)


def _enrol_for(mentee: Mentee) -> Message:
    if mentee.languages and mentee.free:
        return say(
            "Enrol a mentor who speaks {languages} and has time when {mentee} has.",
            languages=language_names(mentee.languages),
            mentee=mentee.name,
        )
    if mentee.languages:
        return say(
            "Enrol a mentor for {mentee} who speaks {languages}.",
            languages=language_names(mentee.languages),
            mentee=mentee.name,
        )
    return say("Enrol another mentor for {mentee}.", mentee=mentee.name)


def names(mentees: Collection[Mentee]) -> str:
    return ", ".join(sorted(mentee.name for mentee in mentees))
