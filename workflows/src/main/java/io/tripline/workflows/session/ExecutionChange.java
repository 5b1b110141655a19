package io.tripline.workflows.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sends to change how a running session executes; lenient, because the Temporal UI,
 * scripts and our CLI all send it. What is absent stays as it is.
 *
 * @param requestId same id = same change
 * @param by the name of the person, claimed and not proven
 * @param orderType {@code market} or {@code limit}
 * @param offset basis points from the mid
 * @param requotes how often an unfilled limit order is priced anew
 * @param patience how long an order may take, such as {@code 30s}
 * @param size fraction of equity, such as {@code 50 %}
 * @param maxShares largest entry in shares, or {@code none}
 * @param maxNotional largest entry in dollars, or {@code none}
 * @param interval market time between decisions such as {@code 10m}, or {@code none}
 */
public record ExecutionChange(
    @Nullable String requestId,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String orderType,
    @Nullable String offset,
    @Nullable String requotes,
    @Nullable String patience,
    @Nullable String size,
    @Nullable String maxShares,
    @Nullable String maxNotional,
    @Nullable String interval) {
  /** Reads an object with these components; what is no text or number becomes null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ExecutionChange read(@Nullable Object json) {
    Map<?, ?> fields = json instanceof Map<?, ?> map ? map : Map.of();
    return new ExecutionChange(
        text(fields, "requestId"),
        text(fields, "by"),
        text(fields, "reason"),
        text(fields, "orderType"),
        text(fields, "offset"),
        text(fields, "requotes"),
        text(fields, "patience"),
        text(fields, "size"),
        text(fields, "maxShares"),
        text(fields, "maxNotional"),
        text(fields, "interval"));
  }

  private static @Nullable String text(Map<?, ?> fields, String key) {
    Object value = fields.get(key);
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }
}
