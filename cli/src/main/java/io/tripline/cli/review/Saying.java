package io.tripline.cli.review;

import io.temporal.client.WorkflowClient;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.workflows.review.Contribution;
import io.tripline.workflows.runbook.IncidentId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the verbs that add something to a review have in common. */
final class Saying {
  @Option(names = "--text", paramLabel = "TEXT", description = "What is to be kept; needed.")
  @Nullable String text;

  /** Sends it; answers the exit code. */
  int say(String what, Common common, Target target, Person person, @Nullable Boolean needed) {
    String said = text;
    if (said == null || said.isBlank()) {
      throw new CommandFailure(ExitCode.USAGE, "--text is needed: it is what the review keeps");
    }
    String by = person.name();
    IncidentId incident = target.choose(common, "review " + what);
    String requestId = Reviewing.requestId(what, by);
    Contribution contribution = new Contribution(requestId, what, said, by, needed);
    return new Reviewing(common)
        .send(
            incident,
            "contribute",
            requestId,
            by,
            (review, options) ->
                WorkflowClient.startUpdate(review::contribute, contribution, options));
  }
}
