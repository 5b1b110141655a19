package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each test gives the judge something that is wrong: it must see it. */
class CaseChecksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "incident-drill-slow-fills-2026-11-20-1";
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
  private static final String REPORT = "Status: Resolved\nSummary:\nFALSE ALARM, said by bob";

  private final Verdict verdict = new Verdict();
  private final CaseChecks checks = new CaseChecks(verdict);

  private List<String> failed() {
    return verdict.findings().stream()
        .filter(each -> !each.passed())
        .map(Verdict.Finding::name)
        .toList();
  }

  private static Histories.UpdateSeen update(String name, int second, String input)
      throws Exception {
    return new Histories.UpdateSeen(
        name, name + second, NOW.plusSeconds(second), JSON.readTree(input), true, false);
  }

  private static Histories.UpdateSeen approval(String by, int second) throws Exception {
    return update("decide", second, "{\"verdict\":\"approve\",\"by\":\"" + by + "\"}");
  }

  private static List<Histories.UpdateSeen> trip(String incident, String level) throws Exception {
    return List.of(
        update("trip", 1, "{\"incident\":\"" + incident + "\",\"level\":\"" + level + "\"}"));
  }

  @Test
  void passesARegradeThatWentAsItShould() throws Exception {
    checks.oneIncident(ID, "P2Response", "P2Response", List.of());
    checks.severity(ID, "P1", "P1");
    checks.haltBelongsTo(ID, trip(ID, "STOP"));
    checks.twoNames(
        List.of(approval("alice", 1), approval("bob", 2)), Optional.of(NOW.plusSeconds(3)));
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesASecondIncident() {
    checks.oneIncident(ID, "P2Response", "P2Response", List.of("incident-drill-manual-1"));
    assertThat(failed()).containsExactly("one incident, regraded in place");
  }

  @Test
  void seesAHaltOfAnotherIncidentAndOneThatClosed() throws Exception {
    checks.haltBelongsTo(ID, trip("incident-drill-manual-2026-11-20-1", "STOP"));
    checks.haltBelongsTo(ID, trip(ID, "FLATTEN"));
    checks.haltBelongsTo(ID, List.of());
    assertThat(failed()).hasSize(3);
  }

  @Test
  void seesAHaltThatOneNameLifted() throws Exception {
    checks.twoNames(
        List.of(approval("alice", 1), approval("alice", 2)), Optional.of(NOW.plusSeconds(3)));
    checks.twoNames(
        List.of(approval("alice", 1), approval("bob", 5)), Optional.of(NOW.plusSeconds(3)));
    checks.twoNames(List.of(approval("alice", 1), approval("bob", 2)), Optional.empty());
    assertThat(failed()).hasSize(3);
  }

  @Test
  void passesAFalseAlarmThatTouchedNothing() throws Exception {
    checks.cancelled(
        ID, Optional.of(JSON.readTree("{\"status\":\"CANCELLED\"}")), List.of(), REPORT);
    checks.neverHalted(trip(ID, "STOP"), NOW);
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesAFalseAlarmThatWasResolvedReviewedOrNotReported() throws Exception {
    checks.cancelled(
        ID,
        Optional.of(JSON.readTree("{\"status\":\"RESOLVED\"}")),
        List.of(new Histories.Run("run", "WORKFLOW_EXECUTION_STATUS_RUNNING", List.of())),
        "Status: Resolved");
    assertThat(failed())
        .containsExactly("cancelled", "the report says false alarm", "no review of a false alarm");
  }

  @Test
  void seesAHaltDuringAFalseAlarm() throws Exception {
    checks.neverHalted(trip(ID, "STOP"), NOW.plusSeconds(5));
    assertThat(failed()).containsExactly("trading was never touched by it");
  }
}
