package io.tripline.cli;

import io.tripline.cli.flatten.DirectArguments;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * The first class of the process. The break-glass starts here without the parser, the other
 * commands, Temporal and a log: only what it needs is loaded. Everything else is {@link Tripline}.
 */
public final class Start {
  private Start() {}

  /**
   * Runs one command line and ends the process with its exit code.
   *
   * @param args as typed
   */
  public static void main(String[] args) {
    Optional<Integer> code = breakGlass(args);
    if (code.isPresent()) {
      System.exit(code.get());
    }
    Tripline.main(args);
  }

  /** The exit code of a break-glass; empty where the arguments are not plainly one. */
  public static Optional<Integer> breakGlass(String... args) {
    return DirectArguments.plain(args, System.getenv())
        .map(direct -> {
          withoutALog();
          return direct.run(System.getenv(), writer(System.out), writer(System.err));
        });
  }

  /** Libraries log nothing, and no log is set up. */
  public static void withoutALog() {
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }
}
