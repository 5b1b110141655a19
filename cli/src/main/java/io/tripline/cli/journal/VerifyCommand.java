package io.tripline.cli.journal;

import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.Verification;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks every hash of the chain. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check the audit's hash chain; exit 1 when it is broken.",
      "The chain alone can't show that its last entries were cut off: the mirror and a copy of an"
          + " earlier head (--expect) do."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin Common common;

  @Option(
      names = "--expect",
      paramLabel = "SEQUENCE:HASH",
      description = "A head that was kept elsewhere; exit 1 when the journal does not hold it.")
  @Nullable String expect;

  /** A head as it was printed: the number of entries, and the hash of the last one. */
  private record Head(long sequence, String hash) {
    static Head parse(String text) {
      if (!text.matches("[1-9][0-9]{0,17}:[0-9a-f]{64}")) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "--expect: must be SEQUENCE:HASH, the entries and head of an earlier verify, was "
                + text);
      }
      int colon = text.indexOf(':');
      return new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }
  }

  @Override
  public Integer call() {
    Optional<Head> expected = Optional.ofNullable(expect).map(Head::parse);
    Verification found;
    boolean held;
    try (JournalReader reader = Entries.open(common)) {
      found = reader.verify();
      held = expected.map(head -> reader.holds(head.sequence(), head.hash())).orElse(true);
    }
    List<String> problems = new ArrayList<>(found.problems());
    if (!held) {
      problems.add("the journal does not hold " + expect + ": entries were removed or replaced");
    }
    boolean whole = found.whole() && held;
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("whole", whole);
    document.put("entries", found.entries());
    document.put("head", found.head());
    document.put("comparedWithMirror", found.comparedWithMirror());
    document.put("problems", problems);
    common.output().object(document);
    if (!found.comparedWithMirror()) {
      common
          .output()
          .say(
              "there is no mirror here to compare with: entries that were cut off at the end do not"
                  + " show; compare with a head that you kept (--expect SEQUENCE:HASH)");
    }
    return (whole ? ExitCode.OK : ExitCode.FAILED).number();
  }
}
