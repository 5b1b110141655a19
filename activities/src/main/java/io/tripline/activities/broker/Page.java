package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list: how many rows the broker sent (legs not counted) and what the last row said.
 */
final class Page<T> {
  int rows;
  String lastId = "";
  @Nullable Instant lastSubmittedAt;

  /** Reads the rows of a page. */
  @FunctionalInterface
  interface Rows<T> {
    List<T> read(JsonNode body) throws UnreadableAnswer;
  }

  Exchange.Reader<List<T>> of(Rows<T> reader) {
    return (body, headers) -> {
      List<T> values = reader.read(body);
      rows = body.size();
      if (rows > 0) {
        lastId = Json.text(body.get(rows - 1), "id");
        lastSubmittedAt = Json.instantOrNull(body.get(rows - 1), "submitted_at");
      }
      return values;
    };
  }
}
