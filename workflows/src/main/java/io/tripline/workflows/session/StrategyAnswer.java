package io.tripline.workflows.session;

import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of a strategy that is served from outside, strictly: whatever is not exactly as
 * documented is no decision. Pure.
 */
final class StrategyAnswer {
  private static final int LONGEST_REASON = 300;
  private static final List<String> KNOWN = List.of("target", "reason", "price");

  /** A price farther from the mid than this shows that the strategy looks at other data. */
  private static final BigDecimal PRICE_RANGE = new BigDecimal("0.10");

  private StrategyAnswer() {}

  /** {@code json} is what the JSON became: maps, lists, texts, numbers, booleans or null. */
  static Advice read(@Nullable Object json, @Nullable Quote quote) {
    if (!(json instanceof Map<?, ?> fields)) {
      return bad("must be one JSON object {\"target\":…,\"reason\":…}, was " + kind(json));
    }
    for (Object key : fields.keySet()) {
      if (!KNOWN.contains(String.valueOf(key))) {
        return bad("unknown key " + Texts.line(String.valueOf(key), 40) + "; known: " + KNOWN);
      }
    }
    BigDecimal exposure = exposure(fields.get("target"));
    if (exposure == null) {
      return bad(
          "target: must be \"long\", \"flat\" or a number 0 to 1, was " + shown(fields, "target"));
    }
    if (!(fields.get("reason") instanceof String reason) || reason.isBlank()) {
      return bad("reason: must be a sentence, was " + shown(fields, "reason"));
    }
    Object priced = fields.get("price");
    BigDecimal price = priced == null ? null : number(priced);
    if (priced != null && (price == null || price.signum() <= 0)) {
      return bad("price: must be a number above 0, was " + shown(fields, "price"));
    }
    if (price != null && quote != null && quote.usable() && far(price, quote)) {
      return bad("price: " + price.toPlainString() + " is far from the market's " + quote.mid());
    }
    return new Advice.Wants(
        new Strategy.Target(exposure, Texts.line(reason, LONGEST_REASON)),
        price == null ? null : new Price(price));
  }

  private static @Nullable BigDecimal exposure(@Nullable Object target) {
    if ("long".equals(target)) {
      return BigDecimal.ONE;
    }
    if ("flat".equals(target)) {
      return BigDecimal.ZERO;
    }
    BigDecimal fraction = target instanceof Number ? number(target) : null;
    return fraction == null || fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0
        ? null
        : fraction;
  }

  private static @Nullable BigDecimal number(Object value) {
    if (!(value instanceof Number) && !(value instanceof String)) {
      return null;
    }
    String text = value.toString();
    if (text.length() > 40) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      // An exponent of thousands would make a number of as many digits.
      return Math.abs((long) number.precision() - number.scale()) > 18 ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean far(BigDecimal price, Quote quote) {
    BigDecimal mid = quote.mid().amount();
    return price.subtract(mid).abs().divide(mid, 6, RoundingMode.UP).compareTo(PRICE_RANGE) > 0;
  }

  private static String shown(Map<?, ?> fields, String key) {
    Object value = fields.get(key);
    return value == null ? "missing" : Texts.line(value.toString(), 60);
  }

  private static String kind(@Nullable Object json) {
    return switch (json) {
      case null -> "null";
      case List<?> list -> "a list";
      case String text -> "a text";
      case Number number -> "a number";
      default -> "something else";
    };
  }

  private static Advice bad(String why) {
    return new Advice.None("its answer can't be used: " + why);
  }
}
