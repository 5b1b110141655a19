package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.admin.LoggedRequest;
import io.tripline.workflows.session.SessionStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Three trading days over a holiday, a half day and a weekend, by the broker's clock. */
@Timeout(300)
class SimulatedDaysTest {
  @RegisterExtension static final RealServer SERVER = new RealServer();
  @TempDir Path folder;

  @Test
  void eachDaysSessionEndsAtItsCloseAndTheNextBeginsByItselfAtTheOpen() throws Exception {
    SimulatorOptions options =
        SimulatorOptions.defaults().withStart(Instant.parse("2026-11-25T20:00:00Z"));
    String session =
        """
          trades: true
          strategy: always-long
          interval: 30m
          closeOut: flat
        """;
    try (SimulatedSystem system = new SimulatedSystem(SERVER, "days", folder, options, session)) {
      system.simulator().control().freeze("SPY");
      system.guard();

      tradesUntil(system, "2026-11-25", "2026-11-25T20:56:00Z");
      // Thursday is Thanksgiving, Friday closes at 13:00 in New York.
      tradesUntil(system, "2026-11-27", "2026-11-27T17:56:00Z");
      tradesUntil(system, "2026-11-30", "2026-11-30T20:56:00Z");

      assertThat(system.status("2026-11-26")).isEmpty();
      assertThat(orderSides(system)).containsExactly("buy", "sell", "buy", "sell", "buy", "sell");
    }
  }

  private static void tradesUntil(SimulatedSystem system, String day, String closeOut) {
    system.awaitSaid(day, "bought");
    system.simulator().control().setClock(Instant.parse(closeOut));
    system.awaitSaid(day, "close-out NOTHING_TO_DO: flat in SPY as wanted");
    system.simulator().control().nextClose();
    system.awaitSaid(day, "ended: TRADED");
    assertThat(system.status(day).map(SessionStatus::report))
        .hasValueSatisfying(report -> assertThat(report.detail()).contains("2 executed"));
    system.simulator().control().nextOpen();
  }

  private static List<String> orderSides(SimulatedSystem system) {
    return system.simulator().control().requestsAfter(0).stream()
        .map(LoggedRequest::order)
        .filter(Objects::nonNull)
        .map(LoggedRequest.OrderNote::side)
        .toList();
  }
}
