"""alpaca-py's TradingClient: account, market hours, assets, orders, positions, errors."""

import uuid
from datetime import date

from alpaca.common.exceptions import APIError
from alpaca.trading.client import TradingClient
from alpaca.trading.enums import (
    AssetClass,
    AssetStatus,
    OrderClass,
    OrderSide,
    OrderStatus,
    OrderType,
    QueryOrderStatus,
    TimeInForce,
)
from alpaca.trading.requests import (
    ClosePositionRequest,
    GetAssetsRequest,
    GetCalendarRequest,
    GetOrderByIdRequest,
    GetOrdersRequest,
    GetPortfolioHistoryRequest,
    LimitOrderRequest,
    MarketOrderRequest,
    ReplaceOrderRequest,
    StopLimitOrderRequest,
    StopLossRequest,
    StopOrderRequest,
    TakeProfitRequest,
    TrailingStopOrderRequest,
)

from harness import KEY, SECRET, URL, admin, case, same, wait_for

client = TradingClient(KEY, SECRET, paper=True, url_override=URL)
DAY, GTC = TimeInForce.DAY, TimeInForce.GTC
BUY, SELL = OrderSide.BUY, OrderSide.SELL


def flat():
    """No faults, no orders, no positions."""
    admin("/faults", method="DELETE")
    client.cancel_orders()
    client.close_all_positions(cancel_orders=True)
    wait_for("a flat account", lambda: not client.get_all_positions())


def price():
    return float(admin("/state")["prices"]["SPY"])


def order(order_id):
    return client.get_order_by_id(order_id)


def settled(order_id, status):
    return wait_for(f"{status}", lambda: (o := order(order_id)).status == status and o)


def bought(qty=10):
    return settled(
        client.submit_order(
            MarketOrderRequest(symbol="SPY", qty=qty, side=BUY, time_in_force=DAY)
        ).id,
        OrderStatus.FILLED,
    )


def refusal(call):
    try:
        call()
    except APIError as error:
        return error
    raise AssertionError("was not refused")


def limit(side, qty, at, tif=DAY, **more):
    return client.submit_order(
        LimitOrderRequest(
            symbol="SPY", qty=qty, side=side, time_in_force=tif, limit_price=round(at, 2), **more
        )
    )


@case
def account():
    seen = client.get_account()
    same(seen.status.value, "ACTIVE")
    same(seen.multiplier, "4")
    same(seen.trade_suspended_by_user, False)
    assert float(seen.equity) > 0 and float(seen.buying_power) > 0


@case
def configurations_are_read_and_changed():
    before = client.get_account_configurations()
    same(before.suspend_trade, False)
    before.suspend_trade = True
    same(client.set_account_configurations(before).suspend_trade, True)
    same(client.get_account().trade_suspended_by_user, True)
    error = refusal(bought)
    same((error.status_code, error.code), (403, 40310000))
    before.suspend_trade = False
    same(client.set_account_configurations(before).suspend_trade, False)


@case
def activities_show_fills():
    filled = bought(3)
    rows = client.get("/account/activities/FILL", {"page_size": 5})
    same(rows[0]["order_id"], str(filled.id))
    same(rows[0]["cum_qty"], "3")
    rows = client.get("/account/activities", {"activity_types": "FILL,CSD"})
    assert rows and "transaction_time" in rows[0]


@case
def portfolio_history():
    bought()
    whole = client.get_portfolio_history()
    same(len(whole.timestamp), len(whole.equity))
    assert abs(whole.equity[-1] - float(client.get_account().equity)) < 50
    fine = client.get_portfolio_history(
        GetPortfolioHistoryRequest(period="1D", timeframe="5Min", extended_hours=True)
    )
    same(fine.timeframe, "5Min")
    assert len(fine.profit_loss) == len(fine.timestamp) > 0


@case
def clock():
    seen = client.get_clock()
    same(seen.is_open, True)
    assert seen.next_close > seen.timestamp and seen.next_open > seen.next_close


@case
def calendar_with_a_half_day():
    days = client.get_calendar(
        GetCalendarRequest(start=date(2026, 11, 25), end=date(2026, 11, 30))
    )
    same([str(day.date) for day in days], ["2026-11-25", "2026-11-27", "2026-11-30"])
    same(days[1].close.strftime("%H:%M"), "13:00")


@case
def assets_are_listed_and_found():
    listed = client.get_all_assets(
        GetAssetsRequest(status=AssetStatus.ACTIVE, asset_class=AssetClass.US_EQUITY)
    )
    spy = next(asset for asset in listed if asset.symbol == "SPY")
    same(client.get_asset("SPY").id, spy.id)
    same(client.get_asset(spy.id).symbol, "SPY")
    same((spy.tradable, spy.fractionable, spy.easy_to_borrow), (True, True, True))


@case
def market_order():
    sent = client.submit_order(
        MarketOrderRequest(symbol="SPY", qty=2, side=BUY, time_in_force=DAY)
    )
    same(sent.status, OrderStatus.PENDING_NEW)
    filled = settled(sent.id, OrderStatus.FILLED)
    same((filled.filled_qty, filled.order_class), ("2", OrderClass.SIMPLE))


