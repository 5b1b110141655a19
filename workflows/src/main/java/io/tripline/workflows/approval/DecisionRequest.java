package io.tripline.workflows.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sends to decide a gate; lenient, because the Temporal UI, scripts and our CLI all
 * send it: any JSON shape can be read, since a signal that can't be is lost. {@code Approvals}
 * checks it.
 *
 * @param requestId same id = same decision, however often it arrives
 * @param gate id of the gate; absent: the only open one
 * @param verdict {@code approve} or {@code deny}
 * @param by the name of the person, claimed and not proven
 * @param digest digest of the plan that the person saw; absent: not compared
 * @param incident id of the incident that is meant, since each has a first gate of the same id; it
 *     counts at no other; absent: not compared
 */
public record DecisionRequest(
    @Nullable String requestId,
    @Nullable String gate,
    @Nullable String verdict,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String digest,
    @Nullable String incident) {
  /** Without naming an incident. */
  public DecisionRequest(
      @Nullable String requestId,
      @Nullable String gate,
      @Nullable String verdict,
      @Nullable String by,
      @Nullable String reason,
      @Nullable String digest) {
    this(requestId, gate, verdict, by, reason, digest, null);
  }

  /**
   * Reads an object with these components; what is not a text becomes null, except for an incident:
   * one that can't be read is another one.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static DecisionRequest read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return new DecisionRequest(null, null, null, null, null, null);
    }
    return new DecisionRequest(
        text(fields.get("requestId")),
        text(fields.get("gate")),
        text(fields.get("verdict")),
        text(fields.get("by")),
        text(fields.get("reason")),
        text(fields.get("digest")),
        named(fields.get("incident")));
  }

  private static @Nullable String named(@Nullable Object value) {
    return value == null || value instanceof String
        ? text(value)
        : "no text (" + value.getClass().getSimpleName() + ")";
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
