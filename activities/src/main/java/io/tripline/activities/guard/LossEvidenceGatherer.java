package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.activities.broker.Equities;
import io.tripline.activities.broker.SymbolSnapshot;
import io.tripline.activities.broker.Timeframe;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.DailyLoss;
import io.tripline.workflows.killswitch.HaltState;
import io.tripline.workflows.killswitch.LossEvidence;
import io.tripline.workflows.killswitch.MarketEvidence;
import io.tripline.workflows.killswitch.Observation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the verdict rests on: about 15 messages over at least two seconds, because a broken
 * sum and a jumping price count only when several reads show them. Never throws for what can't be
 * read.
 */
final class LossEvidenceGatherer {
  private static final int READS = 3;
  private static final Duration BETWEEN_READS = Duration.ofSeconds(1);
  private static final Duration MINUTES_BACK = Duration.ofMinutes(90);
  private static final Duration IEX_QUOTE = Duration.ofMinutes(1);
  private static final Duration SIP_QUOTE = Duration.ofSeconds(5);

  /** Waits between two reads; the caller beats meanwhile. */
  @FunctionalInterface
  interface Pause {
    void sleep(Duration time);
  }

  private final AlpacaAccounts accounts;
  private final InstantSource clock;
  private final Pause pause;

  LossEvidenceGatherer(AlpacaAccounts accounts, InstantSource clock, Pause pause) {
    this.accounts = accounts;
    this.clock = clock;
    this.pause = pause;
  }

  LossEvidence gather(AccountPolicy policy, Observation trip, BigDecimal limit, Instant deadline) {
    AccountName name = policy.account();
    // It goes on from the watch's look: a broker that throttles must not blur the verdict.
    AlpacaHttp http = accounts.http(name).forWatch();
    AccountReader reader = new AccountReader(http, clock);
    MarketNow market = valueOrNull(accounts.hours(name).now());
    Reading<List<Fill>> fills = unknown("the market's day is not known");
    Reading<List<io.tripline.workflows.broker.Order>> orders =
        unknown("the market's day is not known");
    LocalDate day = null;
    if (market != null) {
      day =
          market
              .calendar()
              .current(market.clock().now())
              .map(session -> session.day().date())
              .orElse(TradingDay.dateOf(market.clock().now()));
      Instant midnight = day.atStartOfDay(TradingDay.NEW_YORK).toInstant();
      fills = reading(http.fillsSince(midnight));
      orders = reading(http.ordersSince(midnight));
    }
    List<AccountView> views = new ArrayList<>();
    List<List<Quote>> quotes = new ArrayList<>();
    Set<Symbol> symbols = new LinkedHashSet<>();
    if (fills instanceof Reading.Seen<List<Fill>> seen) {
      seen.value().forEach(fill -> symbols.add(fill.symbol()));
    }
    symbols.add(policy.session().symbol());
    for (int read = 0; read < READS; read++) {
      if (read > 0 && clock.instant().isBefore(deadline)) {
        pause.sleep(BETWEEN_READS);
      }
      if (reader.view() instanceof Reading.Seen<AccountView> seen) {
        views.add(seen.value());
        seen.value().positions().forEach(position -> symbols.add(position.symbol()));
      }
      List<Quote> round =
          valueOrNull(http.latestQuotes(symbols.stream().filter(Equities::quoted).toList()));
      quotes.add(round == null ? List.of() : round);
    }
    // Read last, so that quotes are not compared with a clock older than they are.
    MarketClock now = valueOrNull(http.clock());
    List<MarketEvidence> markets = new ArrayList<>();
    for (Symbol symbol : symbols) {
      if (Equities.quoted(symbol)) {
        markets.add(market(http, symbol, quotes, now));
      }
    }
    return new LossEvidence(
        trip,
        limit,
        loss(reader, views, market, now),
        views,
        fills,
        orders,
        markets,
        day == null
            ? unknown("the market's day is not known")
            : reading(
                http.splits(
                    symbols.stream().filter(Equities::quoted).toList(),
                    day.minusDays(1),
                    day.plusDays(1))),
        halts(http, symbols),
        now,
        http.skew().orElse(null),
        mostQuoteAge(policy, http),
        clock.instant());
  }

  /** The oldest that a quote of the account's feed may be in regular hours. */
  static Duration mostQuoteAge(AccountPolicy policy, AlpacaHttp http) {
    return policy.environment() == Environment.SIMULATOR || "iex".equals(http.endpoint().feed())
        ? IEX_QUOTE
        : SIP_QUOTE;
  }

  /** Known only where this process hears the data stream, and of every symbol. */
  private Reading<List<String>> halts(AlpacaHttp http, Set<Symbol> symbols) {
    List<HaltState> told =
        symbols.stream()
            .filter(Equities::quoted)
            .map(symbol -> http.streams().board().halt(symbol))
            .toList();
    List<String> halted =
        told.stream()
            .filter(state -> state.halted() == HaltState.Known.YES)
            .map(HaltState::describe)
            .toList();
    Optional<HaltState> unknown =
        told.stream().filter(state -> state.halted() == HaltState.Known.UNKNOWN).findFirst();
    return halted.isEmpty() && unknown.isPresent()
        ? unknown(unknown.get().describe())
        : new Reading.Seen<>(halted, clock.instant());
  }

  private static Reading<DailyLoss> loss(
      AccountReader reader,
      List<AccountView> views,
      @Nullable MarketNow market,
      @Nullable MarketClock now) {
    if (views.size() < 2 || market == null || now == null) {
      return unknown("the account or the clock could not be read twice");
    }
    return reader.loss(
        views.get(views.size() - 2), views.get(views.size() - 1), now, market.calendar());
  }

  private static MarketEvidence market(
      AlpacaHttp http, Symbol symbol, List<List<Quote>> rounds, @Nullable MarketClock now) {
    List<Quote> quotes = new ArrayList<>();
    for (List<Quote> round : rounds) {
      round.stream().filter(q -> q.symbol().equals(symbol)).forEach(quotes::add);
    }
    SymbolSnapshot snapshot = valueOrNull(http.snapshot(symbol));
    List<Bar> bars = null;
    if (now != null) {
      bars =
          valueOrNull(
              http.bars(symbol, Timeframe.MINUTE, now.now().minus(MINUTES_BACK), now.now()));
    }
    Bar previous = snapshot == null ? null : snapshot.previousDailyBar();
    return new MarketEvidence(
        symbol,
        quotes,
        snapshot == null ? null : snapshot.lastTrade(),
        bars == null ? List.of() : bars,
        previous == null ? null : previous.close());
  }

  private static <T> @Nullable T valueOrNull(Answer<T> answer) {
    return answer instanceof Answer.Done<T> done ? done.value() : null;
  }

  private <T> Reading<T> reading(Answer<T> answer) {
    return switch (answer) {
      case Answer.Done<T>(T value, String requestId) -> new Reading.Seen<>(value, clock.instant());
      case Answer.Failed<T>(Fault fault, String detail, var extras) ->
          new Reading.Unknown<>(fault, detail);
      case Answer.NoAnswer<T>(String detail) ->
          new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, detail);
    };
  }

  private static <T> Reading<T> unknown(String reason) {
    return new Reading.Unknown<>(Fault.UNREADABLE_ANSWER, reason);
  }
}
