package io.tripline.cli.review;

import io.tripline.activities.journal.ReviewRow;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.journal.ShownReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Prints the report of a signed review; the last one where none is named. A file that is gone is
 * written again from the journal.
 */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "The report of a signed review; without an id that of the last one.")
final class ReportCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;

  @Override
  public Integer call() throws IOException {
    List<ReviewRow> known = KnownReviews.of(common).reviews();
    String named = target.incident == null ? null : Target.checked(target.incident).value();
    ReviewRow review =
        known.stream()
            .filter(
                each -> named == null ? !each.report().isEmpty() : each.incident().equals(named))
            .reduce((before, next) -> next)
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.USAGE,
                    named == null
                        ? "no review was signed yet"
                        : "the journal knows no review of " + named));
    if (review.report().isEmpty()) {
      throw new CommandFailure(
          ExitCode.PENDING,
          "the review of "
              + review.incident()
              + " has no report yet: it is not signed; `./tripline review show "
              + review.incident()
              + "` says what it waits for");
    }
    return ShownReport.print(common, review.incident(), review.report());
  }
}
