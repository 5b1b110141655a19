package io.tripline.activities.broker;

import io.tripline.activities.broker.RateBudget.Purpose;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Alpaca's REST API for one account: one call = one method, one outcome. It never repeats a
 * request; callers may repeat GET and DELETE. Thread-safe.
 */
public final class AlpacaHttp {
  private final AlpacaEndpoint endpoint;
  private final AlpacaUrls urls;
  private final Exchange exchange;
  private final Purpose reads;
  private final AlpacaStreams streams;

  /** {@code budget} is shared by all users of the account in this process. */
  public AlpacaHttp(
      AlpacaEndpoint endpoint,
      AlpacaCredentials credentials,
      RateBudget budget,
      InstantSource clock) {
    this(
        endpoint,
        Exchange.at(endpoint.base(), credentials, budget, clock),
        Purpose.ORDINARY,
        new AlpacaStreams(endpoint, credentials, budget));
  }

  private AlpacaHttp(
      AlpacaEndpoint endpoint, Exchange exchange, Purpose reads, AlpacaStreams streams) {
    this.endpoint = endpoint;
    this.urls = new AlpacaUrls(endpoint);
    this.exchange = exchange;
    this.reads = reads;
    this.streams = streams;
  }

  /**
   * The same account, but every read may use the budget's reserve: for flatten, the reflex, and the
   * look at an order that was sent.
   */
  public AlpacaHttp forSafety() {
    return new AlpacaHttp(endpoint, exchange, Purpose.SAFETY, streams);
  }

  /** The same account for the look at equity and positions, which goes on where others wait. */
  public AlpacaHttp forWatch() {
    return reads == Purpose.SAFETY
        ? this
        : new AlpacaHttp(endpoint, exchange, Purpose.WATCH, streams);
  }

  /** Where it talks to. */
  public AlpacaEndpoint endpoint() {
    return endpoint;
  }

  /** What came of this process's calls for the account, shared by all who use it. */
  public CallLog calls() {
    return exchange.calls();
  }

  /** The account's streams, and what they told this process; shared by all who use the account. */
  public AlpacaStreams streams() {
    return streams;
  }

  /** Server time less host time as of the last answer, to about half a second. */
  public Optional<Duration> skew() {
    return Optional.ofNullable(exchange.skew());
  }

  /** The account. */
  public Answer<Account> account() {
    return get(urls.trading("account"), (n, h) -> AlpacaJson.account(n));
  }

  /** All positions. */
  public Answer<List<Position>> positions() {
    return get(urls.trading("positions"), (n, h) -> AlpacaJson.positions(n));
  }

  /** One position; empty only where the broker itself said that there is none. */
  public Answer<Optional<Position>> position(Symbol symbol) {
    return absentIfNotFound(
        get(
            urls.trading("positions").addPathSegment(symbol.value()),
            (n, h) -> AlpacaJson.position(n)));
  }

  /**
   * Orders that are not terminal, legs flattened. A held leg whose parent has ended may be missing:
   * before a claim that nothing rests, use {@link #restingOrders}.
   */
  public Answer<List<Order>> openOrders() {
    return Part.all(this::openOrders, Order::id)
        .map(all -> all.stream().filter(order -> !order.status().terminal()).toList());
  }

  private Answer<Part<Order>> openOrders(String from) {
    HttpUrl.Builder url = urls.orders("open");
    if (!from.isEmpty()) {
      url.addQueryParameter("before_order_id", from);
    }
    Page<Order> page = new Page<>();
    return get(url, page.of(AlpacaJson::orders))
        .map(orders ->
            new Part<>(orders, page.rows < AlpacaUrls.ORDERS_PER_PAGE ? "" : page.lastId));
  }

  /** Open orders, and every order since {@code since} that is not terminal: held legs included. */
  public Answer<List<Order>> restingOrders(Instant since) {
    Answer<List<Order>> open = openOrders();
    if (!(open instanceof Answer.Done<List<Order>> first)) {
      return open;
    }
    return ordersSince(since)
        .map(all -> {
          Map<String, Order> found = new LinkedHashMap<>();
          first.value().forEach(order -> found.put(order.id(), order));
          // The later read wins, also where it says that an order has ended.
          all.forEach(order -> found.put(order.id(), order));
          return found.values().stream().filter(o -> !o.status().terminal()).toList();
        });
  }

  /** Orders of any status submitted at or after {@code since} (market time), ascending. */
  public Answer<List<Order>> ordersSince(Instant since) {
    return Part.all(from -> ordersSince(since, from), Order::id);
  }

