package io.tripline.workflows.flatten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowStub;
import io.temporal.testing.WorkflowReplayer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fakes.FakeFlattenBroker;
import io.tripline.workflows.fakes.FlattenFaults;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.proof.FlattenNotice.Stage;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.FlattenResult.ProvenFlat;
import io.tripline.workflows.proof.ProofOfFlat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class FlattenPeopleTest {
  private FlattenBench bench;

  @BeforeEach
  void start() {
    bench = new FlattenBench();
  }

  /** Each run is replayed, and kept for later versions when asked. */
  @AfterEach
  void stop(TestInfo test) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(
            bench.client(), Flatten.idOf(FlattenBench.ACCOUNT), "Flatten", shelfMark(test)),
        FlattenWorkflow.class);
    bench.close();
  }

  @Test
  void aFailedReadIsNeverFlat() {
    FakeFlattenBroker broker =
        bench
            .broker(
                new FlattenFaults() {
                  private int reads;

                  @Override
                  public @Nullable Fault failedRead() {
                    return ++reads % 4 == 0 ? Fault.BROKER_OUTAGE : null;
                  }
                })
            .holds("SPY", "10");
    bench.guardListens();
    bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofMinutes(5));

    assertThat(bench.flatten().status().result()).isNull();
    assertThat(bench.stagesHeard()).contains(Stage.ESCALATED).doesNotContain(Stage.ENDED);
    assertThat(broker.flat()).isFalse();
  }

  @Test
  void neverBuysBackAShortButCallsPeopleAndGoesOnOnceTheyClosedIt() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "-5");
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofHours(3));

    assertThat(bench.flatten().status().state()).isEqualTo("ESCALATE");
    assertThat(broker.writes()).isEmpty();
    broker.trades("SPY", Side.BUY, "5");
    assertThat(proven(run).closingOrders()).isEmpty();
    assertThat(bench.stagesHeard())
        .containsSubsequence(Stage.WORKING, Stage.ESCALATED, Stage.ENDED);
  }

  @Test
  void anExitThatIsRefusedTwiceGoesToPeopleWithoutARetryStorm() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    broker.refusesSells(Fault.REFUSED);
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofHours(2));

    assertThat(broker.received()).hasSize(2);
    assertThat(bench.flatten().status().state()).isEqualTo("ESCALATE");
    assertThat(bench.stagesHeard().stream().filter(s -> s == Stage.ESCALATED)).hasSize(1);
    broker.refusesSells(null);
    bench.flatten().retry(new FlattenNudge("alice", "margin call met"));
    proven(run);
    assertThat(broker.flat()).isTrue();
  }

  @Test
  void refusedKeysGoToPeopleAtOnce() {
    FakeFlattenBroker broker =
        bench
            .broker(
                new FlattenFaults() {
                  @Override
                  public @Nullable Fault failedRead() {
                    return Fault.UNAUTHORISED;
                  }
                })
            .holds("SPY", "10");
    bench.guardListens();
    bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofSeconds(5));

    assertThat(bench.stagesHeard()).contains(Stage.ESCALATED);
    assertThat(broker.writes()).isEmpty();
  }

  @Test
  void stuckCancelsGoToPeopleAndItGoesOnByItselfWhenTheyEnd() {
    FakeFlattenBroker broker =
        bench
            .broker(
                new FlattenFaults() {
                  @Override
                  public Duration cancelTakes() {
                    return Duration.ofDays(1);
                  }
                })
            .holds("SPY", "10");
    broker.rests("SPY", Side.SELL, "10", "stop-1");
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofMinutes(10));

    assertThat(bench.flatten().status().result()).isNull();
    assertThat(bench.stagesHeard()).contains(Stage.ESCALATED).doesNotContain(Stage.ENDED);
    assertThat(broker.received()).isEmpty();
    broker.cancelsNow("stop-1");
    proven(run);
    assertThat(broker.flat()).isTrue();
  }

  @Test
  void keepsTryingInAHaltWithoutEverClaimingFlat() {
    FakeFlattenBroker broker =
        bench
            .broker(
                new FlattenFaults() {
                  @Override
                  public Duration fillTakes() {
                    return Duration.ofDays(30);
                  }
                })
            .holds("SPY", "10");
    bench.guardListens();
    bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofMinutes(10));

    assertThat(bench.flatten().status().result()).isNull();
    assertThat(bench.stagesHeard()).contains(Stage.ESCALATED).doesNotContain(Stage.ENDED);
    assertThat(broker.received().size()).isGreaterThan(5);
    assertThat(broker.orders().stream().filter(o -> !o.status().terminal()).count())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void waitsForTheOpenWithExitsInPlaceAndCancelsWhatCouldRaiseExposure() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    broker.rests("SPY", Side.SELL, "10", "stop-1");
    broker.rests("SPY", Side.BUY, "5", "entry-1");
    broker.closedUntil(bench.now().plus(Duration.ofHours(14)));
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofHours(1));

    assertThat(bench.flatten().status().state()).isEqualTo("CLOSED_MARKET");
    assertThat(broker.writes()).containsExactly("cancel entry-1");
    assertThat(bench.stagesHeard()).containsOnlyOnce(Stage.WAITING_FOR_OPEN);
    assertThat(bench.stagesHeard()).doesNotContain(Stage.ESCALATED);
    proven(run);
    assertThat(broker.writes())
        .containsExactly("cancel entry-1", "cancel stop-1", "sell flat-r1-1");
  }

  @Test
  void cancellingTheWorkflowDoesNotStopIt() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    broker.closedUntil(bench.now().plus(Duration.ofHours(14)));
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));
    bench.env.sleep(Duration.ofMinutes(1));

    run.cancel();
    bench.env.sleep(Duration.ofMinutes(1));

    assertThat(bench.stagesHeard()).contains(Stage.ESCALATED);
    // The server lists the run as cancelled, but only after flat was proven and the guard told.
    assertThatThrownBy(() -> bench.result(run)).hasMessageContaining("cancelled");
    assertThat(broker.flat()).isTrue();
    assertThat(bench.guardHeard().get(bench.guardHeard().size() - 1).result())
        .isInstanceOf(ProvenFlat.class);
  }

  @Test
  void twoPeopleMayAcceptAResidual() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "-5");
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));
    bench.env.sleep(Duration.ofMinutes(1));

    bench.flatten().propose(new FlattenProposal("alice", "hedged elsewhere", "accept-residual"));
    bench.flatten().decision(approval("d1", "bob"));

    FlattenResult result = bench.result(run);
    assertThat(result).isInstanceOf(FlattenResult.ResidualAccepted.class);
    FlattenResult.ResidualAccepted accepted = (FlattenResult.ResidualAccepted) result;
    assertThat(accepted.by()).containsExactlyInAnyOrder("alice", "bob");
    assertThat(accepted.residual()).hasSize(1);
    assertThat(broker.writes()).isEmpty();
  }

  @Test
  void moreThanPeopleWereShownIsNotAccepted() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "-5");
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));
    bench.env.sleep(Duration.ofMinutes(1));

    bench.flatten().propose(new FlattenProposal("alice", "hedged elsewhere", "accept-residual"));
    broker.trades("SPY", Side.SELL, "4");
    bench.env.sleep(Duration.ofMinutes(5));
    bench.flatten().decide(approval("d1", "bob"));
    bench.env.sleep(Duration.ofMinutes(1));
    assertThat(bench.flatten().status().result()).isNull();
    assertThat(bench.flatten().status().gate()).isNull();
    assertThat(bench.journal).extracting(e -> e.text()).contains(FlattenGate.MORE_THAN_SHOWN);

    bench.flatten().propose(new FlattenProposal("alice", "all of it", "accept-residual"));
    bench.flatten().decide(approval("d2", "bob"));
    assertThat(bench.result(run)).isInstanceOf(FlattenResult.ResidualAccepted.class);
  }

  @Test
  void handledLeadsToAProofAndNotToAnEnd() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "-5");
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));
    bench.env.sleep(Duration.ofMinutes(1));

    bench.flatten().handled(new FlattenNudge("alice", "bought back by hand"));
    bench.env.sleep(Duration.ofMinutes(5));

    assertThat(bench.flatten().status().state()).isEqualTo("ESCALATE");
    assertThat(bench.flatten().status().result()).isNull();
    broker.trades("SPY", Side.BUY, "5");
    bench.flatten().handled(new FlattenNudge("alice", "now really"));
    proven(run);
  }

  @Test
  void twoPeopleMayAbortButNotTheProposerAlone() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    broker.closedUntil(bench.now().plus(Duration.ofHours(14)));
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));
    bench.env.sleep(Duration.ofMinutes(1));

    bench.flatten().propose(new FlattenProposal("alice", "the bot's owner took over", "abort"));
    assertThatThrownBy(() -> bench.flatten().decide(approval("d1", "alice")))
        .hasStackTraceContaining("REQUESTER");
    assertThat(bench.flatten().status().gate()).isNotNull();
    bench.flatten().decide(approval("d2", "bob"));

    assertThat(bench.result(run)).isInstanceOf(FlattenResult.Aborted.class);
    assertThat(broker.received()).isEmpty();
    assertThat(bench.journal.stream().filter(e -> e.kind() == EntryKind.DECISION)).hasSize(2);
  }

  @Test
  void aGateThatNobodyDecidesKeepsTheFlattenGoing() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    broker.closedUntil(bench.now().plus(Duration.ofHours(14)));
    WorkflowStub run = bench.ask(bench.request("r1"));
    bench.env.sleep(Duration.ofMinutes(1));

    bench.flatten().propose(new FlattenProposal("alice", "perhaps", "abort"));

    proven(run);
    assertThat(broker.flat()).isTrue();
  }

  @Test
  void nothingWaitsForTheJournal() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    bench.guardListens();
    bench.journalIsDown = true;
    WorkflowStub run = bench.ask(bench.request("r1"));
    bench.env.sleep(Duration.ofMinutes(2));

    assertThat(broker.flat()).isTrue();
    assertThat(bench.stagesHeard()).contains(Stage.ENDED);
    assertThat(bench.journal).isEmpty();
    bench.journalIsDown = false;
    proven(run);
    assertThat(bench.journal)
        .extracting(e -> e.text())
        .anyMatch(text -> text.startsWith("proven flat"));
  }

  @Test
  void aLongEscalationContinuesAsNewAndForgetsNothing() {
    WorkflowStub run = closingThatNeverFills();
    String first = java.util.Objects.requireNonNull(run.getExecution()).getRunId();

    bench.env.sleep(Duration.ofMinutes(40));

    assertThat(bench.flatten().status().requests()).containsExactly("r1");
    assertThat(bench.flatten().status().closingOrders()).contains("flat-r1-1");
    assertThat(currentRun()).isNotEqualTo(first);
    assertThat(bench.stagesHeard().stream().filter(s -> s == Stage.ESCALATED)).hasSize(1);
  }

  @Test
  void aRunThatIsDueToContinueWaitsForItsGateAndDoesWhatPeopleDecide() {
    WorkflowStub run = closingThatNeverFills();
    String first = java.util.Objects.requireNonNull(run.getExecution()).getRunId();
    bench.env.sleep(Duration.ofMinutes(1));

    bench.flatten().propose(new FlattenProposal("alice", "by hand, then", "abort"));
    bench.env.sleep(Duration.ofMinutes(10));
    assertThat(bench.history().getEvents())
        .as("the server suggests it at 4,096")
        .hasSizeGreaterThan(4_096);
    assertThat(currentRun()).isEqualTo(first);
    bench.flatten().decision(approval("d1", "bob"));

    assertThat(bench.result(run)).isInstanceOf(FlattenResult.Aborted.class);
    assertThat(currentRun()).isEqualTo(first);
    assertThat(bench.journal.stream().filter(e -> e.kind() == EntryKind.DECISION)).hasSize(1);
  }

  private WorkflowStub closingThatNeverFills() {
    bench
        .broker(
            new FlattenFaults() {
              @Override
              public Duration fillTakes() {
                return Duration.ofDays(30);
              }
            })
        .holds("SPY", "10");
    bench.guardListens();
    return bench.ask(bench.request("r1"));
  }

  private String currentRun() {
    return bench
        .client()
        .newUntypedWorkflowStub(Flatten.idOf(FlattenBench.ACCOUNT))
        .describe()
        .getExecution()
        .getRunId();
  }

  private ProofOfFlat proven(WorkflowStub run) {
    FlattenResult result = bench.result(run);
    assertThat(result).isInstanceOf(ProvenFlat.class);
    return ((ProvenFlat) result).proof();
  }

  private static DecisionRequest approval(String id, String by) {
    return new DecisionRequest(id, null, "approve", by, "agreed", null);
  }

  private static String shelfMark(TestInfo test) {
    return test.getTestMethod().orElseThrow().getName();
  }
}
