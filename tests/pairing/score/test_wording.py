import numpy as np

from growtogether_desktop.pairing.score.facts import Sparse, product
from growtogether_desktop.pairing.score.wording import SCALE, Wording
from growtogether_desktop.pairing.score.words import read

BIOS = ("Ikebana and calligraphy", "Woodworking, chisels and planes", "Искусство составления букетов", "")


def words(texts):
    return [" ".join(text.keys) for text in read(texts)]


def likeness(text, bios=BIOS):
    wording = Wording(words(bios))
    return product(wording.rows(words([text])), Sparse(wording.collection))[0] / SCALE**2


def test_a_text_is_most_like_the_one_with_its_words():
    assert likeness("Woodwork with chisels").argmax() == 1
    assert likeness("составить букет").argmax() == 2


def test_a_text_is_wholly_like_itself():
    np.testing.assert_allclose(likeness("ikebana AND calligraphy!"), [1, 0, 0, 0], atol=0.05)


def test_alphabets_do_not_matter():
    assert likeness("Каллиграфия")[0] > 0.1


def test_nothing_is_like_an_empty_text():
    assert likeness("").tolist() == [0, 0, 0, 0]
    assert likeness("?!").tolist() == [0, 0, 0, 0]
    assert likeness("words", bios=("", "")).tolist() == [0, 0]


def test_endings_that_many_texts_have_count_for_nothing():
    bios = [f"{name}larning" for name in ("olma", "anor", "uzum", "gilos", "nok", "behi", "oʻrik", "shaftoli", "tut")]

    assert likeness("kitoblarning", bios).tolist() == [0] * 9
    assert likeness("gilosli", bios)[3] > 0


def test_likeness_is_the_same_whichever_side_is_alone():
    wording = Wording(words(BIOS))
    many = wording.rows(words(BIOS))

    whole = product(many, Sparse(wording.collection))

    np.testing.assert_array_equal(product(many[:1], Sparse(wording.collection)), whole[:1])
    np.testing.assert_array_equal(product(many, Sparse(wording.collection[:1])), whole[:, :1])
