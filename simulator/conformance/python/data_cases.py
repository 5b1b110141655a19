"""alpaca-py's StockHistoricalDataClient."""

from datetime import timedelta

from alpaca.common.exceptions import APIError
from alpaca.data.enums import DataFeed
from alpaca.data.historical import StockHistoricalDataClient
from alpaca.data.requests import (
    StockBarsRequest,
    StockLatestBarRequest,
    StockLatestQuoteRequest,
    StockLatestTradeRequest,
    StockQuotesRequest,
    StockSnapshotRequest,
    StockTradesRequest,
)
from alpaca.data.timeframe import TimeFrame, TimeFrameUnit

from harness import KEY, SECRET, URL, case, same
from trading_cases import client as trading

client = StockHistoricalDataClient(KEY, SECRET, url_override=URL)


def now():
    return trading.get_clock().timestamp


@case
def latest_quote_trade_and_bar():
    quote = client.get_stock_latest_quote(
        StockLatestQuoteRequest(symbol_or_symbols="SPY", feed=DataFeed.IEX)
    )["SPY"]
    assert 0 < quote.bid_price < quote.ask_price
    trade = client.get_stock_latest_trade(StockLatestTradeRequest(symbol_or_symbols=["SPY"]))
    assert abs(trade["SPY"].price - quote.bid_price) < 5
    bar = client.get_stock_latest_bar(StockLatestBarRequest(symbol_or_symbols="SPY"))["SPY"]
    assert bar.low <= bar.close <= bar.high and bar.trade_count > 0 and bar.vwap > 0


@case
def minute_bars_page_by_page():
    start = now() - timedelta(days=3)
    bars = client.get_stock_bars(
        StockBarsRequest(
            symbol_or_symbols="SPY", timeframe=TimeFrame.Minute, start=start, feed=DataFeed.IEX
        )
    )["SPY"]
    first = client.get_stock_bars(
        StockBarsRequest(
            symbol_or_symbols="SPY", timeframe=TimeFrame.Minute, start=start, limit=7
        )
    )["SPY"]
    same(len(first), 7)
    same([bar.timestamp for bar in first], [bar.timestamp for bar in bars[:7]])


@case
def daily_and_hourly_bars():
    daily = client.get_stock_bars(
        StockBarsRequest(
            symbol_or_symbols=["SPY"], timeframe=TimeFrame.Day, start=now() - timedelta(days=30)
        )
    )
    assert len(daily["SPY"]) > 15
    assert len(daily.df) == len(daily["SPY"])
    hourly = client.get_stock_bars(
        StockBarsRequest(
            symbol_or_symbols="SPY",
            timeframe=TimeFrame(1, TimeFrameUnit.Hour),
            start=now() - timedelta(days=2),
        )
    )
    assert hourly["SPY"]


@case
def historical_quotes():
    start = now() - timedelta(minutes=5)
    quotes = client.get_stock_quotes(
        StockQuotesRequest(symbol_or_symbols="SPY", start=start, limit=50, feed=DataFeed.IEX)
    )["SPY"]
    same(len(quotes), 50)
    assert all(quote.bid_price < quote.ask_price for quote in quotes)
    assert quotes[0].timestamp >= start


@case
def historical_trades():
    trades = client.get_stock_trades(
        StockTradesRequest(
            symbol_or_symbols=["SPY"], start=now() - timedelta(minutes=5), limit=120
        )
    )["SPY"]
    same(len(trades), 120)
    same(len({trade.id for trade in trades}), 120)


@case
def snapshot():
    seen = client.get_stock_snapshot(StockSnapshotRequest(symbol_or_symbols="SPY"))["SPY"]
    assert seen.latest_quote.bid_price > 0 and seen.latest_trade.price > 0
    assert seen.minute_bar and seen.daily_bar and seen.previous_daily_bar


@case
def an_unknown_symbol_is_left_out():
    same(client.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols="NOSUCH")), {})


@case
def wrong_keys_are_refused_for_data():
    stranger = StockHistoricalDataClient("PKWRONG", "wrong", url_override=URL)
    try:
        stranger.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols="SPY"))
    except APIError as error:
        same(error.status_code, 401)
    else:
        raise AssertionError("was not refused")
