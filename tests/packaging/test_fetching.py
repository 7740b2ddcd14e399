"""What pip says is turned into what a person can use."""

import pytest

import fetching


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
            "ERROR: Could not find a version that satisfies the requirement scipy==1.17.1 (from versions: none)\n"
            "ERROR: No matching distribution found for scipy==1.17.1",
            "Connect to the internet",
        ),
        ('ReadTimeoutError("HTTPSConnectionPool: Read timed out. (read timeout=15)")', "Connect to the internet"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "make room"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "nothing of it was installed",
        ),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "not made for this kind of computer"),
    ],
)
def test_a_failure_is_told_in_plain_words(said, meaning):
    assert meaning in fetching.reason(said)


def test_an_unknown_failure_is_told_by_its_last_errors():
    said = "Collecting scipy\nERROR: first\nERROR: second\nsome advice\nERROR: third\nERROR: fourth\n"

    assert fetching.reason(said).splitlines()[1:] == ["ERROR: second", "ERROR: third", "ERROR: fourth"]
