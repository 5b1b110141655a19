package io.tripline.workflows.liveness;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tripline.workflows.broker.AccountName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose guard; any JSON shape can be read.
 *
 * @param account null when missing or malformed
 */
public record DeadManStart(@Nullable AccountName account) {
  /** Reads {@code {"account":"name"}}; what is not usable becomes null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static DeadManStart read(@Nullable Object json) {
    try {
      return new DeadManStart(
          json instanceof Map<?, ?> fields && fields.get("account") instanceof String name
              ? new AccountName(name)
              : null);
    } catch (IllegalArgumentException e) {
      return new DeadManStart(null);
    }
  }
}