@case
def fractional_and_notional_orders():
    part = client.submit_order(
        MarketOrderRequest(symbol="SPY", qty=0.5, side=BUY, time_in_force=DAY)
    )
    same(settled(part.id, OrderStatus.FILLED).filled_qty, "0.5")
    amount = client.submit_order(
        MarketOrderRequest(symbol="SPY", notional=100, side=BUY, time_in_force=DAY)
    )
    filled = settled(amount.id, OrderStatus.FILLED)
    same((filled.notional, filled.qty), ("100", None))


@case
def limit_order_rests():
    resting = limit(BUY, 1, price() - 50)
    same(settled(resting.id, OrderStatus.NEW).type, OrderType.LIMIT)
    same(client.get_orders()[0].id, resting.id)


@case
def stop_order():
    bought(1)
    sent = client.submit_order(
        StopOrderRequest(
            symbol="SPY", qty=1, side=SELL, time_in_force=GTC, stop_price=round(price() - 50, 2)
        )
    )
    same(settled(sent.id, OrderStatus.NEW).type, OrderType.STOP)


@case
def stop_limit_order():
    bought(1)
    at = round(price() - 50, 2)
    sent = client.submit_order(
        StopLimitOrderRequest(
            symbol="SPY", qty=1, side=SELL, time_in_force=DAY, stop_price=at, limit_price=at - 1
        )
    )
    same(settled(sent.id, OrderStatus.NEW).type, OrderType.STOP_LIMIT)


@case
def trailing_stop_orders():
    bought(2)
    for trail in ({"trail_percent": 5}, {"trail_price": 20}):
        sent = client.submit_order(
            TrailingStopOrderRequest(symbol="SPY", qty=1, side=SELL, time_in_force=DAY, **trail)
        )
        seen = settled(sent.id, OrderStatus.NEW)
        same(seen.type, OrderType.TRAILING_STOP)
        assert float(wait_for("a stop", lambda: order(sent.id).stop_price)) < price()
        assert float(order(sent.id).hwm) > 0


@case
def bracket_order():
    now = price()
    sent = client.submit_order(
        MarketOrderRequest(
            symbol="SPY",
            qty=2,
            side=BUY,
            time_in_force=DAY,
            order_class=OrderClass.BRACKET,
            take_profit=TakeProfitRequest(limit_price=round(now + 50, 2)),
            stop_loss=StopLossRequest(
                stop_price=round(now - 50, 2), limit_price=round(now - 51, 2)
            ),
        )
    )
    same(len(sent.legs), 2)
    settled(sent.id, OrderStatus.FILLED)
    nested = client.get_order_by_id(sent.id, GetOrderByIdRequest(nested=True))
    same({leg.type for leg in nested.legs}, {OrderType.LIMIT, OrderType.STOP_LIMIT})
    same(nested.order_class, OrderClass.BRACKET)


@case
def oto_order():
    sent = client.submit_order(
        LimitOrderRequest(
            symbol="SPY",
            qty=1,
            side=BUY,
            time_in_force=GTC,
            limit_price=round(price() - 50, 2),
            order_class=OrderClass.OTO,
            stop_loss=StopLossRequest(stop_price=round(price() - 90, 2)),
        )
    )
    same([leg.status for leg in sent.legs], [OrderStatus.HELD])


@case
def oco_order():
    bought(1)
    sent = client.submit_order(
        LimitOrderRequest(
            symbol="SPY",
            qty=1,
            side=SELL,
            time_in_force=GTC,
            limit_price=round(price() + 50, 2),
            order_class=OrderClass.OCO,
            take_profit=TakeProfitRequest(limit_price=round(price() + 50, 2)),
            stop_loss=StopLossRequest(stop_price=round(price() - 50, 2)),
        )
    )
    same((sent.order_class, len(sent.legs)), (OrderClass.OCO, 1))


@case
def immediate_or_cancel():
    filled = limit(BUY, 1, price() + 5, TimeInForce.IOC)
    settled(filled.id, OrderStatus.FILLED)
    missed = limit(BUY, 1, price() - 50, TimeInForce.IOC)
    settled(missed.id, OrderStatus.CANCELED)


@case
def fill_or_kill():
    filled = limit(BUY, 1, price() + 5, TimeInForce.FOK)
    settled(filled.id, OrderStatus.FILLED)
    killed = limit(BUY, 1, price() - 50, TimeInForce.FOK)
    settled(killed.id, OrderStatus.CANCELED)


@case
def market_on_close():
    sent = client.submit_order(
        MarketOrderRequest(symbol="SPY", qty=1, side=BUY, time_in_force=TimeInForce.CLS)
    )
    same(sent.time_in_force, TimeInForce.CLS)
    assert order(sent.id).status in (OrderStatus.NEW, OrderStatus.ACCEPTED)


@case
def good_till_canceled_in_extended_hours():
    sent = limit(BUY, 1, price() - 50, GTC, extended_hours=True)
    same((sent.time_in_force, sent.extended_hours), (GTC, True))


