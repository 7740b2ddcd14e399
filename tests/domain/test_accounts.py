"""The link of an invitation, and what logins, names and roles must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.domain.accounts import (
    join_link,
    login_key,
    login_refusal,
    name_refusal,
    read_join_link,
    roles_refusal,
)

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(words, words)
def test_what_is_put_into_a_link_comes_out_of_it(hub, code):
    assert read_join_link(f" {join_link(hub, code)}\n") == (hub, code)


@pytest.mark.parametrize(
    "text", ["", "ABCDE-FGHJK", "https://hub.example.uz", "growtogether://join", "growtogether://join?hub=x", "://["]
)
def test_anything_else_is_no_link(text):
    assert read_join_link(text) is None


def test_a_login_is_the_same_however_it_is_typed():
    assert login_key(" Malika@Example.UZ ") == login_key("ｍalika@example.uz")


@pytest.mark.parametrize(
    "refusal",
    [
        login_refusal("ab"),
        login_refusal("two words"),
        name_refusal(" "),
        name_refusal("x" * 201),
        roles_refusal(("hub",)),
    ],
)
def test_what_nobody_could_type_or_read_is_refused(refusal):
    assert refusal is not None


@pytest.mark.parametrize(
    "refusal", [login_refusal("malika@example.uz"), name_refusal("Malika"), roles_refusal(("mentor", "mentee"))]
)
def test_what_is_as_it_should_be_is_not(refusal):
    assert refusal is None
