package io.tripline.workflows.killswitch;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit that people set while the account was running; it outlives every restart.
 *
 * @param value a plain number of the limit's unit
 * @param configuredThen what the file said at that time: when the file says otherwise later, the
 *     stricter of both holds
 * @param by who asked for it, and who approved it
 * @param gate id of the gate that approved it; null where it was a tightening
 */
public record LimitOverride(
    LimitName name,
    BigDecimal value,
    BigDecimal configuredThen,
    List<String> by,
    String reason,
    @Nullable String gate,
    Instant at) {
  /** Copies the names. */
  public LimitOverride {
    by = List.copyOf(by);
  }
}
