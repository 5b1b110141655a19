package io.tripline.cli.guard;

import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.guard.ArmingState;
import io.tripline.workflows.guard.Baselines;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Trip;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A guard's state in lines for a terminal. Pure. */
public final class GuardText {
  private GuardText() {}

  /** The line that operators grep for, and what lies behind it. */
  public static List<String> halt(GuardStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add("is_halted = " + (status.isHalted() ? "True" : "False"));
    lines.add(
        "ladder     "
            + status.ladder()
            + ", halt epoch "
            + status.epoch()
            + (status.suspected() ? ", a breach is suspected: entries are refused" : ""));
    if (status.why() != null && !status.why().isBlank()) {
      lines.add("why        " + status.why());
    }
    Trip trip = status.trip();
    if (trip != null) {
      lines.add(
          "last trip  "
              + trip.killSwitch()
              + " "
              + trip.killSwitch().title()
              + " at "
              + trip.at()
              + " by "
              + trip.by()
              + ", incident "
              + trip.incident());
    }
    lines.add(
        "incidents  "
            + (status.incidents().isEmpty() ? "none open" : String.join(", ", status.incidents())));
    ArmingState arming = status.arming();
    if (arming != null && arming.found() != null) {
      lines.add("at broker  " + atBroker(arming));
    }
    lines.add("limits     " + limits(status.policy().limits(), baseline(status.baselines())));
    return lines;
  }

  private static String atBroker(ArmingState arming) {
    FlagsReading reading = arming.reading();
    return (arming.armed() ? "no_shorting and margin 1 are set" : "not armed yet")
        + switch (arming.suspend()) {
          case NONE -> "";
          case SETTING -> ", suspend_trade is being set";
          case OURS -> ", suspend_trade is set by the guard";
          case CLEARING -> ", suspend_trade is being cleared";
        }
        + (reading == null || reading.check() == Check.PASS
            ? ""
            : "; " + reading.check() + ": " + reading.detail());
  }

  /** The limits in percent and, where the baseline is known, in dollars. */
  public static String limits(Limits limits, @Nullable Money baseline) {
    return "entries stop at "
        + limit(limits.dailyLossSoft(), baseline)
        + ", trips at "
        + limit(limits.dailyLoss(), baseline)
        + " on the day";
  }

  private static String limit(BigDecimal fraction, @Nullable Money baseline) {
    String percent =
        "−" + fraction.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString() + " %";
    return baseline == null
        ? percent
        : "−" + dollars(baseline.amount().multiply(fraction)) + " (" + percent + ")";
  }

  /** Such as {@code $2,000.00}. */
  public static String dollars(BigDecimal amount) {
    String sign = amount.signum() < 0 ? "−" : "";
    return sign + "$" + String.format(Locale.ROOT, "%,.2f", amount.abs());
  }

  private static @Nullable Money baseline(@Nullable Baselines baselines) {
    return baselines == null ? null : baselines.priorClose();
  }
}
