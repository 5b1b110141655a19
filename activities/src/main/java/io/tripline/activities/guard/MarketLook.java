package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.activities.broker.Equities;
import io.tripline.activities.broker.SymbolSnapshot;
import io.tripline.activities.broker.Timeframe;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.MarketConditions;
import io.tripline.workflows.killswitch.MarketEvidence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the market of the session's symbol and of what is held: one snapshot a look and symbol,
 * minute bars each minute, daily bars once a day. For one thread.
 */
final class MarketLook {
  private static final int MOST_SYMBOLS = 3;
  private static final int QUOTES = 3;
  private static final Duration BARS_EACH = Duration.ofSeconds(60);
  private static final Duration MINUTES_BACK = Duration.ofMinutes(90);

  /** Sixty calendar days hold the 21 daily bars that the usual day is measured by. */
  private static final Duration DAYS_BACK = Duration.ofDays(60);

  private static final class Seen {
    private final List<Quote> quotes = new ArrayList<>();
    private List<Bar> minutes = List.of();
    private @Nullable Instant minutesAt;
    private Instant minutesTo = Instant.MIN;
    private @Nullable SymbolSnapshot snapshot;
  }

  private final AlpacaHttp http;
  private final InstantSource clock;
  private final Map<Symbol, Seen> known = new LinkedHashMap<>();
  private @Nullable LocalDate dailyOf;
  private List<Bar> daily = List.of();

  MarketLook(AlpacaHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  /** What the market shows; what could not be read is null or empty in it. */
  List<MarketEvidence> read(AccountPolicy policy, AccountView view, MarketClock now) {
    List<MarketEvidence> markets = new ArrayList<>();
    Set<Symbol> symbols = symbols(policy, view);
    known.keySet().retainAll(symbols);
    for (Symbol symbol : symbols) {
      markets.add(read(symbol, known.computeIfAbsent(symbol, key -> new Seen()), now));
    }
    return markets;
  }

  private MarketEvidence read(Symbol symbol, Seen seen, MarketClock now) {
    SymbolSnapshot snapshot =
        http.snapshot(symbol) instanceof Answer.Done<SymbolSnapshot> done ? done.value() : null;
    seen.snapshot = snapshot;
    Quote quote = snapshot == null ? null : snapshot.quote();
    if (quote == null) {
      seen.quotes.clear();
    } else {
      seen.quotes.add(quote);
      if (seen.quotes.size() > QUOTES) {
        seen.quotes.remove(0);
      }
    }
    Instant last = seen.minutesAt;
    Instant wall = clock.instant();
    if (last == null || Due.again(last, each(now), wall) || jumped(seen, last, wall, now)) {
      Answer<List<Bar>> bars =
          http.bars(symbol, Timeframe.MINUTE, now.now().minus(MINUTES_BACK), now.now());
      seen.minutes = bars instanceof Answer.Done<List<Bar>> done ? done.value() : List.of();
      seen.minutesAt = wall;
      seen.minutesTo = now.now();
    }
    Bar before = snapshot == null ? null : snapshot.previousDailyBar();
    return new MarketEvidence(
        symbol,
        seen.quotes,
        snapshot == null ? null : snapshot.lastTrade(),
        seen.minutes,
        before == null ? null : before.close());
  }

  /** Market time went on by more than its rate explains: the bars of before are old by now. */
  private static boolean jumped(Seen seen, Instant last, Instant wall, MarketClock now) {
    double explained = Duration.between(last, wall).toMillis() * now.rate();
    return Duration.between(seen.minutesTo, now.now()).toMillis()
        > explained + BARS_EACH.toMillis();
  }

  /** A simulator's minutes may pass faster than ours. */
  private static Duration each(MarketClock now) {
    return now.rate() > 1
        ? Duration.ofMillis(Math.round(BARS_EACH.toMillis() / Math.min(now.rate(), 30)))
        : BARS_EACH;
  }

  /** How unusual the day of a symbol is, from what was just read; null where bars are missing. */
  @Nullable MarketConditions conditions(Symbol symbol, SessionHours session, boolean halted) {
    Seen seen = known.get(symbol);
    SymbolSnapshot snapshot = seen == null ? null : seen.snapshot;
    Bar today = snapshot == null ? null : snapshot.dailyBar();
    LocalDate date = session.day().date();
    if (seen == null || today == null || !TradingDay.dateOf(today.at()).equals(date)) {
      return null;
    }
    if (!date.equals(dailyOf) || daily.isEmpty()) {
      Instant midnight = date.atStartOfDay(TradingDay.NEW_YORK).toInstant();
      Answer<List<Bar>> bars =
          http.bars(symbol, Timeframe.DAY, midnight.minus(DAYS_BACK), midnight.minusMillis(1));
      daily = bars instanceof Answer.Done<List<Bar>> done ? done.value() : List.of();
      dailyOf = date;
    }
    return daily.isEmpty()
        ? null
        : MarketConditions.of(
            daily,
            today,
            seen.minutes.stream().filter(bar -> !bar.at().isBefore(session.open())).toList(),
            halted);
  }

  /**
   * The marks that a look can judge. What it never reads, such as an option or a fourth symbol,
   * says nothing against the data, and must not block entries for as long as it is held.
   */
  static AccountView judged(AccountPolicy policy, AccountView view) {
    Set<Symbol> read = symbols(policy, view);
    return new AccountView(
        view.account(),
        view.positions().stream().filter(each -> read.contains(each.symbol())).toList(),
        view.at());
  }

  private static Set<Symbol> symbols(AccountPolicy policy, AccountView view) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    symbols.add(policy.session().symbol());
    for (Position position : view.positions()) {
      if (symbols.size() < MOST_SYMBOLS
          && policy.scope().contains(position.symbol())
          && Equities.quoted(position.symbol())) {
        symbols.add(position.symbol());
      }
    }
    return symbols;
  }
}
