package io.tripline.activities.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.reconciliation.Reconciliation;
import java.util.Optional;

/** A reconciliation as it stands in its journal entry. */
final class WeekJson {
  static final String KEY = "reconciliation";

  private static final ObjectMapper JSON =
      JacksonJsonPayloadConverter.newDefaultObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private WeekJson() {}

  static String write(Reconciliation found) {
    try {
      return JSON.writeValueAsString(found);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of texts, numbers and times are always JSON", e);
    }
  }

  /** Empty for an entry that holds none, or one that only a newer program can read. */
  static Optional<Reconciliation> read(Entry entry) {
    String text = entry.data().get(KEY);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(text, Reconciliation.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
