package io.tripline.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.NewOrder;
import io.tripline.activities.broker.RateBudget;
import io.tripline.activities.broker.StreamState;
import io.tripline.activities.broker.StreamState.Phase;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.HaltState.Known;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountStreamsTest {
  private static final Symbol SPY = new Symbol("SPY");
  private static final Instant EVER = Instant.EPOCH;

  /** The shipped times, ten times as fast where a test waits for them. */
  private static final StreamTimes BRISK =
      new StreamTimes(
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(60));

  private final BrokerSimulator simulator = simulator();
  private final AlpacaHttp http = http(simulator.secretKey());

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void tellsOrdersPricesAndThatASymbolTrades() {
    try (AccountStreams streams = open(http)) {
      connected(streams);
      await(() -> streams.mids().containsKey(SPY));
      await(() -> http.streams().board().halt(SPY).halted() == Known.NO);
      streams.takeAccountHint();
      rests("one");
      await(streams::takeAccountHint);
      assertThat(streams.takePriceHint()).isTrue();
    }
  }

  @Test
  void tellsAHaltAndItsEndAndKnowsNothingOnceItIsAway() {
    try (AccountStreams streams = open(http)) {
      connected(streams);
      await(() -> http.streams().board().halt(SPY).halted() == Known.NO);
      simulator.control().halt("SPY");
      await(() -> http.streams().board().halt(SPY).halted() == Known.YES);
      assertThat(http.streams().board().halt(SPY).reason()).contains("Halt News Pending");
      simulator.control().resume("SPY");
      await(() -> http.streams().board().halt(SPY).halted() == Known.NO);
    }
    assertThat(http.streams().board().halt(SPY).halted()).isEqualTo(Known.UNKNOWN);
  }

  @Test
  void connectsAgainAfterACut() {
    try (AccountStreams streams = open(http)) {
      connected(streams);
      Instant first = streams.tradesSince().orElseThrow();
      simulator.control().dropStreams();
      await(() -> streams.tradesSince().filter(since -> since.isAfter(first)).isPresent());
      await(() -> streams.marketSince().isPresent());
      assertThat(streams.takeChanges().stream().map(AccountStreams.Change::connected))
          .contains(true, false, true);
      rests("again");
      await(streams::takeAccountHint);
    }
  }

  @Test
  void aSecondListenerIsRefusedAndComesInOnceTheFirstHasGone() {
    AlpacaHttp other = http(simulator.secretKey());
    AccountStreams first = open(http);
    connected(first);
    try (AccountStreams second = open(other)) {
      await(() -> state(other, "trades").phase() == Phase.WAITING);
      await(() -> state(other, "market").phase() == Phase.WAITING);
      assertThat(state(other, "trades").detail()).contains("429");
      assertThat(state(other, "market").detail()).contains("another connection");
      assertThat(second.tradesSince()).isEmpty();
      assertThat(first.tradesSince()).isPresent();
      first.close();
      await(() -> second.tradesSince().isPresent() && second.marketSince().isPresent());
    }
  }

  @Test
  void refusedKeysAreNeverShownAndNeverHammered() {
    AlpacaHttp stranger = http("wrong-secret-of-nobody");
    try (AccountStreams streams = open(stranger)) {
      await(() -> state(stranger, "trades").phase() == Phase.WAITING);
      await(() -> state(stranger, "market").phase() == Phase.WAITING);
      for (StreamState state : stranger.streams().board().states()) {
        assertThat(state.toString())
            .contains("keys were refused")
            .doesNotContain("wrong-secret-of-nobody")
            .doesNotContain(simulator.keyId());
        assertThat(state.nextTryAt()).isAfter(state.since().plusSeconds(2));
      }
      assertThat(streams.tradesSince()).isEmpty();
    }
  }

  @Test
  void copiesAreOneHintAndLateMessagesAreStillOne() {
    try (AccountStreams streams = open(http)) {
      connected(streams);
      streams.takeAccountHint();
      simulator.control().inject(Fault.always(new Effect.StreamDuplicate()));
      simulator.control().inject(Fault.always(new Effect.StreamDelay(Duration.ofMillis(500))));
      String order = rests("late");
      await(() -> streams.toldOrder(order, EVER));
      sleep(1_500);
      assertThat(streams.takeAccountHint()).isTrue();
      assertThat(streams.takeAccountHint()).isFalse();
    }
  }

  @Test
  void aFloodWakesTheListenerButIsKeptNowhere() {
    try (AccountStreams streams = open(http)) {
      connected(streams);
      for (int i = 0; i < 150; i++) {
        rests("flood-" + i);
      }
      await(() -> state(http, "trades").messages() >= 300);
      streams.await(Duration.ofSeconds(5));
      assertThat(streams.takeAccountHint()).isTrue();
      assertThat(streams.takeAccountHint()).isFalse();
      assertThat(streams.tradesSince()).isPresent();
    }
  }

  @Test
  void moreSymbolsThanThePlanAllowsLeaveTheOtherStreamAlone() {
    Set<Symbol> many = new LinkedHashSet<>();
    for (char c = 'A'; c <= 'Z'; c++) {
      many.add(new Symbol("ZZ" + c));
    }
    try (AccountStreams streams = open(http)) {
      connected(streams);
      streams.watch(many);
      sleep(500);
      assertThat(streams.marketSince()).isPresent();
      assertThat(streams.mids()).isEmpty();
      streams.watch(Set.of(SPY));
      await(() -> streams.mids().containsKey(SPY));
      assertThat(streams.tradesSince()).isPresent();
    }
  }

  @Test
  void closingLeavesTheBrokersPlaceToTheNextAtOnce() {
    for (int i = 0; i < 5; i++) {
      try (AccountStreams streams = open(http)) {
        connected(streams);
      }
      assertThat(state(http, "trades").phase()).isEqualTo(Phase.CLOSED);
      assertThat(state(http, "trades").detail()).isEqualTo("closed by us");
    }
  }

  @Test
  void aConnectionOutlivesTheTimeOfACall() {
    try (AccountStreams streams = open(http)) {
      connected(streams);
      Instant since = streams.tradesSince().orElseThrow();
      sleep(11_000);
      assertThat(streams.tradesSince()).contains(since);
    }
  }

  private AccountStreams open(AlpacaHttp through) {
    return new AccountStreams(through.streams(), Set.of(SPY), BRISK, InstantSource.system());
  }

  private static void connected(AccountStreams streams) {
    await(() -> streams.tradesSince().isPresent() && streams.marketSince().isPresent());
  }

  private String rests(String id) {
    return http.submit(
            NewOrder.of(
                new ClientOrderId(id),
                new OrderIntent(SPY, Side.BUY, Quantity.of("1"), Price.of("100"), true)))
        .orThrow()
        .id();
  }

  private static StreamState state(AlpacaHttp of, String stream) {
    return of.streams().board().states().stream()
        .filter(each -> each.stream().equals(stream))
        .findFirst()
        .orElseThrow();
  }

  private AlpacaHttp http(String secret) {
    return new AlpacaHttp(
        AlpacaEndpoint.simulator(simulator.url()).withStreams(true),
        new AlpacaCredentials(simulator.keyId(), secret),
        RateBudget.perMinute(200),
        InstantSource.system());
  }

  private static BrokerSimulator simulator() {
    try {
      return BrokerSimulator.start(SimulatorOptions.defaults().withRequestsPerMinute(0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waited too long").isBefore(end);
      sleep(20);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
