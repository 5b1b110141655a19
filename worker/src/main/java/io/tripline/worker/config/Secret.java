package io.tripline.worker.config;

import java.util.Objects;

/** Something that must not be seen: it prints as {@code hidden}, also inside of records. */
public final class Secret {
  private final String value;

  /** Wraps {@code value}. */
  public Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /** The value, for the one place that sends it. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "hidden";
  }
}
