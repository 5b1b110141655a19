package io.tripline.workflows.journal;

import io.tripline.workflows.broker.AccountName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal.
 *
 * @param id same id = same entry: appending it again changes nothing
 * @param at wall time
 * @param marketAt market time where it was known
 * @param incident id of the incident it belongs to, if any
 * @param actor a person's name, or the workflow id that acted
 * @param text one line for people
 * @param data the figures, ordered; keys in lowerCamelCase; never a secret
 */
public record Entry(
    String id,
    AccountName account,
    EntryKind kind,
    Instant at,
    @Nullable Instant marketAt,
    @Nullable String incident,
    String actor,
    String text,
    Map<String, String> data) {
  /** Keeps the order of {@code data}. */
  public Entry {
    data =
        data == null ? Map.of() : java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }
}
