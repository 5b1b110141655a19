package io.tripline.workflows.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks to set a limit; lenient, because people send it too ({@link AccountGuard#limit}).
 *
 * @param name as in {@code tripline.yaml}, such as {@code slippage.inARow}
 * @param value as people write it, such as {@code 1.5 %} or {@code 40}
 * @param expected the value in force that the asker saw; another one by now is a refusal
 * @param approval needed for a looser value: what its gate decided
 */
public record LimitRequest(
    @Nullable String requestId,
    @Nullable String name,
    @Nullable String value,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String expected,
    @Nullable Approval approval) {
  /** A gate that was approved, and by whom. */
  public record Approval(String gate, List<String> by) {}
}
