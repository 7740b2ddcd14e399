"""The skills people write about, found in what they write."""

from collections import Counter
from graphlib import TopologicalSorter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.pairing.score.gazetteer import SKILLS, Mention, gazetteer, read_entries

EVERY = [*read_entries(SKILLS.read_text(encoding="utf-8"))]
ENTRIES = [entry for entry in EVERY if not entry.name.startswith("@")]
SKIPPED = {alias.words[0].rstrip("~") for entry in EVERY if entry.name == "@skip" for alias in entry.aliases}
UZBEK = sorted(
    {
        word.strip("*=()!")
        for entry in EVERY
        for alias in entry.aliases
        if alias.language == "uz"
        for word in alias.text.replace("|", " ").split()
        if word.strip("*=()ʻʼ").isalpha() and word.isascii() | ("ʻ" in word) | ("ʼ" in word)
    }
)
NEW_LATIN = (("oʻ", "ö"), ("gʻ", "ğ"), ("sh", "ş"), ("ch", "ç"))
CYRILLIC = (
    *(("yoʻ", "йў"), ("oʻ", "ў"), ("gʻ", "ғ"), ("sh", "ш"), ("ch", "ч"), ("yo", "ё"), ("yu", "ю"), ("ya", "я")),
    *zip("abdefghijklmnopqrstuvxyzʼ", "абдефгҳижклмнопқрстувхйзъ", strict=True),
)


def found(text: str) -> list[str]:
    """The concepts in a text, in order."""
    return [concept(mention) for mention in mentions(text)]


def mentions(text: str) -> tuple[Mention, ...]:
    return gazetteer().read((text,))[0].mentions


def concept(mention: Mention) -> str:
    return gazetteer().concepts[mention.concept].id


@pytest.mark.parametrize(
    ("goal", "concepts"),
    [
        ("I want to become a backend developer with Django", ["backend", "programming", "django"]),
        ("My app gets slow when many users come", ["performance", "system-design"]),
        ("I freeze in interviews", ["interviews"]),
        ("Get better at explaining what I mean to my colleagues", ["communication"]),
        ("Хочу сделать свой сайт на Джанго", ["web", "django"]),
        ("Мой код превратился в лапшу", ["clean-code"]),
        ("Научиться верстать и найти работу", ["html-css", "job-search"]),
        ("Принимать оплату в телеграм-боте", ["payments", "telegram-bots", "telegram-bots"]),
        ("Oʻz saytimni yaratmoqchiman, Reactni oʻrganyapman", ["web", "react"]),
        ("Ilovam ishlamay qolyapti", ["mobile", "debugging"]),
        ("Ishga kirish suhbatidan qoʻrqaman", ["job-search", "interviews", "confidence"]),
        ("Maʼlumotlar xavfsizligi, tarmogʻimiz", ["data", "security", "networks"]),
        ("Ochiq manbali loyihalarga hissa qoʻshish", ["open-source", "open-source"]),
        ("Why do people leave our app?", ["product-analytics"]),
        ("Get my first position as a junior", ["job-search"]),
        ("Turn a recording into text", ["speech"]),
        ("Хочу приложуху для смартфона", ["mobile", "mobile"]),
        ("Собес завалил, резюмешка слабая", ["interviews", "interviews", "cv"]),
        ("Хочу в тимлиды и пет-проект", ["team-lead", "real-projects"]),
        ("Rezyumega javob berishmaydi", ["cv"]),
        ("Ovozli xabarni matnga aylantirish", ["speech"]),
        ("Gʻoyam bor, biznes ochmoqchiman", ["product", "startups"]),
        ("Happy to review it", ["code-review"]),
        ("A taxi of my own", []),
        ("Nobody answers", ["job-search"]),
        ("Abonentlar ketmoqchi", ["machine-learning"]),
        ("Сервис советует фильмы", ["machine-learning"]),
        ("Read a water meter", ["iot"]),
        ("Fuqarolar murojaati", ["gov-services"]),
        ("Программа для аптеки", ["enterprise"]),
        ("Mahsulot menejeri", ["product"]),
        ("Собрать сайт", ["web"]),
    ],
)
def test_a_goal_finds_what_it_is_about(goal: str, concepts: list[str]):
    assert found(goal) == concepts


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Sunʼiy intellektni oʻrganib, telegram bot yozmoqchiman",
            "Sun'iy intellektni o'rganib, telegram bot yozmoqchiman",
            "Sunʼiy intellektni örganib, telegram bot yozmoqchiman",
            "Сунъий интеллектни ўрганиб, телеграм бот ёзмоқчиман",
        ),
        (
            "Maʼlumotlar bazasini yaxshi bilaman, lekin oʻyin yaratmoqchiman",
            "Ma'lumotlar bazasini yaxshi bilaman, lekin o'yin yaratmoqchiman",
            "Malumotlar bazasini yaxshi bilaman, lekin öyin yaratmoqchiman",
            "Маълумотлар базасини яхши биламан, лекин ўйин яратмоқчиман",
        ),
        (
            "Integratsiya va xavfsizlik boʻyicha yoʻnalish tanlash",
            "Integratsiya va xavfsizlik bo'yicha yo'nalish tanlash",
            "Integrasiya va havfsizlik böyicha yönaliş tanlaş",
            "Интеграция ва хавфсизлик бўйича йўналиш танлаш",
        ),
    ],
)
def test_the_four_uzbek_spellings_say_the_same(spellings: tuple[str, ...]):
    readings = {tuple((m.concept, m.known) for m in mentions(text)) for text in spellings}

    assert len(readings) == 1
    assert readings != {()}


