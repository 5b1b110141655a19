package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deny what a procedure waits for. */
@Command(
    name = "deny",
    mixinStandardHelpOptions = true,
    description = "Deny the gate that a procedure waits for.")
public final class DenyCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;
  @Mixin GateChoice choice;

  @Override
  public Integer call() {
    return choice.decide("deny", common, person, reason);
  }
}
