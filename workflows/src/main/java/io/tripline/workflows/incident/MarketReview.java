package io.tripline.workflows.incident;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the market did.
 *
 * @param label such as {@code normal}, {@code volatile} or {@code extreme}
 * @param summary one sentence for people
 * @param figures the numbers behind it, ordered
 */
public record MarketReview(String label, String summary, Map<String, String> figures) {
  /** Keeps the order of the figures. */
  public MarketReview {
    figures =
        figures == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
