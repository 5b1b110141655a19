package io.tripline.cli.flatten;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import java.time.Duration;
import java.util.Optional;

/** The usual flatten: the guard halts and asks for it; a class of its own for a fast start. */
final class DurableFlatten {
  private DurableFlatten() {}

  static ExitCode run(Common common, String by, String why, Duration patience)
      throws InterruptedException {
    Output output = common.output();
    AccountName account = common.account();
    try (Temporal temporal = common.temporal()) {
      Tripping tripping = new Tripping(temporal, account);
      FlattenNotice before = tripping.guard().lastFlatten();
      TripAnswer answer = tripping.trip(TripLevel.FLATTEN, by, why);
      output.say(
          "halted by "
              + by
              + (answer.joined() ? " (it was halted before)" : "")
              + "; incident "
              + answer.incident()
              + "; closing everything in scope");
      return new ProofWait(
              () -> Optional.ofNullable(temporal.guard(account).status().lastFlatten()),
              output,
              before)
          .await(answer, patience);
    }
  }
}
