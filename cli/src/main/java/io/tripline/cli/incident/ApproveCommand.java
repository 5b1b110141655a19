package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Approve what a procedure waits for. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = "Approve the gate that a procedure waits for.")
public final class ApproveCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;
  @Mixin GateChoice choice;

  @Override
  public Integer call() {
    return choice.decide("approve", common, person, reason);
  }
}
