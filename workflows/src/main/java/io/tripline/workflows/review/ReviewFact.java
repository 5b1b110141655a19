package io.tripline.workflows.review;

import io.tripline.workflows.journal.Entry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that happened in a review, as it stands in the journal.
 *
 * @param line for people
 */
record ReviewFact(ReviewEvent event, String by, Instant at, String line, Map<String, String> data) {
  /** Of an entry; empty for one that is none, or that only a newer program understands. */
  static Optional<ReviewFact> of(Entry entry) {
    return ReviewEvent.of(entry.data().getOrDefault("event", ""))
        .filter(event -> event.kind() == entry.kind())
        .map(event -> new ReviewFact(event, entry.actor(), entry.at(), entry.text(), entry.data()));
  }

  /** What its entry holds. */
  Map<String, String> figures() {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("event", event.word());
    figures.putAll(data);
    return figures;
  }

  String get(String key) {
    return data.getOrDefault(key, "");
  }

  int number() {
    String number = get("number");
    return number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
  }
}
