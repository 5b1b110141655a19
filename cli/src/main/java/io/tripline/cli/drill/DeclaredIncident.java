package io.tripline.cli.drill;

import io.temporal.client.WorkflowException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An incident that a person declares in a drill, through the usual command. */
final class DeclaredIncident {
  static final Duration SOON = Duration.ofMinutes(2);

  private final Stage stage;

  DeclaredIncident(Stage stage) {
    this.stage = stage;
  }

  /** Declares a P2; answers its id once it waits for people. */
  String begin(Cause cause) throws IOException, InterruptedException {
    int code =
        stage
            .typed()
            .run(
                "incident",
                "declare",
                "P2",
                "--cause",
                cause.word(),
                "--as",
                DrillPlace.ROSTER.get(2),
                "--reason",
                "drill: fills take long");
    if (code != ExitCode.OK.number()) {
      throw new CommandFailure(ExitCode.FAILED, "the declaration ended with exit code " + code);
    }
    List<String> found = new ArrayList<>();
    Waiting.until(
        "the guard has the P2 on its books",
        SOON,
        () -> {
          stage
              .status()
              .ifPresent(status ->
                  status.incidents().stream()
                      .filter(id -> id.contains("-" + cause.word() + "-"))
                      .forEach(found::add));
          return !found.isEmpty();
        });
    String id = found.get(0);
    Waiting.until("the P2 asks for its measures", SOON, () -> asks(id));
    return id;
  }

  private boolean asks(String id) {
    try {
      return !stage.system().temporal().incident(id).view().openGates().isEmpty();
    } catch (WorkflowException e) {
      // The guard has it on its books before it runs.
      return false;
    }
  }

  static String typeOf(Histories histories, String workflow) {
    return histories.runs(workflow).stream()
        .flatMap(run -> run.events().stream())
        .findFirst()
        .map(
            event -> event.getWorkflowExecutionStartedEventAttributes().getWorkflowType().getName())
        .orElse("none");
  }
}
