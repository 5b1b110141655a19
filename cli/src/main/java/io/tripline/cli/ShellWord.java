package io.tripline.cli;

import java.util.regex.Pattern;

/** A part of a command line that is shown to be typed again: as one word, whatever is in it. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWord() {}

  /** The text itself where no shell would read it otherwise, else within quotes. */
  public static String of(Object part) {
    String text = part.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
