"""Serves my_strategy on the task queue "my-strategies". Ctrl-C ends it."""

import asyncio
import logging
import os
from typing import Any

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

import my_strategy

TASK_QUEUE = "my-strategies"


# The activity's name is the strategy's name in tripline.yaml.
@activity.defn(name="my-strategy")
async def decide(question: dict[str, Any]) -> dict[str, Any]:
    answer = my_strategy.decide(question)
    activity.logger.info("%s %s: %s", question["symbol"], question["marketTime"], answer)
    return answer


async def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    address = os.environ.get("TEMPORAL_ADDRESS", "127.0.0.1:7233")
    namespace = os.environ.get("TEMPORAL_NAMESPACE", "default")
    client = await Client.connect(address, namespace=namespace)
    async with Worker(client, task_queue=TASK_QUEUE, activities=[decide]):
        logging.info("serving my-strategy on %s at %s", TASK_QUEUE, address)
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