  /** A part of them; {@code from} is empty, or what the part before named as its next. */
  public Answer<Part<Order>> ordersSince(Instant since, String from) {
    Instant after = from.isEmpty() ? since : Instant.parse(from);
    Page<Order> page = new Page<>();
    return get(
            urls.orders("all")
                .addQueryParameter("direction", "asc")
                // Exclusive bound: step back so that orders of the same millisecond are not lost.
                .addQueryParameter("after", after.minusMillis(1).toString()),
            page.of(AlpacaJson::orders))
        .map(orders -> {
          Instant last = page.lastSubmittedAt;
          return new Part<>(
              orders,
              page.rows < AlpacaUrls.ORDERS_PER_PAGE || last == null ? "" : last.toString());
        });
  }

  /** One order by our id; empty where the broker itself said 404. */
  public Answer<Optional<Order>> orderByClientId(ClientOrderId id) {
    return absentIfNotFound(
        get(
            urls.trading("orders:by_client_order_id")
                .addQueryParameter("client_order_id", id.value()),
            (n, h) -> AlpacaJson.order(n)));
  }

  /** One order by the broker's id; empty where the broker itself said 404. */
  public Answer<Optional<Order>> order(String id) {
    return absentIfNotFound(
        get(urls.trading("orders").addPathSegment(id), (n, h) -> AlpacaJson.order(n)));
  }

  /**
   * Sends one order with exactly one POST that is over within {@link #submitTimeout}. See {@link
   * Answer#mayHaveBeenTaken}.
   */
  public Answer<Order> submit(NewOrder order) {
    return submit(order, Exchange.BUDGET_PATIENCE);
  }

  /** The same, sent at most {@code patience} from now where the message budget is short. */
  public Answer<Order> submit(NewOrder order, Duration patience) {
    return exchange.post(
        urls.trading("orders").build(),
        AlpacaJson.newOrder(order),
        order.closes() ? Purpose.SAFETY : Purpose.ORDINARY,
        patience.compareTo(Exchange.BUDGET_PATIENCE) < 0 ? patience : Exchange.BUDGET_PATIENCE,
        (n, h) -> AlpacaJson.order(n));
  }

  /** The longest time between the start of a submit and its last byte. */
  public static Duration submitTimeout() {
    return Exchange.SUBMIT_TIMEOUT;
  }

  /** Requests the cancel of one order. */
  public Answer<CancelAnswer> cancel(String orderId) {
    Answer<CancelAnswer> answer =
        exchange.delete(
            urls.trading("orders").addPathSegment(orderId).build(),
            (n, h) -> CancelAnswer.REQUESTED);
    return answer instanceof Answer.Failed<CancelAnswer> failed && failed.extras().status() == 422
        ? new Answer.Done<>(CancelAnswer.NOT_CANCELABLE, failed.extras().requestId())
        : answer;
  }

  /** Requests the cancel of all orders; each row has a status of its own. */
  public Answer<List<CancelRow>> cancelAll() {
    return exchange.delete(urls.trading("orders").build(), (n, h) -> AlpacaJson.cancelRows(n));
  }

  /** Executions since an instant of market time, ascending. */
  public Answer<List<Fill>> fillsSince(Instant since) {
    return Part.all(from -> fillsSince(since, from), Fill::id);
  }

  /** A part of them; {@code from} is empty, or what the part before named as its next. */
  public Answer<Part<Fill>> fillsSince(Instant since, String from) {
    HttpUrl.Builder url =
        urls.trading("account")
            .addPathSegments("activities/FILL")
            .addQueryParameter("after", since.minusMillis(1).toString())
            .addQueryParameter("direction", "asc")
            .addQueryParameter("page_size", String.valueOf(AlpacaUrls.ACTIVITIES_PER_PAGE));
    if (!from.isEmpty()) {
      url.addQueryParameter("page_token", from);
    }
    Page<Fill> page = new Page<>();
    return get(url, page.of(AlpacaJson::fills))
        .map(fills ->
            new Part<>(fills, page.rows < AlpacaUrls.ACTIVITIES_PER_PAGE ? "" : page.lastId));
  }

  /**
   * What deposits, withdrawals and cash journals since an instant of market time add up to (types
   * CSD, CSW, JNLC).
   */
  public Answer<Money> cashMovesSince(Instant since) {
    return get(
        urls.trading("account")
            .addPathSegment("activities")
            .addQueryParameter("activity_types", "CSD,CSW,JNLC")
            .addQueryParameter("after", since.toString()),
        (n, h) -> AlpacaJson.netAmounts(n));
  }

