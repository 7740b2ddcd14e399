from bot.orders import Basket, money


def test_the_same_item_twice_is_one_line():
    basket = Basket(customer=1)
    basket.add("plov", 32_000)
    basket.add("plov", 32_000)
    assert len(basket.items) == 1
    assert basket.total() == 64_000


def test_money_has_spaces():
    assert money(1250000) == "1 250 000 soʻm"
