"""Couriers: who is free, and who has been asked."""

import asyncio
from datetime import timedelta

from db.models import Order

free = []


async def ask_courier(order: Order, deadline: timedelta) -> None:
    """Ask one courier after another until somebody takes the order."""
    for courier in list(free):
        try:
            await asyncio.wait_for(courier.ask(order), timeout=30)
        except Exception:
            continue
        free.remove(courier)
        return
    raise LookupError("no courier is free")
