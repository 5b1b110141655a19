package io.tripline.workflows.review;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of action items; any JSON shape can be read.
 *
 * @param requestId same id = same request, however often it arrives
 * @param what {@code add}, {@code assign}, {@code done} or {@code none}
 * @param number of the item that is assigned or done
 * @param text what is to be done; of {@code none}: why nothing; of {@code done}: how it was
 * @param owner the person who does it
 * @param due the last day for it, such as {@code 2026-12-31}, in UTC
 */
public record ActionRequest(
    @Nullable String requestId,
    @Nullable String what,
    @Nullable Integer number,
    @Nullable String text,
    @Nullable String owner,
    @Nullable String due,
    @Nullable String by) {
  /** Reads an object with these components; what is of another shape becomes null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ActionRequest read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return new ActionRequest(null, null, null, null, null, null, null);
    }
    return new ActionRequest(
        Fields.text(fields, "requestId"),
        Fields.text(fields, "what"),
        Fields.number(fields, "number"),
        Fields.text(fields, "text"),
        Fields.text(fields, "owner"),
        Fields.text(fields, "due"),
        Fields.text(fields, "by"));
  }
}
