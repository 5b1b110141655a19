package io.tripline.simulator.fault;

import java.time.Instant;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is switched on.
 *
 * @param method regular expression that the whole HTTP method must match; for effects on requests
 * @param path regular expression that the whole path must match, without the query
 * @param times how often it still acts, or null for always
 * @param probability chance to act each time, above 0 and at most 1
 * @param until wall time at which it ends by itself, or null
 */
public record Fault(
    String method,
    String path,
    @Nullable Integer times,
    double probability,
    @Nullable Instant until,
    Effect effect) {
  /** Throws {@link IllegalArgumentException} that names the component out of bounds. */
  public Fault {
    compile("method", method);
    compile("path", path);
    if (times != null && times < 1) {
      throw new IllegalArgumentException("times: must be 1 or more, was " + times);
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: must be above 0 and at most 1, was " + probability);
    }
  }

  /** The effect on everything, until it is cleared. */
  public static Fault always(Effect effect) {
    return new Fault(".*", ".*", null, 1, null, effect);
  }

  /** The same on requests of that method and path only; both are regular expressions. */
  public Fault on(String newMethod, String newPath) {
    return new Fault(newMethod, newPath, times, probability, until, effect);
  }

  /** The same, at most so many times. */
  public Fault times(int newTimes) {
    return new Fault(method, path, newTimes, probability, until, effect);
  }

  /** The same, with that chance each time. */
  public Fault withProbability(double newProbability) {
    return new Fault(method, path, times, newProbability, until, effect);
  }

  boolean matches(String requestMethod, String requestPath) {
    return Pattern.matches(method, requestMethod) && Pattern.matches(path, requestPath);
  }

  private static void compile(String name, String expression) {
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          name + ": must be a regular expression, was " + expression, e);
    }
  }
}
