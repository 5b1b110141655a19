package io.tripline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradedSymbolTest {
  @TempDir Path folder;
  private BrokerSimulator simulator;
  private PlainBroker broker;

  @BeforeEach
  void start() throws IOException {
    simulator = BrokerSimulator.start(SimulatorOptions.defaults());
    broker =
        new PlainBroker(
            new BrokerAccess(
                simulator.url().toString(), simulator.keyId(), simulator.secretKey(), "simulator"));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void oneThatDoesNotExistIsAUsageFailureThatSaysWhatToDo() throws IOException {
    Settings settings = trading("ZZZZ", true);
    assertThatThrownBy(() -> TradedSymbol.check(broker, settings))
        .isInstanceOfSatisfying(
            CommandFailure.class, failure -> assertThat(failure.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("session.symbol: ZZZZ is not known to the broker")
        .hasMessageContaining("such as SPY");
  }

  @Test
  void oneThatCanBeTradedPasses() throws IOException {
    Settings settings = trading("SPY", true);
    assertThatCode(() -> TradedSymbol.check(broker, settings)).doesNotThrowAnyException();
  }

  @Test
  void nothingIsAskedWhereNothingIsTraded() throws IOException {
    Settings settings = trading("ZZZZ", false);
    simulator.close();
    assertThatCode(() -> TradedSymbol.check(broker, settings)).doesNotThrowAnyException();
  }

  private Settings trading(String symbol, boolean trades) throws IOException {
    Files.writeString(
        folder.resolve("tripline.yaml"),
        "version: 1\nsession: {trades: " + trades + ", symbol: " + symbol + "}\n");
    return new SettingsReader(Map.of(), "tester", folder).read();
  }
}
