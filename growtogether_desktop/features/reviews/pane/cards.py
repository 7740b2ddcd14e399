"""What the card of a remark shows here and now, and how it is told from the one that stood there before."""

from growtogether_desktop.domain.ids import ThreadId
from growtogether_desktop.features.reviews.model.remarks import Remark
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.pane.remark_card import Seen


def seen_of(model: ReviewModel, remark: Remark, unfolded: ThreadId | None) -> Seen:
    """What is settled is folded, but for the one that somebody has unfolded."""
    thread = remark.thread
    return Seen(
        remark,
        model.iteration.number if model.iteration else 0,
        tuple(model.work.name(comment.stamp.by) for comment in thread.comments) if thread else (model.my_name,),
        model.work.name(thread.resolved.by) if thread and thread.resolved else "",
        thread is not None and model.talking.may_take_back(thread),
        thread is not None and not remark.open and remark.id != unfolded,
        model.may_apply(remark),
        remark.id in model.applied,
        model.work.mine,
        not model.work.left,
    )


def key_of(seen: Seen) -> str:
    """Another card when it shows something else."""
    return f"{seen.remark.id}/{hash(seen)}"


def guess(seen: Seen) -> int:
    """How high its card may be, in pixels, before it is made."""
    if seen.folded:
        return 36
    comments = seen.remark.thread.comments if seen.remark.thread else ()
    words = sum(len(comment.text) for comment in comments) or len(seen.remark.words)
    return 84 + 64 * max(len(comments) - 1, 0) + 20 * (words // 90)
