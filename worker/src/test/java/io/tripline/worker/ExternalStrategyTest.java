package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.SimulatorOptions;
import io.tripline.workflows.session.SessionStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/python-strategy} as it stands, against a real server and a real session. */
@Timeout(300)
class ExternalStrategyTest {
  @RegisterExtension static final RealServer SERVER = new RealServer();
  @TempDir Path folder;

  @Test
  void thePythonExampleDecidesAndItsSilenceIsNoDecision() throws Exception {
    PythonExample example = PythonExample.prepared("python-strategy");
    String session =
        """
          trades: true
          strategy: {name: my-strategy, taskQueue: my-strategies}
          interval: 30m
        """;
    try (SimulatedSystem system =
        new SimulatedSystem(SERVER, "python", folder, SimulatorOptions.defaults(), session)) {
      String day = today(system);
      try (PythonExample.Running worker =
          example.run(
              "worker.py",
              folder.resolve("worker.log"),
              Map.of(
                  "TEMPORAL_ADDRESS", system.address().target(),
                  "TEMPORAL_NAMESPACE", system.address().namespace()))) {
        worker.awaitSaid("serving my-strategy on my-strategies");
        system.guard();

        SessionStatus decided = system.awaitSaid(day, "mean of 20 closes");

        boolean above =
            decided.lines().stream().anyMatch(line -> line.contains("is above that of 50"));
        if (above) {
          system.awaitSaid(day, "bought");
        }
        SimulatedSystem.await(
            "the position that was decided",
            () -> system.simulator().control().state().positions().containsKey("SPY") == above);
      }
      system.simulator().control().advance(Duration.ofMinutes(31));
      SessionStatus silent = system.awaitSaid(day, "no worker took the question");
      assertThat(silent.lines())
          .anySatisfy(line ->
              assertThat(line)
                  .contains(
                      "decision 2 NO_DECISION", "task queue my-strategies", "nothing is sent"));
    }
  }

  private static String today(SimulatedSystem system) {
    return system
        .simulator()
        .control()
        .now()
        .atZone(ZoneId.of("America/New_York"))
        .toLocalDate()
        .toString();
  }
}
