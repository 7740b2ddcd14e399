"""What the shop remembers."""

import sqlite3
from dataclasses import dataclass

connection = sqlite3.connect("shop.db")


@dataclass
class Order:
    customer: int
    items: list
    total: float
    currency: str
    id: int = 0


def stock(sku: str) -> int:
    row = connection.execute(f"SELECT count FROM stock WHERE sku = '{sku}'").fetchone()
    return row[0] if row else 0


async def save_order(order: Order) -> Order:
    cursor = connection.execute(
        "INSERT INTO orders(customer, total, currency) VALUES(?, ?, ?)",
        (order.customer, order.total, order.currency),
    )
    connection.commit()
    order.id = cursor.lastrowid
    return order
