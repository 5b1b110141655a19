package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * K15: losing round trips in a row within some sessions (risk.md section 8.2). The guard ends the
 * pause: a streak that was paused for is not paused for again, one more loss is a new one. Pure.
 */
public final class LossStreakSwitch {
  /** Key of inputs: the execution that completed the streak. */
  public static final String STREAK = "streak";

  private LossStreakSwitch() {}

  /**
   * Judges.
   *
   * @param trips completed ones, ascending; unknown where the executions could not be read
   * @param from first New York date of the sessions that count
   */
  public static SwitchReading judge(
      Reading<List<RoundTrip>> trips, LocalDate from, SwitchLimits limits, SwitchMoment moment) {
    if (!(trips instanceof Reading.Seen<List<RoundTrip>>(List<RoundTrip> all, var at))) {
      String why = ((Reading.Unknown<List<RoundTrip>>) trips).reason();
      return reading(Check.UNKNOWN, "unknown: " + why, Map.of(), limits, moment);
    }
    List<RoundTrip> recent = all.stream().filter(each -> !each.day().isBefore(from)).toList();
    int losing = 0;
    while (losing < recent.size() && recent.get(recent.size() - 1 - losing).result().signum() < 0) {
      losing++;
    }
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("since", from.toString());
    inputs.put("roundTrips", String.valueOf(recent.size()));
    recent.stream()
        .skip(Math.max(0, recent.size() - limits.losingTrips()))
        .forEach(each -> inputs.put(each.day() + " " + each.last(), each.result().text()));
    boolean breach = losing >= limits.losingTrips();
    if (breach) {
      inputs.put(STREAK, recent.getLast().last());
    }
    return reading(
        breach ? Check.FAIL : Check.PASS,
        "%d losing in a row, %d round trips".formatted(losing, recent.size()),
        inputs,
        limits,
        moment);
  }

  private static SwitchReading reading(
      Check check,
      String words,
      Map<String, String> inputs,
      SwitchLimits limits,
      SwitchMoment moment) {
    return new SwitchReading(
        new Observation(
            KillSwitch.K15,
            check,
            words,
            "%d in %d sessions".formatted(limits.losingTrips(), limits.losingSessions()),
            inputs,
            moment.marketAt(),
            moment.at()),
        check == Check.FAIL ? Wish.BLOCK : Wish.NOTHING);
  }
}
