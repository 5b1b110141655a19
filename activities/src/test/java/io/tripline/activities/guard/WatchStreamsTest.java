package io.tripline.activities.guard;

import static io.tripline.activities.guard.WatchScene.await;
import static io.tripline.activities.guard.WatchScene.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.testing.TestActivityEnvironment;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.StreamState.Phase;
import io.tripline.activities.stream.AccountStreams;
import io.tripline.activities.stream.StreamTimes;
import io.tripline.simulator.admin.LoggedRequest;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.Watch;
import io.tripline.workflows.killswitch.KillSwitch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The watch with streams beside REST, which stays the truth. */
class WatchStreamsTest {
  /** Slow enough that a read in between can only be a stream's. */
  private static final Duration POLL = Duration.ofSeconds(3);

  private static final WatchPace SLOW =
      new WatchPace(
          POLL,
          POLL,
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1));
  private static final StreamTimes BRISK =
      new StreamTimes(
          Duration.ofSeconds(10),
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  private final WatchScene scene = new WatchScene(true, SLOW, BRISK);
  private final Rig rig = scene.rig;
  private final Told told = scene.told;

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aFallIsReadAtOnceAndTripsOnThatReading() {
    rig.buys("140");
    scene.start();
    scene.connected();
    long before = scene.aReadHasJustBeen();
    Instant jumped = Instant.now();
    rig.simulator.control().jump("SPY", -400);
    await(() -> !told.trips.isEmpty());
    List<LoggedRequest> reads = scene.reads(before);
    assertThat(Duration.between(jumped, reads.get(0).wallTime())).isLessThan(POLL);
    assertThat(told.trips.get(0).killSwitch()).isEqualTo(KillSwitch.K1);
    assertThat(reads).as("readings until the trip").hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void anOrdersEventsAreReadOnceAndAtOnce() {
    scene.start();
    scene.connected();
    long before = scene.aReadHasJustBeen();
    Instant sent = Instant.now();
    rig.rests("somebodys", Side.BUY, "1", "100", true);
    await(() -> !scene.reads(before).isEmpty());
    assertThat(Duration.between(sent, scene.reads(before).get(0).wallTime())).isLessThan(POLL);
    sleep(POLL.toMillis() / 2);
    assertThat(scene.reads(before)).hasSize(1);
  }

  @Test
  void manyEventsDoNotUseUpTheMessages() {
    scene.start();
    scene.connected();
    long before = scene.aReadHasJustBeen();
    Instant began = Instant.now();
    for (int i = 0; i < 60; i++) {
      rig.rests("busy-" + i, Side.BUY, "1", "100", true);
      sleep(150);
    }
    long seconds = Duration.between(began, Instant.now()).toSeconds() + 1;
    // One at its time and one for a reason in each usual pause.
    assertThat(scene.reads(before))
        .hasSizeLessThanOrEqualTo((int) (seconds / POLL.toSeconds() + 1) * 2);
  }

  @Test
  void whileStreamsTellTheBrokerIsReadLessOftenAndWithoutThemAsBefore() {
    scene.start();
    scene.connected();
    await(() -> told.suspicions.stream().anyMatch(s -> !s.suspected()));
    told.plan = Told.plan(told.plan.policy(), 1, told.plan.ladder(), false, false);
    scene.aReadHasJustBeen();
    long relaxed = scene.aReadHasJustBeen();
    await(() -> scene.reads(relaxed).size() >= 2);
    assertThat(gap(scene.reads(relaxed))).isGreaterThan(POLL.plusSeconds(1));
    // Another client takes the place: the watch is refused and goes on with REST alone.
    rig.simulator.control().inject(Fault.always(new Effect.StreamMute()));
    try (AccountStreams other = takePlace()) {
      assertThat(other.tradesSince()).isPresent();
      await(() ->
          scene.state("trades").phase() == Phase.WAITING
              && scene.state("trades").detail().contains("429"));
      assertThat(scene.state("trades").nextTryAt()).isAfter(Instant.now().plusSeconds(15));
      scene.aReadHasJustBeen();
      long usual = scene.aReadHasJustBeen();
      await(() -> scene.reads(usual).size() >= 3);
      assertThat(gap(scene.reads(usual).subList(1, 3))).isLessThan(POLL.plusSeconds(2));
      rig.simulator.control().equityGlitch(new BigDecimal("-4000"));
      await(() -> told.suspicions.stream().anyMatch(s -> s.suspected()));
    }
  }

  @Test
  void aSilentTradeStreamIsFoundOutByRestAndConnectedAnew() {
    scene.start();
    scene.connected();
    int connections = scene.state("trades").connections();
    rig.simulator.control().inject(Fault.always(new Effect.StreamMute()));
    rig.buys("10");
    await(() -> scene.state("trades").silences() == 1);
    rig.simulator.control().clearFaults();
    await(() ->
        scene.state("trades").connections() > connections
            && scene.state("trades").phase() == Phase.CONNECTED);
    await(() -> scene.journalled("silent: REST showed another position"));
    await(() -> scene.journalled("compared after it was connected"));
    assertThat(scene.state("market").silences()).isZero();
    // And it tells again.
    long before = scene.aReadHasJustBeen();
    rig.rests("after", Side.BUY, "1", "100", true);
    await(() -> !scene.reads(before).isEmpty());
    assertThat(scene.state("trades").silences()).isEqualTo(1);
  }

  @Test
  void aSilentDataStreamIsFoundOutByTheMarksOfPositions() {
    rig.buys("140");
    scene.start();
    scene.connected();
    rig.simulator
        .control()
        .inject(Fault.always(new Effect.StaleQuotes(null, rig.simulator.control().now())));
    await(() -> scene.state("market").silences() > 0);
    assertThat(scene.state("trades").silences()).isZero();
  }

  @Test
  void aConnectionThatIsCutInTheFallLosesNoReading() {
    rig.buys("140");
    scene.start();
    scene.connected();
    scene.aReadHasJustBeen();
    rig.simulator.control().dropStreams();
    rig.simulator.control().jump("SPY", -400);
    rig.simulator.control().dropStreams();
    await(() -> !told.trips.isEmpty());
    assertThat(told.trips.get(0).requestId()).isEqualTo("trip-K1-1");
    await(() -> scene.state("trades").phase() == Phase.CONNECTED);
    assertThat(told.trips).hasSize(1);
  }

  @Test
  void theStreamsAreClosedBeforeTheWatchReturns() {
    scene.start();
    scene.connected();
    told.handOver();
    assertThat(scene.result()).isEqualTo("hand over");
    assertThat(scene.state("trades").phase()).isEqualTo(Phase.CLOSED);
    assertThat(scene.state("market").phase()).isEqualTo(Phase.CLOSED);
    try (AccountStreams next = takePlace()) {
      assertThat(next.tradesSince()).isPresent();
    }
  }

  @Test
  void aNewerWatchStopsTheOlderOneOfTheProcess() {
    scene.start();
    scene.connected();
    TestActivityEnvironment other = TestActivityEnvironment.newInstance();
    try {
      other.registerActivitiesImplementations(scene.watch);
      Watch newer = other.newActivityStub(Watch.class);
      // Temporal begins the stopped one again, which then is the newer one.
      assertThatThrownBy(
              () -> newer.watch(new Watch.WatchStart(Rig.ACCOUNT, AccountGuard.idOf(Rig.ACCOUNT))))
          .hasStackTraceContaining("a newer watch of this account has begun");
    } finally {
      other.close();
    }
    scene.connected();
  }

  @Test
  void withoutStreamsNothingIsOpened() {
    assertThat(AlpacaEndpoint.simulator(rig.simulator.url()).streams()).isFalse();
    assertThat(AlpacaEndpoint.paper().withStreams(true).withFeed("sip").streams()).isTrue();
  }

  private AccountStreams takePlace() {
    for (int i = 0; i < 100; i++) {
      rig.simulator.control().dropStreams();
      AccountStreams streams =
          new AccountStreams(rig.other().streams(), Set.of(Rig.SPY), BRISK, InstantSource.system());
      Instant end = Instant.now().plusMillis(1_000);
      while (Instant.now().isBefore(end)) {
        if (streams.tradesSince().isPresent()) {
          return streams;
        }
        sleep(10);
      }
      streams.close();
    }
    throw new AssertionError("the place could not be taken");
  }

  private static Duration gap(List<LoggedRequest> reads) {
    return Duration.between(reads.get(0).wallTime(), reads.get(1).wallTime());
  }
}
