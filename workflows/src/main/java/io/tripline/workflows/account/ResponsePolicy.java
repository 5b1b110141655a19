package io.tripline.workflows.account;

import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How people are asked and told, by severity, all in wall time; and which edition of the runbook
 * they read meanwhile. The time to acknowledge a P1 is {@link AccountPolicy}'s own, the clocks of a
 * P0 are {@link OutagePolicy}'s.
 *
 * @param respondP2 time to acknowledge a P2
 * @param respondP3 time to acknowledge a P3
 * @param lapses an acknowledged incident that was not mitigated within this asks anew
 * @param updates a status update promises the next one within this
 * @param updatesMitigated the same once the harm has stopped, where it is longer
 * @param documents SHA-256 of each runbook document by its id; empty where nobody said
 */
public record ResponsePolicy(
    Duration respondP2,
    Duration respondP3,
    Spans lapses,
    Spans updates,
    Duration updatesMitigated,
    Map<String, String> documents) {
  /** The runbook's times; an acknowledgement holds for one response time. */
  public static final ResponsePolicy DEFAULT =
      new ResponsePolicy(
          Severity.P2.responseTime(),
          Severity.P3.responseTime(),
          new Spans(
              OutagePolicy.DEFAULT.acknowledgementLapses(),
              Severity.P1.responseTime(),
              Severity.P2.responseTime(),
              Severity.P3.responseTime()),
          new Spans(
              Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4), Duration.ofDays(1)),
          Duration.ofHours(8),
          Map.of());

  /** One span for each severity. */
  public record Spans(Duration p0, Duration p1, Duration p2, Duration p3) {
    /** Throws {@link IllegalArgumentException} if one is shorter than a second. */
    public Spans {
      check("p0", p0);
      check("p1", p1);
      check("p2", p2);
      check("p3", p3);
    }

    /** That of one severity. */
    public Duration of(Severity severity) {
      return switch (severity) {
        case P0 -> p0;
        case P1 -> p1;
        case P2 -> p2;
        case P3 -> p3;
      };
    }
  }

  /** Throws {@link IllegalArgumentException} if a span is shorter than a second. */
  public ResponsePolicy {
    check("respondP2", respondP2);
    check("respondP3", respondP3);
    check("updatesMitigated", updatesMitigated);
    documents =
        documents == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(documents));
  }

  /** The same with the edition of the documents that is served. */
  public ResponsePolicy with(Map<String, String> served) {
    return new ResponsePolicy(respondP2, respondP3, lapses, updates, updatesMitigated, served);
  }

  private static void check(String name, Duration span) {
    if (span.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(name + ": must be 1s or more, was " + span);
    }
  }
}
