package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An incident that a person started: it trips the manual switch, and the guard's alert brings the
 * brief. What can't be used ends the procedure with a sentence, never with a blocked task.
 */
final class DeclaredByHand {
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.trip());
  private final Configuration configuration =
      Workflow.newActivityStub(Configuration.class, Policies.configuration());
  private final CaseDesk desk;

  DeclaredByHand(CaseDesk desk) {
    this.desk = desk;
  }

  /** Why it ended before it began. */
  record Ended(IncidentStatus status, String why) {}

  /** Reads the account's policy; answers why the start is refused. */
  Optional<Ended> prepare(@Nullable IncidentStart start) {
    if (start == null || start.account() == null) {
      return refused(
          "account: missing or malformed; send"
              + " {\"account\":\"name\",\"by\":\"you\",\"reason\":\"why\"}");
    }
    if (reason(start).isEmpty()) {
      return refused("reason: missing; say why trading must halt");
    }
    AccountName account = start.account();
    String id = desk.facts().id();
    try {
      PersonName.of(start.by(), "by");
      new IncidentId(id);
      desk.ready(configuration.policy(account));
      return Optional.empty();
    } catch (Refusal | IllegalArgumentException e) {
      return refused(String.valueOf(e.getMessage()));
    } catch (ActivityFailure e) {
      return refused(Fault.detailOf(e));
    }
  }

  /** Trips the switch and waits for the guard's alert; answers how it ended when it is not ours. */
  Optional<Ended> trip(IncidentStart start) {
    Facts facts = desk.facts();
    try {
      TripAnswer answer =
          halts.trip(
              new TripRequest(
                  facts.account(),
                  "trip-K13-" + facts.id(),
                  KillSwitch.K13,
                  TripLevel.FLATTEN,
                  null,
                  start.by(),
                  reason(start),
                  facts.id()));
      if (!answer.incident().equals(facts.id())) {
        return Optional.of(
            new Ended(
                IncidentStatus.MERGED,
                "the halt belongs to " + answer.incident() + ": go on there"));
      }
    } catch (ActivityFailure e) {
      return refused("the guard refused the trip: " + Fault.detailOf(e));
    }
    Workflow.await(() -> facts.knownBrief().isPresent());
    return Optional.empty();
  }

  static String reason(@Nullable IncidentStart start) {
    return start == null ? "" : Plain.line(start.reason(), 300);
  }

  private static Optional<Ended> refused(String why) {
    return Optional.of(new Ended(IncidentStatus.CANCELLED, "refused: " + why));
  }
}
