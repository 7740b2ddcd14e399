"""Whoever scripts reads the same names and the same ways out, and they are ways out there too."""

import csv

import pytest

from growtogether_desktop.headless.pair import main as pair
from tests.pairing.plans.impossible import KINDS, taken, told

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ROUNDS = 4


def by_rosters_alone(kind):
    """Pins, bans and what people have answered are in no roster; some contradictions its reader tells by their line."""
    return not (
        kind.vetoed
        or any(one.pinned_to or one.forbidden for one in kind.mentees)
        or {one.person for one in kind.mentees} & {one.person for one in kind.mentors}
        or any(one.least > one.capacity for one in kind.mentors)
        or any({*one.together} & {*one.apart} for one in kind.mentees)
    )


TOLD_BY_ROSTERS = {name: kind for name, kind in KINDS.items() if by_rosters_alone(kind) and kind.mentors}


def clock(half_hours):
    return f"{half_hours // 2:02d}:{half_hours % 2 * 30:02d}"


def week(free):
    return "; ".join(
        f"{DAYS[first // 48]} {clock(first % 48)}-{clock(last - first // 48 * 48)}" for first, last in free
    )


def write_rosters(folder, kind):
    with (folder / "mentees.csv").open("w", encoding="utf-8", newline="") as file:
        roster = csv.writer(file)
        roster.writerow(["name", "email", "wants", "languages", "free", "priority", "together", "apart"])
        emails = {one.id: f"{one.name}@mentees.example.org".replace(" ", "") for one in kind.mentees}
        for one in kind.mentees:
            company = [";".join(emails[id] for id in ids) for ids in (one.together, one.apart)]
            wishes = [*one.wants, ";".join(one.languages), week(one.free), one.priority]
            roster.writerow([one.name, emails[one.id], *wishes, *company])
    with (folder / "mentors.csv").open("w", encoding="utf-8", newline="") as file:
        roster = csv.writer(file)
        roster.writerow(["name", "email", "skills", "seats", "languages", "free", "at least"])
        for one in kind.mentors:
            facts = [*one.skills, one.capacity, ";".join(one.languages), week(one.free), one.least]
            roster.writerow([one.name, f"{one.name}@mentors.example.org", *facts])


@pytest.mark.parametrize("name", TOLD_BY_ROSTERS)
def test_every_kind_is_told_in_names_and_mended_by_the_ways_that_are_offered(tmp_path, capsys, name):
    kind = TOLD_BY_ROSTERS[name]

    for turn in range(ROUNDS):
        write_rosters(tmp_path, kind)
        status = pair([str(tmp_path / "mentees.csv"), str(tmp_path / "mentors.csv"), "-o", str(tmp_path / "plan.json")])
        out, err = capsys.readouterr()
        said = out + err
        if turn == 0:
            assert kind.named in said
            assert kind.offered in said
        if f"{len(kind.mentees)} of {len(kind.mentees)} mentee" in out:
            break
        kind = taken(kind, told(kind)[1])

    assert status == 0
    assert f"{len(kind.mentees)} of {len(kind.mentees)} mentee" in out


def test_together_and_apart_in_one_row_is_told_with_its_line(tmp_path, capsys):
    kind = KINDS["together and apart"]
    write_rosters(tmp_path, kind)

    status = pair([str(tmp_path / "mentees.csv"), str(tmp_path / "mentors.csv"), "-o", str(tmp_path / "plan.json")])

    assert status == 3
    assert "mentees.csv:3: apart: Vali, Ali are to be together and apart at once." in capsys.readouterr().err
