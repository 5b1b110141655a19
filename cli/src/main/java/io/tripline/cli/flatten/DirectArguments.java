package io.tripline.cli.flatten;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The break-glass as it was typed. Its usual forms are read here by hand: the parser of all other
 * commands takes a good part of the time until the first call at the broker.
 */
public record DirectArguments(
    boolean dryRun,
    boolean live,
    boolean clearSuspend,
    List<String> symbols,
    long seconds,
    String by,
    String reason,
    Output.Format format,
    @Nullable Path data,
    @Nullable Path configuration) {
  /** Copies the list. */
  public DirectArguments {
    symbols = List.copyOf(symbols);
  }

  /**
   * What {@code flatten --direct …} asks for; empty where it is not that, or holds anything that is
   * not plain: then the usual parser reads it, and says what is wrong.
   */
  public static Optional<DirectArguments> plain(String[] args, Map<String, String> environment) {
    if (args.length < 2
        || !args[0].equals("flatten")
        || !Arrays.asList(args).contains("--direct")) {
      return Optional.empty();
    }
    boolean dryRun = false;
    boolean live = false;
    boolean clearSuspend = false;
    List<String> symbols = new ArrayList<>();
    long seconds = 600;
    String by = environment.getOrDefault("TRIPLINE_USER", "").strip();
    String reason = "";
    Output.Format format = Output.Format.TABLE;
    Path data = null;
    Path configuration = null;
    for (int i = 1; i < args.length; i++) {
      boolean last = i == args.length - 1;
      switch (args[i]) {
        case "--direct", "--verbose" -> {}
        case "--dry-run" -> dryRun = true;
        case "--live" -> live = true;
        case "--clear-suspend" -> clearSuspend = true;
        case "--symbols", "--wait", "--as", "--reason", "-o", "--output", "--data", "--config" -> {
          if (last || args[i + 1].startsWith("-") || args[i + 1].isBlank()) {
            return Optional.empty();
          }
          String value = args[++i];
          switch (args[i - 1]) {
            case "--symbols" -> symbols.addAll(named(List.of(value)));
            case "--as" -> by = value.strip();
            case "--reason" -> reason = value.strip();
            case "--data" -> data = Path.of(value);
            case "--config" -> configuration = Path.of(value);
            case "--wait" -> {
              if (!value.matches("[1-9][0-9]{0,8}")) {
                return Optional.empty();
              }
              seconds = Long.parseLong(value);
            }
            default -> {
              Optional<Output.Format> named =
                  Arrays.stream(Output.Format.values())
                      .filter(each -> each.name().equalsIgnoreCase(value))
                      .findFirst();
              if (named.isEmpty()) {
                return Optional.empty();
              }
              format = named.get();
            }
          }
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    if (by.length() > 80) {
      return Optional.empty();
    }
    return Optional.of(
        new DirectArguments(
            dryRun,
            live,
            clearSuspend,
            symbols,
            seconds,
            by.isEmpty() ? System.getProperty("user.name", "") : by,
            reason,
            format,
            data,
            configuration));
  }

  /** Does it, and answers the exit code; what fails is said in one line. */
  public int run(Map<String, String> environment, PrintWriter out, PrintWriter err) {
    try {
      return run(
              Installation.find(data, configuration, environment),
              new Output(format, out, err),
              environment)
          .number();
    } catch (CommandFailure failure) {
      err.println("tripline: " + String.valueOf(failure.getMessage()).replaceAll("\\R+", " "));
      err.flush();
      return failure.code().number();
    } catch (RuntimeException unexpected) {
      err.println("tripline: NOT PROVEN FLAT, unexpected: " + unexpected + "; look at the broker");
      err.flush();
      return ExitCode.FAILED.number();
    }
  }

  ExitCode run(Installation installation, Output output, Map<String, String> environment) {
    if (seconds < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--wait: must be 1 or more, was " + seconds);
    }
    DirectRun run =
        new DirectRun(
            DirectBroker.find(environment, live, installation),
            new DirectNotes(
                DirectNotes.spool(installation, environment),
                output,
                by,
                reason.isEmpty() ? "flatten by hand" : reason),
            output,
            scope(),
            Duration.ofSeconds(seconds));
    return dryRun ? run.plan() : run.run(clearSuspend);
  }

  /**
   * The symbols of each {@code --symbols}, empty ones included: they are refused, because a list
   * that names nothing would stand for the whole account.
   */
  static List<String> named(List<String> values) {
    return values.stream().flatMap(value -> Stream.of(value.split(",", -1))).toList();
  }

  private Scope scope() {
    try {
      return new Scope(
          symbols.stream().map(s -> Symbol.guarded(s.strip().toUpperCase(Locale.ROOT))).toList());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--symbols: " + e.getMessage(), e);
    }
  }
}
