package io.tripline.cli.flatten;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Halts, declares a P1, closes everything in scope and waits for the proof. */
@Command(
    name = "flatten",
    mixinStandardHelpOptions = true,
    description = {
      "Halt the account, close everything in scope, wait until flat is proven.",
      "With --direct: break-glass, for when Temporal, the guard or the database is gone. Needs only"
          + " APCA_API_KEY_ID and APCA_API_SECRET_KEY (APCA_API_BASE_URL: paper unless set) and"
          + " network; it halts nothing, never buys, and leaves a note for the guard.",
      "Exit codes: 0 proven flat, 4 keys refused, 5 NOT flat, 8 the broker can't be reached."
    })
public final class FlattenCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Option(
      names = "--dry-run",
      description = "Only show what would be cancelled and closed; touches nothing.")
  boolean dryRun;

  @Option(
      names = "--direct",
      description =
          "Break-glass: no Temporal, database, configuration or worker; keys and network.")
  boolean direct;

  @Option(names = "--live", description = "With --direct: the live host, real money.")
  boolean live;

  @Option(
      names = "--symbols",
      paramLabel = "SYMBOL[,SYMBOL]",
      description = "With --direct: only these symbols (default: everything in the account).")
  List<String> symbols = List.of();

  @Option(
      names = "--clear-suspend",
      description =
          "With --direct: clear the account's suspend_trade flag, which refuses closing orders, and"
              + " set it again once flat is proven.")
  boolean clearSuspend;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for the proof (default: ${DEFAULT-VALUE}).")
  long wait = 600;

  @Override
  public Integer call() throws InterruptedException {
    String why = reason.orEmpty().isEmpty() ? "flatten by hand" : reason.orEmpty();
    if (direct) {
      return new DirectArguments(
              dryRun,
              live,
              clearSuspend,
              DirectArguments.named(symbols),
              wait,
              person.name(),
              why,
              common.format(),
              null,
              null)
          .run(common.installation(), common.output(), System.getenv())
          .number();
    }
    if (live || clearSuspend || !symbols.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--live, --symbols and --clear-suspend go with --direct only");
    }
    if (dryRun) {
      return DryRun.show(common.installation(), System.getenv(), common.named(), common.output())
          .number();
    }
    return DurableFlatten.run(common, person.name(), why, Duration.ofSeconds(wait)).number();
  }
}
