package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.CauseRules;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an incident begins that no kill switch opened: by an alarm of the guard, or by a person who
 * starts the procedure. What can't be used ends it with a sentence, never with a blocked task. For
 * workflow threads.
 */
final class Intake {
  private final Configuration configuration =
      Workflow.newActivityStub(Configuration.class, Policies.configuration());
  private final CaseDesk desk;
  private final Facts facts;

  Intake(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
  }

  /** Declares it and tells people; answers why it ended when the start can't be used. */
  Optional<DeclaredByHand.Ended> begin(@Nullable IncidentStart start) {
    desk.begin();
    if (facts.knownAlarm().isEmpty()) {
      Optional<DeclaredByHand.Ended> refused = byHand(start);
      if (refused.isPresent()) {
        return refused;
      }
      // The guard gave no number: its books learn of it here.
      desk.tellGuard();
    }
    declare(facts.alarm());
    return Optional.empty();
  }

  /** People hear at once, and the clock for their answer starts; the rest goes on beside it. */
  private void declare(Alarm alarm) {
    Instant now = RunSheet.now();
    facts.declared(now);
    Map<String, String> data =
        Figures.of(
            "milestone",
            "declared",
            "severity",
            facts.severity().name(),
            "cause",
            alarm.cause().word(),
            "detectedAt",
            facts.milestones(now, null).detected().toString());
    desk.sheet()
        .record(
            EntryKind.INCIDENT,
            alarm.by(),
            facts.severity() + " declared by " + alarm.by() + ": " + alarm.reason(),
            data);
    alarm
        .evidence()
        .forEach((name, value) ->
            desk.sheet().record(EntryKind.INCIDENT, alarm.by(), name + ": " + value, Figures.of()));
    desk.begunUnder();
    desk.statusUpdate(
        switch (facts.severity()) {
          case P0, P1 -> Urgency.PAGE;
          case P2 -> Urgency.NOTIFY;
          case P3 -> Urgency.INFORM;
        },
        desk.procedure().title() + ", account " + facts.account() + ": " + alarm.cause().word(),
        alarm.reason());
    desk.acknowledgement().start(now);
    desk.sheet().publish();
  }

  private Optional<DeclaredByHand.Ended> byHand(@Nullable IncidentStart start) {
    if (start == null || start.account() == null) {
      return refused(
          "account: missing or malformed; send"
              + " {\"account\":\"name\",\"by\":\"you\",\"reason\":\"why\"}");
    }
    String reason = DeclaredByHand.reason(start);
    if (reason.isEmpty()) {
      return refused("reason: missing; say what is wrong");
    }
    try {
      PersonName by = PersonName.of(start.by(), "by");
      IncidentId id = new IncidentId(facts.id());
      Cause cause = cause(start, id);
      AccountPolicy policy = configuration.policy(start.account());
      Instant now = RunSheet.now();
      desk.ready(policy);
      facts.alarm(
          new Alarm(
              id,
              policy,
              facts.severity(),
              cause,
              new TradingDay(TradingDay.dateOf(now)),
              by.shown(),
              reason,
              now,
              now,
              Map.of()));
      return Optional.empty();
    } catch (Refusal | IllegalArgumentException e) {
      return refused(String.valueOf(e.getMessage()));
    } catch (ActivityFailure e) {
      return refused(Fault.detailOf(e));
    }
  }

  private Cause cause(IncidentStart start, IncidentId id) {
    String named = start.cause();
    Cause cause =
        named == null || named.isBlank()
            ? id.cause().orElse(desk.procedure().cause())
            : Cause.parse(named.strip());
    if (desk.rules().has(CaseRules.CAUSE_FITS)) {
      CauseRules.against(facts.severity(), cause)
          .ifPresent(why -> {
            throw new Refusal(why);
          });
    }
    return cause;
  }

  private static Optional<DeclaredByHand.Ended> refused(String why) {
    return Optional.of(new DeclaredByHand.Ended(IncidentStatus.CANCELLED, "refused: " + why));
  }
}
