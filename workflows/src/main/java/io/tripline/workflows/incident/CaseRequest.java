package io.tripline.workflows.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a named person asks of an incident ({@link IncidentVerbs}); any JSON shape can be read.
 *
 * @param requestId same id = same request
 * @param severity P0 to P3, where it is regraded
 * @param verdict REAL or DATA, where a loss is judged
 * @param cause one of the words of {@code Cause}, where the root cause has one
 * @param text the root cause in words
 * @param falseAlarm true where the incident is ended as none
 */
public record CaseRequest(
    @Nullable String requestId,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String severity,
    @Nullable String verdict,
    @Nullable String cause,
    @Nullable String text,
    boolean falseAlarm) {
  /** A request of which only who and why matter. */
  public static CaseRequest of(@Nullable String requestId, String by, String reason) {
    return new CaseRequest(requestId, by, reason, null, null, null, null, false);
  }

  /** Reads an object with these components; what is not usable becomes null, or false. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static CaseRequest read(@Nullable Object json) {
    Map<?, ?> fields = json instanceof Map<?, ?> object ? object : Map.of();
    return new CaseRequest(
        text(fields.get("requestId")),
        text(fields.get("by")),
        text(fields.get("reason")),
        text(fields.get("severity")),
        text(fields.get("verdict")),
        text(fields.get("cause")),
        text(fields.get("text")),
        Boolean.TRUE.equals(fields.get("falseAlarm")));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
