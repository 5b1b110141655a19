package io.tripline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The root command. Subcommands are classes of their own, one package per noun; their constructors
 * touch nothing, because picocli builds them all for every command line.
 */
@Command(
    name = "tripline",
    mixinStandardHelpOptions = true,
    versionProvider = Tripline.Version.class,
    description = "The safety system for automated trading on Alpaca.")
public final class Tripline implements Runnable {
  @Spec CommandSpec spec;

  /**
   * Runs one command line and ends the process with its exit code.
   *
   * @param args as typed
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Tripline()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command.");
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
