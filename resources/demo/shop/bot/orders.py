"""Orders: from the basket to the courier."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.courier import ask_courier
from db.models import Order, save_order, stock

DEADLINE = timedelta(minutes=30)


@dataclass
class Item:
    sku: str
    price: float
    count: int = 1


@dataclass
class Basket:
    customer: int
    items: list[Item] = field(default_factory=list)

    def add(self, sku, price, count=1):
        for item in self.items:
            if item.sku == sku:
                item.count += count
                return
        self.items.append(Item(sku, price, count))

    def total(self):
        t = 0
        for i in self.items:
            t = t + i.price * i.count
        return t


async def place_order(message, basket: Basket) -> None:
    """Check the basket, reserve stock, ask the courier."""
    total = 0
    for item in basket.items:
        total += item.price * item.count
        if item.count > stock(item.sku):
            await message.answer("Afsuski, omborda yetarli emas")
            return

    order = await save_order(Order(basket.customer, basket.items, total, currency="UZS"))
    await ask_courier(order, deadline=DEADLINE)
    # the customer sees the number at once, the courier answers later
    await message.answer(receipt(order), parse_mode="HTML")


def receipt(order: Order) -> str:
    return f"<b>Buyurtma №{order.id}</b>\n{money(order.total)}"


def money(amount: float) -> str:
    return f"{amount:,.0f} soʻm".replace(",", " ")
