package io.tripline.workflows.flatten;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.temporal.testing.WorkflowReplayer;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fakes.FakeFlattenBroker;
import io.tripline.workflows.fakes.FlattenFaults;
import io.tripline.workflows.fakes.FlattenFaults.Post;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.proof.FlattenNotice.Stage;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.FlattenResult.ProvenFlat;
import io.tripline.workflows.proof.PermitRef;
import io.tripline.workflows.proof.ProofOfFlat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
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
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "73");

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
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "0");

    ProofOfFlat proof = proven(bench.ask(bench.request("r1")));

    assertThat(broker.writes()).isEmpty();
    assertThat(proof.closingOrders()).isEmpty();
  }

  /** Seven bought, none shown: no short that was covered, and not flat. */
  @Test
  void whatWasJustBoughtIsSoldOnceItIsShown() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "0");
    broker.positionsStandStill(Duration.ofSeconds(40));
    broker.trades("SPY", Side.BUY, "7");

    ProofOfFlat proof = proven(bench.ask(bench.request("r1")));

    assertThat(broker.writes()).containsExactly("sell flat-r1-1");
    assertThat(proof.symbols().get(0).opening().signum()).isZero();
    assertThat(broker.flat()).isTrue();
  }

  @Test
  void cancelsWhatRestsAndWaitsForItsEndBeforeItSells() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    broker.rests("SPY", Side.SELL, "10", "stop-1");
    broker.rests("SPY", Side.BUY, "5", "entry-1");

    proven(bench.ask(bench.request("r1")));

    assertThat(broker.writes())
        .containsExactly("cancel entry-1", "cancel stop-1", "sell flat-r1-1");
    assertThat(broker.flat()).isTrue();
  }

  @Test
  void touchesNothingOutsideTheScope() {
    FakeFlattenBroker broker =
        bench.broker(FlattenFaults.NONE).holds("SPY", "10").holds("QQQ", "7");
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
                new FlattenFaults() {
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
                new FlattenFaults() {
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
  void aSuspendedAccountGoesToPeopleAndIsNotChanged() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    broker.suspended(true);
    WorkflowStub run = bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofMinutes(3));

    assertThat(bench.flatten().status().detail()).contains("suspend_trade");
    assertThat(broker.writes()).isEmpty();
    broker.suspended(false);
    proven(run);
  }

  @Test
  void aSuspensionOfTheGuardsOwnIsClearedReadBackAndTheAccountClosed() throws Exception {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    broker.suspended(true);

    proven(bench.ask(bench.requestUnderOurSuspension("r1")));

    assertThat(broker.received()).hasSize(1);
    assertThat(broker.flat()).isTrue();
  }

  @Test
  void sendsNothingInTheLastSecondsBeforeTheClose() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
    broker.closesAt(bench.now().plus(Duration.ofSeconds(14)));
    bench.ask(bench.request("r1"));

    bench.env.sleep(Duration.ofMinutes(5));

    assertThat(bench.flatten().status().state()).isEqualTo("CLOSED_MARKET");
    assertThat(broker.received()).isEmpty();
  }

  @Test
  void waitsUntilPermitsHaveRunOutAndCancelsWhatCameOfThem() {
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
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
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
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
    FakeFlattenBroker broker = bench.broker(FlattenFaults.NONE).holds("SPY", "10");
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
    bench.broker(FlattenFaults.NONE).holds("SPY", "10");

    proven(bench.ask(bench.request("r1")));

    assertThat(bench.notices).extracting(n -> n.headline()).anyMatch(h -> h.contains("ENDED"));
  }

  @Test
  void anEntryThatNoListShowsYetIsNotOverlooked() {
    FakeFlattenBroker broker =
        bench
            .broker(
                new FlattenFaults() {
                  @Override
                  public Duration positionLag() {
                    return Duration.ofSeconds(9);
                  }

                  @Override
                  public Duration fillLag() {
                    return Duration.ofSeconds(9);
                  }
                })
            .holds("SPY", "0");
    broker.trades("SPY", Side.BUY, "5");

    proven(bench.ask(bench.request("r1")));

    assertThat(broker.flat()).isTrue();
    assertThat(broker.received()).hasSize(1);
  }

  @Test
  void everySymbolOfTheScopeIsClosed() {
    FakeFlattenBroker broker =
        bench.broker(FlattenFaults.NONE).holds("SPY", "10").holds("QQQ", "7").holds("IWM", "1.5");

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

  private static String shelfMark(TestInfo test) {
    return test.getTestMethod().orElseThrow().getName();
  }

  private static FlattenFaults firstPost(Post first) {
    return new FlattenFaults() {
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
