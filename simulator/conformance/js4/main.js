"use strict";
// @alpacahq/alpaca-trade-api 4.x against the simulator. It has no option for a base URL: a
// middleware writes the simulator's into each request, and the streams take theirs as an option.

const { randomUUID } = require("node:crypto");
const { Alpaca, ApiError, AuthError, NotFoundError, TimeFrame } = require("@alpacahq/alpaca-trade-api");
const { simulator, test, admin, waitFor, same, sure, price, cents, run } = require("../harness.js");

function rewritten(url) {
  return url
    .replace(/^https:\/\/(paper-)?api\.alpaca\.markets/, simulator.url)
    .replace(/^https:\/\/data\.alpaca\.markets/, simulator.dataUrl);
}

function alpacaWith(more) {
  return new Alpaca({
    keyId: simulator.keyId,
    secret: simulator.secretKey,
    paper: true,
    rateLimit: false,
    middleware: [{ pre: async (context) => ({ url: rewritten(context.url), init: context.init }) }],
    ...more,
  });
}

const alpaca = alpacaWith({});
const { trading, marketData } = alpaca;
const { orders, positions } = trading;

async function flat() {
  await admin("/faults", null, "DELETE");
  await trading.closeAllPositions({ cancelOrders: true });
  await orders.deleteAllOrders();
  await waitFor("a flat account", async () => !(await positions.getAllOpenPositions()).length);
}

const settled = (orderId, status) =>
  waitFor(status, async () => {
    const order = await orders.getOrderByOrderID({ orderId });
    return order.status === status && order;
  });

const spy = (fields) => ({ symbol: "SPY", qty: 1, side: "buy", ...fields });

async function bought(qty = 10) {
  return settled((await orders.market(spy({ qty }))).id, "filled");
}

const resting = async (fields = {}) =>
  orders.limit(spy({ limitPrice: cents((await price()) - 50), ...fields }));

async function refusal(call, kind = ApiError) {
  try {
    await call();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error("was not refused");
}

const marketTime = async () => (await trading.clock.legacyClock()).timestamp;
const minutesAgo = async (minutes) => new Date((await marketTime()).getTime() - minutes * 60_000);

test("account", async () => {
  const account = await trading.account.getAccount();
  same([account.status, account.multiplier], ["ACTIVE", "4"]);
  sure(Number(account.buyingPower) > 0, "buying power");
  same((await trading.validateConnection()).ok, true);
});

test("configurations are read and changed", async () => {
  const configurations = trading.accountConfigurations;
  same((await configurations.getAccountConfig()).suspendTrade, false);
  const changed = await configurations.patchAccountConfig({ accountConfigurations: { suspendTrade: true } });
  same(changed.suspendTrade, true);
  const error = await refusal(() => orders.market(spy({})));
  same([error.status, error.code], [403, 40310000]);
  await configurations.patchAccountConfig({ accountConfigurations: { suspendTrade: false } });
  same((await trading.account.getAccount()).tradeSuspendedByUser, false);
});

test("activities show fills", async () => {
  const order = await bought(3);
  const rows = await trading.accountActivities.getAccountActivities({ activityTypes: ["FILL"], pageSize: 5 });
  same(rows[0].orderId ?? rows[0].order_id, order.id);
  const single = await trading.accountActivities.getAccountActivitiesByActivityType({ activityType: "FILL" });
  sure(single.length > 0, "by type");
  let all = 0;
  for await (const row of trading.iterateActivities({ activityTypes: ["FILL"], pageSize: 2 })) all += row ? 1 : 0;
  sure(all >= 1, "page by page");
});

test("portfolio history", async () => {
  await bought();
  const history = await trading.portfolioHistory.getAccountPortfolioHistory({ period: "1D", timeframe: "15Min" });
  same(history.timestamp.length, history.profitLoss.length);
  sure(history.baseValue > 0 && history.equity.length > 0, "it has points");
});

test("clocks", async () => {
  same((await trading.clock.legacyClock()).isOpen, true);
  const { clocks } = await trading.clock.clock({ markets: "NYSE" });
  same([clocks[0].phase, clocks[0].isMarketDay, clocks[0].market.timezone], ["core", true, "America/New_York"]);
  sure(clocks[0].phaseUntil > clocks[0].timestamp, "the phase ends later");
});

test("calendars", async () => {
  const range = { start: new Date("2026-11-27T00:00:00Z"), end: new Date("2026-11-30T00:00:00Z") };
  const days = await trading.calendar.legacyCalendar(range);
  same(days.map((day) => day.close), ["13:00", "16:00"]);
  const { calendar, market } = await trading.calendar.calendar({ market: "NYSE", ...range });
  same([calendar.length, market.acronym], [2, "NYSE"]);
  same(calendar[0].coreEnd.toISOString(), "2026-11-27T18:00:00.000Z");
});

test("assets are listed and found", async () => {
  const listed = await trading.assets.getV2Assets({ status: "active", assetClass: "us_equity" });
  const found = await trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: "SPY" });
  same(listed.find((asset) => asset.symbol === "SPY").id, found.id);
});

