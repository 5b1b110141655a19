package io.tripline.cli.incident;

import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.runbook.IncidentStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Turns successive views of an incident into the lines that are new. Not thread-safe. */
public final class LiveView {
  private final Consumer<String> line;
  private final String commandOptions;
  private final Map<String, String> steps = new HashMap<>();
  private int timeline;
  private String status = "";
  private String awaited = "";
  private List<String> gates = List.of();

  /** Lines go to {@code line}; {@code commandOptions} are added to every command shown. */
  public LiveView(Consumer<String> line, String commandOptions) {
    this.line = line;
    this.commandOptions = commandOptions;
  }

  /** True when nothing more will change. */
  public static boolean over(IncidentView view) {
    return switch (view.status()) {
      case DECLARED, ACKNOWLEDGED, MITIGATED -> false;
      case RESOLVED -> view.reportPath() != null;
      case IN_REVIEW, CLOSED, CANCELLED, MERGED -> true;
    };
  }

  /** Prints what is new since the last call. */
  public void show(IncidentView view) {
    for (; timeline < view.timeline().size(); timeline++) {
      line.accept(ViewText.timeline(view.timeline().get(timeline)));
    }
    view.steps().forEach(this::step);
    status(view.status());
    List<String> open = view.openGates().stream().map(gate -> gate.id()).toList();
    view.openGates().stream()
        .filter(gate -> !gates.contains(gate.id()))
        .forEach(gate -> ViewText.gate(gate).forEach(line));
    gates = open;
    if (!view.awaited().equals(awaited)) {
      awaited = view.awaited();
      if (!awaited.isBlank()) {
        line.accept(
            now()
                + "  waits for "
                + awaited
                + (view.nextCommand().isBlank()
                    ? ""
                    : "; type: " + view.nextCommand() + commandOptions));
      }
    }
  }

  private void step(StepView step) {
    String shown = ViewText.step(step);
    String before = steps.put(step.id(), shown);
    boolean silent = before == null && step.state() == StepState.PENDING;
    if (!silent && !shown.equals(before)) {
      line.accept(now() + "  " + shown);
    }
  }

  private void status(IncidentStatus now) {
    if (!now.name().equals(status)) {
      status = now.name();
      line.accept(now() + "  status " + status + " (" + now.templateWord() + ")");
    }
  }

  private static String now() {
    return ViewText.clock(Instant.now());
  }
}
