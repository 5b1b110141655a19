package io.tripline.workflows.session;

import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.OrderStyle;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a session executes now, and who changed it. What is configured is the most that may be: a
 * change can lower the size and raise it again up to there, never beyond. Pure; owned by the
 * session's workflow thread.
 */
final class ExecutionBook {
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);

  private final SessionPolicy configured;
  private final Map<String, ExecutionAnswer> answered = new LinkedHashMap<>();
  private SessionPolicy now;
  private int version;

  /** {@code carried}: what an earlier run of the session handed over. */
  ExecutionBook(SessionPolicy configured, @Nullable SessionCarried carried) {
    this.configured = configured;
    this.now = carried == null ? configured : carried.executing();
    if (carried != null) {
      answered.putAll(carried.answered());
    }
  }

  /** Size, style, caps and patience as they stand. */
  SessionPolicy now() {
    return now;
  }

  /** Another one after each change. */
  int version() {
    return version;
  }

  Map<String, ExecutionAnswer> answered() {
    return new LinkedHashMap<>(answered);
  }

  /** The answer that a request got before. */
  Optional<ExecutionAnswer> known(CheckedChange change) {
    return change.requestId() == null
        ? Optional.empty()
        : Optional.ofNullable(answered.get(change.requestId()));
  }

  /** Takes a change, or says why not. */
  ExecutionAnswer change(CheckedChange change) {
    ExecutionAnswer answer;
    try {
      SessionPolicy next = applied(change);
      String refusal = beyond(next);
      if (refusal.isEmpty()) {
        now = next;
        version++;
      }
      answer =
          new ExecutionAnswer(
              refusal.isEmpty(),
              refusal.isEmpty() ? "taken until the close of this session" : refusal,
              words());
    } catch (IllegalArgumentException e) {
      answer = new ExecutionAnswer(false, String.valueOf(e.getMessage()), words());
    }
    if (change.requestId() != null) {
      answered.put(change.requestId(), answer);
      if (answered.size() > Policies.CHANGES_KEPT) {
        answered.remove(answered.keySet().iterator().next());
      }
    }
    return answer;
  }

  private SessionPolicy applied(CheckedChange change) {
    ExecutionPolicy how = now.executing();
    how =
        how.styled(
            change.style() == null ? how.style() : change.style(),
            change.offsetBps() == null ? how.offsetBps() : change.offsetBps(),
            change.requotes() == null ? how.requotes() : change.requotes());
    how =
        how.capped(
            change.maxShares() == null ? how.maxShares() : shares(change.maxShares().value()),
            change.maxNotional() == null
                ? how.maxNotional()
                : notional(change.maxNotional().value()));
    if (change.interval() != null) {
      how = how.every(change.interval().value());
    }
    Duration patience = change.patience() == null ? now.fillPatience() : change.patience();
    if (patience.compareTo(Duration.ofSeconds(1)) < 0 || patience.compareTo(LONGEST_PATIENCE) > 0) {
      throw new IllegalArgumentException("patience: must be 1s to 10m, was " + patience);
    }
    BigDecimal size = change.size() == null ? now.exposure() : change.size();
    return now.executed(size, patience, how);
  }

  private @Nullable Quantity shares(@Nullable BigDecimal said) {
    return said == null ? most().maxShares() : new Quantity(said);
  }

  private @Nullable Money notional(@Nullable BigDecimal said) {
    return said == null ? most().maxNotional() : new Money(said);
  }

  /** What is more than the configuration allows; empty when nothing is. */
  private String beyond(SessionPolicy next) {
    if (next.exposure().compareTo(configured.exposure()) > 0) {
      return "size: "
          + percent(next.exposure())
          + " is more than the configured "
          + percent(configured.exposure())
          + "; that needs a changed tripline.yaml";
    }
    Quantity shares = next.executing().maxShares();
    Quantity mostShares = most().maxShares();
    if (mostShares != null && (shares == null || shares.compareTo(mostShares) > 0)) {
      return "maxShares: more than the configured " + mostShares;
    }
    Money notional = next.executing().maxNotional();
    Money mostNotional = most().maxNotional();
    if (mostNotional != null && (notional == null || notional.compareTo(mostNotional) > 0)) {
      return "maxNotional: more than the configured " + mostNotional;
    }
    return "";
  }

  private ExecutionPolicy most() {
    return configured.executing();
  }

  /** One line for people. */
  String words() {
    ExecutionPolicy how = now.executing();
    Duration interval = how.interval();
    StringBuilder text = new StringBuilder();
    text.append(interval == null ? "one decision a day" : "a decision each " + span(interval));
    if (how.style() == OrderStyle.MARKET) {
      text.append(", market orders, ").append(span(now.fillPatience())).append(" to fill");
    } else {
      text.append(", limit at the mid ")
          .append(how.offsetBps().signum() < 0 ? "" : "+")
          .append(how.offsetBps().stripTrailingZeros().toPlainString())
          .append(" bps, ")
          .append(span(now.fillPatience()))
          .append(" to fill, then priced anew up to ")
          .append(how.requotes())
          .append(" times");
    }
    text.append(", up to ").append(percent(now.exposure())).append(" of equity");
    if (how.maxShares() != null) {
      text.append(", at most ").append(how.maxShares()).append(" shares");
    }
    if (how.maxNotional() != null) {
      text.append(", at most $").append(how.maxNotional());
    }
    text.append(
        switch (how.closeOut()) {
          case HOLD -> "; held over the close";
          case FLAT ->
              how.interval() == null
                  ? "; held over the close (flat needs an interval)"
                  : "; sold " + span(how.closeOutBefore()) + " before the close";
        });
    return version == 0 && now.equals(configured) ? text.toString() : text + " (changed)";
  }

  private static String percent(BigDecimal fraction) {
    return fraction.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private static String span(Duration span) {
    return span.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