test("market order", async () => {
  const sent = await orders.market(spy({ qty: 2 }));
  same(sent.status, "pending_new");
  same((await settled(sent.id, "filled")).filledQty, "2");
});

test("fractional and notional orders", async () => {
  same((await settled((await orders.market(spy({ qty: "0.5" }))).id, "filled")).filledQty, "0.5");
  const amount = await orders.market({ symbol: "SPY", notional: "100.50", side: "buy" });
  same((await settled(amount.id, "filled")).notional, "100.5");
});

test("limit order rests", async () => {
  const sent = await resting();
  await settled(sent.id, "new");
  same((await orders.getAllOrders({ status: "open" }))[0].id, sent.id);
});

test("stop and stop limit orders", async () => {
  await bought(2);
  const at = cents((await price()) - 50);
  const stop = await orders.stop(spy({ side: "sell", stopPrice: at, timeInForce: "gtc" }));
  same((await settled(stop.id, "new")).type, "stop");
  const limited = await orders.stopLimit(spy({ side: "sell", stopPrice: at, limitPrice: cents(at - 1) }));
  same((await settled(limited.id, "new")).type, "stop_limit");
});

test("trailing stop orders", async () => {
  await bought(2);
  for (const trail of [{ trailPercent: 5 }, { trailPrice: 20 }]) {
    const sent = await orders.trailingStop(spy({ side: "sell", ...trail }));
    await settled(sent.id, "new");
    const seen = await waitFor("hwm", async () => {
      const order = await orders.getOrderByOrderID({ orderId: sent.id });
      return order.hwm && order;
    });
    sure(Number(seen.stopPrice) < Number(seen.hwm), "the stop trails");
  }
});

test("bracket order", async () => {
  const now = await price();
  const sent = await orders.bracket(
    spy({
      qty: 2,
      takeProfit: { limitPrice: cents(now + 50) },
      stopLoss: { stopPrice: cents(now - 50), limitPrice: cents(now - 51) },
    }),
  );
  same(sent.legs.length, 2);
  await settled(sent.id, "filled");
  const nested = await orders.getOrderByOrderID({ orderId: sent.id, nested: true });
  same(nested.legs.map((leg) => leg.type).sort(), ["limit", "stop_limit"]);
});

test("oto and oco orders", async () => {
  const now = await price();
  const oto = await orders.oto(
    spy({ type: "limit", limitPrice: cents(now - 50), timeInForce: "gtc", stopLoss: { stopPrice: cents(now - 90) } }),
  );
  same(oto.legs.map((leg) => leg.status), ["held"]);
  await orders.deleteOrderByOrderID({ orderId: oto.id });
  await bought(1);
  const oco = await orders.oco(
    spy({
      side: "sell",
      timeInForce: "gtc",
      takeProfit: { limitPrice: cents(now + 50) },
      stopLoss: { stopPrice: cents(now - 50) },
    }),
  );
  same([oco.orderClass, oco.legs.length], ["oco", 1]);
});

test("immediate or cancel, fill or kill", async () => {
  for (const timeInForce of ["ioc", "fok"]) {
    const now = await price();
    await settled((await resting({ timeInForce, limitPrice: cents(now + 5) })).id, "filled");
    await settled((await resting({ timeInForce })).id, "canceled");
  }
});

test("market on close", async () => {
  same((await orders.market(spy({ timeInForce: "cls" }))).timeInForce, "cls");
});

test("extended hours", async () => {
  const sent = await resting({ timeInForce: "gtc", extendedHours: true });
  same([sent.timeInForce, sent.extendedHours], ["gtc", true]);
});

test("an order is looked up by its client order id", async () => {
  const clientOrderId = "mine-" + randomUUID();
  const sent = await resting({ clientOrderId });
  same((await orders.getOrderByClientOrderId({ clientOrderId })).id, sent.id);
});

