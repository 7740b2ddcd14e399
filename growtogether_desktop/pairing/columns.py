"""Which column of a spreadsheet holds what: guessed from its titles, changed by the person, remembered."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.base.spelling import spelling_key


class Field(StrEnum):
    """What a roster can tell about a person."""

    NAME = "name"
    FAMILY = "family"
    EMAIL = "email"
    ID = "id"
    ROLE = "role"
    SKILLS = "skills"
    WANTS = "wants"
    LEVEL = "level"
    CAPACITY = "capacity"
    LANGUAGES = "languages"
    GOAL = "goal"
    BIO = "bio"
    FREE = "free"
    ZONE = "zone"
    LEAST = "least"
    PRIORITY = "priority"
    TOGETHER = "together"
    APART = "apart"


TITLES = {
    Field.NAME: N_("Name"),
    Field.FAMILY: N_("Family name"),
    Field.EMAIL: N_("E-mail"),
    Field.ID: N_("Number in the programme"),
    Field.ROLE: N_("Mentor or mentee"),
    Field.SKILLS: N_("Skills"),
    Field.WANTS: N_("Wants to learn"),
    Field.LEVEL: N_("Level, 1 to 5"),
    Field.CAPACITY: N_("Seats of a mentor"),
    Field.LANGUAGES: N_("Languages"),
    Field.GOAL: N_("Goal"),
    Field.BIO: N_("About the person"),
    Field.FREE: N_("When there is time"),
    Field.ZONE: N_("Time zone"),
    Field.LEAST: N_("Mentees at least"),
    Field.PRIORITY: N_("Priority, 0 to 2"),
    Field.TOGETHER: N_("Same mentor as"),
    Field.APART: N_("Never the mentor of"),
}

_CALLED = {
    Field.NAME: "name|full name|first name|given name|имя|фио|имя и фамилия|"
    "ism|ismi|ism familiya|ism sharif|f i sh|fish|to'liq ism",
    Field.FAMILY: "last name|family name|surname|фамилия|familiya|familiyasi",
    Field.EMAIL: "email|e mail|email address|mail|почта|эл почта|электронная почта|имейл|pochta|elektron pochta",
    Field.ID: "id|no|number|external id|номер|код|табельный номер|raqam|raqami|identifikator",
    Field.ROLE: "role|mentor or mentee|mentor mentee|роль|участие как|rol|roli|vazifa",
    Field.SKILLS: "skills|skill|stack|technologies|expertise|topics|has worked with|can teach|programming languages|"
    "навыки|умения|стек|технологии|компетенции|знаю|языки программирования|"
    "ko'nikmalar|ko'nikma|ko'nikmalari|texnologiyalar|biladi|biladigan|dasturlash tillari",
    Field.WANTS: "wants|want|wants to learn|want to learn|wants to work with|skills wanted|skills to learn|interests|"
    "хочу изучить|хочет изучить|хочу научиться|хочу|хочет|интересы|изучает|"
    "o'rganmoqchi|o'rganish|xohlaydi|o'rganmoqchi bo'lgan|istaydi|qiziqishlar",
    Field.LEVEL: "level|grade|seniority|уровень|грейд|daraja|darajasi|bosqich",
    Field.CAPACITY: "capacity|seats|places|max mentees|number of mentees|how many mentees|"
    "мест|места|количество мест|вместимость|сколько менти|сколько подопечных|"
    "o'rin|o'rinlar|o'rinlar soni|sig'im|sig'imi|joylar",
    Field.LANGUAGES: "languages|language|spoken languages|язык|языки|язык общения|til|tillar|tillari|muloqot tili",
    Field.GOAL: "goal|goals|objective|motivation|цель|цели|мотивация|maqsad|maqsadi|maqsadlar",
    Field.BIO: "bio|about|about me|about you|biography|experience|о себе|опыт|биография|haqida|o'zi haqida|tajriba",
    Field.FREE: "availability|available|free time|when free|free|when there is time|schedule|hours|"
    "время|свободное время|доступность|когда удобно|когда есть время|график|расписание|"
    "vaqt|vaqti|bo'sh vaqt|bo'sh vaqti|qulay vaqt|qachon bo'sh|jadval",
    Field.ZONE: "time zone|timezone|zone|tz|часовой пояс|часовая зона|vaqt mintaqasi|soat mintaqasi|mintaqa",
    Field.LEAST: "mentees at least|at least|minimum|minimum load|min load|minimum mentees|min mentees|"
    "минимум|минимум менти|не меньше|минимальная нагрузка|kamida|eng kam|minimal yuklama|eng kam shogird",
    Field.PRIORITY: "priority|приоритет|очерёдность|ustuvorlik|ustuvor|navbat",
    Field.TOGETHER: "together|together with|keep together|same mentor as|вместе|вместе с|тот же наставник что у|"
    "birga|birgalikda|kim bilan birga|bir ustozda",
    Field.APART: "apart|apart from|keep apart|not with|never with|never the mentor of|"
    "раздельно|отдельно от|не вместе|не вместе с|alohida|kimdan alohida|birga emas",
}
"""What people write above such a column, in English, Russian and Uzbek."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """For every column of a header, the field it holds; "" where it is left out."""

    fields: tuple[str, ...]

    def position(self, field: Field) -> int | None:
        return self.fields.index(field) if field in self.fields else None

    def with_column(self, position: int, field: Field | None) -> "ColumnMapping":
        """This mapping with one column holding `field`; another column that held it is left out."""
        fields = ["" if held == field else held for held in self.fields]
        fields[position] = field or ""
        return replace(self, fields=tuple(fields))


def header_key(header: tuple[str, ...]) -> str:
    """The name under which a mapping is remembered: the same for the same titles, however they are spelled."""
    return "|".join(_title_key(title) for title in header)


def guess_mapping(header: tuple[str, ...]) -> ColumnMapping:
    """The likeliest mapping: the clearest title takes its field first, and no field is given twice."""
    claims = sorted(
        (-clearness, position, field)
        for position, title in enumerate(header)
        for field, called in _KEYS.items()
        if (clearness := _clearness(_title_key(title), called))
    )
    fields = [""] * len(header)
    for _, position, field in claims:
        if not fields[position] and field not in fields:
            fields[position] = field
    return ColumnMapping(tuple(fields))


def _title_key(title: str) -> str:
    return " ".join(re.findall(r"[\w']+", spelling_key(title)))


_KEYS = {field: tuple(map(_title_key, called.split("|"))) for field, called in _CALLED.items()}


def _clearness(title: str, called: tuple[str, ...]) -> int:
    """How many letters of the title are explained by what such a column is called; more, when nothing is left over."""
    if title in called:
        return 1000 + len(title)
    return max((len(name) for name in called if f" {name} " in f" {title} "), default=0)
