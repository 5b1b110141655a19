package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An order id that we choose; the broker refuses its reuse (at most 128 characters). */
public record ClientOrderId(@JsonValue String value) {
  /**
   * Throws {@link IllegalArgumentException} unless {@code value} matches {@code
   * [A-Za-z0-9][A-Za-z0-9._:-]{0,127}}.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ClientOrderId {
    if (value == null || !value.matches("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")) {
      throw new IllegalArgumentException(
          "clientOrderId: must match [A-Za-z0-9][A-Za-z0-9._:-]{0,127}, was " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
