package io.tripline.worker.config;

import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.SwitchLimits;
import java.math.BigDecimal;
import java.util.List;

/** Reads {@code limits.switches}; what is allowed is known to {@link SwitchLimits} alone. */
final class SwitchLimitsReader {
  private static final String PREFIX = "switches.";

  /** In the order of the template. */
  private static final List<LimitName> NAMES =
      List.of(
          LimitName.DRAWDOWN,
          LimitName.DRAWDOWN_SESSIONS,
          LimitName.DATA_FAILS,
          LimitName.DATA_UNKNOWN,
          LimitName.DATA_CLEAN,
          LimitName.POSITION_WITHIN,
          LimitName.COLLAR,
          LimitName.OVER_PLAN,
          LimitName.REFUSALS,
          LimitName.LOSING_TRIPS,
          LimitName.LOSING_SESSIONS,
          LimitName.PAUSE_SESSIONS,
          LimitName.RESUME_AFTER,
          LimitName.SKEW);

  private SwitchLimitsReader() {}

  static SwitchLimits read(Section section) {
    Limits limits = Limits.DEFAULT;
    for (LimitName name : NAMES) {
      String key = name.key().substring(PREFIX.length());
      BigDecimal value = section.value(key, name.of(limits), "must be " + name.form(), name::read);
      limits =
          LimitsReader.tried(
              section, key, limits, name.shown(value), each -> name.set(each, value));
    }
    section.refuseOthers();
    return limits.switches();
  }
}
