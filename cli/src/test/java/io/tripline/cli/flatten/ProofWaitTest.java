package io.tripline.cli.flatten;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowServiceException;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenNotice.Stage;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts as the answer to a flatten that was asked for now. */
class ProofWaitTest {
  private static final Instant NOON = Instant.parse("2026-11-20T17:00:00Z");
  private static final TripAnswer ASKED =
      new TripAnswer(1, Ladder.HALTED, true, "incident-paper-by-hand-1", List.of());
  private static final FlattenNotice OLD = notice("e1-1", Stage.ENDED, proof(NOON));
  private static final FlattenNotice NEW = notice("e1-2", Stage.ENDED, proof(NOON.plusSeconds(90)));

  private final StringWriter out = new StringWriter();
  private final Output output =
      new Output(Output.Format.TABLE, new PrintWriter(out, true), new PrintWriter(out, true));

  @Test
  void theProofFromBeforeIsNoAnswer() throws Exception {
    assertThat(waits(Duration.ofSeconds(1), OLD, OLD, OLD)).isEqualTo(ExitCode.PENDING);
    assertThat(out.toString()).doesNotContain("PROVEN FLAT").contains("no proof after");
  }

  @Test
  void aYoungerProofIs() throws Exception {
    assertThat(waits(Duration.ofSeconds(20), OLD, null, NEW)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("PROVEN FLAT at 2026-11-20T17:01:30Z");
  }

  @Test
  void aFlattenThatWaitsForTheOpenIsPendingAndOneThatNeedsPeopleEndedBadly() throws Exception {
    assertThat(waits(Duration.ofSeconds(20), null, notice("e1-2", Stage.WAITING_FOR_OPEN, null)))
        .isEqualTo(ExitCode.PENDING);
    assertThat(waits(Duration.ofSeconds(20), null, notice("e1-2", Stage.ESCALATED, null)))
        .isEqualTo(ExitCode.ENDED_BADLY);
    assertThat(out.toString()).doesNotContain("PROVEN FLAT");
  }

  @Test
  void anEndWithoutProofIsNotFlat() throws Exception {
    FlattenResult aborted = new FlattenResult.Aborted(List.of("alice", "bob"), "held on purpose");
    assertThat(waits(Duration.ofSeconds(20), null, notice("e1-2", Stage.ENDED, aborted)))
        .isEqualTo(ExitCode.ENDED_BADLY);
    assertThat(out.toString()).contains("NOT FLAT: aborted by alice, bob");
  }

  @Test
  void aGuardThatDoesNotAnswerIsAskedAgain() throws Exception {
    Deque<Boolean> answers = new ArrayDeque<>(List.of(false, true));
    ProofWait wait =
        new ProofWait(
            () -> {
              if (!answers.pop()) {
                throw new WorkflowServiceException(
                    WorkflowExecution.getDefaultInstance(), "AccountGuard", null);
              }
              return Optional.of(NEW);
            },
            output,
            OLD);
    assertThat(wait.await(ASKED, Duration.ofSeconds(20))).isEqualTo(ExitCode.OK);
  }

  private ExitCode waits(
      Duration patience, @Nullable FlattenNotice before, @Nullable FlattenNotice... told)
      throws InterruptedException {
    int[] asked = {0};
    return new ProofWait(
            () -> Optional.ofNullable(told[Math.min(asked[0]++, told.length - 1)]), output, before)
        .await(ASKED, patience);
  }

  private static FlattenNotice notice(String request, Stage stage, @Nullable FlattenResult result) {
    return new FlattenNotice(request, stage, "a test", result, NOON);
  }

  private static FlattenResult proof(Instant at) {
    return new FlattenResult.ProvenFlat(
        new ProofOfFlat(
            new AccountName("paper"), "every symbol", List.of(), List.of(), List.of(), "", at, at));
  }
}
