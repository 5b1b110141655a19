package io.tripline.workflows.incident;

import io.tripline.workflows.killswitch.Check;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test of the broker's API, and what its status page says.
 *
 * @param check PASS: every call answered well and in time, and the account may trade
 * @param tests how many tests in a row ended like this one, which is the last
 * @param marketOpen null when the clock could not be read
 * @param marketAt market time; null like {@code marketOpen}
 * @param at wall time
 */
public record ApiHealth(
    Check check,
    int tests,
    List<ProbedCall> calls,
    @Nullable Boolean marketOpen,
    @Nullable Instant marketAt,
    StatusPageView page,
    Instant at) {
  /** Copies the list. */
  public ApiHealth {
    calls = List.copyOf(calls);
  }

  /** The same after so many tests that ended like it. */
  public ApiHealth after(int earlier) {
    return new ApiHealth(check, tests + earlier, calls, marketOpen, marketAt, page, at);
  }

  /** The test in one line for people, without the status page. */
  public String sentence() {
    StringBuilder text = new StringBuilder("API test ").append(check);
    if (tests > 1) {
      text.append(" (").append(tests).append(" in a row)");
    }
    for (ProbedCall call : calls) {
      text.append(", ").append(call.call()).append(' ').append(call.millis()).append(" ms ");
      text.append(call.detail());
      if (!call.requestId().isEmpty()) {
        text.append(" (request id ").append(call.requestId()).append(')');
      }
    }
    return text.toString();
  }
}
