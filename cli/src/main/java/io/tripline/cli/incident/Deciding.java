package io.tripline.cli.incident;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.flatten.FlattenStatus;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.limits.LimitChange;
import io.tripline.workflows.limits.LimitChangeStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the gate that is meant, sends the decision, says what it led to. */
final class Deciding {
  private final Common common;
  private final Temporal temporal;
  private final AccountName account;

  /** A gate where it is open; {@code gate} is null for one that was named and is not open. */
  private record Place(String workflow, String gateId, @Nullable Gate gate) {}

  Deciding(Common common, Temporal temporal) {
    this.common = common;
    this.temporal = temporal;
    this.account = common.account();
  }

  /** Refuses a malformed id before anything is asked. */
  static void check(@Nullable String workflow) {
    if (workflow != null && ofAnIncident(workflow)) {
      OpenIncidents.choose(workflow, List.of(), "");
    }
  }

  private static boolean ofAnIncident(String workflow) {
    return !workflow.startsWith("flatten-") && !workflow.startsWith("limit-");
  }

  int decide(
      String verdict, @Nullable String workflow, @Nullable String gate, String by, String reason) {
    Place place = find(verdict, workflow, gate);
    Output output = common.output();
    if (place.gate() != null) {
      ViewText.gate(place.gate()).forEach(output::line);
    }
    output.line(
        "  "
            + verdict
            + " "
            + place.gateId()
            + " of "
            + place.workflow()
            + " as "
            + by
            + " (a claimed name)");
    String requestId = requestId(place, verdict, by);
    if (repeatsAfterTheEnd(place, verdict, by)) {
      output.line("  " + by + " said that before; " + place.workflow() + " has ended since");
      return ExitCode.OK.number();
    }
    DecisionAnswer answer =
        send(
            place,
            new DecisionRequest(
                requestId,
                place.gateId(),
                verdict,
                by,
                reason,
                digest(place),
                ofAnIncident(place.workflow()) ? place.workflow() : null));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("procedure", place.workflow());
    document.put("gate", answer.gate());
    document.put("verdict", verdict);
    document.put("by", by);
    document.put("outcome", answer.outcome().name());
    document.put("approvedBy", answer.by());
    document.put("sentence", answer.sentence());
    output.document(document);
    output.line("  " + answer.sentence());
    return switch (answer.outcome()) {
      case APPROVED, DENIED -> ExitCode.OK.number();
      case WAITING, COOLING_OFF -> ExitCode.AWAITING_APPROVAL.number();
    };
  }

  /** The same person's same decision is no failure, also when the procedure is over. */
  private boolean repeatsAfterTheEnd(Place place, String verdict, String by) {
    if (place.gate() != null || place.workflow().equals(Flatten.idOf(account))) {
      return false;
    }
    boolean over;
    List<DecisionRecord> decisions;
    if (place.workflow().equals(LimitChange.idOf(account))) {
      LimitChangeStatus status = temporal.limitChange(account).status();
      over = status.result() != null;
      decisions = status.decisions();
    } else {
      IncidentView view = Target.view(temporal, place.workflow());
      over = LiveView.over(view);
      decisions = view.decisions();
    }
    return over
        && decisions.stream()
            .anyMatch(each ->
                !each.refused()
                    && each.gate().equals(place.gateId())
                    && each.verdict().equals(verdict)
                    && each.by().equals(by));
  }

  private static @Nullable String digest(Place place) {
    return place.gate() == null ? null : place.gate().digest();
  }

