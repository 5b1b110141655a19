package io.tripline.cli.flatten;

import io.tripline.cli.Common;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Halts, declares a P1, closes everything in scope and waits for the proof. */
@Command(
    name = "flatten",
    mixinStandardHelpOptions = true,
    description = "Halt the account, close everything in scope, wait until flat is proven.")
public final class FlattenCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Option(
      names = "--dry-run",
      description = "Only show what would be cancelled and closed; touches nothing.")
  boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for the proof (default: ${DEFAULT-VALUE}).")
  long wait = 600;

  @Override
  public Integer call() throws InterruptedException {
    Output output = common.output();
    if (dryRun) {
      return DryRun.show(common.installation(), output).number();
    }
    String by = person.name();
    String why = reason.orEmpty().isEmpty() ? "flatten by hand" : reason.orEmpty();
    AccountName account = common.account();
    try (Temporal temporal = common.temporal()) {
      Tripping tripping = new Tripping(temporal, account);
      TripAnswer answer = tripping.trip(TripLevel.FLATTEN, by, why);
      output.say(
          "halted by "
              + by
              + (answer.joined() ? " (it was halted before)" : "")
              + "; incident "
              + answer.incident()
              + "; closing everything in scope");
      return new ProofWait(temporal, account, output)
          .await(answer, Duration.ofSeconds(wait))
          .number();
    }
  }
}
