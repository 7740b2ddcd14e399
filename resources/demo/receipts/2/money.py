"""Money as people here write it."""


def money(amount: int) -> str:
    """An amount in soʻm with spaces, such as 64 000."""
    groups = f"{amount:,}"
    return groups.replace(",", " ")
