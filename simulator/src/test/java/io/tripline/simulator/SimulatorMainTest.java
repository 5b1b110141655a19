package io.tripline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SimulatorMainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void saysInOneLineThatAPortIsTaken() {
    try (var client = new BrokerClient()) {
      String port = String.valueOf(client.simulator().url().getPort());
      assertThat(run("--port", port)).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .startsWith("port " + port + " can't be used: ")
          .hasLineCount(1);
    }
  }

  @Test
  void explainsWrongUsage() {
    assertThat(run("--speed", "3")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("--speed: unknown option");
  }

  @Test
  void namesTheOptionThatCannotBeRead() {
    assertThat(run("--start", "noon")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("--start: can't be read: noon");
  }

  @Test
  void startsAtTenInTheLastFullTradingDay() {
    Instant sundayAfterAHalfDay = Instant.parse("2026-11-29T12:00:00Z");
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withWallClock(java.time.InstantSource.fixed(sundayAfterAHalfDay));
    assertThat(options.start().atOffset(ZoneOffset.UTC).toString()).isEqualTo("2026-11-25T15:00Z");
  }

  private int run(String... args) {
    return SimulatorMain.run(
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
