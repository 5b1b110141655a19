package io.tripline.cli;

import io.tripline.cli.broker.BrokerCommand;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.disarm.DisarmCommand;
import io.tripline.cli.doctor.DoctorCommand;
import io.tripline.cli.drill.ChaosCommand;
import io.tripline.cli.drill.DrillCommand;
import io.tripline.cli.flatten.FlattenCommand;
import io.tripline.cli.guard.GuardCommand;
import io.tripline.cli.incident.AckCommand;
import io.tripline.cli.incident.ApproveCommand;
import io.tripline.cli.incident.DenyCommand;
import io.tripline.cli.incident.IncidentCommand;
import io.tripline.cli.incident.WatchCommand;
import io.tripline.cli.init.InitCommand;
import io.tripline.cli.journal.JournalCommand;
import io.tripline.cli.killswitch.KillswitchCommand;
import io.tripline.cli.notify.NotifyCommand;
import io.tripline.cli.reconcile.ReconcileCommand;
import io.tripline.cli.review.ReviewCommand;
import io.tripline.cli.runbook.RunbookCommand;
import io.tripline.cli.schedule.ScheduleCommand;
import io.tripline.cli.session.SessionCommand;
import io.tripline.cli.simulator.SimulatorCommand;
import io.tripline.cli.status.StatusCommand;
import io.tripline.cli.up.UpCommand;
import io.tripline.cli.worker.WorkerCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The root command. Subcommands are classes of their own, one package per noun; their constructors
 * touch nothing, because picocli builds them all for every command line.
 */
@Command(
    name = "tripline",
    mixinStandardHelpOptions = true,
    versionProvider = Tripline.Version.class,
    description = "The safety system for automated trading on Alpaca.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DrillCommand.class,
      UpCommand.class,
      StatusCommand.class,
      WatchCommand.class,
      AckCommand.class,
      ApproveCommand.class,
      DenyCommand.class,
      FlattenCommand.class,
      DisarmCommand.class,
      IncidentCommand.class,
      ReviewCommand.class,
      ReconcileCommand.class,
      ScheduleCommand.class,
      KillswitchCommand.class,
      SessionCommand.class,
      GuardCommand.class,
      JournalCommand.class,
      RunbookCommand.class,
      BrokerCommand.class,
      NotifyCommand.class,
      DoctorCommand.class,
      InitCommand.class,
      WorkerCommand.class,
      SimulatorCommand.class,
      ChaosCommand.class
    })
public final class Tripline implements Runnable {
  @Mixin Common common;

  /**
   * Runs one command line and ends the process with its exit code.
   *
   * @param args as typed
   */
  public static void main(String[] args) {
    int code;
    try {
      code = run(args);
    } catch (LinkageError | OutOfMemoryError e) {
      System.err.println("tripline: this build or this machine is broken: " + e);
      code = ExitCode.FAILED.number();
    }
    System.exit(code);
  }

  private static int run(String... args) {
    quiet();
    return execute(
        commandLine(),
        new Delivered(new FileOutputStream(FileDescriptor.out)),
        System.out.charset(),
        args);
  }

  /** Runs one command line; data that did not arrive whole makes a success a failure. */
  static int execute(CommandLine line, Delivered data, Charset charset, String... args) {
    PrintWriter out = new PrintWriter(new OutputStreamWriter(data, charset), true);
    line.setOut(out);
    int code = line.execute(args);
    out.flush();
    Optional<String> lost = data.lost();
    if (lost.isEmpty()) {
      return code;
    }
    line.getErr().println("tripline: the output is cut: it can't be written: " + lost.get());
    line.getErr().flush();
    return code == ExitCode.OK.number() ? ExitCode.FAILED.number() : code;
  }

  /** Libraries log nothing to a person's terminal; workers set up a log of their own. */
  private static void quiet() {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "tripline-cli-logback.xml");
    }
  }

  /** The command line with our exit codes and our way to tell failures. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Tripline());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Tripline::usage);
    line.setExecutionExceptionHandler(Tripline::failed);
    CommandLine.IExecutionStrategy last = new CommandLine.RunLast();
    line.setExecutionStrategy(parsed -> {
      RootOptions.handDown(parsed);
      return last.execute(parsed);
    });
    return line;
  }

  @Override
  public void run() {
    StatusCommand.show(common);
  }

  private static int usage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String message =
        String.valueOf(wrong.getMessage())
            .strip()
            .replaceAll("\\R+", " ")
            .replaceAll("\\((?:[a-z]+\\.)+[A-Za-z]+Exception: (.*)\\)", "($1)");
    err.println("tripline: " + Output.harmless(message));
    if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.println("  see: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception thrown, CommandLine command, ParseResult parsed) {
    FailureMapper.Told told = FailureMapper.told(thrown);
    command.getErr().println("tripline: " + Output.harmless(told.sentence()));
    boolean verbose = parsed.originalArgs().contains("--verbose");
    if (verbose || !told.expected()) {
      command.getErr().println("  full trace: " + log(thrown, parsed));
    }
    command.getErr().flush();
    return told.code().number();
  }

  private static @Nullable Path data(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Path before = parsed.matchedOptionValue("--data", null);
    return last.matchedOptionValue("--data", before);
  }

  private static String log(Exception thrown, ParseResult parsed) {
    Path logs = Installation.find(data(parsed), null, System.getenv()).logs();
    StringWriter trace = new StringWriter();
    trace.write(Instant.now() + " " + parsed.originalArgs() + System.lineSeparator());
    thrown.printStackTrace(new PrintWriter(trace, true));
    try {
      Files.createDirectories(logs);
      Path file = logs.resolve("cli.log");
      Files.writeString(
          file, trace.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return file.toString();
    } catch (IOException e) {
      return "could not be written to " + logs + " (" + e.getMessage() + ")";
    }
  }

  /** Reads the version from the jar's manifest: there is no second place to forget. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Tripline.class.getPackage().getImplementationVersion();
      return new String[] {"tripline " + (version == null ? "(not packaged)" : version)};
    }
  }
}
