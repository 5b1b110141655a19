package io.tripline.cli.journal;

import io.tripline.activities.journal.JournalReader;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything, one JSON object a line, to stdout. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Every entry as one JSON object a line, to stdout.")
final class ExportCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    try (JournalReader reader = Entries.open(common)) {
      reader.export(common.writer());
    }
    common.writer().flush();
    return ExitCode.OK.number();
  }
}
