package io.tripline.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an operator sent; each complaint names the field and what is allowed. */
final class AdminBody {
  private final JsonNode body;

  /** Throws {@link IllegalArgumentException} unless it is an object with only these fields. */
  AdminBody(JsonNode body, List<String> fields) {
    if (!body.isObject()) {
      throw new IllegalArgumentException("body: must be a JSON object with some of " + fields);
    }
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        throw new IllegalArgumentException(name + ": unknown field; allowed are " + fields);
      }
    }
    this.body = body;
  }

  boolean has(String name) {
    return !body.path(name).isMissingNode() && !body.path(name).isNull();
  }

  Optional<String> text(String name) {
    return has(name) ? Optional.of(body.path(name).asText()) : Optional.empty();
  }

  String oneOf(String name, List<String> allowed) {
    String value = text(name).orElse("");
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          name + ": must be one of " + allowed + ", was " + (value.isEmpty() ? "missing" : value));
    }
    return value;
  }

  boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!body.path(name).isBoolean()) {
      throw new IllegalArgumentException(
          name + ": must be true or false, was " + body.path(name).asText());
    }
    return body.path(name).asBoolean();
  }

  double number(String name) {
    try {
      return Double.parseDouble(required(name, "a number"));
    } catch (NumberFormatException e) {
      throw bad(name, "a number");
    }
  }

  double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  int integer(String name) {
    try {
      return Integer.parseInt(required(name, "a whole number"));
    } catch (NumberFormatException e) {
      throw bad(name, "a whole number");
    }
  }

  @Nullable Integer optionalInteger(String name) {
    return has(name) ? (Integer) integer(name) : null;
  }

  BigDecimal decimal(String name) {
    try {
      return new BigDecimal(required(name, "an amount in dollars"));
    } catch (NumberFormatException e) {
      throw bad(name, "an amount in dollars");
    }
  }

  Instant instant(String name) {
    try {
      return Instant.parse(required(name, "an instant such as 2026-11-20T15:00:00Z"));
    } catch (DateTimeParseException e) {
      throw bad(name, "an instant such as 2026-11-20T15:00:00Z");
    }
  }

  Duration duration(String name) {
    try {
      Duration duration = Duration.parse(required(name, "a duration such as PT30S"));
      if (duration.isNegative()) {
        throw bad(name, "0 or more");
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw bad(name, "a duration such as PT30S");
    }
  }

  Duration signedDuration(String name) {
    try {
      return Duration.parse(required(name, "a duration such as -PT30S"));
    } catch (DateTimeParseException e) {
      throw bad(name, "a duration such as -PT30S");
    }
  }

  @Nullable Duration optionalDuration(String name) {
    return has(name) ? duration(name) : null;
  }

  private String required(String name, String what) {
    return text(name)
        .orElseThrow(
            () -> new IllegalArgumentException(name + ": must be " + what + ", was missing"));
  }

  private IllegalArgumentException bad(String name, String what) {
    return new IllegalArgumentException(
        name + ": must be " + what + ", was " + body.path(name).asText());
  }
}