test("an order is replaced", async () => {
  const old = await resting();
  await settled(old.id, "new");
  const fresh = await orders.patchOrderByOrderId({
    orderId: old.id,
    patchOrderRequest: { qty: "2", limitPrice: String(cents((await price()) - 60)) },
  });
  same(fresh.replaces, old.id);
  same((await settled(old.id, "replaced")).replacedBy, fresh.id);
});

test("one order is canceled, then all", async () => {
  const one = await resting();
  await settled(one.id, "new");
  await orders.deleteOrderByOrderID({ orderId: one.id });
  await settled(one.id, "canceled");
  const two = await resting();
  same((await orders.deleteAllOrders()).map((row) => [row.id, row.status]), [[two.id, 200]]);
});

test("positions are listed, found and closed in part and whole", async () => {
  await bought(10);
  same((await positions.getAllOpenPositions()).map((p) => [p.symbol, p.qty]), [["SPY", "10"]]);
  const close = (more) => positions.deleteOpenPosition({ symbolOrAssetId: "SPY", ...more });
  await settled((await close({ qty: 4 })).id, "filled");
  await settled((await close({ percentage: 50 })).id, "filled");
  same((await positions.getOpenPosition({ symbolOrAssetId: "SPY" })).qty, "3");
  await settled((await close({})).id, "filled");
  const error = await refusal(() => positions.getOpenPosition({ symbolOrAssetId: "SPY" }), NotFoundError);
  same(error.code, 40410000);
});

test("all positions are closed", async () => {
  await bought(2);
  await resting();
  const rows = await trading.closeAllPositions({ cancelOrders: true });
  same(rows.map((row) => row.status), [200]);
  await settled(rows[0].body.id, "filled");
});

test("latest quote, trade and bar", async () => {
  const { quote } = await marketData.stocks.stockLatestQuoteSingle({ symbol: "SPY", feed: "iex" });
  sure(quote.bp < quote.ap, "bid below ask");
  const { trades } = await marketData.stocks.stockLatestTrades({ symbols: "SPY" });
  sure(trades.SPY.p > 0, "a price");
  const { bars } = await marketData.stocks.stockLatestBars({ symbols: "SPY" });
  sure(bars.SPY.h >= bars.SPY.l, "a bar");
  sure((await marketData.getLatestPrice("SPY")) > 0, "a latest price");
});

test("historical bars, quotes and trades", async () => {
  const start = await minutesAgo(5);
  const request = { symbols: ["SPY"], start };
  const bars = await marketData.getStockBars({ ...request, timeframe: TimeFrame.Minute }, { maxPerSymbol: 3 });
  sure(bars.SPY.length === 3 && bars.SPY[0].high >= bars.SPY[0].low, "bars");
  const trades = await marketData.getStockTrades({ ...request, limit: 20 }, { maxPerSymbol: 50 });
  same(trades.SPY.length, 50);
  const quotes = await marketData.getStockQuotes({ ...request, limit: 20 }, { maxPerSymbol: 50 });
  sure(quotes.SPY.length === 50 && quotes.SPY[0].timestamp >= start, "quotes");
  const daily = await marketData.stocks.stockBars({
    symbols: "SPY",
    timeframe: TimeFrame.Day,
    start: await minutesAgo(30 * 24 * 60),
  });
  sure(daily.bars.SPY.length > 15, "daily bars");
});

test("snapshots", async () => {
  const all = await marketData.stocks.stockSnapshots({ symbols: "SPY" });
  sure(all.SPY.latestQuote.ap > 0 && all.SPY.prevDailyBar.c > 0, "many");
  const one = await marketData.stocks.stockSnapshotSingle({ symbol: "SPY" });
  sure(one.dailyBar.v > 0 && one.latestTrade.p > 0, "one");
});

test("refusals carry status, code and request id", async () => {
  const clientOrderId = "twice-" + randomUUID();
  await resting({ clientOrderId });
  let error = await refusal(() => resting({ clientOrderId }));
  same([error.status, error.code], [422, 42210000]);
  sure(error.requestId, "a request id");
  error = await refusal(() => resting({ qty: 100000, limitPrice: 600 }));
  same([error.status, error.code], [403, 40310000]);
  error = await refusal(() => orders.getOrderByOrderID({ orderId: randomUUID() }), NotFoundError);
  same(error.code, 40410000);
});

