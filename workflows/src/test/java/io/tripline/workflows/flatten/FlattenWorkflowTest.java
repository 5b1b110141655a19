package io.tripline.workflows.flatten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowStub;
import io.temporal.testing.WorkflowReplayer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fakes.FakeFlattenBroker;
import io.tripline.workflows.fakes.FakeFlattenBroker.Faults;
import io.tripline.workflows.fakes.FakeFlattenBroker.Post;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.proof.FlattenNotice.Stage;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.FlattenResult.ProvenFlat;
import io.tripline.workflows.proof.PermitRef;
import io.tripline.workflows.proof.ProofOfFlat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class FlattenWorkflowTest {
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
  void sellsWhatIsHeldAndProvesItWithReadsAndArithmetic() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "73");

    ProofOfFlat proof = proven(bench.ask(bench.request("r1")));

    assertThat(broker.flat()).isTrue();
    assertThat(broker.received()).hasSize(1);
    assertThat(broker.received().get(0).id().value()).isEqualTo("flat-r1-1");
    assertThat(proof.reads()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(
            Duration.between(
                proof.reads().get(0).at(), proof.reads().get(proof.reads().size() - 1).at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(proof.symbols()).hasSize(1);
    assertThat(proof.symbols().get(0).opening().text()).isEqualTo("73");
    assertThat(proof.symbols().get(0).sold().text()).isEqualTo("73");
    assertThat(proof.symbols().get(0).remaining().signum()).isZero();
    assertThat(proof.averagePrice()).isEqualTo("100");
  }

  @Test
  void provesAnAccountThatHoldsNothingWithoutSendingAnything() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "0");

    ProofOfFlat proof = proven(bench.ask(bench.request("r1")));

    assertThat(broker.writes()).isEmpty();
    assertThat(proof.closingOrders()).isEmpty();
  }

  @Test
  void cancelsWhatRestsAndWaitsForItsEndBeforeItSells() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
    broker.rests("SPY", Side.SELL, "10", "stop-1");
    broker.rests("SPY", Side.BUY, "5", "entry-1");

    proven(bench.ask(bench.request("r1")));

    assertThat(broker.writes())
        .containsExactly("cancel entry-1", "cancel stop-1", "sell flat-r1-1");
    assertThat(broker.flat()).isTrue();
  }

  @Test
  void touchesNothingOutsideTheScope() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10").holds("QQQ", "7");
    broker.rests("QQQ", Side.SELL, "7", "foreign-stop");

    ProofOfFlat proof =
        proven(
            bench.ask(
                bench.request(FlattenBench.ACCOUNT, "r1", FlattenBench.only("SPY"), List.of())));

    assertThat(broker.held("QQQ")).isEqualByComparingTo("7");
    assertThat(broker.writes()).containsExactly("sell flat-r1-1");
    assertThat(proof.scope()).isEqualTo("SPY");
  }

  @Test
  void looksUpAnOrderWhoseAnswerWasLostInsteadOfSendingItAgain() {
    FakeFlattenBroker broker = bench.broker(firstPost(Post.ANSWER_LOST)).holds("SPY", "10");

    proven(bench.ask(bench.request("r1")));

    assertThat(broker.received()).hasSize(1);
  }

  @Test
  void sendsALostOrderAgainUnderTheSameIdAfterTenSecondsOfEmptyLookUps() {
    FakeFlattenBroker broker = bench.broker(firstPost(Post.LOST)).holds("SPY", "10");

    proven(bench.ask(bench.request("r1")));

    assertThat(broker.received().stream().map(o -> o.id().value())).containsExactly("flat-r1-1");
  }

  @Test
  void anOrderThatArrivesLateIsFoundAndNotDoubled() {
    FakeFlattenBroker broker = bench.broker(firstPost(Post.LATE)).holds("SPY", "10");
    broker.enforcesNothing();

    proven(bench.ask(bench.request("r1")));

    assertThat(broker.received()).hasSize(1);
    assertThat(broker.lowest("SPY")).isEqualByComparingTo("0");
  }

  @Test
  void closesTheRestOfAPartialFillFromTheBrokersPosition() {
    FakeFlattenBroker broker =
        bench
            .broker(
                new Faults() {
                  @Override
                  public BigDecimal fillsPart() {
                    return new BigDecimal("0.6");
                  }
                })
            .holds("SPY", "10");

    proven(bench.ask(bench.request("r1")));

    assertThat(broker.received().stream().map(o -> o.quantity().text())).startsWith("10", "4");
    assertThat(broker.flat()).isTrue();
  }

  @Test
  void aStalePositionIsNotSoldTwice() {
    FakeFlattenBroker broker =
        bench
            .broker(
                new Faults() {
                  @Override
                  public Duration positionLag() {
                    return Duration.ofSeconds(9);
                  }
                })
            .holds("SPY", "10");
    broker.enforcesNothing();

    proven(bench.ask(bench.request("r1")));

    assertThat(broker.received()).hasSize(1);
    assertThat(broker.lowest("SPY")).isEqualByComparingTo("0");
  }

  @Test
  void aFailedReadIsNeverFlat() {
    FakeFlattenBroker broker =
        bench
            .broker(
                new Faults() {
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
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "-5");
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
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
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
                new Faults() {
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
  void aSuspendedAccountGoesToPeopleAndIsNotChanged() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
    broker.suspended(true);
    WorkflowStub run = bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofMinutes(3));

    assertThat(bench.flatten().status().detail()).contains("suspend_trade");
    assertThat(broker.writes()).isEmpty();
    broker.suspended(false);
    proven(run);
  }

  @Test
  void stuckCancelsGoToPeopleAndItGoesOnByItselfWhenTheyEnd() {
    FakeFlattenBroker broker =
        bench
            .broker(
                new Faults() {
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
                new Faults() {
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
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
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
  void sendsNothingInTheLastSecondsBeforeTheClose() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
    broker.closesAt(bench.now().plus(Duration.ofSeconds(14)));
    bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofMinutes(5));

    assertThat(bench.flatten().status().state()).isEqualTo("CLOSED_MARKET");
    assertThat(broker.received()).isEmpty();
  }

  @Test
  void waitsUntilPermitsHaveRunOutAndCancelsWhatCameOfThem() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
    broker.arrivesLater(Duration.ofSeconds(6), "permit-7", "SPY", Side.BUY, "3");
    PermitRef permit =
        new PermitRef(new ClientOrderId("permit-7"), bench.now().plus(Duration.ofSeconds(5)));

    ProofOfFlat proof = proven(bench.ask(bench.request("r1", permit)));

    assertThat(broker.received().get(0).quantity().text()).isEqualTo("13");
    assertThat(proof.symbols().get(0).bought().text()).isEqualTo("3");
    assertThat(proof.symbols().get(0).remaining().signum()).isZero();
  }

  @Test
  void adoptsAClosingOrderThatIsLiveAlready() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
    String id = broker.rests("SPY", Side.SELL, "10", "flat-direct-1");
    WorkflowStub run = bench.ask(bench.request("r1"));

    proven(run);

    // It did not fill within 10 s, so it was cancelled and replaced by our own.
    assertThat(broker.writes()).containsExactly("cancel flat-direct-1", "sell flat-r1-1");
    assertThat(broker.orders().stream().filter(o -> o.id().equals(id)).map(o -> o.status()))
        .containsExactly(OrderStatus.CANCELED);
  }

  @Test
  void aRequestThatComesDuringTheVerificationIsAnsweredByAYoungerProof() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
    bench.guardListens();
    broker.onNextQuietLook(() -> {
      // Asked just as flat is being proven, by a permit that is still on its way.
      broker.trades("SPY", Side.BUY, "4");
      bench.ask(bench.request("r2"));
    });

    ProofOfFlat proof = proven(bench.ask(bench.request("r1")));

    assertThat(broker.flat()).isTrue();
    assertThat(proof.symbols().get(0).bought().text()).isEqualTo("4");
    assertThat(
            bench.guardHeard().stream()
                .filter(n -> n.stage() == Stage.ENDED)
                .map(n -> n.requestId()))
        .containsExactlyInAnyOrder("r1", "r2");
  }

  @Test
  void aMissingGuardFailsNothingAndPeopleAreToldDirectly() {
    bench.broker(Faults.NONE).holds("SPY", "10");

    proven(bench.ask(bench.request("r1")));

    assertThat(bench.notices).extracting(n -> n.headline()).anyMatch(h -> h.contains("ENDED"));
  }

  @Test
  void cancellingTheWorkflowDoesNotStopIt() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
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
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "-5");
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
  void handledLeadsToAProofAndNotToAnEnd() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "-5");
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
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
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
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
    broker.closedUntil(bench.now().plus(Duration.ofHours(14)));
    WorkflowStub run = bench.ask(bench.request("r1"));
    bench.env.sleep(Duration.ofMinutes(1));

    bench.flatten().propose(new FlattenProposal("alice", "perhaps", "abort"));

    proven(run);
    assertThat(broker.flat()).isTrue();
  }

  @Test
  void nothingWaitsForTheJournal() {
    FakeFlattenBroker broker = bench.broker(Faults.NONE).holds("SPY", "10");
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
    bench
        .broker(
            new Faults() {
              @Override
              public Duration fillTakes() {
                return Duration.ofDays(30);
              }
            })
        .holds("SPY", "10");
    bench.guardListens();
    WorkflowStub run = bench.ask(bench.request("r1"));
    String first = java.util.Objects.requireNonNull(run.getExecution()).getRunId();

    bench.env.sleep(Duration.ofMinutes(40));

    assertThat(bench.flatten().status().requests()).containsExactly("r1");
    assertThat(bench.flatten().status().closingOrders()).contains("flat-r1-1");
    assertThat(bench.history().getWorkflowExecution().getRunId()).isNotEqualTo(first);
    assertThat(bench.stagesHeard().stream().filter(s -> s == Stage.ESCALATED)).hasSize(1);
  }

  @Test
  void everySymbolOfTheScopeIsClosed() {
    FakeFlattenBroker broker =
        bench.broker(Faults.NONE).holds("SPY", "10").holds("QQQ", "7").holds("IWM", "1.5");

    ProofOfFlat proof =
        proven(bench.ask(bench.request(FlattenBench.ACCOUNT, "r1", Scope.EVERYTHING, List.of())));

    assertThat(broker.flat()).isTrue();
    assertThat(proof.symbols()).hasSize(3);
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

  private static Faults firstPost(Post first) {
    return new Faults() {
      private boolean done;

      @Override
      public Post post() {
        if (done) {
          return Post.ARRIVES;
        }
        done = true;
        return first;
      }
    };
  }
}
