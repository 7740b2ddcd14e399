"""A cohort in three languages and four ways of spelling Uzbek, in which everything that can be blank is blank once."""

import random
from datetime import date

import pytest

from growtogether_desktop.domain.cohorts import Mentee, Mentor, mentee_id, mentor_id
from growtogether_desktop.domain.ids import CohortId, person_known_as
from growtogether_desktop.pairing.score.score import Scoring

COHORT = CohortId("cohort")
WEEK = date(2026, 11, 23)

GOALS = (
    "I want to build an API with FastAPI and PostgreSQL",
    "Хочу научиться писать на Go и разобраться с Kubernetes",
    "Mobil ilova yaratishni oʻrganmoqchiman, Kotlin bilaman",
    "Сунъий интеллект ва Python ўрганмоқчиман",
    "Preparing for interviews and planning my career",
    "Quilting patterns for beginners",
    "",
)
BIOS = (
    "Backend developer: Python, FastAPI, SQL, Docker",
    "Пишу на Go, веду Kubernetes в продакшене",
    "Android dasturchisi, Kotlin va Java",
    "Machine learning engineer, PyTorch and statistics",
    "Recruiter and career coach",
    "",
)
WANTS = ((), ("Python", "SQL"), ("Go",), ("Kotlin", "Quilting"), ("JavaScript", "React", "CSS"))
OFFERS = ((), ("Python", "FastAPI"), ("Go", "Kubernetes"), ("Quilting",), ("React", "TypeScript", "Node.js"))
FREE = ((), ((36, 44),), ((84, 92), (130, 140)), ((0, 336),), ((20, 21),))
ZONES = ("", "Asia/Tashkent", "Europe/Berlin", "Asia/Kathmandu")
TONGUES = ((), ("uz",), ("uz", "ru"), ("en",), ("ru", "en"))


@pytest.fixture
def mentor():
    def make(name, skills=(), **more):
        person = person_known_as(f"{name}@mentors.example.org")
        return Mentor(mentor_id(person, COHORT), COHORT, person, name, skills=skills, **more)

    return make


@pytest.fixture
def mentee():
    def make(name, wants=(), **more):
        person = person_known_as(f"{name}@mentees.example.org")
        return Mentee(mentee_id(person, COHORT), COHORT, person, name, wants=wants, **more)

    return make


@pytest.fixture
def cohort(mentor, mentee):
    """Forty mentees and thirty mentors, put together from the pieces above."""
    chance = random.Random(7)

    def common():
        return {
            "free": chance.choice(FREE),
            "zone": chance.choice(ZONES),
            "languages": chance.choice(TONGUES),
            "level": chance.randint(1, 5),
        }

    mentees = [
        mentee(f"mentee {n}", wants=chance.choice(WANTS), goal=chance.choice(GOALS), **common()) for n in range(40)
    ]
    mentors = [
        mentor(f"mentor {n}", skills=chance.choice(OFFERS), bio=chance.choice(BIOS), **common()) for n in range(30)
    ]
    return tuple(mentees), tuple(mentors)


@pytest.fixture
def scoring(cohort):
    return Scoring(*cohort, WEEK, effects={cohort[1][0].person: (5, 0.9), cohort[1][1].person: (2, 0.3)})
