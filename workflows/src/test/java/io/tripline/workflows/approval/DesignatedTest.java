package io.tripline.workflows.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.approval.DecisionAnswer.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A gate that needs one person's name among the others. */
class DesignatedTest {
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  private final Approvals three =
      new Approvals(
          ApprovalPolicy.of(
              List.of(new Approver("alice"), new Approver("bob"), new Approver("carol"))),
          List.of("reset"));

  @Test
  void twoOtherNamesAreNotEnough() {
    three.open(needing("Carol", null), NOW);
    says("alice");
    DecisionAnswer second = says("bob");
    assertThat(second.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(second.sentence()).contains("waiting for Carol, who is designated for this");
    assertThat(three.stateOf("reset-1")).contains(GateState.OPEN);
    assertThat(says("carol").outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(three.approvedBy("reset-1")).containsExactly("alice", "bob", "carol");
  }

  @Test
  void theDesignatedPersonStillNeedsASecondName() {
    three.open(needing("carol", null), NOW);
    assertThat(says("carol").outcome()).isEqualTo(Outcome.WAITING);
    assertThat(says("bob").outcome()).isEqualTo(Outcome.APPROVED);
  }

  @Test
  void whoAskedCountsAsEver() {
    three.open(needing("carol", "carol"), NOW);
    assertThat(says("alice").outcome()).isEqualTo(Outcome.APPROVED);
  }

  private DecisionAnswer says(String by) {
    return three
        .decide(new DecisionRequest(null, "reset-1", "approve", by, "checked", null), NOW, "update")
        .orThrow();
  }

  private static GateSpec needing(String person, @Nullable String requester) {
    return new GateSpec(
        "reset",
        "Reset K10?",
        List.of("resets K10"),
        Direction.RISK_UP,
        requester,
        "the halt stays",
        person);
  }
}
