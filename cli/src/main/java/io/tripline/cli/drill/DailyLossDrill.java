package io.tripline.cli.drill;

import io.temporal.client.WorkflowException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.RunState;
import io.tripline.cli.guard.Guarding;
import io.tripline.cli.up.LocalSystem;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.incident.IncidentView;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session holds SPY, the market falls by more than the limit allows, and the production system is
 * left to deal with it. The drill changes only the market, the broker's clock and the processes.
 */
final class DailyLossDrill {
  /** With 95 % held: a loss between the limit and 1.5 times it, so that it must be confirmed. */
  private static final int FALL_BPS = -270;

  private static final Duration FALL_OVER = Duration.ofSeconds(20);
  private static final BigDecimal LIMIT = new BigDecimal("0.02");

  private final DrillPlace place;
  private final DrillOptions options;
  private final Consumer<String> say;
  private @Nullable Instant crossedAt;

  DailyLossDrill(DrillPlace place, DrillOptions options, Consumer<String> say) {
    this.place = place;
    this.options = options;
    this.say = say;
  }

  DrillResult run() throws IOException, InterruptedException {
    LocalSystem[] running = new LocalSystem[1];
    Thread hook = new Thread(() -> close(running[0]), "stop the drill");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      LocalSystem system = LocalSystem.start(place.plan(), line -> say.accept("drill: " + line));
      running[0] = system;
      DrillResult result = rehearse(system);
      if (options.keep()) {
        result.lines().forEach(say);
        say.accept("everything still runs; look around with --data " + place.where().data());
        say.accept("UI " + ui(system) + "; Ctrl-C ends it");
        new CountDownLatch(1).await();
      }
      return result;
    } finally {
      close(running[0]);
    }
  }

  private static void close(@Nullable LocalSystem system) {
    if (system != null) {
      system.close();
    }
  }

  private DrillResult rehearse(LocalSystem system) throws IOException, InterruptedException {
    RunState.SimulatorAt at =
        system.simulator().orElseThrow(() -> new IllegalStateException("no simulated broker"));
    SimulatedMarket market = new SimulatedMarket(at.url());
    PlainBroker broker =
        new PlainBroker(new BrokerAccess(at.url(), at.keyId(), at.secretKey(), "simulator"));
    TypedCommand typed = new TypedCommand(place, say);
    Killing killing = new Killing(system.supervisor(), options.kills(), say);
    Judge judge = new Judge(place, options, system.temporal(), broker, market);
    try {
      String hash = begin(system, broker, typed);
      killing.at(Kill.Moment.BOUGHT);
      fall(market, broker, killing);
      String incident = awaitTrip(system);
      say.accept("UI " + ui(system) + "/" + incident);
      killing.at(Kill.Moment.TRIP);
      Follow follow = new Follow(place, options, system.temporal(), market, typed, killing, say);
      IncidentView last = follow.toTheEnd(incident);
      return judge.judge(incident, Optional.of(last), follow.sent(), hash, crossedAt);
    } catch (CommandFailure e) {
      say.accept("drill: " + e.getMessage());
      return judge.stopped(String.valueOf(e.getMessage()));
    }
  }

  /** Guard, session, a real order through a permit; answers the configuration's hash. */
  private String begin(LocalSystem system, PlainBroker broker, TypedCommand typed)
      throws IOException, InterruptedException {
    say.accept("drill: starting the guard");
    Guarding.start(system.temporal(), DrillPlace.ACCOUNT, null);
    GuardStatus status =
        system
            .awaitGuard(Duration.ofSeconds(60))
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.FAILED, "the guard did not answer; see the response worker's log"));
    Waiting.until(
        "the guard's first clean reading",
        Duration.ofSeconds(60),
        () -> status(system).map(each -> !each.isHalted()).orElse(false));
    say.accept(
        "drill: the guard has checked the account: "
            + status(system).map(GuardStatus::ladder).orElse(status.ladder()));
    typed.run("session", "start", "--as", DrillPlace.ROSTER.get(0));
    Waiting.until(
        "the session buys " + DrillPlace.SYMBOL, Duration.ofMinutes(2), () -> holds(broker));
    say.accept(
        "drill: the session holds "
            + broker.get("/v2/positions").path(0).path("qty").asText()
            + " "
            + DrillPlace.SYMBOL);
    return status.policy().configurationHash();
  }

  private void fall(SimulatedMarket market, PlainBroker broker, Killing killing)
      throws InterruptedException {
    say.accept(
        "drill: the market falls by "
            + BigDecimal.valueOf(-FALL_BPS, 2)
            + " % within "
            + FALL_OVER.toSeconds()
            + " s; the limit is a loss of 2 % on the day");
    market.slide(DrillPlace.SYMBOL, FALL_BPS, FALL_OVER);
    killing.at(Kill.Moment.FALL);
    Waiting.until(
        "the loss crosses its limit at the broker",
        Duration.ofSeconds(60),
        () -> lost(market).compareTo(LIMIT) >= 0);
    crossedAt = Instant.now();
    say.accept(
        "drill: the broker shows a loss beyond 2 % since "
            + crossedAt
            + ", equity "
            + broker.get("/v2/account").path("equity").asText());
  }

  private String awaitTrip(LocalSystem system) throws InterruptedException {
    List<String> found = new ArrayList<>();
    Waiting.until(
        "the kill switch trips (three readings over 30 s confirm the breach)",
        Duration.ofMinutes(2),
        () -> {
          status(system)
              .filter(GuardStatus::isHalted)
              .map(GuardStatus::trip)
              .ifPresent(trip -> found.add(trip.incident()));
          return !found.isEmpty();
        });
    say.accept("drill: KILL SWITCH TRIGGERED, is_halted = True, incident " + found.get(0));
    return found.get(0);
  }

  private static Optional<GuardStatus> status(LocalSystem system) {
    try {
      return Optional.of(system.temporal().guard(DrillPlace.ACCOUNT).status());
    } catch (WorkflowException e) {
      return Optional.empty();
    }
  }

  private static boolean holds(PlainBroker broker) {
    return broker.get("/v2/positions").path(0).path("qty").asText("").length() > 0
        && broker.get("/v2/orders?status=open&limit=100").isEmpty();
  }

  private static BigDecimal lost(SimulatedMarket market) {
    var state = market.state();
    BigDecimal before = new BigDecimal(state.path("lastEquity").asText("0"));
    BigDecimal now = new BigDecimal(state.path("equity").asText("0"));
    return before.signum() == 0
        ? BigDecimal.ZERO
        : before.subtract(now).divide(before, 6, java.math.RoundingMode.HALF_UP);
  }

  private static String ui(LocalSystem system) {
    return system.temporalAt().ui()
        + "/namespaces/"
        + system.temporalAt().namespace()
        + "/workflows";
  }
}
