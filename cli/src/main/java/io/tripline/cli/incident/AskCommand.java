package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.CaseRequest;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.P1Response;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Opens the gate of an incident, joins it, or has it asked anew. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description =
        "Ask for what an incident needs people for: the reset of its halt, the measures of a P2."
            + " Whoever asks for a reset counts as one name.")
final class AskCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Reason reason;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    target.check();
    try (Temporal temporal = common.temporal()) {
      String id = target.choose(common, temporal, "ask");
      CaseSaying.send(
          common,
          temporal,
          id,
          "ask",
          CaseRequest.of(CaseSaying.newId("ask", by), by, why),
          P1Response::ask);
      IncidentView view = Target.view(temporal, id);
      view.openGates().forEach(gate -> ViewText.gate(gate).forEach(common.output()::line));
      return (view.openGates().isEmpty() ? ExitCode.OK : ExitCode.AWAITING_APPROVAL).number();
    }
  }
}
