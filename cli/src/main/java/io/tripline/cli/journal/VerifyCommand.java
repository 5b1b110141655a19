package io.tripline.cli.journal;

import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.Verification;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks every hash of the chain. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Check the audit's hash chain; exit 1 when it is broken.")
final class VerifyCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    Verification found;
    try (JournalReader reader = Entries.open(common)) {
      found = reader.verify();
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("whole", found.whole());
    document.put("entries", found.entries());
    document.put("head", found.head());
    document.put("problems", found.problems());
    common.output().object(document);
    return (found.whole() ? ExitCode.OK : ExitCode.FAILED).number();
  }
}
