"""Why somebody waits, in names."""

from growtogether_desktop.pairing.plans.plan import best_plan


def reasons(mentees, mentors):
    names = {mentee.id: mentee.name for mentee in mentees}
    return {names[waiting.mentee]: str(waiting.reason) for waiting in best_plan(mentees, mentors).unplaced}


def test_whoever_shares_no_language_is_told_so(mentee, mentor):
    mentees = [mentee("Timur", languages=("ko",)), mentee("Lola", languages=("uz",))]

    plan = best_plan(mentees, [mentor("Malika", capacity=2, languages=("uz",))])

    assert str(plan.unplaced[0].reason) == "No mentor shares a language with Timur."
    assert plan.unplaced[0].helpers == ()
    assert len(plan.pairs) == 1


def test_whoever_may_go_to_nobody_is_told_so(mentee, mentor):
    malika = mentor("Malika")

    assert reasons([mentee("Timur", forbidden=(malika.id,))], [malika]) == {
        "Timur": "Every mentor is forbidden to Timur."
    }


def test_when_all_seats_are_taken_that_is_the_reason(mentee, mentor):
    said = reasons([mentee("Timur"), mentee("Lola"), mentee("Ali")], [mentor("Malika"), mentor("Aziz")])

    assert list(said.values()) == ["All 2 seats are taken."]


def test_a_few_who_crowd_at_a_few_are_named(mentee, mentor):
    malika, aziz = mentor("Malika", languages=("ru",), capacity=1), mentor("Aziz", languages=("uz",), capacity=9)
    mentees = [mentee("Timur", languages=("ru",)), mentee("Lola", languages=("ru",)), mentee("Ali", languages=("uz",))]

    plan = best_plan(mentees, [malika, aziz])

    (waiting,) = plan.unplaced
    assert str(waiting.reason) == "Only Malika could take Lola, Timur; seats there: 1."
    assert waiting.helpers == (malika.id,)


def test_a_chain_of_choices_is_followed_to_its_end(mentee, mentor):
    malika, aziz = mentor("Malika", languages=("ru",)), mentor("Aziz", languages=("ru", "en"))
    nodira = mentor("Nodira", languages=("uz",), capacity=5)
    mentees = [mentee("Timur", languages=("ru",)), mentee("Lola", languages=("en",)), mentee("Ali", languages=("ru",))]

    (waiting,) = best_plan(mentees, [malika, aziz, nodira]).unplaced

    assert set(waiting.helpers) == {malika.id, aziz.id}


def test_whoever_is_pinned_is_not_asked_to_move(mentee, mentor):
    malika, aziz = mentor("Malika", languages=("ru", "uz")), mentor("Aziz", languages=("uz",))
    pinned = mentee("Lola", languages=("uz",), pinned_to=malika.id)

    (waiting,) = best_plan([mentee("Timur", languages=("ru",)), pinned], [malika, aziz]).unplaced

    assert waiting.helpers == (malika.id,)


def test_many_mentees_are_counted(mentee, mentor):
    crowd = [mentee(f"Mentee {n}", languages=("ru",)) for n in range(9)]
    mentors = [mentor("Malika", languages=("ru",), capacity=2), mentor("Aziz", languages=("uz",), capacity=9)]

    assert set(reasons(crowd, mentors).values()) == {"Only Malika could take these 9 mentees; seats there: 2."}


def test_many_mentors_are_counted(mentee, mentor):
    crowd = [mentee(f"Mentee {n}", languages=("ru",)) for n in range(9)]
    mentors = [mentor(f"Mentor {n}", languages=("ru",)) for n in range(9)]

    assert set(
        reasons(
            [*crowd, mentee("Last", languages=("ru",))], [*mentors, mentor("Aziz", languages=("uz",), capacity=9)]
        ).values()
    ) == {"Too few seats for these 10 mentees; mentors in question: 9, their seats: 9."}
