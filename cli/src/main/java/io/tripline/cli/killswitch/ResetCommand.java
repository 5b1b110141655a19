package io.tripline.cli.killswitch;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.incident.OpenIncidents;
import io.tripline.cli.incident.ViewText;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Trip;
import io.tripline.workflows.incident.P1Response;
import io.tripline.workflows.incident.ResetAsked;
import io.tripline.workflows.incident.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Opens the incident's one reset gate, or joins it; others approve. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = "Ask for the reset of a halt: opens or joins the incident's reset gate.")
final class ResetCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Incident id; may be left out where exactly one halts the account.")
  @Nullable String incident;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    Output output = common.output();
    try (Temporal temporal = common.temporal()) {
      GuardStatus guard = new Tripping(temporal, common.account()).guard();
      if (!guard.isHalted() && incident == null) {
        output.line("is_halted = False: there is nothing to reset");
        output.document(Map.of("isHalted", false));
        return ExitCode.OK.number();
      }
      String id = choose(guard);
      ResetAsked asked = ask(temporal, id, by, why);
      print(output, id, by, asked, guard.policy().approvals());
      return ExitCode.AWAITING_APPROVAL.number();
    }
  }

  private String choose(GuardStatus guard) {
    Trip trip = guard.trip();
    if (incident == null && guard.incidents().isEmpty()) {
      throw new CommandFailure(
          ExitCode.CONFLICT,
          "the account is halted without an incident"
              + (guard.why() == null ? "" : " (" + guard.why() + ")")
              + ": the guard lifts that by itself after a clean reading");
    }
    boolean tripIsOpen = trip != null && guard.incidents().contains(trip.incident());
    List<String> candidates =
        tripIsOpen && trip != null ? List.of(trip.incident()) : guard.incidents();
    return OpenIncidents.choose(incident, candidates, "reset");
  }

  private static ResetAsked ask(Temporal temporal, String id, String by, String why) {
    P1Response procedure = temporal.incident(id);
    String requestId = "reset/" + by + "/" + UUID.randomUUID();
    try {
      return Temporal.answer(() ->
          WorkflowClient.startUpdate(
              procedure::requestReset,
              new Word(requestId, by, why, null),
              Temporal.update(ResetAsked.class, "requestReset", requestId)));
    } catch (WorkflowNotFoundException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no running incident " + id + "; `./tripline incident list` shows those that exist",
          e);
    }
  }

  private void print(Output output, String id, String by, ResetAsked asked, ApprovalPolicy policy) {
    output.line((asked.joined() ? "joined" : "opened") + " the reset gate of " + id + " as " + by);
    asked.resets().forEach(line -> output.line("  resets: " + line));
    asked.keeps().forEach(line -> output.line("  does not touch: " + line));
    ViewText.gate(asked.gate()).forEach(output::line);
    output.line(
        "  so far: "
            + (asked.approvedBy().isEmpty() ? "nobody" : String.join(", ", asked.approvedBy()))
            + "; "
            + whoNext(policy, by)
            + ": ./tripline approve "
            + id
            + " --gate "
            + asked.gate().id()
            + " --as NAME"
            + common.options());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("incident", id);
    document.put("gate", Output.tree(asked.gate()));
    document.put("joined", asked.joined());
    document.put("approvedBy", asked.approvedBy());
    document.put("resets", asked.resets());
    document.put("keeps", asked.keeps());
    output.document(document);
  }

  /** A list of one name has nobody else: that person types twice, with time to think between. */
  static String whoNext(ApprovalPolicy policy, String by) {
    if (policy.roster().size() == 1) {
      return policy.roster().getFirst().name()
          + " alone decides and types, now and again after "
          + policy.coolingOff().toMinutes()
          + " min";
    }
    List<String> others =
        policy.roster().stream()
            .map(Approver::name)
            .filter(name -> !name.equalsIgnoreCase(by))
            .toList();
    return "one of " + String.join(", ", others) + " types";
  }
}
