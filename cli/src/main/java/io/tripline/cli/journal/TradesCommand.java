package io.tripline.cli.journal;

import io.tripline.activities.journal.JournalReader;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The last lines, oldest first. */
@Command(
    name = "trades",
    mixinStandardHelpOptions = true,
    description = "The last orders and fills.")
final class TradesCommand implements Callable<Integer> {
  @Mixin Common common;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many (default: ${DEFAULT-VALUE}).")
  int last = 20;

  @Override
  public Integer call() {
    Output output = common.output();
    try (JournalReader reader = Entries.open(common)) {
      output.rows(
          "entries",
          reader.trades(Entries.count(last)).stream()
              .map(each -> Entries.row(each, output.forMachines()))
              .toList());
    }
    return ExitCode.OK.number();
  }
}
