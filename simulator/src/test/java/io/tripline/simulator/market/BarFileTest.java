package io.tripline.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarFileTest {
  @TempDir Path directory;

  @Test
  void replaysBarsAsTheyAreInTheFile() throws IOException {
    Path file =
        write(
            "2026-11-18T14:30:00Z,SPY,650.00,651.25,649.50,650.75,120000",
            "2026-11-18T14:31:00Z,SPY,650.80,650.90,640.00,641.10,500000",
            "2026-11-18T14:33:00Z,SPY,641.00,645.00,641.00,644.20,70000",
            "2026-11-18T14:30:00Z,QQQ,500.00,500.00,500.00,500.00,10");
    try (var client = new BrokerClient(SimulatorOptions.defaults().withRate(0).withBars(file))) {
      assertThat(client.control().now()).isEqualTo("2026-11-18T14:30:00Z");
      client.control().advance(Duration.ofMinutes(10));
      JsonNode bars =
          client
              .get("/v2/stocks/SPY/bars?timeframe=1Min&start=2026-11-18T14:30:00Z&limit=4")
              .json();
      assertThat(row(bars, 0)).isEqualTo("650.00 651.25 649.50 650.75 120000");
      assertThat(row(bars, 1)).isEqualTo("650.80 650.90 640.00 641.10 500000");
      assertThat(row(bars, 2)).isEqualTo("641.10 641.10 641.10 641.10 0");
      assertThat(row(bars, 3)).isEqualTo("641.00 645.00 641.00 644.20 70000");
      assertThat(client.get("/v2/stocks/QQQ/trades/latest").json().at("/trade/p").asInt())
          .isEqualTo(500);
      assertThat(
              client
                  .get("/v2/stocks/SPY/bars?timeframe=1Day&start=2025-09-01&limit=900")
                  .json()
                  .path("bars"))
          .as("a made-up history before the first bar")
          .hasSizeGreaterThan(250);
    }
  }

  @Test
  void fillsOrdersOnTheReplayedPath() throws IOException {
    Path file =
        write(
            "2026-11-18T14:30:00Z,SPY,650.00,650.00,650.00,650.00,1000",
            "2026-11-18T14:31:00Z,SPY,650.00,650.00,640.00,645.00,1000");
    try (var client = new BrokerClient(SimulatorOptions.defaults().withRate(0).withBars(file))) {
      var order = client.limit("buy", 1, "641");
      assertThat(client.byId(order).field("status")).isEqualTo("new");
      for (int second = 0; second < 120; second++) {
        client.control().advance(Duration.ofSeconds(1));
      }
      assertThat(client.byId(order).field("status")).isEqualTo("filled");
    }
  }

  @Test
  void goesOnWithItsBarsAfterARestart() throws IOException {
    Path file = write("2026-11-18T14:30:00Z,ABC,7.00,7.10,6.90,7.05,1000");
    SimulatorOptions options =
        SimulatorOptions.defaults().withRate(0).withStateDirectory(directory.resolve("state"));
    try (var client = new BrokerClient(options.withBars(file))) {
      client.control().advance(Duration.ofMinutes(5));
    }
    try (var client = new BrokerClient(options)) {
      assertThat(client.get("/v2/stocks/ABC/trades/latest").json().at("/trade/p").asDouble())
          .isEqualTo(7.05);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          yesterday,SPY,1,1,1,1,1                | time: must be like 2026-11-18T14:30:00Z, was yesterday
          2026-11-18T14:30:07Z,SPY,1,1,1,1,1     | time: must be the start of a minute, was 2026-11-18T14:30:07Z
          2026-11-18T03:30:00Z,SPY,1,1,1,1,1     | time: must be in a core session, was 2026-11-18T03:30:00Z
          2026-11-18T14:30:00Z,SPY,1,1,1,1       | must have 7 columns (time,symbol,open,high,low,close,volume), has 6
          2026-11-18T14:30:00Z,S Y,1,1,1,1,1     | symbol: must be 1 to 10 letters, was S Y
          2026-11-18T14:30:00Z,SPY,-1,1,1,1,1    | open: must be dollars above 0 with at most two decimals, was -1
          2026-11-18T14:30:00Z,SPY,1,x,1,1,1     | high: must be dollars above 0 with at most two decimals, was x
          2026-11-18T14:30:00Z,SPY,1,1,1.001,1,1 | low: must be dollars above 0 with at most two decimals, was 1.001
          2026-11-18T14:30:00Z,SPY,5,9,6,7,1     | low: must be at most open and close, was 6
          2026-11-18T14:30:00Z,SPY,5,6,4,7,1     | high: must be at least open and close, was 6
          2026-11-18T14:30:00Z,SPY,5,8,4,7,1.5   | volume: must be a whole number from 0, was 1.5
          2026-11-17T14:30:00Z,SPY,5,8,4,7,1     | time: must be after 2026-11-17T20:00:00Z, was 2026-11-17T14:30:00Z
          """)
  void refusesBadRowsWithTheirLine(String row, String complaint) throws IOException {
    Path file = write("2026-11-17T20:00:00Z,SPY,1,1,1,1,1", row);
    assertThatThrownBy(() -> BarFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " line 3: " + complaint);
  }

  @Test
  void refusesAFileWithoutHeaderOrBars() throws IOException {
    Path file = Files.writeString(directory.resolve("none.csv"), "open,close\n");
    assertThatThrownBy(() -> BarFile.read(file))
        .hasMessage(file + " line 1: must be " + BarFile.HEADER + ", was open,close");
    assertThatThrownBy(() -> BarFile.read(write())).hasMessageEndingWith("there is no bar in it");
  }

  @Test
  void listsAllBadRowsAtOnce() throws IOException {
    Path file = write("a", "b");
    assertThatThrownBy(() -> BarFile.read(file))
        .hasMessageContaining("line 2: ")
        .hasMessageContaining("line 3: ");
  }

  private Path write(String... rows) throws IOException {
    return Files.writeString(
        directory.resolve("bars.csv"), BarFile.HEADER + "\n" + String.join("\n", rows) + "\n");
  }

  private static String row(JsonNode bars, int index) {
    JsonNode bar = bars.path("bars").get(index);
    return "%.2f %.2f %.2f %.2f %d"
        .formatted(
            bar.path("o").asDouble(),
            bar.path("h").asDouble(),
            bar.path("l").asDouble(),
            bar.path("c").asDouble(),
            bar.path("v").asLong());
  }
}
