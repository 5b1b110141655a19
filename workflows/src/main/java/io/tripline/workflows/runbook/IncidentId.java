package io.tripline.workflows.runbook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.TradingDay;

/** {@code incident-<account>-<cause>-<tradingDay>-<n>}: the workflow id, and what people type. */
public record IncidentId(@JsonValue String value) {
  /** Throws {@link IllegalArgumentException} unless it starts with {@code incident-}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public IncidentId {
    if (value == null || !value.matches("incident-[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          "incident: must look like incident-<account>-<cause>-<day>-<n>, was " + value);
    }
  }

  /** The id of the {@code number}-th incident of a cause on a day. */
  public static IncidentId of(AccountName account, Cause cause, TradingDay day, int number) {
    return new IncidentId("incident-" + account + "-" + cause.word() + "-" + day + "-" + number);
  }

  @Override
  public String toString() {
    return value;
  }
}
