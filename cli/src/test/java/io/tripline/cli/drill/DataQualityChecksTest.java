package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each test gives the judge of bad market data something that is wrong: it must see it. */
class DataQualityChecksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INCIDENT = "incident-drill-data-quality-2026-11-24-1";
  private static final String BLOCKED =
      "1,GUARD," + INCIDENT + ",entries blocked by K5 data quality: D4 SPY quote 300 s old";
  private static final String LIFTED =
      "2,GUARD,"
          + INCIDENT
          + ",block of K5 data quality: D4 SPY quote 300 s old lifted by itself: by itself after"
          + " enough clean looks at the market data in a row";
  private static final String RESOLVED =
      "3,INCIDENT," + INCIDENT + ",resolved: the guard's looks at the market data are clean again";

  private final Verdict verdict = new Verdict();
  private final DataQualityChecks checks = new DataQualityChecks(verdict);

  @Test
  void passesABlockThatLiftedByItself() {
    checks.declaredByTheSwitch("P2Response", List.of(alarm("the watch", "data-quality", "D4 old")));
    checks.liftedByItself(List.of(), List.of(BLOCKED, LIFTED, RESOLVED), INCIDENT);
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesAnotherProcedureAnotherCauseAndAPersonWhoDeclaredIt() {
    checks.declaredByTheSwitch("P3Response", List.of(alarm("the watch", "data-quality", "D4 old")));
    checks.declaredByTheSwitch("P2Response", List.of(alarm("the watch", "slow-fills", "D4 old")));
    checks.declaredByTheSwitch("P2Response", List.of(alarm("alice", "data-quality", "D4 old")));
    checks.declaredByTheSwitch("P2Response", List.of(alarm("the watch", "data-quality", "odd")));
    checks.declaredByTheSwitch("P2Response", List.of());
    assertThat(failed()).hasSize(5);
  }

  @Test
  void seesAnIncidentThatEndedWhileTheBlockStood() {
    checks.liftedByItself(List.of(), List.of(BLOCKED, RESOLVED, LIFTED), INCIDENT);
    checks.liftedByItself(List.of(), List.of(BLOCKED, RESOLVED), INCIDENT);
    checks.liftedByItself(List.of(), List.of(BLOCKED, LIFTED), INCIDENT);
    assertThat(failed()).hasSize(3);
  }

  @Test
  void seesThatNothingWasBlocked() {
    checks.liftedByItself(List.of(), List.of(LIFTED, RESOLVED), INCIDENT);
    assertThat(failed()).contains("entries were blocked");
  }

  @Test
  void seesAPersonWhoLiftedIt() {
    checks.liftedByItself(
        List.of(
            new Histories.UpdateSeen(
                "unblock", "u1", Instant.EPOCH, JSON.createObjectNode(), true, false)),
        List.of(BLOCKED, LIFTED, RESOLVED),
        INCIDENT);
    assertThat(failed()).containsExactly("nobody asked the guard to let entries pass");
  }

  private static JsonNode alarm(String by, String cause, String reading) {
    return JSON.createObjectNode()
        .put("by", by)
        .put("cause", cause)
        .put("reason", "data quality: " + reading + "; entries are blocked");
  }

  private List<String> failed() {
    return verdict.findings().stream()
        .filter(each -> !each.passed())
        .map(Verdict.Finding::name)
        .toList();
  }
}
