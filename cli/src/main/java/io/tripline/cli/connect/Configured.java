package io.tripline.cli.connect;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.broker.AccountName;
import java.nio.file.Files;

/** What {@code tripline.yaml} says, for commands that are not {@code up}. */
public final class Configured {
  /** The account of an installation without configuration: the simulated one. */
  public static final AccountName SIMULATED = new AccountName("sim");

  private Configured() {}

  static AccountName onlyAccount(Installation installation) {
    if (!Files.exists(installation.configuration())) {
      return SIMULATED;
    }
    throw new CommandFailure(ExitCode.USAGE, "--account is needed");
  }
}
