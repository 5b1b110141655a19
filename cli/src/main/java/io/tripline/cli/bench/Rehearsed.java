package io.tripline.cli.bench;

import io.tripline.cli.Tripline;
import io.tripline.cli.connect.RunState;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One short run of the break-glass on a simulated broker in the same process, for the launcher: it
 * records which classes are loaded, so that the next process finds them ready. Not a command.
 */
public final class Rehearsed {
  private static final String ACCOUNT = "rehearsal";

  private Rehearsed() {}

  /**
   * Ends with 1 when a step did not go as it should.
   *
   * @param args none
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("tripline-rehearsal");
    boolean fine;
    try (BrokerSimulator simulator =
        BrokerSimulator.start(SimulatorOptions.defaults().withRequestsPerMinute(0))) {
      here(simulator, simulator.url().toString()).write(data);
      int planned = direct(data, "--dry-run");
      buy(simulator);
      simulator.control().nextClose();
      simulator.control().advance(Duration.ofMinutes(1));
      int closed = direct(data, "--wait", "20", "-o", "json");
      // A handshake that fails loads what a real account needs; there is no certificate here.
      here(simulator, simulator.url().toString().replaceFirst("^http:", "https:")).write(data);
      int refused = direct(data, "--wait", "1");
      fine = planned == 0 && closed == 5 && refused == 8;
      System.err.println("rehearsed: " + planned + " " + closed + " " + refused);
    } finally {
      try (Stream<Path> left = Files.walk(data)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    System.exit(fine ? 0 : 1);
  }

  private static int direct(Path data, String... more) {
    return Tripline.run(
        Stream.concat(Stream.of("flatten", "--direct", "--data", data.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static void buy(BrokerSimulator simulator) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(simulator.url().resolve("/v2/orders"))
              .header("APCA-API-KEY-ID", simulator.keyId())
              .header("APCA-API-SECRET-KEY", simulator.secretKey())
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"symbol\":\"SPY\",\"qty\":\"1\",\"side\":\"buy\",\"type\":\"market\","
                          + "\"time_in_force\":\"day\"}"))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  private static RunState here(BrokerSimulator simulator, String url) {
    ProcessHandle self = ProcessHandle.current();
    return new RunState(
        1,
        self.pid(),
        RunState.startOf(self),
        ACCOUNT,
        "simulator",
        false,
        false,
        new RunState.TemporalAt("127.0.0.1:0", "rehearsal", "", false),
        new RunState.SimulatorAt(url, simulator.keyId(), simulator.secretKey()),
        List.of());
  }
}
