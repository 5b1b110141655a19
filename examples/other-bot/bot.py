"""A bot that is not Tripline's, with Alpaca's official Python client: it buys, and it never stops.

The drill other-bot runs it against the simulated broker. It needs APCA_API_KEY_ID,
APCA_API_SECRET_KEY and APCA_API_BASE_URL, and refuses any host but this machine. Arguments: shares
of SPY and of QQQ to buy. It prints one line of JSON for each thing that it does.
"""

import json
import os
import sys
import time
from urllib.parse import urlparse

from alpaca.common.exceptions import APIError
from alpaca.trading.client import TradingClient
from alpaca.trading.enums import OrderSide, OrderStatus, TimeInForce
from alpaca.trading.requests import LimitOrderRequest, MarketOrderRequest

URL = os.environ["APCA_API_BASE_URL"]
if urlparse(URL).hostname not in ("127.0.0.1", "localhost"):
    sys.exit("this bot buys without thinking: simulated brokers on this machine only")

client = TradingClient(
    os.environ["APCA_API_KEY_ID"], os.environ["APCA_API_SECRET_KEY"], paper=True, url_override=URL
)


def say(what, **fields):
    print(json.dumps({"what": what, **fields}), flush=True)


def order(symbol, qty, name, limit=None, tif=TimeInForce.DAY):
    common = dict(
        symbol=symbol, qty=qty, side=OrderSide.BUY, time_in_force=tif, client_order_id=name
    )
    request = MarketOrderRequest(**common) if limit is None else LimitOrderRequest(limit_price=limit, **common)
    try:
        sent = client.submit_order(request)
        say("sent", id=name, symbol=symbol)
        return str(sent.id)
    except APIError as refused:
        say("refused", id=name, status=refused.status_code, text=str(refused))
        return None


def main():
    spy, qqq = sys.argv[1], sys.argv[2]
    order("QQQ", qqq, "bot-outside-held")
    order("QQQ", "1", "bot-outside-resting", limit=100, tif=TimeInForce.GTC)
    order("SPY", spy, "bot-position")
    cancelled, number, last = 0, 0, None
    while True:
        # Whoever cancels its orders does not convince it: it rests a while and goes on.
        time.sleep(15 if cancelled == 0 else 45 if cancelled % 5 == 0 else 6)
        try:
            if last and client.get_order_by_id(last).status == OrderStatus.CANCELED:
                cancelled += 1
                say("cancelled by somebody", count=cancelled)
        except APIError as failed:
            say("failed", text=str(failed))
        number += 1
        last = order("SPY", "1", f"bot-entry-{number}", limit=100)


main()
