package io.tripline.cli.simulator;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.admin.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The Alpaca-compatible simulated broker alone; stays until it is stopped. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    description = "Run the simulated broker alone; prints its URLs and made-up keys.")
public final class SimulatorCommand implements Callable<Integer> {
  @Mixin Common common;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8089",
      description = "Port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  int port = 8089;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      defaultValue = SimulatorOptions.LOOPBACK,
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}). Its controls ask for no key: others"
              + " are for networks of containers.")
  String address = SimulatorOptions.LOOPBACK;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keep the account here over restarts (default: it is forgotten).")
  @Nullable Path state;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "Market time at the start (default: 10:00 New York on the last full day).")
  @Nullable String start;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "1",
      description = "Market seconds per wall second (default: ${DEFAULT-VALUE}).")
  double rate = 1;

  @Option(
      names = "--cash",
      paramLabel = "DOLLARS",
      defaultValue = "100000",
      description = "Cash of a new account (default: ${DEFAULT-VALUE}).")
  BigDecimal cash = new BigDecimal("100000");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the prices (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL=PRICE",
      description = "A symbol with its price at the previous close; repeat it (default: SPY=650).")
  Map<String, BigDecimal> symbols = new LinkedHashMap<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "200",
      description = "Requests a minute before 429; 0 for none (default: ${DEFAULT-VALUE}).")
  int limit = 200;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "Course of events that begins with the start; see --list-scenarios.")
  @Nullable String scenario;

  @Option(names = "--list-scenarios", description = "List the scenarios and end.")
  boolean listScenarios;

  @Option(
      names = "--bars",
      paramLabel = "FILE",
      description =
          "CSV file of minute bars that the market follows (time,symbol,open,high,low,close,volume).")
  @Nullable Path bars;

  @Option(names = "--ready-file", hidden = true)
  @Nullable Path readyFile;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (listScenarios) {
      common
          .output()
          .rows("scenarios", Scenario.all().stream().map(SimulatorCommand::row).toList());
      return ExitCode.OK.number();
    }
    BrokerSimulator simulator = start();
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::stop));
    Map<String, String> facts = simulator.facts();
    if (readyFile == null) {
      common.output().announcement(facts);
    } else {
      common.output().announcement(written(facts, readyFile));
    }
    common.output().say("the simulated broker runs until Ctrl-C");
    new CountDownLatch(1).await();
    return ExitCode.OK.number();
  }

  /** Writes the facts for whoever waits; what is left to say then is without the keys. */
  private static Map<String, String> written(Map<String, String> facts, Path file)
      throws IOException {
    Path part = Path.of(file + ".part");
    Files.writeString(part, Output.tree(facts).toString(), StandardCharsets.UTF_8);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Map<String, String> said = new LinkedHashMap<>(facts);
    said.keySet().removeAll(Set.of("keyId", "secretKey"));
    said.put("keys", "in " + file);
    return said;
  }

  private BrokerSimulator start() {
    try {
      SimulatorOptions options =
          SimulatorOptions.defaults()
              .withAddress(address)
              .withPort(port)
              .withRate(rate)
              .withSeed(seed)
              .withStartingCash(cash)
              .withRequestsPerMinute(limit);
      if (!symbols.isEmpty()) {
        options = options.withSymbols(symbols);
      }
      if (state != null) {
        options = options.withStateDirectory(state);
      }
      if (scenario != null) {
        options = options.withScenario(scenario);
      }
      if (bars != null) {
        options = options.withBars(bars);
      }
      if (start != null) {
        options = options.withStart(Instant.parse(start));
      }
      return BrokerSimulator.start(options);
    } catch (DateTimeParseException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--start: must look like 2026-11-20T15:00:00Z, was " + start, e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "port " + port + " is in use; choose another one with --port", e);
    }
  }

  /** A map that keeps its order: the name comes first. */
  private static Map<String, String> row(Scenario scenario) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("name", scenario.name());
    row.put("description", scenario.description());
    return row;
  }
}
