package io.tripline.simulator.order;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** A request that the broker refuses: HTTP status, Alpaca's code and message, and extra fields. */
public final class Refusal extends RuntimeException {
  private final int status;
  private final int code;
  private final transient Map<String, Object> extra;

  /** A refusal with Alpaca's code, or 0 where the body has none. */
  public Refusal(int status, int code, String message) {
    this(status, code, message, Map.of());
  }

  /** A refusal whose body has more fields. */
  public Refusal(int status, int code, String message, Map<String, ?> extra) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = new LinkedHashMap<>(extra);
  }

  /** Bad input: 422 with code 40010001. */
  public static Refusal invalid(String message) {
    return new Refusal(422, 40010001, message);
  }

  /** Not in this state: 422 with code 42210000. */
  public static Refusal unprocessable(String message) {
    return new Refusal(422, 42210000, message);
  }

  /** Not allowed: 403 with code 40310000. */
  public static Refusal forbidden(String message) {
    return new Refusal(403, 40310000, message);
  }

  /** Not there: 404 with code 40410000. */
  public static Refusal notFound(String message) {
    return new Refusal(404, 40410000, message);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Alpaca's code, or empty where the body has none. */
  public OptionalInt code() {
    return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** The message of the body. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** Further fields of the body. */
  public Map<String, Object> extra() {
    return Map.copyOf(extra);
  }
}