@case
def orders_are_listed_and_looked_up():
    name = "mine-" + uuid.uuid4().hex
    sent = limit(BUY, 1, price() - 50, client_order_id=name)
    same(client.get_order_by_client_id(name).id, sent.id)
    listed = client.get_orders(
        GetOrdersRequest(
            status=QueryOrderStatus.ALL, limit=5, nested=True, symbols=["SPY"], side=BUY
        )
    )
    same(listed[0].id, sent.id)


@case
def an_order_is_replaced():
    old = limit(BUY, 1, price() - 50)
    settled(old.id, OrderStatus.NEW)
    new = client.replace_order_by_id(
        old.id, ReplaceOrderRequest(qty=2, limit_price=round(price() - 60, 2))
    )
    same(str(new.replaces), str(old.id))
    same(settled(old.id, OrderStatus.REPLACED).replaced_by, new.id)
    same(settled(new.id, OrderStatus.NEW).qty, "2")


@case
def one_order_is_canceled():
    sent = limit(BUY, 1, price() - 50)
    settled(sent.id, OrderStatus.NEW)
    same(client.cancel_order_by_id(sent.id), None)
    settled(sent.id, OrderStatus.CANCELED)


@case
def all_orders_are_canceled():
    sent = [limit(BUY, 1, price() - 50 - i) for i in range(3)]
    rows = client.cancel_orders()
    same({row.id for row in rows}, {one.id for one in sent})
    same({row.status for row in rows}, {200})
    wait_for("no open order", lambda: not client.get_orders())


@case
def positions_are_listed_and_found():
    bought(10)
    listed = client.get_all_positions()
    same([(p.symbol, p.qty, p.qty_available) for p in listed], [("SPY", "10", "10")])
    same(client.get_open_position("SPY").asset_id, listed[0].asset_id)
    same(client.get_open_position(listed[0].asset_id).symbol, "SPY")


@case
def a_short_position():
    sent = client.submit_order(
        MarketOrderRequest(symbol="SPY", qty=3, side=SELL, time_in_force=DAY)
    )
    settled(sent.id, OrderStatus.FILLED)
    seen = client.get_open_position("SPY")
    same((seen.side.value, seen.qty), ("short", "-3"))


@case
def a_position_is_closed_in_part_and_whole():
    bought(10)
    part = client.close_position("SPY", ClosePositionRequest(qty="4"))
    settled(part.id, OrderStatus.FILLED)
    same(client.get_open_position("SPY").qty, "6")
    half = client.close_position("SPY", ClosePositionRequest(percentage="50"))
    settled(half.id, OrderStatus.FILLED)
    same(client.get_open_position("SPY").qty, "3")
    settled(client.close_position("SPY").id, OrderStatus.FILLED)
    same(refusal(lambda: client.get_open_position("SPY")).code, 40410000)


@case
def all_positions_are_closed():
    bought(5)
    rows = client.close_all_positions(cancel_orders=True)
    same([(row.symbol, row.status) for row in rows], [("SPY", 200)])
    settled(rows[0].body.id, OrderStatus.FILLED)


@case
def held_shares_are_refused():
    bought(2)
    resting = limit(SELL, 2, price() + 50)
    error = refusal(lambda: client.close_position("SPY"))
    same((error.status_code, error.code), (403, 40310000))
    assert "insufficient qty available" in error.message, error.message
    rows = client.close_all_positions()
    same((rows[0].status, rows[0].body.code), (403, 40310000))
    client.cancel_order_by_id(resting.id)


@case
def refusals_carry_status_and_code():
    name = "twice-" + uuid.uuid4().hex
    limit(BUY, 1, price() - 50, client_order_id=name)
    error = refusal(lambda: limit(BUY, 1, price() - 50, client_order_id=name))
    same((error.status_code, error.code), (422, 42210000))
    error = refusal(lambda: limit(BUY, 100_000, price()))
    same((error.status_code, error.code), (403, 40310000))
    error = refusal(lambda: client.get_order_by_id(uuid.uuid4()))
    same((error.status_code, error.code), (404, 40410000))
    error = refusal(lambda: client.get_asset("NOSUCH"))
    same((error.status_code, error.code), (404, 40410000))


@case
def wrong_keys_are_refused():
    stranger = TradingClient("PKWRONG", "wrong", paper=True, url_override=URL)
    same(refusal(stranger.get_account).status_code, 401)
    assert "unauthorized" in str(refusal(stranger.get_account))
    assert "<html>" in str(refusal(stranger.get_clock))


@case
def a_gateway_timeout_is_retried_under_the_same_id():
    name = "once-" + uuid.uuid4().hex
    client._retry_wait = 0
    admin(
        "/faults",
        {"kind": "answer", "method": "POST", "path": "/v2/orders", "status": 504, "times": 1},
    )
    sent = limit(BUY, 1, price() - 50, client_order_id=name)
    same(client.get_order_by_client_id(name).id, sent.id)


@case
def too_many_requests_are_retried():
    client._retry_wait = 0
    admin("/faults", {"kind": "rateLimited", "times": 1})
    same(client.get_clock().is_open, True)
