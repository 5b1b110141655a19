package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.MarketConditions.Label;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * K16: an extreme day or a halted symbol blocks entries, never exits, and until some market time
 * after the last such reading (risk.md sections 5 and 8.2). Unknown ends nothing. For one thread.
 */
public final class VolatilitySwitch {
  /** The input that names an extreme day, while trading itself is not halted. */
  public static final String DAY = "extremeDay";

  private @Nullable Instant lastExtreme;

  /**
   * Takes a reading.
   *
   * @param conditions of the session's symbol; null where they could not be read
   * @param halt of that symbol
   */
  public SwitchReading on(
      @Nullable MarketConditions conditions,
      HaltKind halt,
      SwitchLimits limits,
      SwitchMoment moment) {
    if (moment.stands() && lastExtreme == null) {
      // Of a watch before this one: nobody remembers when it was extreme last, only on which day.
      lastExtreme =
          moment.earlier() ? moment.marketAt().minus(limits.resumeAfter()) : moment.marketAt();
    }
    Label label = conditions == null ? Label.UNKNOWN : conditions.label();
    boolean extreme = label == Label.EXTREME || halt.halted();
    boolean known = label != Label.UNKNOWN;
    Instant last = lastExtreme;
    boolean over = last == null || !moment.marketAt().isBefore(last.plus(limits.resumeAfter()));
    if (extreme || (!known && !over)) {
      lastExtreme = moment.marketAt();
    } else if (known && over) {
      lastExtreme = null;
    }
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("label", label.name());
    inputs.put("halt", halt.name());
    if (label == Label.EXTREME && !halt.halted()) {
      inputs.put(DAY, TradingDay.dateOf(moment.marketAt()).toString());
    }
    if (conditions != null) {
      inputs.put("z", MarketConditions.figure(conditions.z()));
      inputs.put("volatilityRatio", MarketConditions.figure(conditions.volatilityRatio()));
    }
    Instant until = lastExtreme;
    Check check =
        extreme ? Check.FAIL : known && halt == HaltKind.NONE ? Check.PASS : Check.UNKNOWN;
    return new SwitchReading(
        new Observation(
            KillSwitch.K16,
            check,
            "day " + label.name().toLowerCase(Locale.ROOT) + ", halt " + words(halt),
            "extreme, or a halt; lifts %d min of market time after the last"
                .formatted(limits.resumeAfter().toMinutes()),
            inputs,
            moment.marketAt(),
            moment.at()),
        until == null ? Wish.NOTHING : Wish.BLOCK);
  }

  private static String words(HaltKind halt) {
    return switch (halt) {
      case NONE -> "none";
      case LULD -> "at the price band";
      case MWCB -> "of the whole market";
      case OTHER -> "of the symbol";
      case UNKNOWN -> "unknown";
    };
  }
}
