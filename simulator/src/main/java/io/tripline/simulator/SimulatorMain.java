package io.tripline.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.admin.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The simulator as a process of its own: prints one line of JSON when it is ready. */
public final class SimulatorMain {
  private static final String USAGE =
      "usage: [--port N] [--state DIR] [--seed N] [--start INSTANT] [--rate R] [--cash DOLLARS]"
          + " [--latency DURATION] [--limit REQUESTS_PER_MINUTE] [--symbol NAME=PRICE]…"
          + " [--scenario NAME] [--bars FILE] [-o json] | --list-scenarios";

  private SimulatorMain() {}

  /** Exits with 1 if the port can't be had or the state can't be read, with 2 on wrong usage. */
  public static void main(String[] args) throws InterruptedException {
    if (List.of(args).equals(List.of("--list-scenarios"))) {
      Scenario.all().forEach(one -> System.out.println(one.name() + "  " + one.description()));
      return;
    }
    int code = run(args, System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
    new CountDownLatch(1).await();
  }

  /** Starts it, says so on {@code out} or says why not on {@code err}; returns the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    SimulatorOptions options;
    try {
      options = parse(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "\n" + USAGE);
      return 2;
    }
    try {
      BrokerSimulator simulator = BrokerSimulator.start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(simulator::stop));
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      simulator.facts().forEach(line::put);
      out.println(line);
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("port " + options.port() + " can't be used: " + rootMessage(e));
      return 1;
    } catch (java.io.UncheckedIOException e) {
      err.println(e.getMessage() + ": " + rootMessage(e));
      return 1;
    }
  }

  static SimulatorOptions parse(String[] args) {
    SimulatorOptions options = SimulatorOptions.defaults();
    Map<String, BigDecimal> symbols = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      if (i + 1 >= args.length) {
        throw new IllegalArgumentException(name + ": a value is missing");
      }
      String value = args[i + 1];
      try {
        options = with(options, symbols, name, value);
      } catch (NumberFormatException | DateTimeParseException e) {
        throw new IllegalArgumentException(name + ": can't be read: " + value, e);
      }
    }
    return symbols.isEmpty() ? options : options.withSymbols(symbols);
  }

  private static SimulatorOptions with(
      SimulatorOptions options, Map<String, BigDecimal> symbols, String name, String value) {
    return switch (name) {
      case "--address" -> options.withAddress(value);
      case "--port" -> options.withPort(Integer.parseInt(value));
      case "--state" -> options.withStateDirectory(Path.of(value));
      case "--seed" -> options.withSeed(Long.parseLong(value));
      case "--start" -> options.withStart(Instant.parse(value));
      case "--rate" -> options.withRate(Double.parseDouble(value));
      case "--cash" -> options.withStartingCash(new BigDecimal(value));
      case "--latency" -> options.withLatency(Duration.parse(value));
      case "--limit" -> options.withRequestsPerMinute(Integer.parseInt(value));
      case "--scenario" -> options.withScenario(Scenario.named(value).name());
      case "--bars" -> options.withBars(Path.of(value));
      case "--symbol" -> {
        String[] parts = value.split("=", 2);
        symbols.put(
            parts[0].toUpperCase(Locale.ROOT),
            new BigDecimal(parts.length == 2 ? parts[1] : "100"));
        yield options;
      }
      case "-o", "--output" -> {
        if (!value.equals("json")) {
          throw new IllegalArgumentException(name + ": must be json, was " + value);
        }
        yield options;
      }
      default -> throw new IllegalArgumentException(name + ": unknown option");
    };
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
