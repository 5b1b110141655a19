package io.tripline.workflows.incident;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures of a journal entry in the order in which they were named. */
public final class Figures {
  private Figures() {}

  /** Names and values in turn. */
  public static Map<String, String> of(String... pairs) {
    Map<String, String> figures = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      figures.put(pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableMap(figures);
  }
}
