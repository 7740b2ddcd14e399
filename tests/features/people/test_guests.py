"""Lines as people paste them, and who is meant."""

import io

import pytest

from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.features.people.model.guests import Known, lines_of, read_guests
from growtogether_desktop.pairing.table import read_table

ROLES = (MENTEE,)
NOBODY = Known()


def read(text, known=NOBODY):
    return [(guest.name, guest.email) for guest in read_guests(text, ROLES, known)]


@pytest.mark.parametrize(
    "line",
    [
        "Malika Karimova, malika@example.uz",
        "Malika Karimova <malika@example.uz>",
        '"Malika Karimova" <malika@example.uz>,',
        "Malika\tKarimova\tmalika@example.uz",
        "malika@example.uz; Malika Karimova",
        "Malika Karimova (malika@example.uz)",
        "  Malika   Karimova ; mailto:malika@example.uz",
    ],
)
def test_a_name_and_an_address_are_found_however_they_stand(line):
    assert read(line) == [("Malika Karimova", "malika@example.uz")]


def test_several_addresses_may_share_a_line_each_with_the_name_before_it():
    line = "Malika <malika@example.uz>; timur@example.uz, Lola Usmonova, lola@example.uz"

    assert read(line) == [
        ("Malika", "malika@example.uz"),
        ("Timur", "timur@example.uz"),
        ("Lola Usmonova", "lola@example.uz"),
    ]


def test_who_has_no_name_is_called_by_the_address_until_they_say():
    assert read("sabina.yusupova@example.uz") == [("Sabina Yusupova", "sabina.yusupova@example.uz")]


def test_who_has_no_address_gets_a_code_by_name():
    assert read("Rustam Abdullayev") == [("Rustam Abdullayev", "")]


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Malika, malika@example.uz", (MENTEE,)),
        ("Malika, malika@example.uz, mentor", (MENTOR,)),
        ("Malika; Ustoz; malika@example.uz", (MENTOR,)),
        ("Малика\tmalika@example.uz\tнаставник\tкоординатор", (MENTOR, COORDINATOR)),
    ],
)
def test_a_line_may_name_its_own_roles(line, roles):
    (guest,) = read_guests(line, ROLES, Known())

    assert guest.roles == roles


def test_titles_of_columns_are_nobody():
    assert read("Name\tE-mail\tRole\nMalika\tmalika@example.uz\tmentor") == [("Malika", "malika@example.uz")]
    assert read("ФИО;Почта\nMalika;malika@example.uz") == [("Malika", "malika@example.uz")]


def test_empty_lines_are_nobody_and_lines_keep_their_numbers():
    guests = read_guests("\n\nMalika\n , \nTimur\n", ROLES, Known())

    assert [(guest.line, guest.name) for guest in guests] == [(3, "Malika"), (5, "Timur")]


def complaints(text, known=NOBODY, roles=ROLES):
    return [str(guest.complaint or "") for guest in read_guests(text, roles, known)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Nigora <nigora@example>", "“nigora@example” is not an e-mail address."),
        ("Nigora, nigora@@example.uz", "“nigora@@example.uz” is not an e-mail address."),
        ("x" * 201, "A person needs a name, of 200 letters at most."),
        ("Ola\u0007", "A person needs a name, of 200 letters at most."),
        ("malika@example.uz", "This address has an account already."),
    ],
)
def test_what_is_wrong_stands_beside_each(text, says):
    assert complaints(text, Known(members={"malika@example.uz"})) == [says]


def test_the_same_address_twice_is_one_too_many():
    assert complaints("a@example.uz\nb@example.uz\nA@Example.uz") == [
        "",
        "",
        "The same address stands in line 1 already.",
    ]


def test_twice_in_one_line_is_noticed_too():
    assert complaints("a@example.uz, a@example.uz")[1] == "The same address stands in line 1 already."


def test_without_any_role_nobody_is_ready():
    assert complaints("Malika", roles=()) == ["Choose a role."]


def test_who_waits_already_is_invited_anew_and_that_is_said():
    (guest,) = read_guests("malika@example.uz", ROLES, Known(invited={"malika@example.uz"}))

    assert (guest.complaint, guest.again) == (None, True)


@pytest.mark.parametrize("text", ["Malika, malika@example.uz, mentor", "Timur", "lola@example.uz"])
def test_a_guest_written_out_again_is_the_same_guest(text):
    (guest,) = read_guests(text, ROLES, Known())

    assert read_guests(guest.written, (), Known()) == (guest,)


def test_a_spreadsheet_becomes_lines_that_are_read_the_same():
    table = read_table(b"Familiya,Ism,Rol,Izoh,Pochta\nKarimova,Malika,mentor,yaxshi,malika@example.uz\n,Timur,,,\n")

    guests = read_guests(lines_of(table), ROLES, Known())

    assert [(g.name, g.email, g.roles) for g in guests] == [
        ("Malika Karimova", "malika@example.uz", (MENTOR,)),
        ("Timur", "", (MENTEE,)),
    ]


def test_a_spreadsheet_without_titles_loses_nobody():
    table = read_table(b"Malika,malika@example.uz\nTimur,timur@example.uz\n")

    assert read(lines_of(table)) == [("Malika", "malika@example.uz"), ("Timur", "timur@example.uz")]


def test_thousands_are_read():
    text = io.StringIO()
    text.writelines(f"Person {n}, person{n}@example.uz\n" for n in range(5_000))

    guests = read_guests(text.getvalue(), ROLES, Known())

    assert len(guests) == 5_000
    assert all(guest.complaint is None for guest in guests)
