package io.tripline.workflows.session;

import io.tripline.workflows.account.OrderStyle;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A change that is well formed; whether it may be is for {@link ExecutionBook}. Null components
 * stay as they are; a {@code Said} of null takes a cap or the interval away.
 */
record CheckedChange(
    @Nullable String requestId,
    PersonName by,
    String reason,
    @Nullable OrderStyle style,
    @Nullable BigDecimal offsetBps,
    @Nullable Integer requotes,
    @Nullable Duration patience,
    @Nullable BigDecimal size,
    @Nullable Said<BigDecimal> maxShares,
    @Nullable Said<BigDecimal> maxNotional,
    @Nullable Said<Duration> interval) {
  /** What was said of a thing that may be taken away. */
  record Said<T>(@Nullable T value) {}

  private static final int LONGEST = 300;
  private static final Pattern SPAN =
      Pattern.compile("(?:(\\d{1,3})h)?(?:(\\d{1,4})m)?(?:(\\d{1,5})s)?");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{1,9})?");

  /** Throws {@link Refusal} naming what is wrong. */
  static CheckedChange of(@Nullable ExecutionChange change) {
    ExecutionChange said = change == null ? ExecutionChange.read(null) : change;
    PersonName by = PersonName.of(said.by(), "by");
    String reason = Texts.line(said.reason(), LONGEST);
    if (reason.isEmpty()) {
      throw new Refusal("reason: missing; say why, such as {\"reason\":\"thin market\"}");
    }
    CheckedChange checked =
        new CheckedChange(
            said.requestId() == null ? null : Texts.line(said.requestId(), 200),
            by,
            reason,
            style(said.orderType()),
            number("offset", without(said.offset(), "bps")),
            whole("requotes", said.requotes()),
            said.patience() == null ? null : span("patience", said.patience()),
            fraction(said.size()),
            cap("maxShares", said.maxShares()),
            cap("maxNotional", without(said.maxNotional(), "$")),
            interval(said.interval()));
    if (checked.nothing()) {
      throw new Refusal(
          "nothing to change: name one of orderType, offset, requotes, patience, size, maxShares,"
              + " maxNotional, interval");
    }
    return checked;
  }

  /** The change that a start with an interval of its own stands for; throws {@link Refusal}. */
  static CheckedChange ofStart(String interval, @Nullable String by) {
    return of(
        new ExecutionChange(
            "start",
            by == null || by.isBlank() ? "the starter" : by,
            "started so",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            interval));
  }

  private boolean nothing() {
    return style == null
        && offsetBps == null
        && requotes == null
        && patience == null
        && size == null
        && maxShares == null
        && maxNotional == null
        && interval == null;
  }

  private static @Nullable OrderStyle style(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "market" -> OrderStyle.MARKET;
      case "limit" -> OrderStyle.LIMIT;
      default ->
          throw new Refusal("orderType: must be market or limit, was " + Texts.line(text, 40));
    };
  }

  private static @Nullable String without(@Nullable String text, String unit) {
    return text == null ? null : text.replace(unit, "");
  }

  private static @Nullable BigDecimal number(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    String tight = text.replace(" ", "").replaceFirst("^\\+", "");
    if (!NUMBER.matcher(tight).matches()) {
      throw new Refusal(name + ": must be a number, was " + Texts.line(text, 40));
    }
    return new BigDecimal(tight);
  }

  private static @Nullable Integer whole(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.strip().matches("\\d{1,4}")) {
      throw new Refusal(name + ": must be a whole number, was " + Texts.line(text, 40));
    }
    return Integer.valueOf(text.strip());
  }

  private static @Nullable BigDecimal fraction(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String tight = text.replace(" ", "");
    boolean percent = tight.endsWith("%");
    BigDecimal number = number("size", percent ? tight.substring(0, tight.length() - 1) : tight);
    if (number == null) {
      return null;
    }
    return percent ? number.movePointLeft(2) : number;
  }

  private static @Nullable Said<BigDecimal> cap(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return text.strip().equalsIgnoreCase("none")
        ? new Said<>(null)
        : new Said<>(number(name, text));
  }

  private static @Nullable Said<Duration> interval(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return text.strip().equalsIgnoreCase("none")
        ? new Said<>(null)
        : new Said<>(span("interval", text));
  }

  private static Duration span(String name, String text) {
    String tight = text.replace(" ", "").toLowerCase(Locale.ROOT);
    Matcher found = SPAN.matcher(tight);
    if (!tight.isEmpty() && found.matches()) {
      return Duration.ofHours(part(found, 1))
          .plusMinutes(part(found, 2))
          .plusSeconds(part(found, 3));
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new Refusal(name + ": must be a duration such as 10m, was " + Texts.line(text, 40));
    }
  }

  private static long part(Matcher found, int group) {
    return found.group(group) == null ? 0 : Long.parseLong(found.group(group));
  }
}
