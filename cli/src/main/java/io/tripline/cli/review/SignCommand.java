package io.tripline.cli.review;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.Word;
import io.tripline.workflows.review.ReviewView;
import io.tripline.workflows.runbook.IncidentId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts a name to the review; closes the incident where that is enough. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = "Sign a review: closes the incident; refused while something is missing.")
final class SignCommand implements Callable<Integer> {
  private static final int LOOKS = 40;

  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Reason reason;

  @Override
  public Integer call() throws InterruptedException {
    String by = person.name();
    IncidentId incident = target.choose(common, "review sign");
    String requestId = Reviewing.requestId("sign", by);
    Word word = new Word(requestId, by, reason.orEmpty(), null);
    int code =
        new Reviewing(common)
            .send(
                incident,
                "sign",
                requestId,
                by,
                (review, options) -> WorkflowClient.startUpdate(review::sign, word, options));
    if (code == ExitCode.OK.number()) {
      tellTheEnd(incident);
    }
    return code;
  }

  /** The report is written a moment later; without it the signature counts all the same. */
  private void tellTheEnd(IncidentId incident) throws InterruptedException {
    try (Temporal temporal = common.temporal()) {
      for (int i = 0; i < LOOKS; i++) {
        ReviewView view = Reviewing.stub(temporal, incident).view();
        if (!view.reviewReport().isEmpty()) {
          common.output().line("  the incident is CLOSED; report " + view.reviewReport());
          if (!view.nextCommand().isEmpty()) {
            common.output().line("  next: " + view.nextCommand() + common.options());
          }
          return;
        }
        Thread.sleep(250);
      }
    } catch (WorkflowException e) {
      common.output().say("(no answer from the procedure; the signature was taken)");
      return;
    }
    common.output().say("(the report is not written yet; the journal is tried again)");
  }
}
