"""alpaca-py's TradingStream and StockDataStream."""

import contextlib
import logging
import threading

from alpaca.data.live import StockDataStream
from alpaca.trading.enums import OrderSide, TimeInForce
from alpaca.trading.requests import MarketOrderRequest
from alpaca.trading.stream import TradingStream

from harness import KEY, SECRET, SIMULATOR, admin, case, same, wait_for
from trading_cases import BUY, client, limit, price

for name in ("alpaca", "websockets"):
    logging.getLogger(name).setLevel(logging.CRITICAL)


@contextlib.contextmanager
def running(stream):
    thread = threading.Thread(target=stream.run, daemon=True)
    thread.start()
    try:
        yield stream
    finally:
        with contextlib.suppress(Exception):
            stream.stop()
        thread.join(10)


def trade_stream(handler, secret=SECRET):
    stream = TradingStream(KEY, secret, paper=True, url_override=SIMULATOR["streamUrl"])
    stream.subscribe_trade_updates(handler)
    return stream


def listening(seen):
    """Orders are sent until the stream tells of one: py has no sign that it listens."""

    def probe():
        sent = limit(BUY, 1, price() - 50)
        client.cancel_order_by_id(sent.id)
        return any(update.order.id == sent.id for update in seen) or bool(seen)

    wait_for("the stream to listen", probe)


@case
def trade_stream_tells_the_life_of_an_order():
    seen = []

    async def handler(update):
        seen.append(update)

    with running(trade_stream(handler)):
        listening(seen)
        sent = client.submit_order(
            MarketOrderRequest(
                symbol="SPY", qty=3, side=OrderSide.BUY, time_in_force=TimeInForce.DAY
            )
        )
        mine = lambda: [u for u in seen if u.order.id == sent.id]  # noqa: E731
        wait_for("three events", lambda: len(mine()) >= 3)
        same([str(getattr(u.event, "value", u.event)) for u in mine()], ["pending_new", "new", "fill"])
        fill = mine()[-1]
        same((fill.qty, fill.position_qty, fill.order.filled_qty), (3, 3, "3"))
        assert fill.price > 0 and fill.execution_id and fill.timestamp


@case
def a_second_trade_stream_is_refused():
    import asyncio

    from websockets.legacy import client as legacy
    from websockets.legacy.exceptions import InvalidStatusCode

    seen = []

    async def handler(update):
        seen.append(update)

    async def second():
        try:
            await legacy.connect(SIMULATOR["streamUrl"])
        except InvalidStatusCode as error:
            return error.status_code
        return 101

    with running(trade_stream(handler)):
        listening(seen)
        same(asyncio.run(second()), 429)


@case
def data_stream_sends_trades_and_quotes():
    quotes, trades = [], []

    async def on_quote(quote):
        quotes.append(quote)

    async def on_trade(trade):
        trades.append(trade)

    stream = StockDataStream(KEY, SECRET, url_override=SIMULATOR["dataStreamUrl"] + "/iex")
    stream.subscribe_quotes(on_quote, "SPY")
    stream.subscribe_trades(on_trade, "SPY")
    with running(stream):
        wait_for("quotes and trades", lambda: len(quotes) > 1 and len(trades) > 1)
    same((quotes[0].symbol, trades[0].symbol), ("SPY", "SPY"))
    assert quotes[0].bid_price < quotes[0].ask_price and trades[0].price > 0
    same(quotes[0].timestamp.date(), client.get_clock().timestamp.date())


@case
def data_stream_sends_bars():
    seen = {"minute": [], "daily": [], "updated": []}

    def collect(kind):
        async def handler(bar):
            seen[kind].append(bar)

        return handler

    stream = StockDataStream(KEY, SECRET, url_override=SIMULATOR["dataStreamUrl"] + "/sip")
    stream.subscribe_bars(collect("minute"), "SPY")
    stream.subscribe_daily_bars(collect("daily"), "SPY")
    stream.subscribe_updated_bars(collect("updated"), "*")

    def all_seen():
        admin("/clock", {"advance": "PT30S"})
        return all(seen.values())

    with running(stream):
        wait_for("minute, daily and updated bars", all_seen)
    bar = seen["minute"][0]
    assert bar.low <= bar.open <= bar.high and bar.volume > 0 and bar.trade_count and bar.vwap
    same(bar.timestamp.second, 0)


@case
def data_stream_tells_of_halts():
    seen, quotes = [], []

    async def on_status(status):
        seen.append(status)

    async def on_quote(quote):
        quotes.append(quote)

    stream = StockDataStream(KEY, SECRET, url_override=SIMULATOR["dataStreamUrl"] + "/iex")
    stream.subscribe_trading_statuses(on_status, "SPY")
    stream.subscribe_quotes(on_quote, "SPY")
    with running(stream):
        wait_for("the stream to listen", lambda: quotes)
        admin("/market", {"kind": "halt"})
        try:
            wait_for("the halt", lambda: seen)
        finally:
            admin("/market", {"kind": "resume"})
        wait_for("the resumption", lambda: len(seen) > 1)
    same([status.symbol for status in seen[:2]], ["SPY", "SPY"])
