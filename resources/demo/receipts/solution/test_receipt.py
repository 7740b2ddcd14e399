from receipt import Line, receipt, total

PLOV = Line("Osh", 3_200_000, 2)


def test_the_total_counts_every_item():
    assert total([PLOV, Line("Choy", 500_000, 1)]) == 6_900_000


def test_every_item_has_a_line():
    assert receipt([PLOV]).splitlines()[0] == "Osh x2 64 000"
