package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The operator's name for an account, as in {@code tripline.yaml}; part of workflow ids. */
public record AccountName(@JsonValue String value) {
  /**
   * Throws {@link IllegalArgumentException} unless {@code value} matches {@code
   * [a-z0-9][a-z0-9-]{0,39}}.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AccountName {
    if (value == null || !value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "account: must match [a-z0-9][a-z0-9-]{0,39}, was " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
