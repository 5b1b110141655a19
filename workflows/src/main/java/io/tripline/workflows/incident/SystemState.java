package io.tripline.workflows.incident;

import io.tripline.workflows.killswitch.Check;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at the system from the response process. UNKNOWN is never good news.
 *
 * @param worker whether the trading queue's canary answers
 * @param journal whether the journal can be read; its text has the last entry with its age
 * @param broker whether the API answers in time
 * @param credentials whether it takes our keys
 * @param exposure FAIL: positions or open orders in scope; PASS: none
 * @param marketOpen null when the broker's clock could not be read
 * @param at wall time
 * @param processes deaths and restarts of processes in the last hour, a line each, as far as their
 *     supervision wrote them down; empty from an older worker
 */
public record SystemState(
    Part worker,
    Part journal,
    Part broker,
    Part credentials,
    Part exposure,
    @Nullable Boolean marketOpen,
    Instant at,
    List<String> processes) {
  /** Copies the list. */
  public SystemState {
    processes = processes == null ? List.of() : List.copyOf(processes);
  }

  /** Nothing is known of deaths and restarts. */
  public SystemState(
      Part worker,
      Part journal,
      Part broker,
      Part credentials,
      Part exposure,
      @Nullable Boolean marketOpen,
      Instant at) {
    this(worker, journal, broker, credentials, exposure, marketOpen, at, List.of());
  }

  /** One part, with what was seen of it; no secrets. */
  public record Part(Check check, String text) {}

  /** Everything works; exposure is no defect by itself. */
  public boolean well() {
    return passes(worker) && passes(journal) && passes(broker) && passes(credentials);
  }

  /** Holds something, or nobody knows. */
  public boolean exposed() {
    return !passes(exposure);
  }

  /** All of it in one line. */
  public String sentence() {
    return "worker "
        + shown(worker)
        + "; journal "
        + shown(journal)
        + "; broker "
        + shown(broker)
        + "; credentials "
        + shown(credentials)
        + "; exposure: "
        + exposure.text();
  }

  /** What does not work; empty when all does. */
  public String broken() {
    StringBuilder text = new StringBuilder();
    add(text, "worker", worker);
    add(text, "journal", journal);
    add(text, "broker", broker);
    add(text, "credentials", credentials);
    return text.toString();
  }

  private static void add(StringBuilder text, String name, Part part) {
    if (!passes(part)) {
      text.append(text.isEmpty() ? "" : "; ").append(name).append(' ').append(shown(part));
    }
  }

  private static boolean passes(Part part) {
    return part.check() == Check.PASS;
  }

  private static String shown(Part part) {
    return part.check() + " (" + part.text() + ")";
  }
}
