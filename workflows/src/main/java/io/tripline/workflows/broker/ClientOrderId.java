package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An order id that whoever sends an order chooses; the broker refuses its reuse. Of any characters:
 * other programs that trade the account have forms of their own.
 */
public record ClientOrderId(@JsonValue String value) {
  private static final int LONGEST = 128;

  /**
   * Throws {@link IllegalArgumentException} unless {@code value} has 1 to 128 characters, of which
   * none is a control character and not all are blank.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ClientOrderId {
    if (value == null
        || value.isBlank()
        || value.length() > LONGEST
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "clientOrderId: must have 1 to 128 printable characters, was "
              + (value == null ? "missing" : "of " + value.length()));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
