package io.tripline.worker.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a person probably meant. */
final class NearestName {
  private NearestName() {}

  /** The name with the fewest edits, if they are at most a third of the word and two at least. */
  static Optional<String> to(String word, Collection<String> names) {
    int allowed = Math.max(2, word.length() / 3);
    return names.stream()
        .filter(name -> distance(word, name) <= allowed)
        .min(Comparator.comparingInt(name -> distance(word, name)));
  }

  /** Levenshtein's distance, without regard to case. */
  static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[b.length()];
  }
}