def rewritten(text: str, letters: tuple[tuple[str, str], ...]) -> str:
    for latin, other in letters:
        text = text.replace(latin, other)
    return text


@settings(deadline=None)  # the first example loads the gazetteer
@given(st.lists(st.sampled_from(UZBEK), min_size=1, max_size=5))
def test_whatever_uzbek_words_are_written_in_four_ways_say_the_same(words: list[str]):
    text = " ".join(words).lower()
    spellings = text, text.replace("ʻ", "'"), rewritten(text, NEW_LATIN), rewritten(text, CYRILLIC)

    assert len({mentions(spelling) for spelling in spellings}) == 1


def test_every_uzbek_word_of_the_gazetteer_is_the_same_in_four_ways():
    for word in map(str.lower, UZBEK):
        spellings = word, word.replace("ʻ", "'"), rewritten(word, NEW_LATIN), rewritten(word, CYRILLIC)

        assert len({mentions(spelling) for spelling in spellings}) == 1, word


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("pyhton", "python"),
        ("Djnago", "django"),
        ("javasript", "javascript"),
        ("kubernates", "kubernetes"),
        ("portofolio", "cv"),
        ("програмирование", "programming"),
        ("машиное обучение", "machine-learning"),
        ("алгаритмы", "algorithms"),
        ("кибербезопастность", "security"),
        ("sunʼiy intelekt", "ai"),
    ],
)
def test_a_slip_of_the_finger_is_understood(text: str, concept: str):
    assert concept in found(text)


@pytest.mark.parametrize(
    ("words", "concepts"),
    [
        ("фронтенд, бэкенд, реакт, вью", ["frontend", "backend", "react", "vue"]),
        ("питон, пайтон, жанго, джава", ["python", "python", "django", "java"]),
        ("докер, кубернетес, гит, гитҳаб", ["docker", "kubernetes", "git", "git"]),
        ("апи, хакатон, стартап, фриланс", ["api", "startups", "startups", "freelancing"]),
        ("эксел, постгрес, ларавел, сишарп", ["excel", "postgresql", "laravel", "csharp"]),
    ],
)
def test_english_names_are_read_in_uzbek_cyrillic(words: str, concepts: list[str]):
    assert found(words) == concepts


@pytest.mark.parametrize("framework", ["flutter", "react-native"])
def test_a_framework_for_both_phones_is_a_kind_of_cross_platform_and_mobile(framework: str):
    place = {concept.id: at for at, concept in enumerate(gazetteer().concepts)}
    kinds = gazetteer().kinds.toarray()

    assert kinds[place[framework], place["cross-platform"]] == 1
    assert kinds[place[framework], place["mobile"]] == 1


