"""Makes cohort_2026.csv, the demo programme's roster, out of real answers to a developers' survey.

    python resources/demo/make_cohort.py so2023_excerpt.csv

What people know, what they want to learn and how long they have worked is as they answered; who they
are is invented (see LICENSE-ODbL.md). Nobody needs this at run time: the roster stands beside it. It
shows where the roster comes from and makes the same bytes again.
"""

import csv
import io
import itertools
import sys
from pathlib import Path

MENTOR_FROM_YEARS, MENTEE_TO_YEARS = 8, 4
TITLES = ("name", "role", "email", "skills", "wants", "level", "capacity", "languages", "goal", "bio")
SEATS = (1, 2, 1, 3, 2, 1, 2)


class People:
    """Names of one people of the country, and which languages its members speak, one after the other.

    The number of given names and that of family names have no common divisor: walking both lists at
    once meets no pair twice.
    """

    def __init__(self, women: str, men: str, families: str, spoken: tuple[str, ...]) -> None:
        self.women, self.men, self.families, self.spoken = women.split(), men.split(), families.split(), spoken

    def member(self, nth: int) -> tuple[str, str]:
        """The name and the languages of the nth of them: a woman, a man, a woman, …"""
        couple, man = divmod(nth, 2)
        given = self.men if man else self.women
        family = self.families[couple % len(self.families)]
        if not man and family.endswith(("ov", "ev", "in")):
            family += "a"
        return f"{given[couple % len(given)]} {family}", self.spoken[nth % len(self.spoken)]


UZBEK = People(
    """
    Malika Dilnoza Nilufar Gulnora Shahnoza Zulfiya Feruza Nargiza Sevara Madina Kamola Umida Lola Barno
    Dildora Mohira Nodira Ozoda Saodat Yulduz Gavhar Hulkar Iroda Laylo Munisa Nigora Robiya Sarvinoz
    Zebo Charos Durdona
    """,
    """
    Timur Jasur Bobur Sardor Otabek Sherzod Aziz Rustam Jahongir Ulugʻbek Farrux Dilshod Bekzod Anvar
    Akmal Nodir Oybek Shuhrat Sanjar Javohir Murod Alisher Doston Islom Kamron Zafar Laziz Ravshan
    Oʻtkir Gʻulom Shoxrux Temur Abror Humoyun Baxtiyor Mirzo Asadbek
    """,
    """
    Karimov Rahimov Yusupov Toshmatov Ergashev Saidov Qodirov Ismoilov Nazarov Umarov Xolmatov
    Abdullayev Mirzayev Joʻrayev Raximberdiyev Normatov Sobirov Tursunov Usmonov Aliyev Boboyev Hamidov
    Gʻaniyev Oʻrinov Shodiyev Sultonov Turgʻunov Yoʻldoshev Zokirov Haydarov Mahmudov Nishonov Olimov
    Pulatov Qosimov Rasulov Salimov Vohidov Jabborov Eshonqulov Fayziyev
    """,
    ("uz;ru", "uz", "uz;ru;en", "uz;ru", "uz;en"),
)
RUSSIAN = People(
    "Anna Yelena Olga Marina Svetlana Darya Yekaterina",
    "Aleksey Dmitriy Ivan Nikita Pavel Sergey Roman",
    "Ivanov Petrov Smirnov Volkov Sokolov Kuznetsov Morozov Orlov Lebedev Novikov Zaytsev",
    ("ru;en", "ru", "uz;ru", "ru;en"),
)
KOREAN = People(
    "Viktoriya Yuliya Alina Natalya Inna",
    "Vyacheslav Andrey Vladimir Maksim Artyom",
    "Kim Li Pak Choy Tsoy Xan",
    ("uz;ru", "ru;en", "uz;ru;en"),
)
NEIGHBOUR = People(
    "Aygul Gulbahor Venera Alfiya Zarina Aynura Dinara",
    "Marat Ruslan Ildar Nurlan Farhod Daulet Komil",
    "Valiyev Xasanov Safin Allambergenov Bekmuratov Nurmuhamedov Sharipov Utepov Galimov",
    ("uz;ru", "ru", "uz;ru;en"),
)

ROUND = (UZBEK, UZBEK, RUSSIAN, UZBEK, UZBEK, NEIGHBOUR, UZBEK, UZBEK, KOREAN, UZBEK)
"""Who is next, over and over."""

GOALS = {
    "uz": (
        " va ",
        "{} boʻyicha haqiqiy loyihada ishlamoqchiman",
        "{} boʻyicha bilimimni chuqurlashtirib, ish topmoqchiman",
    ),
    "ru": (" и ", "Хочу уверенно работать с {}", "Хочу сделать настоящий проект на {} и показать его работодателю"),
    "en": (" and ", "I want to build something real with {}", "I want to be at ease with {} and find a job"),
}
"""How each language says "and", and two ways to say what one wants."""


def main(survey: Path) -> None:
    Path(__file__).with_name("cohort_2026.csv").write_bytes(cohort(survey.read_text("utf-8")))


def cohort(survey: str) -> bytes:
    """The roster as the bytes of a CSV file."""
    places = []
    for answer in csv.DictReader(io.StringIO(survey)):
        years = {"": None, "Less than 1 year": 0}.get(answer["YearsCodePro"], answer["YearsCodePro"])
        if years is not None and not MENTEE_TO_YEARS < int(years) < MENTOR_FROM_YEARS:
            places.append((int(years), answer))
    invented = people(len(places))
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(TITLES)
    rows.writerows(
        place(position, years, answer, *who)
        for position, ((years, answer), who) in enumerate(zip(places, invented, strict=True))
    )
    return text.getvalue().encode()


def people(number: int) -> list[tuple[str, str]]:
    """So many names, no two the same, each with the languages this person speaks."""
    members = {each: map(each.member, itertools.count()) for each in ROUND}
    return [next(members[each]) for each in itertools.islice(itertools.cycle(ROUND), number)]


def place(position: int, years: int, answer: dict[str, str], name: str, languages: str) -> tuple[object, ...]:
    """One row of the roster."""
    mentor = years >= MENTOR_FROM_YEARS
    skills = named(answer, "HaveWorkedWith") or [answer["DevType"]]
    wants = [] if mentor else named(answer, "WantToWorkWith") or skills
    email = f"{name.lower().replace('ʻ', '').replace(' ', '.')}@example.org"
    goal = bio = ""
    if mentor:
        bio = f"{answer['DevType'] or 'Developer'}. {years} years of paid work."
    else:
        spoken = languages.split(";")
        both, *sentences = GOALS[spoken[position % len(spoken)]]
        new = [want for want in wants if want not in skills] or wants
        goal = sentences[position % len(sentences)].format(both.join(new[:2]))
    return (
        name,
        "mentor" if mentor else "mentee",
        email,
        ";".join(skills),
        ";".join(wants),
        level(years),
        SEATS[position % len(SEATS)] if mentor else "",
        languages,
        goal,
        bio,
    )


def named(answer: dict[str, str], column: str) -> list[str]:
    """Everything ticked in the columns of this ending, each once."""
    ticked = (name for title, cell in answer.items() if title.endswith(column) for name in cell.split(";"))
    return list(dict.fromkeys(" ".join(name.split()) for name in ticked if name.strip()))


def level(years: int) -> int:
    """Dreyfus: 1 in the first year, 2 to the third, 3 to the fifth, 4 from eight, 5 from fifteen years on."""
    return sum(years >= from_years for from_years in (0, 1, 3, MENTOR_FROM_YEARS, 15))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
