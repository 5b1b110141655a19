package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.order.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as a resource sees it.
 *
 * @param path without the query
 * @param query first value of each parameter
 * @param variables parts of the path that the route names
 * @param body the parsed body, or a missing node
 */
public record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> variables,
    JsonNode body) {
  /** The same with the parts of the path that a route names. */
  public Call with(Map<String, String> newVariables) {
    return new Call(method, path, query, newVariables, body);
  }

  String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no " + name);
    }
    return value;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
  }

  /** Clients write {@code true}, {@code True} and {@code TRUE}. */
  boolean flag(String name) {
    return text(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  int number(String name, int otherwise, int most) {
    try {
      int value = text(name).map(Integer::parseInt).orElse(otherwise);
      if (value < 1) {
        throw Refusal.invalid(name + " must be at least 1");
      }
      return Math.min(value, most);
    } catch (NumberFormatException e) {
      throw Refusal.invalid(name + " must be an integer");
    }
  }

  Optional<BigDecimal> decimal(String name) {
    try {
      return text(name).map(BigDecimal::new);
    } catch (NumberFormatException e) {
      throw Refusal.invalid(name + " must be a number");
    }
  }

  List<String> symbols() {
    return text("symbols")
        .map(text ->
            Arrays.stream(text.split(","))
                .map(symbol -> symbol.strip().toUpperCase(Locale.ROOT))
                .filter(symbol -> !symbol.isEmpty())
                .toList())
        .orElse(List.of());
  }

  /** A date or a date-time; a date alone is midnight UTC. */
  Optional<Instant> instant(String name) {
    return text(name).map(value -> parse(name, value));
  }

  /** A date, also where the client sends a date-time. */
  Optional<LocalDate> date(String name) {
    return text(name)
        .map(value -> {
          try {
            return LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
          } catch (DateTimeParseException e) {
            throw Refusal.invalid(name + " is not a valid date: " + value);
          }
        });
  }

  private static Instant parse(String name, String value) {
    try {
      if (value.length() <= 10) {
        return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      // An unescaped plus sign of an offset arrives as a blank.
      return OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException e) {
      throw Refusal.invalid(name + " is not a valid time: " + value);
    }
  }
}
