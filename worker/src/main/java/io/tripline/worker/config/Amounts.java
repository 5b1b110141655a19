package io.tripline.worker.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How people write durations and fractions. Each throws {@link IllegalArgumentException}. */
final class Amounts {
  static final String DURATION = "must be a duration such as 30s, 15m or 1h";
  static final String FRACTION = "must be a fraction such as 2 % or 0.02";
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");
  private static final BigDecimal HUNDRED = new BigDecimal("100");

  private Amounts() {}

  static Duration duration(String text) {
    String tight = text.replace(" ", "");
    Matcher found = TIME.matcher(tight);
    if (tight.isEmpty() || !found.matches()) {
      throw new IllegalArgumentException(DURATION);
    }
    return Duration.ofDays(part(found, 1))
        .plusHours(part(found, 2))
        .plusMinutes(part(found, 3))
        .plusSeconds(part(found, 4));
  }

  private static long part(Matcher found, int group) {
    return found.group(group) == null ? 0 : Long.parseLong(found.group(group));
  }

  static BigDecimal fraction(String text) {
    String tight = text.replace(" ", "");
    boolean percent = tight.endsWith("%");
    BigDecimal number = number(percent ? tight.substring(0, tight.length() - 1) : tight);
    return plain(percent ? number.divide(HUNDRED) : number);
  }

  static BigDecimal number(String text) {
    if (!text.matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
      throw new IllegalArgumentException("must be a number");
    }
    return plain(new BigDecimal(text));
  }

  /** Equal numbers are to be equal, whatever zeros they were written with. */
  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  static boolean yesNo(String text) {
    return switch (text) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }
}