test("wrong keys are refused", async () => {
  const stranger = alpacaWith({ keyId: "PKWRONG", secret: "wrong" });
  same((await refusal(() => stranger.trading.account.getAccount(), AuthError)).status, 401);
  same((await refusal(() => stranger.trading.clock.legacyClock(), AuthError)).status, 401);
  same((await stranger.trading.validateConnection()).ok, false);
});

test("reads are tried again, an order never is", async () => {
  await admin("/faults", { kind: "answer", method: "GET", path: "/v2/account", status: 503, times: 2 });
  same((await trading.account.getAccount()).status, "ACTIVE");
  await admin("/faults", { kind: "answer", method: "POST", path: "/v2/orders", status: 504, times: 1 });
  same((await refusal(() => orders.market(spy({})))).status, 504);
});

test("an order is submitted and awaited on the trade stream", async () => {
  const stream = trading.stream({ url: simulator.streamUrl });
  const events = [];
  stream.onTradeUpdate((update) => events.push(update.event));
  stream.connect(); // one that is handed in is the caller's to connect
  const filled = await trading.submitAndWait(
    { type: "market", symbol: "SPY", qty: 3, side: "buy", clientOrderId: "wait-" + randomUUID() },
    { stream, timeoutMs: 20_000 },
  );
  same([filled.status, filled.filledQty], ["filled", "3"]);
  same(events, ["pending_new", "new", "fill"]);
  stream.disconnect();
});

test("data stream sends trades, quotes, bars, bands and halts", async () => {
  const seen = { trades: [], quotes: [], bars: [], updated: [], daily: [], statuses: [], lulds: [], errors: [] };
  const stream = marketData.stockStream({ url: simulator.dataStreamUrl + "/iex" });
  stream.onError((error) => seen.errors.push(error));
  stream.onTrade((trade) => seen.trades.push(trade));
  stream.onQuote((quote) => seen.quotes.push(quote));
  stream.onBar((bar) => seen.bars.push(bar));
  stream.onUpdatedBar((bar) => seen.updated.push(bar));
  stream.onDailyBar((bar) => seen.daily.push(bar));
  stream.onStatus((status) => seen.statuses.push(status));
  stream.onLuld((luld) => seen.lulds.push(luld));
  stream.onConnect(() => {
    stream.subscribeForTrades(["SPY"]);
    stream.subscribeForQuotes(["*"]);
    stream.subscribeForBars(["SPY"]);
    stream.subscribeForUpdatedBars(["SPY"]);
    stream.subscribeForDailyBars(["SPY"]);
    stream.subscribeForStatuses(["SPY"]);
    stream.subscribeForLulds(["SPY"]);
  });
  stream.connect();
  await waitFor("trades and quotes", () => seen.trades.length && seen.quotes.length);
  await waitFor("bars and bands", async () => {
    await admin("/clock", { advance: "PT30S" });
    return seen.bars.length && seen.updated.length && seen.daily.length && seen.lulds.length;
  });
  await admin("/market", { kind: "halt" });
  await waitFor("the halt", () => seen.statuses.length > 0);
  await admin("/market", { kind: "resume" });
  await waitFor("the resumption", () => seen.statuses.length > 1);
  same(seen.errors, []);
  sure(seen.quotes[0].bidPrice < seen.quotes[0].askPrice, "bid below ask");
  sure(seen.trades[0].timestamp instanceof Date && seen.trades[0].price > 0, "a trade with its time");
  sure(seen.bars[0].high >= seen.bars[0].low && seen.bars[0].volume > 0, "a bar");
  stream.disconnect();
});

test("a second data stream of a feed is refused", async () => {
  const errors = [];
  const open = () => marketData.stockStream({ url: simulator.dataStreamUrl + "/sip" });
  const [first, second] = [open(), open()];
  let connected = false;
  first.onConnect(() => (connected = true));
  second.onError((error) => errors.push(error));
  first.connect();
  await waitFor("the first stream", () => connected);
  second.connect();
  await waitFor("the refusal", () => errors.length);
  sure(JSON.stringify(errors).includes("connection limit exceeded"), JSON.stringify(errors));
  second.disconnect();
  first.disconnect();
});

test("orders for the open, and out of hours", async () => {
  const error = await refusal(() => orders.market(spy({ timeInForce: "opg" })));
  same([error.status, error.code], [403, 40310000]);
  await admin("/clock", { nextClose: true });
  await admin("/clock", { advance: "PT4H" });
  const sent = await orders.market(spy({ timeInForce: "opg" }));
  same(sent.status, "accepted");
  await admin("/clock", { nextOpen: true });
  await settled(sent.id, "filled");
});

run(flat);
