package io.tripline.workflows.runbook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.TradingDay;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code incident-<account>-<cause>-<tradingDay>-<n>}: the workflow id, and what people type. */
public record IncidentId(@JsonValue String value) {
  private static final int LONGEST = 200;
  private static final int LONGEST_SHOWN = 80;

  /** Throws {@link IllegalArgumentException} unless it starts with {@code incident-}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public IncidentId {
    if (!isOne(value)) {
      throw new IllegalArgumentException(
          "incident: must look like incident-<account>-<cause>-<day>-<n>, "
              + (value == null ? "is missing" : "was " + start(value)));
    }
  }

  /** True for what can be an id. */
  public static boolean isOne(@Nullable String text) {
    return text != null
        && text.length() <= LONGEST
        && text.startsWith("incident-")
        && text.matches("incident-[a-z0-9-]+");
  }

  private static String start(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + " …";
  }

  /** The id of the {@code number}-th incident of a cause on a day. */
  public static IncidentId of(AccountName account, Cause cause, TradingDay day, int number) {
    return new IncidentId("incident-" + account + "-" + cause.word() + "-" + day + "-" + number);
  }

  /** The account in it; empty for an id that does not have that form. */
  public Optional<AccountName> account() {
    return cause()
        .map(cause -> begin().substring(0, begin().length() - cause.word().length() - 1))
        .filter(name -> name.matches("[a-z0-9][a-z0-9-]{0,39}"))
        .map(AccountName::new);
  }

  /** The cause in it; empty for an id that does not have that form. */
  public Optional<Cause> cause() {
    return Arrays.stream(Cause.values())
        .filter(cause -> begin().endsWith("-" + cause.word()))
        .max(Comparator.comparingInt(cause -> cause.word().length()));
  }

  /** Account and cause; empty without day and number behind them. */
  private String begin() {
    String dated = "incident-(.+)-\\d{4}-\\d{2}-\\d{2}-\\d+";
    return value.matches(dated) ? value.replaceFirst(dated, "$1") : "";
  }

  @Override
  public String toString() {
    return value;
  }
}
