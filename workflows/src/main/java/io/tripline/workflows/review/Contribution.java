package io.tripline.workflows.review;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says in a review; any JSON shape can be read.
 *
 * @param requestId same id = same contribution, however often it arrives
 * @param what {@code cause}, {@code factor}, {@code lesson}, {@code runbook} or {@code report}
 * @param needed of {@code runbook}: whether it needs an update
 */
public record Contribution(
    @Nullable String requestId,
    @Nullable String what,
    @Nullable String text,
    @Nullable String by,
    @Nullable Boolean needed) {
  /** Reads an object with these components; what is of another shape becomes null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Contribution read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return new Contribution(null, null, null, null, null);
    }
    return new Contribution(
        Fields.text(fields, "requestId"),
        Fields.text(fields, "what"),
        Fields.text(fields, "text"),
        Fields.text(fields, "by"),
        Fields.truth(fields, "needed"));
  }
}
