package io.tripline.workflows.approval;

import io.tripline.workflows.fault.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name that somebody claims; not proven. Two spellings that differ in case or in surrounding
 * blanks are the same person.
 *
 * @param shown as typed, without surrounding blanks; 1 to 80 characters, none of them invisible
 */
public record PersonName(String shown) {
  /** Longest name. */
  public static final int LONGEST = 80;

  /** Throws {@link Refusal} naming {@code component} when it is no usable name. */
  public static PersonName of(@Nullable String typed, String component) {
    String name = typed == null ? "" : typed.strip();
    if (name.isEmpty()) {
      throw new Refusal(component + ": the name of a person is needed, such as \"alice\"");
    }
    if (name.length() > LONGEST) {
      throw new Refusal(component + ": at most " + LONGEST + " characters, was " + name.length());
    }
    if (!visible(name)) {
      throw new Refusal(component + ": must hold no control or invisible characters");
    }
    return new PersonName(name);
  }

  /** What two spellings of one name have in common. */
  public String key() {
    return shown.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** True when both are the same person. */
  public boolean is(PersonName other) {
    return key().equals(other.key());
  }

  @Override
  public String toString() {
    return shown;
  }

  static boolean visible(String text) {
    return text.codePoints().allMatch(PersonName::visible);
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
