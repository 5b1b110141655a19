"use strict";
// @alpacahq/alpaca-trade-api 3.x against the simulator. Its data stream forces wss, so Node.js has
// to be started with NODE_EXTRA_CA_CERTS naming the simulator's certificateFile.

const { randomUUID } = require("node:crypto");
const Alpaca = require("@alpacahq/alpaca-trade-api");
const { simulator, test, admin, waitFor, same, sure, price, cents, run } = require("../harness.js");

function alpacaWith(more) {
  return new Alpaca({
    keyId: simulator.keyId,
    secretKey: simulator.secretKey,
    paper: true,
    baseUrl: simulator.url,
    dataBaseUrl: simulator.dataUrl,
    dataStreamUrl: simulator.url,
    feed: "iex",
    ...more,
  });
}

const alpaca = alpacaWith({});

async function flat() {
  await admin("/faults", null, "DELETE");
  await alpaca.cancelAllOrders();
  await alpaca.closeAllPositions();
  await waitFor("a flat account", async () => !(await alpaca.getPositions()).length);
}

const settled = (id, status) =>
  waitFor(status, async () => {
    const order = await alpaca.getOrder(id);
    return order.status === status && order;
  });

async function send(fields) {
  return alpaca.createOrder({ symbol: "SPY", qty: 1, side: "buy", type: "market", time_in_force: "day", ...fields });
}

async function bought(qty = 10) {
  return settled((await send({ qty })).id, "filled");
}

const resting = async (fields = {}) =>
  send({ type: "limit", limit_price: cents((await price()) - 50), ...fields });

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    if (error.response) return { status: error.response.status, ...error.response.data, data: error.response.data };
    throw error;
  }
  throw new Error("was not refused");
}

test("account", async () => {
  const account = await alpaca.getAccount();
  same([account.status, account.multiplier, account.currency], ["ACTIVE", "4", "USD"]);
  sure(Number(account.equity) > 0, "there is equity");
});

test("configurations are read and changed", async () => {
  same((await alpaca.getAccountConfigurations()).suspend_trade, false);
  same((await alpaca.updateAccountConfigurations({ suspend_trade: true })).suspend_trade, true);
  const error = await refusal(() => send({}));
  same([error.status, error.code], [403, 40310000]);
  same((await alpaca.updateAccountConfigurations({ suspend_trade: false })).suspend_trade, false);
});

test("activities show fills", async () => {
  const order = await bought(3);
  const rows = await alpaca.getAccountActivities({ activityTypes: "FILL", pageSize: 5 });
  same([rows[0].order_id, rows[0].cum_qty], [order.id, "3"]);
});

test("portfolio history", async () => {
  await bought();
  const history = await alpaca.getPortfolioHistory({ period: "1D", timeframe: "5Min", extended_hours: true });
  same(history.timestamp.length, history.equity.length);
  sure(history.equity.length > 0 && history.timeframe === "5Min", "it has points");
});

test("clock and calendar", async () => {
  same((await alpaca.getClock()).is_open, true);
  const days = await alpaca.getCalendar({ start: new Date("2026-11-25"), end: new Date("2026-11-30") });
  same(days.map((day) => [day.date, day.close]), [
    ["2026-11-25", "16:00"],
    ["2026-11-27", "13:00"],
    ["2026-11-30", "16:00"],
  ]);
});

test("assets are listed and found", async () => {
  const spy = (await alpaca.getAssets({ status: "active", asset_class: "us_equity" })).find((a) => a.symbol === "SPY");
  same((await alpaca.getAsset("SPY")).id, spy.id);
});

test("market order", async () => {
  const sent = await send({ qty: 2 });
  same([sent.status, sent.filled_qty], ["pending_new", "0"]);
  same((await settled(sent.id, "filled")).filled_qty, "2");
});

test("fractional and notional orders", async () => {
  same((await settled((await send({ qty: 0.5 })).id, "filled")).filled_qty, "0.5");
  same((await settled((await send({ qty: undefined, notional: 100 })).id, "filled")).notional, "100");
});

test("limit order rests", async () => {
  const sent = await resting();
  await settled(sent.id, "new");
  same((await alpaca.getOrders({ status: "open" }))[0].id, sent.id);
});

test("stop order", async () => {
  await bought(1);
  const sent = await send({ side: "sell", type: "stop", time_in_force: "gtc", stop_price: cents((await price()) - 50) });
  same((await settled(sent.id, "new")).type, "stop");
});

test("stop limit order", async () => {
  await bought(1);
  const at = cents((await price()) - 50);
  const sent = await send({ side: "sell", type: "stop_limit", stop_price: at, limit_price: cents(at - 1) });
  same((await settled(sent.id, "new")).type, "stop_limit");
});

