package io.tripline.cli.flatten;

import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.NewOrder;
import io.tripline.activities.broker.RateBudget;
import io.tripline.activities.journal.BreakGlassSpool;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A simulated broker with a position, and a break-glass on it. */
final class DirectRig implements AutoCloseable {
  static final Symbol SPY = new Symbol("SPY");

  final BrokerSimulator simulator;
  final AlpacaHttp http;
  final Path folder;
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  DirectRig(Path folder) {
    this.folder = folder;
    try {
      simulator =
          BrokerSimulator.start(
              SimulatorOptions.defaults()
                  .withRequestsPerMinute(0)
                  .withSymbols(Map.of("SPY", new BigDecimal("650"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http =
        new AlpacaHttp(
            AlpacaEndpoint.simulator(simulator.url()),
            new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
            RateBudget.perMinute(200),
            InstantSource.system());
  }

  DirectRig holding(String quantity) {
    http.submit(
            NewOrder.of(
                new ClientOrderId("entry-0"),
                new OrderIntent(SPY, Side.BUY, Quantity.of(quantity), null, true)))
        .orThrow();
    while (!held().equals(Quantity.of(quantity))) {
      pause();
    }
    return this;
  }

  /** As a person or another program would; our own client has no call for it. */
  void sellsShort(int quantity) throws IOException, InterruptedException {
    String order =
        "{\"symbol\":\"SPY\",\"qty\":\""
            + quantity
            + "\",\"side\":\"sell\",\"type\":\"market\",\"time_in_force\":\"day\"}";
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(simulator.url().resolve("/v2/orders"))
              .header("APCA-API-KEY-ID", simulator.keyId())
              .header("APCA-API-SECRET-KEY", simulator.secretKey())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(order))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
    while (held().signum() == 0) {
      pause();
    }
  }

  DirectRig withExitAt(String price, String quantity) {
    http.submit(
            NewOrder.of(
                new ClientOrderId("exit-9"),
                new OrderIntent(SPY, Side.SELL, Quantity.of(quantity), Price.of(price), false)))
        .orThrow();
    return this;
  }

  DirectRig with(Fault... faults) {
    List.of(faults).forEach(simulator.control()::inject);
    return this;
  }

  ExitCode run(Duration patience) {
    return direct(null, patience).run(false);
  }

  ExitCode runClearingTheSuspension(Duration patience) {
    return direct(null, patience).run(true);
  }

  ExitCode plan() {
    return direct(null, Duration.ofSeconds(20)).plan();
  }

  DirectRun direct(@Nullable AlpacaCredentials keys, Duration patience) {
    Output output =
        new Output(Output.Format.TABLE, new PrintWriter(out, true), new PrintWriter(err, true));
    return new DirectRun(
        new DirectBroker(
            AlpacaEndpoint.simulator(simulator.url()),
            keys != null ? keys : new AlpacaCredentials(simulator.keyId(), simulator.secretKey())),
        new DirectNotes(spool(), output, "alice", "a test"),
        output,
        Scope.EVERYTHING,
        patience);
  }

  BreakGlassSpool spool() {
    return BreakGlassSpool.of(folder);
  }

  Quantity held() {
    return http.positions().orThrow().stream()
        .filter(p -> p.symbol().equals(SPY))
        .findFirst()
        .map(p -> p.quantity())
        .orElse(Quantity.ZERO);
  }

  /** Every order of ours, as the broker has it. */
  List<Order> closing() {
    return orders().stream().filter(o -> o.clientOrderId().value().startsWith("flat-")).toList();
  }

  List<Order> orders() {
    Instant since = simulator.control().now().minus(Duration.ofDays(5));
    return http.ordersSince(since).orThrow();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    simulator.close();
  }
}
