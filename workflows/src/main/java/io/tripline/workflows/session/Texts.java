package io.tripline.workflows.session;

import org.jspecify.annotations.Nullable;

/** Other people's and programs' words, before they reach a journal or a page. */
final class Texts {
  private Texts() {}

  /** One line of visible characters, at most {@code longest} of them. */
  static String line(@Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
  }
}