  /** Splits of those symbols with an ex-date in {@code from} to {@code to}, in words. */
  public Answer<List<String>> splits(Collection<Symbol> symbols, LocalDate from, LocalDate to) {
    return get(
        urls.corporateActions()
            .addQueryParameter("symbols", AlpacaUrls.joined(symbols))
            .addQueryParameter("types", "forward_split,reverse_split,unit_split")
            .addQueryParameter("start", from.toString())
            .addQueryParameter("end", to.toString()),
        (n, h) -> MarketJson.splits(n));
  }

  /** The broker's clock; a simulator says its rate in the header {@code X-Sim-Clock-Rate}. */
  public Answer<MarketClock> clock() {
    return get(urls.trading("clock"), (n, h) -> AlpacaJson.clock(n, h.get("X-Sim-Clock-Rate")));
  }

  /** Sessions of the New York dates {@code from} to {@code to}, both included. */
  public Answer<MarketCalendar> calendar(LocalDate from, LocalDate to) {
    return get(
        urls.trading("calendar")
            .addQueryParameter("start", from.toString())
            .addQueryParameter("end", to.toString()),
        (n, h) -> MarketJson.calendar(n));
  }

  /** The latest quote of each symbol; a symbol that the data host does not know is absent. */
  public Answer<List<Quote>> latestQuotes(Collection<Symbol> symbols) {
    if (symbols.isEmpty()) {
      return new Answer.Done<>(List.of(), "");
    }
    return get(
        urls.stocks("quotes/latest").addQueryParameter("symbols", AlpacaUrls.joined(symbols)),
        (n, h) -> MarketJson.quotes(n));
  }

  /** Bars that start in {@code from} to {@code to} (market time), ascending. */
  public Answer<List<Bar>> bars(Symbol symbol, Timeframe timeframe, Instant from, Instant to) {
    List<Bar> bars = new ArrayList<>();
    String token = null;
    for (int page = 0; page < Part.MOST; page++) {
      HttpUrl.Builder url =
          urls.stocks("bars")
              .addQueryParameter("symbols", symbol.value())
              .addQueryParameter("timeframe", timeframe.word())
              .addQueryParameter("start", from.toString())
              .addQueryParameter("end", to.toString())
              .addQueryParameter("adjustment", "split")
              .addQueryParameter("limit", "10000");
      if (token != null) {
        url.addQueryParameter("page_token", token);
      }
      List<String> tokens = new ArrayList<>();
      Answer<List<Bar>> answer =
          get(
              url,
              (n, h) -> {
                String following = MarketJson.nextPage(n);
                if (following != null) {
                  tokens.add(following);
                }
                return MarketJson.bars(n, symbol);
              });
      if (!(answer instanceof Answer.Done<List<Bar>> done)) {
        return answer;
      }
      bars.addAll(done.value());
      if (tokens.isEmpty()) {
        return new Answer.Done<>(List.copyOf(bars), done.requestId());
      }
      token = tokens.get(0);
    }
    return Part.tooMany();
  }

  /** Trade, quote and bars of a symbol in one answer. */
  public Answer<SymbolSnapshot> snapshot(Symbol symbol) {
    return get(urls.stocks(symbol.value() + "/snapshot"), (n, h) -> MarketJson.snapshot(n, symbol));
  }

  /** The broker-side guards. */
  public Answer<AccountSettings> settings() {
    return get(
        urls.trading("account").addPathSegment("configurations"), (n, h) -> AlpacaJson.settings(n));
  }

  /** Sets or clears {@code suspend_trade}; read it back, the answer alone is no proof. */
  public Answer<AccountSettings> suspendTrade(boolean suspended) {
    return configure(FlagsChange.suspend(suspended));
  }

  /** Sets the flags that the change names; read them back, the answer alone is no proof. */
  public Answer<AccountSettings> configure(FlagsChange change) {
    return exchange.patch(
        urls.trading("account").addPathSegment("configurations").build(),
        AlpacaJson.flags(change),
        (n, h) -> AlpacaJson.settings(n));
  }

  private <T> Answer<T> get(HttpUrl.Builder url, Exchange.Reader<T> reader) {
    return exchange.get(url.build(), reads, reader);
  }

  private static <T> Answer<Optional<T>> absentIfNotFound(Answer<T> answer) {
    if (answer instanceof Answer.Failed<T> failed
        && failed.extras().status() == 404
        && failed.fault() != Fault.UNREADABLE_ANSWER) {
      return new Answer.Done<>(Optional.empty(), failed.extras().requestId());
    }
    return answer.map(Optional::of);
  }
}
