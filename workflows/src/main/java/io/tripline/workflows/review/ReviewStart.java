package io.tripline.workflows.review;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a review; any JSON shape can be read. What happened comes from the journal, people and
 * times from the configuration, so that a start by hand needs no more than the incident's id.
 *
 * @param by who or what asked for it
 */
public record ReviewStart(@Nullable String incident, @Nullable String by) {
  /** Reads an object with both components; what is not a text becomes null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ReviewStart read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return new ReviewStart(null, null);
    }
    return new ReviewStart(Fields.text(fields, "incident"), Fields.text(fields, "by"));
  }
}
