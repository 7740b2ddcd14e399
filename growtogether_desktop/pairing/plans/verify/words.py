"""What is proven of a plan, or not, in words."""

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.pairing.plans.verify.written import Written


def gap(policy: str, worth: tuple[int, ...], bound: tuple[int, ...]) -> Message:
    """What is not proven, in words."""
    first = next((at for at, (one, other) in enumerate(zip(worth, bound, strict=False)) if one != other), len(worth))
    if policy in ("most", "sum"):
        return say("Not proven: by the prices in the file a plan could be worth more.")
    if first == 0:
        return say(
            "Not proven: by the prices in the file a plan could place more people, or people with more priority."
        )
    if policy == "floor" and first == 1:
        return say("Not proven: by the prices in the file the lowest fit could be higher.")
    if policy == "floor":
        return say("Not proven: by the prices in the file the points could add up to more.")
    return say("Not proven: by the prices in the file fewer pairs could have a low fit.")


def proven(written: Written) -> Message:
    told = {**written.totals, "people": len(written.mentees)}
    if written.policy == "most":
        return say(
            "Proven: no plan places more people, and none that does is worth more. "
            "{placed} of {people} mentees have a mentor, {points} points, lowest fit {lowest}.",
            **told,
        )
    if written.policy == "sum":
        return say(
            "Proven: no plan is worth more. "
            "{placed} of {people} mentees have a mentor, {points} points, lowest fit {lowest}.",
            **told,
        )
    if written.policy == "floor":
        return say(
            "Proven: no plan places more people, none that does has a higher lowest fit, and none of those is worth "
            "more. {placed} of {people} mentees have a mentor, {points} points, lowest fit {lowest}.",
            **told,
        )
    return say(
        "Proven: no plan places more people, and none that does has fewer pairs of low fit. "
        "{placed} of {people} mentees have a mentor, {points} points, lowest fit {lowest}.",
        **told,
    )
