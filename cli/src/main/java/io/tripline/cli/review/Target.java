package io.tripline.cli.review;

import io.tripline.activities.journal.ReviewRow;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.runbook.IncidentId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The review that a command is about: of the named incident, or the only unsigned one. */
final class Target {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Incident id; may be left out where exactly one review is unsigned.")
  @Nullable String incident;

  /** The incident's id; a usage failure that lists what there is where it is not clear. */
  IncidentId choose(Common common, String command) {
    return choose(incident, common, command);
  }

  static IncidentId choose(@Nullable String named, Common common, String command) {
    if (named != null) {
      return checked(named);
    }
    List<String> open =
        KnownReviews.of(common).reviews().stream()
            .filter(ReviewRow::open)
            .map(ReviewRow::incident)
            .toList();
    return checked(only(open, command, "no review is unsigned"));
  }

  /** The same for what is done after the signature, too. */
  static IncidentId chooseForActions(@Nullable String named, Common common, String command) {
    if (named != null) {
      return checked(named);
    }
    KnownReviews known = KnownReviews.of(common);
    List<String> open =
        known.reviews().stream()
            .map(ReviewRow::incident)
            .filter(each -> known.unfinished(each))
            .toList();
    return checked(only(open, command, "no review is unsigned and no action item is open"));
  }

  private static String only(List<String> open, String command, String none) {
    if (open.size() == 1) {
      return open.get(0);
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        open.isEmpty()
            ? command + ": " + none + "; `./tripline review list` shows those that exist"
            : command + ": several are open, name one: " + String.join(", ", open));
  }

  /** Also takes the workflow id of the review. */
  static IncidentId checked(String typed) {
    String id = typed.startsWith("review-") ? typed.substring("review-".length()) : typed;
    try {
      return new IncidentId(id);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
