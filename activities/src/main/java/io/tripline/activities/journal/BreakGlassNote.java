package io.tripline.activities.journal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a flatten without Temporal leaves behind, so that the guard and the next incident know of
 * it. Holds no key.
 *
 * @param id unique; the file's name without its ending
 * @param environment simulator, paper or live
 * @param accountId the broker's own id of the account, or {@link #UNKNOWN}
 * @param endedAt null while it works, and for good where it was killed
 * @param outcome {@link #BEGAN}, {@link #FLAT} or {@link #NOT_FLAT}
 * @param closingOrders client order ids of the closing orders that the broker had
 * @param lines the proof, or what is still held
 */
public record BreakGlassNote(
    int schemaVersion,
    String id,
    String by,
    String reason,
    String environment,
    String url,
    String accountId,
    Instant beganAt,
    @Nullable Instant endedAt,
    String outcome,
    String detail,
    List<String> closingOrders,
    List<String> lines) {
  /** The account's id where it could not be read; then the host alone tells whose it is. */
  public static final String UNKNOWN = "unknown";

  /** It works, or it was killed. */
  public static final String BEGAN = "began";

  /** Proven flat. */
  public static final String FLAT = "provenFlat";

  /** It gave up. */
  public static final String NOT_FLAT = "notFlat";

  /** Throws {@link IllegalArgumentException} where a part is missing or can't be a file's name. */
  public BreakGlassNote {
    require("id", id);
    require("environment", environment);
    require("url", url);
    require("accountId", accountId);
    require("outcome", outcome);
    if (!id.matches("[a-z0-9][a-z0-9-]{0,99}")) {
      throw new IllegalArgumentException("id: must match [a-z0-9][a-z0-9-]{0,99}, was " + id);
    }
    if (beganAt == null) {
      throw new IllegalArgumentException("beganAt: missing");
    }
    by = by == null ? "" : by;
    reason = reason == null ? "" : reason;
    detail = detail == null ? "" : detail;
    closingOrders = closingOrders == null ? List.of() : List.copyOf(closingOrders);
    lines = lines == null ? List.of() : List.copyOf(lines);
  }

  private static void require(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + ": missing");
    }
  }
}
