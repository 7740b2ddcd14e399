"""What can be done on the reviews page: for menus, palette, shortcuts, and by one key."""

from growtogether_desktop.base.i18n import N_
from growtogether_desktop.ui.feature import Command

COMMANDS = (
    Command("hand_in", N_("Hand in work…"), "Ctrl+Shift+H"),
    Command("paste", N_("Paste work"), "Ctrl+Shift+V"),
    Command("back", N_("Back to the list"), "Alt+Left"),
    Command("comment", N_("Remark on these lines"), "Ctrl+R, C", "C"),
    Command("whole_file", N_("Remark on the whole file"), "Ctrl+R, F", "F"),
    Command("whole_work", N_("Remark on the whole work"), "Ctrl+R, W", "W"),
    Command("edit", N_("Change the draft"), "Ctrl+R, E", "E"),
    Command("discard", N_("Discard the draft"), "Ctrl+R, D", "Del"),
    Command("put_back", N_("Put the discarded draft back"), "Ctrl+R, U", "U"),
    Command("answer", N_("Answer the remark"), "Ctrl+R, A", "A"),
    Command("resolve", N_("Resolve or reopen the remark"), "Ctrl+R, R", "R"),
    Command("take_back", N_("Take back my last comment…")),
    Command("next_remark", N_("Next remark"), "F8", "."),
    Command("previous_remark", N_("Previous remark"), "Shift+F8", ","),
    Command("next_file", N_("Next file"), "Ctrl+PgDown", "]"),
    Command("previous_file", N_("Previous file"), "Ctrl+PgUp", "["),
    Command("compare", N_("Compare with an earlier iteration, or with none"), "Ctrl+R, I", "I"),
    Command("beside", N_("Side by side, or in one column"), "Ctrl+R, B", "B"),
    Command("blanks", N_("Let changes in spaces count, or not"), "Ctrl+R, X", "X"),
    Command("next_change", N_("Next change"), "F7", "J"),
    Command("previous_change", N_("Previous change"), "Shift+F7", "K"),
    Command("unfold", N_("Show the unchanged lines too"), "Ctrl+R, O", "O"),
    Command("spaces", N_("Show spaces and tabs"), "Ctrl+R, H", "H"),
    Command("place", N_("Move the remark to these lines"), "Ctrl+R, M", "M"),
    Command("read", N_("Tick the file as read"), "Ctrl+R, V", "V"),
    Command("publish", N_("Publish the remarks…"), "Ctrl+R, P", "P"),
)
