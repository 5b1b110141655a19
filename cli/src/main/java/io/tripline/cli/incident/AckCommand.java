package io.tripline.cli.incident;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.P1Response;
import io.tripline.workflows.incident.Word;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A named person takes the incident. */
@Command(
    name = "ack",
    mixinStandardHelpOptions = true,
    description = "Take an incident: stops the acknowledgement clock.")
public final class AckCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Reason reason;

  @Override
  public Integer call() {
    String by = person.name();
    Output output = common.output();
    target.check();
    try (Temporal temporal = common.temporal()) {
      String id = target.choose(common, temporal, "ack");
      P1Response incident = temporal.incident(id);
      String requestId = "ack/" + by;
      String answer =
          Temporal.answer(() ->
              WorkflowClient.startUpdate(
                  incident::acknowledge,
                  new Word(requestId, by, reason.orEmpty(), null),
                  Temporal.update(String.class, "acknowledge", requestId)));
      output.line(id + ": " + answer + " (as " + by + ", a claimed name)");
      output.document(Map.of("incident", id, "by", by, "answer", answer));
      return ExitCode.OK.number();
    } catch (WorkflowNotFoundException e) {
      throw Target.unknown(e.getExecution().getWorkflowId(), e);
    }
  }
}
