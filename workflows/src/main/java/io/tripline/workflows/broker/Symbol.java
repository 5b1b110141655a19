package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A US equity symbol such as {@code SPY} or {@code BRK.B}. */
public record Symbol(@JsonValue String value) {
  /**
   * Throws {@link IllegalArgumentException} unless {@code value} matches {@code
   * [A-Z0-9][A-Z0-9./]{0,24}}.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Symbol {
    if (value == null || !value.matches("[A-Z0-9][A-Z0-9./]{0,24}")) {
      throw new IllegalArgumentException(
          "symbol: must match [A-Z0-9][A-Z0-9./]{0,24}, was " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
