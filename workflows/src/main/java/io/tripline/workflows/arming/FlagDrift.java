package io.tripline.workflows.arming;

import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.killswitch.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the flags are still as the guard set them. One look that differs may be a stale read, so
 * two in a row fail; what can't be read for 5 minutes is unknown, and said. A {@code suspend_trade}
 * that is not ours is no drift: it is a manual trip. Tells only what is new. For one thread.
 */
public final class FlagDrift {
  private static final int DIFFERENT = 2;
  private static final Duration UNREAD = Duration.ofMinutes(5);

  private @Nullable Check told;
  private String toldDetail = "";
  private int different;
  private @Nullable Instant unreadSince;

  /** Takes a look; answers what the guard should hear, if anything. */
  public Optional<FlagsReading> on(ArmingPlan plan, Reading<BrokerFlags> reading, Instant now) {
    if (!plan.armed() && !plan.suspended()) {
      different = 0;
      unreadSince = null;
      return Optional.empty();
    }
    return switch (reading) {
      case Reading.Unknown<BrokerFlags>(var fault, var reason) -> {
        Instant since = unreadSince == null || now.isBefore(unreadSince) ? now : unreadSince;
        unreadSince = since;
        yield now.isBefore(since.plus(UNREAD))
            ? Optional.empty()
            : news(new FlagsReading(Check.UNKNOWN, null, fault + ": " + reason, now), fault.name());
      }
      case Reading.Seen<BrokerFlags>(BrokerFlags flags, Instant at) -> {
        unreadSince = null;
        String differs = difference(plan, flags);
        if (differs.isEmpty()) {
          different = 0;
          // A watch that begins can't know what the one before it told.
          yield news(new FlagsReading(Check.PASS, flags, "as set", at), "");
        }
        different++;
        yield different < DIFFERENT
            ? Optional.empty()
            : news(new FlagsReading(Check.FAIL, flags, differs, at), differs);
      }
    };
  }

  /** The guard did not take it: it is told again. */
  public void untold() {
    told = null;
  }

  private Optional<FlagsReading> news(FlagsReading reading, String detail) {
    if (reading.check() == told && detail.equals(toldDetail)) {
      return Optional.empty();
    }
    told = reading.check();
    toldDetail = detail;
    return Optional.of(reading);
  }

  /** What is looser at the broker than the guard has set it; empty where nothing is. */
  static String difference(ArmingPlan plan, BrokerFlags flags) {
    List<String> parts = new ArrayList<>();
    if (plan.armed() && !flags.noShorting()) {
      parts.add("no_shorting is off");
    }
    if (plan.armed() && !BrokerFlags.NO_MARGIN.equals(flags.maxMarginMultiplier())) {
      parts.add("max_margin_multiplier is " + flags.maxMarginMultiplier());
    }
    if (plan.suspended() && !flags.suspendTrade()) {
      parts.add("suspend_trade is off");
    }
    return String.join(", ", parts);
  }
}
