from growtogether_desktop.ui.marked import side_by_side


def test_words_that_differ_are_marked_in_both(qtbot):
    one, other = side_by_side("By SMS, as long as it lasts.\nSame", "By post, as long as it lasts.\nSame")
    for words in (one, other):
        qtbot.addWidget(words)

    assert (one.marked, other.marked) == (["SMS"], ["post"])


def test_what_people_write_is_no_markup(qtbot):
    one, other = side_by_side("<b>bold</b> & so on", "<b>bold</b> & no more")
    for words in (one, other):
        qtbot.addWidget(words)

    assert one.text().startswith("&lt;b&gt;bold&lt;/b&gt; &amp; ")
    assert one.accessibleName() == "<b>bold</b> & so on"


def test_a_side_without_words_is_empty(qtbot):
    one, other = side_by_side("Something", "")
    for words in (one, other):
        qtbot.addWidget(words)

    assert (one.marked, other.marked) == (["Something"], [])