@pytest.mark.parametrize("text", ["бухгалтерша", "ветеринарский интерфейсик", "videolarni montajlash"])
def test_a_long_word_of_an_alias_is_a_stem(text: str):
    assert found(text) != []


@pytest.mark.parametrize(
    "prose",
    ["Masalan, kecha uchrashdik", "контекст, контраст, эксперт", "leaving, became, chance", "namnogo, location"],
)
def test_a_word_that_means_something_is_no_slip(prose: str):
    assert found(prose) == []


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("not frontend but backend", ["backend"]),
        ("I don't want to become a designer, rather a tester", ["testing"]),
        ("Не фронтенд, а бэкенд", ["backend"]),
        ("Всё, кроме дизайна", []),
        ("Frontend emas, backend", ["backend"]),
        ("Dizayn va marketing kerak emas, Python kerak", ["python"]),
        ("Не только фронтенд", ["frontend"]),
        ("Faqat frontend emas, backend ham", ["frontend", "backend"]),
        ("I do not know Git", ["git"]),
        ("Не умею в Docker", ["docker"]),
        ("Dizayner emasman, sayt kerak", ["web"]),
        ("Biz dasturchi emasmiz", []),
        ("Matematika shart emas, Python oʻrganaman", ["python"]),
        ("Frontend menga kerakmas, backend kerak", ["backend"]),
        ("Marketing hojati yoʻq", []),
        ("Вёрстка не моё, хочу бэк", ["backend"]),
        ("Не люблю фронтенд, хочу бэкенд", ["backend"]),
        ("Сайт в поиске не видно", ["web", "seo"]),
        ("Чтобы сайт не взломали", ["web", "security"]),
        ("Так, чтобы приложение не тормозило", ["mobile", "performance"]),
    ],
)
def test_what_is_rejected_is_not_wished(text: str, concepts: list[str]):
    assert found(text) == concepts


@pytest.mark.parametrize(
    "text",
    ["посмотреть на мой код", "мой код кто-нибудь посмотрел", "kodimni tajribali odam koʻrib bersa", "check code"],
)
def test_two_words_may_come_in_either_order(text: str):
    assert "code-review" in found(text)


def test_a_gap_leaves_out_no_part_of_a_list():
    assert "code-review" not in found("Код, тесты, посмотрел")


@pytest.mark.parametrize("text", ["джава", "джаву", "на джаве", "Джавой", "javani"])
def test_a_russian_word_may_carry_any_ending(text: str):
    assert found(text) == ["java"]


@pytest.mark.parametrize(
    ("text", "known", "wished"),
    [
        ("I know Python and want to learn Django", ["python"], ["django"]),
        ("I know HTML, CSS and some JavaScript but need React", ["html-css", "html-css", "javascript"], ["react"]),
        ("I'm good at Python, not so in Go", ["python"], ["go"]),
        ("Become fluent in English", [], ["english"]),
        ("I am a designer, but need CSS", ["design"], ["html-css"]),
        ("I'm a beginner in Python", [], ["first-steps", "python"]),
        ("Я бухгалтер, хочу Excel", ["accounting"], ["excel"]),
        ("Buxgalterman, Excelni oʻrganmoqchiman", ["accounting"], ["excel"]),
        ("I know Python, Django is next", ["python"], ["django"]),
        ("I want to know how C works", [], ["c"]),
        ("I don't know Git", [], ["git"]),
        ("Move from Java to Kotlin", ["java"], ["kotlin"]),
        ("Питон знаю, хочу джанго", ["python"], ["django"]),
        ("Не знаю SQL", [], ["sql"]),
        ("Хочу перейти с PHP на Go", ["php"], ["go"]),
        ("Python va Django bilaman, lekin React kerak", ["python", "django"], ["react"]),
        ("HTML, CSS bilaman. Vue oʻrganmoqchiman", ["html-css", "html-css"], ["vue"]),
        ("Git bilmayman", [], ["git"]),
        ("Exceldan Power BI ga oʻtmoqchiman", ["excel"], ["bi"]),
        ("Intervyudan oʻtish", [], ["interviews"]),
        ("Excel-dan SQL-ga oʻtish", ["excel"], ["sql"]),
        ("Pythonni bilaman, lekin Goni oʻrganmoqchiman", ["python"], ["go"]),
        ("Men Goni oʻrganmoqchiman, Pythonni bilaman", ["python"], ["go"]),
        ("Фигму уже знаю, теперь нужен Blender", ["figma"], ["blender"]),
        ("How do I know if programming is for me", [], ["programming", "career"]),
        ("How do you know SQL that well", [], ["sql"]),
        ("Someone who knows Django", [], ["django"]),
        ("I'm a new manager", [], ["management"]),
        ("I'm a mother of two", [], ["women-in-tech"]),
        ("Python qanday yoza olaman", [], ["python"]),
        ("Теорию знаю, практики нет", [], ["real-projects", "real-projects"]),
        ("Продакт бўлмоқчиман, ҳозир тестировщикман", ["testing"], ["product"]),
        ("Сейчас тестировщик, тянет в React", ["testing"], ["react"]),
        ("Currently on Django, I want Go", ["django"], ["go"]),
        ("After five years in QA I want Java", ["testing"], ["java"]),
        ("Moving from Java to working with Go", ["java"], ["go"]),
        ("So that we know Git", [], ["git"]),
    ],
)
def test_what_is_known_is_told_from_what_is_wished(text: str, known: list[str], wished: list[str]):
    read = mentions(text)

    assert [concept(m) for m in read if m.known] == known
    assert [concept(m) for m in read if not m.known] == wished


