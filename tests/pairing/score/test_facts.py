from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from growtogether_desktop.pairing.score.facts import Sparse, of_people, product, with_person


@dataclass(frozen=True)
class Inner:
    sparse: csr_array
    turned: Sparse


@dataclass(frozen=True)
class Outer:
    dense: np.ndarray
    inner: Inner


def facts(rows):
    matrix = csr_array(np.array(rows, np.float32))
    return Outer(np.array(rows), Inner(matrix, Sparse(matrix)))


def told(outer):
    return outer.dense.tolist(), outer.inner.sparse.toarray().tolist(), outer.inner.turned.rows.toarray().tolist()


ROWS = [[1, 0, 2], [0, 0, 0], [3, 4, 5], [0, 6, 0]]


def test_the_facts_of_some_people_are_their_rows():
    assert told(of_people(facts(ROWS), slice(1, 3))) == told(facts(ROWS[1:3]))


def test_one_persons_row_is_exchanged_and_the_others_stay():
    before = facts(ROWS)

    for at in range(4):
        for row in ([9, 9, 9], [0, 0, 0]):
            assert told(with_person(before, at, facts([row]))) == told(facts([*ROWS[:at], row, *ROWS[at + 1 :]]))
    assert told(before) == told(facts(ROWS))


def test_a_product_is_the_same_whoever_is_alone():
    matrix = facts(ROWS).inner.sparse
    expected = np.array(ROWS) @ np.array(ROWS).T

    np.testing.assert_array_equal(product(matrix, Sparse(matrix)), expected)
    np.testing.assert_array_equal(product(matrix[:1], Sparse(matrix)), expected[:1])
    np.testing.assert_array_equal(product(matrix, Sparse(matrix[2:3])), expected[:, 2:3])