test("trailing stop orders", async () => {
  await bought(2);
  for (const trail of [{ trail_percent: 5 }, { trail_price: 20 }]) {
    const sent = await send({ side: "sell", type: "trailing_stop", ...trail });
    const order = await settled(sent.id, "new");
    sure(Number(order.hwm) > 0 || (await waitFor("hwm", async () => (await alpaca.getOrder(sent.id)).hwm)), "hwm");
  }
});

test("bracket order", async () => {
  const now = await price();
  const sent = await send({
    qty: 2,
    order_class: "bracket",
    take_profit: { limit_price: cents(now + 50) },
    stop_loss: { stop_price: cents(now - 50), limit_price: cents(now - 51) },
  });
  same(sent.legs.length, 2);
  await settled(sent.id, "filled");
  const nested = (await alpaca.getOrders({ status: "all", nested: true, limit: 5 })).find((o) => o.id === sent.id);
  same(nested.legs.map((leg) => leg.type).sort(), ["limit", "stop_limit"]);
});

test("oto order", async () => {
  const now = await price();
  const sent = await resting({
    time_in_force: "gtc",
    order_class: "oto",
    stop_loss: { stop_price: cents(now - 90) },
  });
  same(sent.legs.map((leg) => leg.status), ["held"]);
});

test("oco order", async () => {
  await bought(1);
  const now = await price();
  const sent = await send({
    side: "sell",
    type: "limit",
    time_in_force: "gtc",
    order_class: "oco",
    take_profit: { limit_price: cents(now + 50) },
    stop_loss: { stop_price: cents(now - 50) },
  });
  same([sent.order_class, sent.legs.length], ["oco", 1]);
});

test("immediate or cancel, fill or kill", async () => {
  for (const time_in_force of ["ioc", "fok"]) {
    const now = await price();
    await settled((await resting({ time_in_force, limit_price: cents(now + 5) })).id, "filled");
    await settled((await resting({ time_in_force })).id, "canceled");
  }
});

test("market on close", async () => {
  same((await send({ time_in_force: "cls" })).time_in_force, "cls");
});

test("an order is looked up by its client order id", async () => {
  const client_order_id = "mine-" + randomUUID();
  const sent = await resting({ client_order_id });
  same((await alpaca.getOrderByClientId(client_order_id)).id, sent.id);
});

test("an order is replaced", async () => {
  const old = await resting();
  await settled(old.id, "new");
  const fresh = await alpaca.replaceOrder(old.id, { qty: "2", limit_price: cents((await price()) - 60) });
  same(fresh.replaces, old.id);
  same((await settled(old.id, "replaced")).replaced_by, fresh.id);
});

test("one order is canceled, then all", async () => {
  const one = await resting();
  await settled(one.id, "new");
  await alpaca.cancelOrder(one.id);
  await settled(one.id, "canceled");
  const two = await resting();
  same((await alpaca.cancelAllOrders()).map((row) => [row.id, row.status]), [[two.id, 200]]);
  await settled(two.id, "canceled");
});

test("positions are listed, found and closed", async () => {
  await bought(4);
  same((await alpaca.getPositions()).map((p) => [p.symbol, p.qty]), [["SPY", "4"]]);
  same((await alpaca.getPosition("SPY")).qty_available, "4");
  await settled((await alpaca.closePosition("SPY")).id, "filled");
  const error = await refusal(() => alpaca.getPosition("SPY"));
  same([error.status, error.code], [404, 40410000]);
  await bought(2);
  same((await alpaca.closeAllPositions()).map((row) => [row.symbol, row.status]), [["SPY", 200]]);
});

test("a part of a position is closed with the client's own request", async () => {
  await bought(10);
  const part = await alpaca.sendRequest("/positions/SPY", { percentage: 40 }, null, "DELETE");
  await settled(part.id, "filled");
  same((await alpaca.getPosition("SPY")).qty, "6");
  const more = await alpaca.sendRequest("/positions/SPY", { qty: 2 }, null, "DELETE");
  await settled(more.id, "filled");
  same((await alpaca.getPosition("SPY")).qty, "4");
});

test("latest quotes, trades and bars", async () => {
  const quote = await alpaca.getLatestQuote("SPY");
  sure(quote.BidPrice > 0 && quote.BidPrice < quote.AskPrice, "bid below ask");
  sure((await alpaca.getLatestTrade("SPY")).Price > 0, "a price");
  sure((await alpaca.getLatestBar("SPY")).HighPrice > 0, "a bar");
  sure((await alpaca.getLatestQuotes(["SPY"])).get("SPY").AskPrice > 0, "many quotes");
});