@pytest.mark.parametrize(
    "prose",
    [
        "let us go home, it is a swift and rusty spring",
        "to express yourself in a word, have access, click the flask",
        "The rest of the day, at last",
        "Aida and Sardor came to Tashkent",
        "Давай, го гулять; нет, с утра",
        "Masalan, odatda birinchi navbatda tilda soʻzlashamiz",
        "details, determined, ordered, both",
        "I set up a solid offer, essentially, a bag of gigantic bottles",
        "baʼzi, toʻliq, hosil qilish, odatda, Bekzod bek, ustalik, uyali",
        "хочу, планирую, поэтому, детально, ось, договорились, закончил",
        "really, report, social society, excellent reaction, less",
        "регион, окончательно, официально, здорово, картины, расти, Украина",
        "as regards the guests, instead of an install, and broke",
        "",
        "…, -- !",
    ],
)
def test_ordinary_prose_says_nothing(prose: str):
    assert found(prose) == []


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Go, C, R", ["go", "c", "r-language"]),
        ("Goda yozish", ["go"]),
        ("C++ and C# and .NET", ["cpp", "csharp", "dotnet"]),
        ("Swift, Rust, Spring, Flask, Express", ["swift", "rust", "spring", "flask", "nodejs"]),
    ],
)
def test_short_names_are_found_by_their_capitals(text: str, concepts: list[str]):
    assert found(text) == concepts


@pytest.mark.parametrize(
    "text",
    ["my app has become terribly slow", "кодимни ҳеч ким кўриб бермаяпти", "put my little site online"],
)
def test_words_may_stand_between(text: str):
    assert set(found(text)) & {"performance", "code-review", "devops"}


def test_a_full_stop_parts_what_would_be_a_phrase():
    assert "machine-learning" in found("The machine learning")
    assert "machine-learning" not in found("The machine. Learning")


def test_the_longer_phrase_has_the_word():
    assert found("machine learning") == ["machine-learning"]
    assert found("React Native") == ["react-native"]
    assert found("test automation") == ["test-automation"]


@pytest.mark.parametrize(
    ("tag", "id"),
    [
        ("React.js", "react"),
        ("PostgreSQL", "postgresql"),
        ("HTML/CSS", "html-css"),
        ("Bash/Shell (all shells)", "scripting"),
        ("Google Cloud", "google-cloud"),
        ("Amazon Web Services (AWS)", "aws"),
        ("Jupyter Notebook/JupyterLab", "jupyter"),
        ("ASP.NET CORE", "dotnet"),
        ("go", "go"),
        ("c", "c"),
        ("r", "r-language"),
        ("C++", "cpp"),
        ("Node.js", "nodejs"),
        ("Microsoft SQL Server", "sql-server"),
        ("Tailwind CSS 4", "html-css"),
        ("data analysis for beginners", "data-analysis"),
    ],
)
def test_a_skill_of_a_list_is_a_concept(tag: str, id: str):
    place = gazetteer().concept_of(tag)

    assert place is not None
    assert gazetteer().concepts[place].id == id


