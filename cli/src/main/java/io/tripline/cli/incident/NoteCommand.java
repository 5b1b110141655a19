package io.tripline.cli.incident;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.P1Response;
import io.tripline.workflows.incident.Word;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds a line to the timeline. */
@Command(
    name = "note",
    mixinStandardHelpOptions = true,
    description = "Add a line to an incident's timeline.")
final class NoteCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;

  @Option(names = "--text", required = true, paramLabel = "TEXT", description = "The note.")
  @Nullable String text;

  @Override
  public Integer call() {
    String by = person.name();
    target.check();
    try (Temporal temporal = common.temporal()) {
      String id = target.choose(common, temporal, "note");
      P1Response incident = temporal.incident(id);
      String requestId = "note/" + by + "/" + UUID.randomUUID();
      String answer =
          Temporal.answer(() ->
              WorkflowClient.startUpdate(
                  incident::note,
                  new Word(requestId, by, null, text),
                  Temporal.update(String.class, "note", requestId)));
      common.output().line(id + ": " + answer);
      common.output().document(Map.of("incident", id, "by", by, "answer", answer));
      return ExitCode.OK.number();
    } catch (WorkflowNotFoundException e) {
      throw Target.unknown(e.getExecution().getWorkflowId(), e);
    }
  }
}
