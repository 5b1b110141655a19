package io.tripline.activities.session;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.session.Strategy;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks the rule of the strategy's name. Another strategy is another entry in the map that the
 * worker hands in. Immutable, thread-safe.
 */
public final class DailyBarStrategy implements Strategy {
  /** The default: see {@link DailyTrend}. */
  public static final String DAILY_TREND = "daily-trend";

  /** For rehearsals and tests: always fully long, whatever the bars say. */
  public static final String ALWAYS_LONG = "always-long";

  /** For rehearsals and tests: always flat. */
  public static final String ALWAYS_FLAT = "always-flat";

  private final SortedMap<String, DailyRule> rules;

  /** With rules of one's own, by name. */
  public DailyBarStrategy(Map<String, DailyRule> rules) {
    this.rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
  }

  /** With the shipped rules. */
  public static DailyBarStrategy shipped() {
    return new DailyBarStrategy(
        Map.of(
            DAILY_TREND,
            new DailyTrend(),
            ALWAYS_LONG,
            question -> new Target(BigDecimal.ONE, "always long: a rehearsal's rule"),
            ALWAYS_FLAT,
            question -> new Target(BigDecimal.ZERO, "always flat: a rehearsal's rule")));
  }

  /** The names that {@code tripline.yaml} may use. */
  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(rules.keySet()));
  }

  /** Fails with {@code CONFIGURATION} for a name that is not known. */
  @Override
  public Target decide(Question question) {
    DailyRule rule = rules.get(question.strategy());
    if (rule == null) {
      throw Fault.CONFIGURATION.failure(
          "strategy: must be one of "
              + String.join(", ", rules.keySet())
              + ", was "
              + question.strategy());
    }
    return rule.decide(question);
  }
}
