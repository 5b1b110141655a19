package io.tripline.worker.config;

import io.tripline.workflows.account.OutagePolicy;
import io.tripline.workflows.account.ResponsePolicy;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.Map;

/**
 * Reads the sections {@code responseTimes} and {@code statusUpdates}. The runbook promises how soon
 * somebody answers; a configuration may only be quicker.
 */
final class ResponseReader {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final String SPAN = "must be a duration from 1m to 30d, such as 4h";

  private ResponseReader() {}

  /**
   * What was read.
   *
   * @param p1 time to acknowledge a P1
   */
  record Read(Duration p1, ResponsePolicy policy) {}

  static Read read(Section times, Section updates) {
    ResponsePolicy usual = ResponsePolicy.DEFAULT;
    Duration p1 = within(times, "p1", Severity.P1);
    Duration p2 = within(times, "p2", Severity.P2);
    Duration p3 = within(times, "p3", Severity.P3);
    Section lapses = times.section("lapses");
    ResponsePolicy.Spans holds =
        new ResponsePolicy.Spans(
            OutagePolicy.DEFAULT.acknowledgementLapses(),
            span(lapses, "p1", usual.lapses().p1()),
            span(lapses, "p2", usual.lapses().p2()),
            span(lapses, "p3", usual.lapses().p3()));
    lapses.refuseOthers();
    times.refuseOthers();
    ResponsePolicy.Spans next =
        new ResponsePolicy.Spans(
            span(updates, "p0", usual.updates().p0()),
            span(updates, "p1", usual.updates().p1()),
            span(updates, "p2", usual.updates().p2()),
            span(updates, "p3", usual.updates().p3()));
    Duration mitigated = span(updates, "mitigated", usual.updatesMitigated());
    updates.refuseOthers();
    return new Read(p1, new ResponsePolicy(p2, p3, holds, next, mitigated, Map.of()));
  }

  private static Duration within(Section times, String key, Severity severity) {
    Duration longest = severity.responseTime();
    String allowed = "must be 1m to " + longest.toHours() + "h";
    return times.value(
        key,
        longest,
        allowed,
        text -> {
          Duration time = Amounts.duration(text);
          if (time.compareTo(SHORTEST) < 0 || time.compareTo(longest) > 0) {
            throw new IllegalArgumentException(allowed);
          }
          return time;
        });
  }

  private static Duration span(Section section, String key, Duration usual) {
    return section.value(
        key,
        usual,
        SPAN,
        text -> {
          Duration span = Amounts.duration(text);
          if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(SPAN);
          }
          return span;
        });
  }
}
