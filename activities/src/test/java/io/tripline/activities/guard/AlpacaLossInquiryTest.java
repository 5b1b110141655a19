package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.testing.TestActivityEnvironment;
import io.tripline.activities.stream.AccountStreams;
import io.tripline.activities.stream.StreamTimes;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.guard.LossInquiry;
import io.tripline.workflows.guard.LossInquiry.LossQuestion;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.HaltState;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.VerdictCheck;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlpacaLossInquiryTest {
  private final Rig rig = new Rig();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final LossInquiry inquiry = inquiry();

  private LossInquiry inquiry() {
    temporal.registerActivitiesImplementations(
        new AlpacaLossInquiry(rig.accounts, InstantSource.system()));
    return temporal.newActivityStub(LossInquiry.class);
  }

  @AfterEach
  void close() {
    temporal.close();
    rig.close();
  }

  @Test
  void beatsWhileItAsks() {
    AtomicInteger beats = new AtomicInteger();
    temporal.setActivityHeartbeatListener(Object.class, beat -> beats.incrementAndGet());
    rig.buys("140");

    judge();

    assertThat(beats).hasPositiveValue();
  }

  @Test
  void callsAPlainFallOfTheMarketReal() {
    rig.buys("140");
    rig.simulator.control().slide("SPY", -260, Duration.ofSeconds(2));
    sleep(3_000);
    LossJudgement judgement = judge();
    assertThat(judgement.verdict()).as(judgement.toString()).isEqualTo(LossVerdict.REAL);
    assertThat(new BigDecimal(judgement.lossFraction())).isGreaterThan(new BigDecimal("0.02"));
    assertThat(judgement.checks()).hasSize(10);
  }

  @Test
  void callsASuddenGapRealToo() {
    rig.buys("140");
    rig.simulator.control().jump("SPY", -300);
    sleep(500);
    LossJudgement judgement = judge();
    assertThat(judgement.verdict()).as(judgement.toString()).isEqualTo(LossVerdict.REAL);
  }

  @Test
  void callsAWrongEquityData() {
    rig.buys("140");
    rig.simulator.control().equityGlitch(new BigDecimal("-2500"));
    LossJudgement judgement = judge();
    assertThat(judgement.verdict()).as(judgement.toString()).isEqualTo(LossVerdict.DATA);
    assertThat(judgement.checks())
        .filteredOn(c -> c.check() == Check.FAIL)
        .extracting(VerdictCheck::id)
        .contains("D1", "D3");
  }

  @Test
  void callsAWrongEquityDataAlsoWhenItIsOverByNow() {
    rig.buys("140");
    rig.simulator.control().equityGlitch(new BigDecimal("-2500"));
    Observation seen = observation();
    rig.simulator.control().equityGlitch(BigDecimal.ZERO);
    LossJudgement judgement = judge(seen);
    assertThat(judgement.verdict()).as(judgement.toString()).isEqualTo(LossVerdict.DATA);
  }

  @Test
  void doesNotCallARealFallDataBecauseTheEquityIsWrongAsWell() {
    rig.buys("140");
    rig.simulator.control().jump("SPY", -300);
    rig.simulator.control().equityGlitch(new BigDecimal("-2500"));
    LossJudgement judgement = judge();
    assertThat(judgement.verdict()).as(judgement.toString()).isEqualTo(LossVerdict.UNDETERMINED);
  }

  @Test
  void staysUndeterminedWithoutMarketData() {
    rig.buys("140");
    rig.simulator.control().jump("SPY", -300);
    rig.simulator
        .control()
        .inject(
            Fault.always(new Effect.Answer(503, "<html/>", "text/html"))
                .on("GET", "/v2/stocks/.*"));
    LossJudgement judgement = judge();
    assertThat(judgement.verdict()).as(judgement.toString()).isEqualTo(LossVerdict.UNDETERMINED);
  }

  @Test
  void staysUndeterminedAndDoesNotThrowWhenTheBrokerIsSilent() {
    Observation seen = observation();
    rig.simulator.control().inject(Fault.always(new Effect.RequestLost()));
    LossJudgement judgement = judge(seen);
    assertThat(judgement.verdict()).isEqualTo(LossVerdict.UNDETERMINED);
    assertThat(judgement.lossFraction()).isEmpty();
  }

  @Test
  void callsALossThatWasSoldRealAlsoAfterwards() {
    rig.buys("140");
    rig.simulator.control().jump("SPY", -300);
    sleep(300);
    Observation seen = observation();
    rig.http
        .submit(
            io.tripline.activities.broker.NewOrder.close(
                new io.tripline.workflows.broker.ClientOrderId("flat-x-1"),
                Rig.SPY,
                io.tripline.workflows.broker.Quantity.of("140")))
        .orThrow();
    sleep(2_000);
    assertThat(rig.http.positions().orThrow()).isEmpty();
    LossJudgement judgement = judge(seen);
    assertThat(judgement.verdict()).as(judgement.toString()).isEqualTo(LossVerdict.REAL);
  }

  @Test
  void knowsOfHaltsWhereThisProcessHearsTheStream() {
    rig.buys("140");
    assertThat(halt(judge()).check()).isEqualTo(Check.UNKNOWN);
    try (AccountStreams streams =
        new AccountStreams(
            rig.http.streams(), Set.of(Rig.SPY), StreamTimes.DEFAULT, InstantSource.system())) {
      awaitHalted(HaltState.Known.NO);
      assertThat(streams.marketSince()).isPresent();
      assertThat(halt(judge()).check()).isEqualTo(Check.PASS);
      rig.simulator.control().halt("SPY");
      awaitHalted(HaltState.Known.YES);
      VerdictCheck halted = halt(judge());
      assertThat(halted.check()).isEqualTo(Check.FAIL);
      assertThat(halted.toString()).contains("SPY halted since");
    }
    assertThat(halt(judge()).check()).isEqualTo(Check.UNKNOWN);
  }

  private static VerdictCheck halt(LossJudgement judgement) {
    return judgement.checks().stream().filter(c -> c.id().equals("D10")).findFirst().orElseThrow();
  }

  private void awaitHalted(HaltState.Known known) {
    Instant end = Instant.now().plusSeconds(30);
    while (rig.http.streams().board().halt(Rig.SPY).halted() != known) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      sleep(50);
    }
  }

  private LossJudgement judge() {
    return judge(observation());
  }

  private LossJudgement judge(Observation seen) {
    return inquiry.judge(new LossQuestion(Rig.policy(Duration.ZERO), seen, null, false));
  }

  private Observation observation() {
    AccountView view =
        new AccountView(
            rig.http.account().orThrow(), rig.http.positions().orThrow(), Instant.now());
    return new Observation(
        KillSwitch.K1,
        Check.FAIL,
        "2.50 %",
        "2.00 %",
        Map.of("equity", view.account().equity().text(), "identityGap", view.gap().text()),
        Instant.now(),
        Instant.now());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
