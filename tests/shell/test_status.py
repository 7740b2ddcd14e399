from datetime import datetime, timedelta

import pytest

from growtogether_desktop.ui.standing import in_words, tone_of
from growtogether_desktop.workspace.state import SyncState

NOW = datetime(2026, 11, 22, 10, 42).astimezone()


@pytest.mark.parametrize(
    ("state", "said", "tone"),
    [
        (SyncState("demo"), "Demo programme", "information"),
        (SyncState("never"), "Not connected yet", "plain"),
        (SyncState("never", waiting=2), "Not connected yet · 2 changes waiting", "waiting"),
        (SyncState("offline", NOW, 9), "Offline since 10:42 · 9 changes waiting", "waiting"),
        (SyncState("offline", NOW, 1), "Offline since 10:42 · 1 change waiting", "waiting"),
        (SyncState("offline", NOW - timedelta(days=1)), "Offline since 21.11.2026 10:42", "waiting"),
        (SyncState("offline"), "Offline", "waiting"),
        (SyncState("syncing", NOW), "Talking with the hub…", "waiting"),
        (SyncState("in_step", NOW), "In step with the hub · 10:42", "resolved"),
        (SyncState("in_step", NOW, 3), "3 changes waiting for the hub", "waiting"),
    ],
)
def test_the_state_is_said_in_a_sentence(state: SyncState, said: str, tone: str) -> None:
    assert str(in_words(state, NOW)) == said
    assert tone_of(state) == tone
