package io.tripline.cli;

import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.broker.AccountName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes: where the installation is, which account, how to print. */
public final class Common {
  @Option(
      names = "--account",
      paramLabel = "NAME",
      description = "The account, where there are several.")
  @Nullable String account;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or jsonl (default: ${DEFAULT-VALUE}).")
  Output.Format format = Output.Format.TABLE;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default: TRIPLINE_DATA, else .tripline/data).")
  @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration (default: TRIPLINE_CONFIG, else tripline.yaml).")
  @Nullable Path configuration;

  @Option(names = "--verbose", description = "Write the full trace of a failure to logs/cli.log.")
  boolean verbose;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  /** Takes one option over from where it stood before the command. */
  void take(String name, Common from) {
    switch (name) {
      case "--account" -> account = from.account;
      case "--output" -> format = from.format;
      case "--data" -> data = from.data;
      case "--config" -> configuration = from.configuration;
      case "--verbose" -> verbose = from.verbose;
      default -> throw new IllegalArgumentException(name);
    }
  }

  /** The command's output. */
  public Output output() {
    return new Output(format, writer(), spec.commandLine().getErr());
  }

  /** How data is written. */
  public Output.Format format() {
    return format;
  }

  /** Where data goes. */
  public PrintWriter writer() {
    return spec.commandLine().getOut();
  }

  /** Where this command works. */
  public Installation installation() {
    return Installation.find(data, configuration, System.getenv());
  }

  /** A connection to Temporal; to be closed. */
  public Temporal temporal() {
    return Temporal.connect(installation());
  }

  /** The account that was named, else the only one. */
  public AccountName account() {
    return installation().account(account);
  }

  /** The account that was named; null where none was. */
  public @Nullable AccountName named() {
    return account == null ? null : account();
  }

  /** What was named by {@code --account}. */
  public @Nullable String accountOption() {
    return account;
  }

  /** True when the trace is wanted. */
  public boolean verbose() {
    return verbose;
  }

  /** The options that lead a second terminal to the same place, with a leading space. */
  public String options() {
    StringBuilder options = new StringBuilder();
    if (data != null) {
      options.append(" --data ").append(ShellWord.of(data));
    }
    if (configuration != null) {
      options.append(" --config ").append(ShellWord.of(configuration));
    }
    if (account != null) {
      options.append(" --account ").append(ShellWord.of(account.toLowerCase(Locale.ROOT)));
    }
    return options.toString();
  }
}
