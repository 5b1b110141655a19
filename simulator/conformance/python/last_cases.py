"""Cases that move the clock to another session; they come last."""

from alpaca.trading.enums import OrderStatus, TimeInForce
from alpaca.trading.requests import MarketOrderRequest

from harness import admin, case, same
from trading_cases import BUY, DAY, client, limit, order, price, refusal, settled


def at_the_open():
    return client.submit_order(
        MarketOrderRequest(symbol="SPY", qty=1, side=BUY, time_in_force=TimeInForce.OPG)
    )


@case
def market_on_open():
    error = refusal(at_the_open)  # from 09:28 to 19:00 New York time
    same((error.status_code, error.code), (403, 40310000))
    admin("/clock", {"nextClose": True})
    admin("/clock", {"advance": "PT4H"})
    sent = at_the_open()
    same(sent.status, OrderStatus.ACCEPTED)
    admin("/clock", {"nextOpen": True})
    settled(sent.id, OrderStatus.FILLED)


@case
def an_order_out_of_hours_is_accepted_and_waits():
    admin("/clock", {"nextClose": True})
    sent = limit(BUY, 1, price() - 50, DAY)
    same(sent.status, OrderStatus.ACCEPTED)
    same(client.get_clock().is_open, False)
    client.cancel_order_by_id(sent.id)
    settled(sent.id, OrderStatus.CANCELED)
    admin("/clock", {"nextOpen": True})
    same(client.get_clock().is_open, True)
    assert order(sent.id).canceled_at