def test_a_skill_nobody_has_heard_of_is_none():
    assert gazetteer().concept_of("Glassblowing") is None
    assert gazetteer().concept_of("") is None


def test_every_alias_finds_its_concept_whatever_the_others_claim():
    lost = [
        f"{entry.name}: {alias.text}"
        for entry in ENTRIES
        for alias in entry.aliases
        if alias.language != "tag"
        and not alias.text.startswith("(")
        and entry.name not in found(alias.exactly or " ".join(alias.words).replace("*", "").replace("..", ""))
    ]

    assert lost == []


def test_no_alias_is_claimed_twice():
    claims = Counter(
        phrase
        for entry in ENTRIES
        for phrase in {
            (" ".join(alias.words).replace("~", ""), alias.exactly)
            for alias in entry.aliases
            if alias.language != "tag" and not alias.text.startswith("(")
        }
    )

    assert [phrase for phrase, claimed in claims.items() if claimed > 1] == []


def test_no_alias_is_one_word_only_because_the_others_are_skipped():
    bare = [
        (entry.name, alias.text, [word.rstrip("~") for word in alias.words])
        for entry in ENTRIES
        for alias in entry.aliases
    ]

    assert [one for one in bare if len(one[2]) > 1 and len(set(one[2]) - SKIPPED) == 1 and SKIPPED & set(one[2])] == []


def test_no_tag_is_claimed_twice():
    tags = [alias.words for entry in ENTRIES for alias in entry.aliases if alias.language == "tag"]

    assert sorted(tags) == sorted(set(tags))


def test_concepts_are_many_and_named_in_three_languages():
    concepts = gazetteer().concepts

    assert len(concepts) >= 200
    assert len({concept.id for concept in concepts}) == len(concepts)
    security = [concept.id for concept in concepts].index("security")
    assert concepts[security].name == gazetteer().name(security, "en") == "Cybersecurity"
    assert gazetteer().name(security, "ru") == "Кибербезопасность"
    assert gazetteer().name(security, "uz") == "Kiberxavfsizlik"
    jenkins = [concept.id for concept in concepts].index("jenkins")
    assert gazetteer().name(jenkins, "uz") == "Jenkins"


SAME = """aws c ci-cd go hr ios mlops motion-3d nosql r-language scala seo sql sql-server
    android angular ansible arduino azure blender clickhouse cpp csharp dart devops django docker dotnet elixir excel
    fastapi figma flask flutter git google-cloud graphql haskell java javascript jenkins jquery jupyter kafka kotlin
    kubernetes laravel linux lua matlab mongodb mysql nestjs nextjs nginx nodejs opencv pandas photoshop php postgresql
    powershell python pytorch rabbitmq react react-native ruby rust selenium spark spring sqlite svelte swift symfony
    tensorflow typescript unity unreal visual-basic webassembly wordpress"""


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_only_what_is_called_the_same_everywhere_has_its_english_name(language: str):
    """An alias put before a name, or a name without its capital, would leave people with the English one."""
    concepts = gazetteer().concepts

    english = {
        concept.id for place, concept in enumerate(concepts) if gazetteer().name(place, language) == concept.name
    }

    assert english == set(SAME.split())


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_what_is_shown_of_a_name_has_no_marks_and_whole_brackets(language: str):
    names = [gazetteer().name(place, language) for place in range(len(gazetteer().concepts))]

    assert [name for name in names if name.count("(") != name.count(")") or {*name} & {*"*~=!"}] == []


def test_every_concept_has_a_name_with_a_capital():
    assert [concept.id for concept in gazetteer().concepts if concept.name.islower()] == []


def test_every_parent_is_a_concept_and_none_its_own_ancestor():
    parents = {concept.id: concept.parents for concept in gazetteer().concepts}

    order = tuple(TopologicalSorter(parents).static_order())  # raises CycleError

    assert set(order) == set(parents)