test("historical bars, quotes and trades", async () => {
  const start = new Date(Date.parse((await alpaca.getClock()).timestamp) - 300_000).toISOString();
  for (const read of ["getBarsV2", "getQuotesV2", "getTradesV2"]) {
    const options = { start, limit: 4, ...(read === "getBarsV2" ? { timeframe: "1Min" } : {}) };
    const rows = [];
    for await (const row of alpaca[read]("SPY", options)) rows.push(row);
    same(rows.length, 4, read);
  }
  const bars = await alpaca.getMultiBarsV2(["SPY"], { start, timeframe: "1Min", limit: 3 });
  same(bars.get("SPY").length, 3);
});

test("snapshots", async () => {
  const one = await alpaca.getSnapshot("SPY");
  sure(one.LatestQuote.AskPrice > 0 && one.PrevDailyBar.ClosePrice > 0, "whole");
  sure((await alpaca.getSnapshots(["SPY"]))[0].DailyBar.Volume > 0, "many");
});

test("refusals carry status and code", async () => {
  const client_order_id = "twice-" + randomUUID();
  await resting({ client_order_id });
  let error = await refusal(() => resting({ client_order_id }));
  same([error.status, error.code], [422, 42210000]);
  error = await refusal(() => resting({ qty: 100000, limit_price: 600 }));
  same([error.status, error.code], [403, 40310000]);
  sure(error.buying_power, "the body says the buying power");
  error = await refusal(() => alpaca.getOrder(randomUUID()));
  same([error.status, error.code], [404, 40410000]);
});

test("wrong keys are refused", async () => {
  const stranger = alpacaWith({ keyId: "PKWRONG", secretKey: "wrong" });
  same((await refusal(() => stranger.getAccount())).data, { message: "unauthorized." });
  sure((await refusal(() => stranger.getClock())).data.includes("<html>"), "the clock answers a page");
});

test("trade stream tells the life of an order", async () => {
  const events = [];
  const stream = alpaca.trade_ws;
  stream.onConnect(() => stream.subscribe(["trade_updates"]));
  stream.onOrderUpdate((update) => events.push(update));
  stream.connect();
  await waitFor("the stream to listen", async () => {
    await alpaca.cancelOrder((await resting()).id);
    return events.length;
  });
  const sent = await send({ qty: 3 });
  const mine = () => events.filter((update) => update.order.id === sent.id);
  await waitFor("three events", () => mine().length >= 3);
  same(mine().map((update) => update.event), ["pending_new", "new", "fill"]);
  same([mine()[2].qty, mine()[2].position_qty], ["3", "3"]);
  stream.disconnect();
});

test("data stream over TLS sends trades, quotes, bars and halts", async () => {
  const seen = { trades: [], quotes: [], bars: [], dailyBars: [], statuses: [], errors: [] };
  const stream = alpaca.data_stream_v2;
  stream.onError((error) => seen.errors.push(error));
  stream.onStockTrade((trade) => seen.trades.push(trade));
  stream.onStockQuote((quote) => seen.quotes.push(quote));
  stream.onStockBar((bar) => seen.bars.push(bar));
  stream.onStockDailyBar((bar) => seen.dailyBars.push(bar));
  stream.onStatuses((status) => seen.statuses.push(status));
  stream.onConnect(() => {
    stream.subscribeForTrades(["SPY"]);
    stream.subscribeForQuotes(["SPY"]);
    stream.subscribeForBars(["SPY"]);
    stream.subscribeForDailyBars(["SPY"]);
    stream.subscribeForStatuses(["*"]);
  });
  stream.connect();
  await waitFor("trades and quotes", () => seen.trades.length && seen.quotes.length);
  await waitFor("bars", async () => {
    await admin("/clock", { advance: "PT1M" });
    return seen.bars.length && seen.dailyBars.length;
  });
  await admin("/market", { kind: "halt" });
  await waitFor("the halt", () => seen.statuses.length > 0);
  await admin("/market", { kind: "resume" });
  await waitFor("the resumption", () => seen.statuses.length > 1);
  same(seen.errors, []);
  same(seen.trades[0].Symbol, "SPY");
  sure(seen.quotes[0].BidPrice < seen.quotes[0].AskPrice, "bid below ask");
  sure(seen.bars[0].HighPrice >= seen.bars[0].LowPrice, "high above low");
  sure(!Number.isNaN(Date.parse(seen.trades[0].Timestamp)), "a time");
  stream.disconnect();
});

test("orders for the open, and out of hours", async () => {
  const error = await refusal(() => send({ time_in_force: "opg" }));
  same([error.status, error.code], [403, 40310000]);
  await admin("/clock", { nextClose: true });
  await admin("/clock", { advance: "PT4H" });
  const sent = await send({ time_in_force: "opg" });
  same(sent.status, "accepted");
  same((await resting()).status, "accepted");
  await admin("/clock", { nextOpen: true });
  await settled(sent.id, "filled");
});

run(flat);
