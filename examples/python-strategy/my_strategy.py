"""The decision, and nothing else: no broker, no clock, no file. Easy to test, easy to replace."""

from decimal import Decimal
from typing import Any

FAST = 20
SLOW = 50
SCHEMA = 1


def decide(question: dict[str, Any]) -> dict[str, Any]:
    """Long while the mean of the last 20 closes is above that of the last 50, else flat.

    Raises ValueError where it can't know: Tripline then does nothing, and holds what it holds.
    """
    if question["schemaVersion"] != SCHEMA:
        raise ValueError(f"schemaVersion: made for {SCHEMA}, was {question['schemaVersion']}")
    closes = [Decimal(bar["close"]) for bar in question["dailyBars"]]
    if len(closes) < SLOW:
        raise ValueError(f"dailyBars: {SLOW} are needed, were {len(closes)}")
    fast = sum(closes[-FAST:]) / FAST
    slow = sum(closes[-SLOW:]) / SLOW
    long = fast > slow
    answer: dict[str, Any] = {
        "target": "long" if long else "flat",
        "reason": f"mean of {FAST} closes {fast:.2f} is {'above' if long else 'not above'}"
        f" that of {SLOW}, {slow:.2f}",
    }
    quote = question["quote"]
    if quote is not None:
        # The price that the decision was made on: Tripline measures the delay against it.
        answer["price"] = str((Decimal(quote["bid"]) + Decimal(quote["ask"])) / 2)
    return answer
