package io.tripline.cli.disarm;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.flatten.DirectBroker;
import io.tripline.workflows.arming.FlagsChange;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores the flags that the guard has set at the broker. */
@Command(
    name = "disarm",
    mixinStandardHelpOptions = true,
    description = {
      "Restore the account's flags at the broker as they were before the guard set them"
          + " (no_shorting, max_margin_multiplier, and suspend_trade where it is the guard's).",
      "Needs keys and network only: APCA_API_KEY_ID and APCA_API_SECRET_KEY (APCA_API_BASE_URL:"
          + " paper unless set), or the simulator of what runs here; and the record in the data"
          + " directory. Without a record it shows the flags, and sets what you name.",
      "Exit codes: 0 restored and read back, 2 no record and nothing named, 4 keys refused, 8 not"
          + " read back."
    })
public final class DisarmCommand implements Callable<Integer> {
  @Mixin Common common;

  @Option(names = "--live", description = "The live host, real money.")
  boolean live;

  @Option(names = "--dry-run", description = "Only show the flags and what would be restored.")
  boolean dryRun;

  @Option(
      names = "--no-shorting",
      arity = "1",
      paramLabel = "true|false",
      description = "Set this instead of what is recorded.")
  @Nullable Boolean noShorting;

  @Option(
      names = "--max-margin-multiplier",
      paramLabel = "1|2|4",
      description = "Set this instead of what is recorded.")
  @Nullable String multiplier;

  @Option(
      names = "--suspend-trade",
      arity = "1",
      paramLabel = "true|false",
      description = "Set this instead of what is recorded, whoever set the flag.")
  @Nullable Boolean suspendTrade;

  @Override
  public Integer call() {
    if (multiplier != null && !multiplier.matches("[124]")) {
      throw new CommandFailure(
          ExitCode.USAGE, "--max-margin-multiplier: must be 1, 2 or 4, was " + multiplier);
    }
    return new Disarming(
            DirectBroker.find(System.getenv(), live, common.installation()),
            common.installation().data(),
            common.accountOption(),
            common.output())
        .run(new FlagsChange(noShorting, multiplier, suspendTrade), dryRun)
        .number();
  }
}