  private DecisionAnswer send(Place place, DecisionRequest request) {
    try {
      var options =
          Temporal.update(DecisionAnswer.class, "decide", String.valueOf(request.requestId()));
      if (place.workflow().equals(Flatten.idOf(account))) {
        Flatten flatten = temporal.flatten(account);
        return Temporal.answer(() -> WorkflowClient.startUpdate(flatten::decide, request, options));
      }
      if (place.workflow().equals(LimitChange.idOf(account))) {
        LimitChange change = temporal.limitChange(account);
        return Temporal.answer(() -> WorkflowClient.startUpdate(change::decide, request, options));
      }
      var incident = temporal.incident(place.workflow());
      return Temporal.answer(() -> WorkflowClient.startUpdate(incident::decide, request, options));
    } catch (WorkflowNotFoundException e) {
      throw ended(place.workflow(), e);
    }
  }

  /** The incident is over, or never was. */
  private CommandFailure ended(String workflow, WorkflowNotFoundException e) {
    boolean known =
        OpenIncidents.known(common.installation()).stream()
            .anyMatch(each -> each.id().equals(workflow));
    return known
        ? new CommandFailure(
            ExitCode.CONFLICT, workflow + " has ended: the decision comes too late", e)
        : Target.unknown(workflow, e);
  }

  /**
   * Two clicks within one look are one request; a repeat after the answer was seen is a new one, so
   * that it is answered with where the gate stands by then.
   */
  private String requestId(Place place, String verdict, String by) {
    long before = 0;
    if (place.workflow().equals(LimitChange.idOf(account))) {
      before =
          temporal.limitChange(account).status().decisions().stream()
              .filter(each -> each.gate().equals(place.gateId()) && each.by().equals(by))
              .count();
    } else if (!place.workflow().equals(Flatten.idOf(account))) {
      before =
          Target.view(temporal, place.workflow()).decisions().stream()
              .filter(each -> each.gate().equals(place.gateId()) && each.by().equals(by))
              .count();
    }
    return by + "/" + verdict + "/" + place.gateId() + "/" + before;
  }

  private Place find(String verdict, @Nullable String workflow, @Nullable String gate) {
    List<Place> open = new ArrayList<>();
    List<String> incidents =
        workflow == null
            ? OpenIncidents.ids(common.installation(), temporal, account)
            : ofAnIncident(workflow)
                ? List.of(OpenIncidents.choose(workflow, List.of(), verdict))
                : List.of();
    for (String incident : incidents) {
      IncidentView view = Target.view(temporal, incident);
      view.openGates().forEach(each -> open.add(new Place(incident, each.id(), each)));
    }
    if (workflow == null || workflow.equals(Flatten.idOf(account))) {
      Gate ofFlatten = flattenGate();
      if (ofFlatten != null) {
        open.add(new Place(Flatten.idOf(account), ofFlatten.id(), ofFlatten));
      }
    }
    if (workflow == null || workflow.equals(LimitChange.idOf(account))) {
      Gate ofTheLimit = limitGate();
      if (ofTheLimit != null) {
        open.add(new Place(LimitChange.idOf(account), ofTheLimit.id(), ofTheLimit));
      }
    }
    List<Place> meant =
        open.stream().filter(each -> gate == null || each.gateId().equals(gate)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (gate != null && meant.isEmpty() && incidents.size() == 1) {
      return new Place(incidents.get(0), gate, null);
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        meant.isEmpty()
            ? verdict
                + ": no gate is open"
                + (incidents.isEmpty() ? "" : " in " + String.join(", ", incidents))
                + "; `./tripline status` shows what is waited for"
            : verdict
                + ": several gates are open, name one: "
                + String.join(
                    ", ",
                    meant.stream()
                        .map(each -> each.workflow() + " --gate " + each.gateId())
                        .toList()));
  }

  private @Nullable Gate limitGate() {
    try {
      LimitChangeStatus status = temporal.limitChange(account).status();
      return status.result() == null ? status.gate() : null;
    } catch (WorkflowNotFoundException | WorkflowServiceException e) {
      return null;
    }
  }

  private @Nullable Gate flattenGate() {
    try {
      FlattenStatus status = temporal.flatten(account).status();
      return status.result() == null ? status.gate() : null;
    } catch (WorkflowNotFoundException | WorkflowServiceException e) {
      return null;
    }
  }
}
