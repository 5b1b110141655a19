package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each test gives the judge of a manual trip something that is wrong: it must see it. */
class SecondNameChecksTest {
  private static final Instant DECIDED = Instant.parse("2026-11-20T15:00:00Z");
  private static final String REFUSED =
      "7,2026-11-20T15:00:00Z,DECISION,incident-x,alice,approve reset-1 by alice: REQUESTER";

  private final Verdict verdict = new Verdict();
  private final SecondNameChecks checks = new SecondNameChecks(verdict, "alice");

  @Test
  void passesARefusalAndASecondName() throws Exception {
    checks.answered(true, 4);
    checks.liftedOnlyAfterAnother(
        List.of(decided("alice", true), decided("bob", false)),
        Optional.of(DECIDED.plusSeconds(1)));
    checks.refusalIn(List.of(REFUSED), "incident-x");
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesThatOnePersonMayApproveAlone() {
    checks.answered(true, 0);
    assertThat(failed()).containsExactly("the same person may not approve it");
  }

  @Test
  void seesARequestThatWasDoneAtOnce() {
    checks.answered(false, 4);
    assertThat(failed()).containsExactly("the request for the reset waits for others");
  }

  @Test
  void seesAHaltThatWasLiftedByTheFirstNameAlone() throws Exception {
    checks.liftedOnlyAfterAnother(
        List.of(decided("alice", false)), Optional.of(DECIDED.plusSeconds(1)));
    assertThat(failed()).containsExactly("the halt was lifted only after another name");
  }

  @Test
  void seesAHaltThatWasLiftedBeforeTheSecondName() throws Exception {
    checks.liftedOnlyAfterAnother(
        List.of(decided("bob", false)), Optional.of(DECIDED.minusSeconds(1)));
    checks.liftedOnlyAfterAnother(List.of(decided("bob", false)), Optional.empty());
    assertThat(failed()).hasSize(2);
  }

  @Test
  void seesARefusalThatWasNotKept() {
    checks.refusalIn(List.of(REFUSED.replace("REQUESTER", "WAITING")), "incident-x");
    checks.refusalIn(List.of(REFUSED), "incident-y");
    assertThat(failed()).hasSize(2);
  }

  private static Histories.UpdateSeen decided(String by, boolean failed) throws Exception {
    return new Histories.UpdateSeen(
        "decide",
        by + "-1",
        DECIDED,
        new ObjectMapper().readTree("{\"verdict\":\"approve\",\"by\":\"" + by + "\"}"),
        true,
        failed);
  }

  private List<String> failed() {
    return verdict.findings().stream()
        .filter(each -> !each.passed())
        .map(Verdict.Finding::name)
        .toList();
  }
}
