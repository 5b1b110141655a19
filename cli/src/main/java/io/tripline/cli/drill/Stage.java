package io.tripline.cli.drill;

import io.temporal.client.WorkflowException;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.NewOrder;
import io.tripline.activities.broker.RateBudget;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.RunState;
import io.tripline.cli.guard.Guarding;
import io.tripline.cli.up.LocalSystem;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.guard.GuardStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A running system with all that a rehearsal needs, and the parts that every rehearsal shares. */
final class Stage implements AutoCloseable {
  private final DrillPlace place;
  private final DrillOptions options;
  private final LocalSystem system;
  private final RunState.SimulatorAt at;
  private final Consumer<String> say;
  private final SimulatedMarket market;
  private final PlainBroker broker;
  private final TypedCommand typed;
  private final Killing killing;
  private final Optional<Strikes> strikes;

  Stage(DrillPlace place, DrillOptions options, LocalSystem system, Consumer<String> say) {
    this.at =
        system.simulator().orElseThrow(() -> new IllegalStateException("no simulated broker"));
    this.place = place;
    this.options = options;
    this.system = system;
    this.say = say;
    this.market = new SimulatedMarket(at.url());
    this.broker =
        PlainBroker.onlooker(new BrokerAccess(at.url(), at.keyId(), at.secretKey(), "simulator"));
    this.typed = new TypedCommand(place, say);
    this.killing = new Killing(system.supervisor(), options.kills(), say);
    ChaosPlan chaos = options.chaos();
    this.strikes =
        chaos == null
            ? Optional.empty()
            : Optional.of(new Strikes(chaos, system.supervisor(), typed, say));
  }

  DrillPlace place() {
    return place;
  }

  DrillOptions options() {
    return options;
  }

  SimulatedMarket market() {
    return market;
  }

  LocalSystem system() {
    return system;
  }

  PlainBroker broker() {
    return broker;
  }

  TypedCommand typed() {
    return typed;
  }

  Killing killing() {
    return killing;
  }

  /** From here on processes are killed at random instants, where that was asked for. */
  void chaosBegins() {
    strikes.ifPresent(Strikes::begin);
  }

  Judge judge() {
    return new Judge(place, options, system.temporal(), broker, market);
  }

  Follow follow() {
    return new Follow(place, options, system.temporal(), typed, killing, say);
  }

  /** Ends the commands that somebody still types. */
  @Override
  public void close() {
    typed.close();
  }

  /** A line for whoever watches. */
  void say(String line) {
    say.accept(line);
  }

  /** Guard, session, a real order through a permit; answers the configuration's hash. */
  String begin() throws IOException, InterruptedException {
    String hash = guards();
    typed.run("session", "start", "--as", DrillPlace.ROSTER.get(0));
    Waiting.until("the session buys " + DrillPlace.SYMBOL, Duration.ofMinutes(2), () -> holds());
    say.accept(
        "drill: the session holds "
            + broker.get("/v2/positions").path(0).path("qty").asText()
            + " "
            + DrillPlace.SYMBOL);
    return hash;
  }

  /** A guard that has checked the account; answers the configuration's hash. */
  String guards() throws InterruptedException {
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
        () -> status().map(each -> !each.isHalted()).orElse(false));
    say.accept(
        "drill: the guard has checked the account: "
            + status().map(GuardStatus::ladder).orElse(status.ladder()));
    return status.policy().configurationHash();
  }

  /** A person ends the day's session; what it holds stays held. */
  void endsTheSession() throws IOException, InterruptedException {
    typed.run(
        "session", "stop", "--as", DrillPlace.ROSTER.get(0), "--reason", "one pass is enough");
    Waiting.until(
        "the session ends",
        Duration.ofSeconds(30),
        () -> status().map(seen -> seen.session() == null).orElse(false));
  }

  /** Somebody's limit order far below the market; answers its client order id. */
  String leavesAnEntryOrderResting() throws InterruptedException {
    ClientOrderId id = new ClientOrderId("somebody-1");
    new AlpacaHttp(
            AlpacaEndpoint.simulator(URI.create(at.url())),
            new AlpacaCredentials(at.keyId(), at.secretKey()),
            RateBudget.perMinute(10),
            InstantSource.system())
        .submit(
            NewOrder.of(
                id,
                new OrderIntent(
                    new Symbol(DrillPlace.SYMBOL),
                    Side.BUY,
                    Quantity.of("1"),
                    Price.of("100"),
                    true)))
        .orThrow();
    Waiting.until(
        "the entry order rests",
        Duration.ofSeconds(20),
        () -> broker.get("/v2/orders?status=open&limit=100").size() == 1);
    say.accept("drill: an entry order rests at the broker: 1 " + DrillPlace.SYMBOL + " at $100");
    return id.value();
  }

  /** Waits until a switch has tripped; answers the incident. */
  String awaitTrip(String how, Duration within) throws InterruptedException {
    List<String> found = new ArrayList<>();
    Waiting.until(
        "the kill switch trips (" + how + ")",
        options.patience(within),
        () -> {
          status()
              .filter(GuardStatus::isHalted)
              .map(GuardStatus::trip)
              .ifPresent(trip -> found.add(trip.incident()));
          return !found.isEmpty();
        });
    say.accept("drill: KILL SWITCH TRIGGERED, is_halted = True, incident " + found.get(0));
    say.accept("UI " + ui() + "/" + found.get(0));
    killing.at(Kill.Moment.TRIP);
    return found.get(0);
  }

  /** The guard's state; empty while nobody answers. */
  Optional<GuardStatus> status() {
    try {
      return Optional.of(system.temporal().guard(DrillPlace.ACCOUNT).status());
    } catch (WorkflowException e) {
      return Optional.empty();
    }
  }

  String ui() {
    return system.temporalAt().ui()
        + "/namespaces/"
        + system.temporalAt().namespace()
        + "/workflows";
  }

  private boolean holds() {
    return broker.get("/v2/positions").path(0).path("qty").asText("").length() > 0
        && broker.get("/v2/orders?status=open&limit=100").isEmpty();
  }
}
