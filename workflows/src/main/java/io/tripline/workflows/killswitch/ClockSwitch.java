package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import io.tripline.workflows.market.ExchangeDays;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * K19: do the host's clock and the broker's agree, and does the broker's calendar say of today what
 * the exchange's standing rules say? A simulator's clock is nobody's time, so there only the
 * calendar counts. For one thread.
 */
public final class ClockSwitch {
  /** Key of inputs: which of both is odd, and for which day. */
  public static final String ODD = "odd";

  private static final int CLEAN_TO_LIFT = 3;

  private boolean blocks;
  private int clean;

  /**
   * Takes a reading.
   *
   * @param hostTimeCounts false where the broker is a simulator
   * @param skew server time less host time; null: not known
   * @param calendar the broker's; null: not known
   * @param today the New York date of market time
   */
  public SwitchReading on(
      boolean hostTimeCounts,
      @Nullable Duration skew,
      @Nullable MarketCalendar calendar,
      LocalDate today,
      SwitchLimits limits,
      SwitchMoment moment) {
    blocks |= moment.stands();
    List<String> odd = new ArrayList<>();
    boolean unknown = calendar == null;
    String what = "";
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("day", today.toString());
    if (hostTimeCounts) {
      if (skew == null) {
        unknown = true;
      } else {
        inputs.put("skewMillis", String.valueOf(skew.toMillis()));
        if (skew.abs().compareTo(limits.skew()) > 0) {
          what = "clock " + today;
          odd.add("the broker's clock is %d ms ahead of ours".formatted(skew.toMillis()));
        }
      }
    }
    if (calendar != null) {
      String theirs = words(calendar.on(today));
      String rule = words(ExchangeDays.on(today));
      inputs.put("broker", theirs);
      inputs.put("rule", rule);
      if (!theirs.equals(rule)) {
        what = what + "calendar " + today;
        odd.add("the broker's calendar says %s of %s, the rule %s".formatted(theirs, today, rule));
      }
    }
    if (!what.isEmpty()) {
      inputs.put(ODD, what);
    }
    Check check = odd.isEmpty() ? unknown ? Check.UNKNOWN : Check.PASS : Check.FAIL;
    switch (check) {
      case FAIL -> {
        clean = 0;
        blocks = true;
      }
      case PASS -> {
        clean++;
        blocks &= clean < CLEAN_TO_LIFT;
      }
      case UNKNOWN -> clean = 0;
    }
    return new SwitchReading(
        new Observation(
            KillSwitch.K19,
            check,
            odd.isEmpty() ? (unknown ? "not all is known" : "they agree") : String.join("; ", odd),
            "clocks within %d s (not on a simulator), calendars equal for today"
                .formatted(limits.skew().toSeconds()),
            inputs,
            moment.marketAt(),
            moment.at()),
        blocks ? Wish.BLOCK : Wish.NOTHING);
  }

  private static String words(Optional<SessionHours> session) {
    return session.map(each -> each.open() + " to " + each.close()).orElse("closed");
  }
}
