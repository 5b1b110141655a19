package io.tripline.worker.config;

import io.tripline.activities.session.DailyBarStrategy;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.CloseOut;
import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.OrderStyle;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code session}. */
final class SessionReader {
  private static final SortedSet<String> STRATEGIES = DailyBarStrategy.shipped().names();
  private static final String OURS =
      "must be one of "
          + String.join(", ", STRATEGIES)
          + ", or {name: …, taskQueue: …} of a strategy served from outside";
  private static final String INTERVAL = "must be 1m to 6h, or none for one decision a day";
  private static final String NAME = "must be 1 to 60 letters, digits or . _ -";
  private final boolean tradesAnyway;

  /** {@code tradesAnyway}: the environment turns trading on. */
  SessionReader(boolean tradesAnyway) {
    this.tradesAnyway = tradesAnyway;
  }

  SessionPolicy read(Section session) {
    SessionPolicy usual = SessionPolicy.DEFAULT;
    boolean trades =
        session.value("trades", usual.trades(), "must be true or false", Amounts::yesNo);
    Served strategy = strategy(session, usual.strategy());
    Symbol symbol = session.value("symbol", usual.symbol(), AccountReader.SYMBOLS, Symbol::guarded);
    BigDecimal exposure =
        session.value(
            "exposure",
            usual.exposure(),
            "must be above 0 and at most 1, such as 95 %",
            SessionReader::exposure);
    Duration cutoff =
        session.value("entryCutoff", usual.entryCutoff(), Amounts.DURATION, Amounts::duration);
    Duration patience =
        session.value("fillPatience", usual.fillPatience(), Amounts.DURATION, Amounts::duration);
    ExecutionPolicy execution = execution(session);
    session.refuseOthers();
    return new SessionPolicy(
        trades || tradesAnyway,
        strategy.name(),
        symbol,
        exposure,
        cutoff,
        patience,
        strategy.queue(),
        execution.equals(ExecutionPolicy.DEFAULT) ? null : execution);
  }

  /** A strategy with the task queue that it is served on; null: ours. */
  private record Served(String name, @Nullable String queue) {}

  private static Served strategy(Section session, String usual) {
    if (!session.isMapping("strategy")) {
      return new Served(session.value("strategy", usual, OURS, SessionReader::ours), null);
    }
    Section outside = session.section("strategy");
    for (String key : new String[] {"name", "taskQueue"}) {
      if (!outside.has(key)) {
        outside.problem(key, "is missing");
      }
    }
    String name = outside.value("name", usual, NAME, SessionReader::name);
    String queue =
        outside.value(
            "taskQueue",
            "strategies",
            NAME + ", and none of Tripline's own queues",
            SessionReader::queue);
    outside.refuseOthers();
    return new Served(name, queue);
  }

  private static ExecutionPolicy execution(Section session) {
    ExecutionPolicy usual = ExecutionPolicy.DEFAULT;
    @Nullable Duration interval =
        session.value("interval", usual.interval(), INTERVAL, SessionReader::interval);
    OrderStyle style =
        session.value(
            "orderType",
            usual.style(),
            "must be market or limit",
            text -> word(OrderStyle.class, text));
    BigDecimal offset =
        session.value(
            "limitOffset",
            usual.offsetBps(),
            "must be -50 to 50 basis points, such as 5 bps",
            SessionReader::offset);
    int requotes =
        session.value(
            "requotes",
            usual.requotes(),
            "must be 0 to 10",
            text -> {
              int times = Integer.parseInt(text);
              if (times < 0 || times > ExecutionPolicy.MOST_REQUOTES) {
                throw new IllegalArgumentException("out of range");
              }
              return times;
            });
    @Nullable Quantity shares =
        session.value(
            "maxShares", null, "must be above 0, such as 100", text -> new Quantity(above0(text)));
    @Nullable Money notional =
        session.value(
            "maxNotional", null, "must be above 0, such as 25000", text -> new Money(above0(text)));
    CloseOut closeOut =
        session.value(
            "closeOut",
            usual.closeOut(),
            "must be hold or flat",
            text -> word(CloseOut.class, text));
    Duration before =
        session.value(
            "closeOutBefore",
            usual.closeOutBefore(),
            "must be 1m to 1h",
            SessionReader::minuteToHour);
    if (closeOut == CloseOut.FLAT && interval == null) {
      session.problem(
          "closeOut",
          "flat needs an interval: with one decision a day nobody is there to sell before the close");
    }
    return new ExecutionPolicy(
        interval, style, offset, requotes, shares, notional, closeOut, before);
  }

  private static String ours(String name) {
    if (!STRATEGIES.contains(name)) {
      throw new IllegalArgumentException("unknown strategy");
    }
    return name;
  }

  private static String name(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,60}")) {
      throw new IllegalArgumentException(NAME);
    }
    return text;
  }

  private static String queue(String text) {
    if (Objects.equals(text, TaskQueues.TRADING) || Objects.equals(text, TaskQueues.RESPONSE)) {
      throw new IllegalArgumentException("one of our own");
    }
    return name(text);
  }

  private static BigDecimal exposure(String text) {
    BigDecimal exposure = Amounts.fraction(text);
    if (exposure.signum() <= 0 || exposure.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return exposure;
  }

  private static @Nullable Duration interval(String text) {
    if (text.equals("none")) {
      return null;
    }
    Duration interval = Amounts.duration(text);
    if (interval.compareTo(ExecutionPolicy.SHORTEST) < 0
        || interval.compareTo(ExecutionPolicy.LONGEST) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return interval;
  }

  private static BigDecimal offset(String text) {
    BigDecimal offset = Amounts.number(text.replace("bps", "").strip());
    if (offset.abs().compareTo(ExecutionPolicy.COLLAR_BPS) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return offset;
  }

  private static BigDecimal above0(String text) {
    BigDecimal number = Amounts.number(text);
    if (number.signum() <= 0) {
      throw new IllegalArgumentException("out of range");
    }
    return number;
  }

  private static Duration minuteToHour(String text) {
    Duration time = Amounts.duration(text);
    if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return time;
  }

  private static <E extends Enum<E>> E word(Class<E> type, String text) {
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException("unknown word");
  }
}
