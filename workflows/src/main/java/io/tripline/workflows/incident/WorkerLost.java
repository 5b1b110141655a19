package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Our trading worker dies while the broker's API is out: one outage, so one incident. It becomes a
 * P0 in place; reset and session wait until a worker answers, and an account that stays exposed is
 * flattened as in any P0. For workflow threads.
 */
final class WorkerLost {
  private final SystemProbes probes =
      Workflow.newActivityStub(SystemProbes.class, Policies.systemLook());
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.trip());
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private final HaltCourse halt;
  private int losses;

  WorkerLost(CaseDesk desk, HaltCourse halt) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
    this.halt = halt;
  }

  /** Only what the guard files here: a worker that dies in another halt is a P0 of its own. */
  void told(@Nullable Alarm alarm) {
    if (alarm == null
        || alarm.severity() != Severity.P0
        || alarm.cause() != Cause.WORKER_DOWN
        || facts.knownBrief().filter(each -> each.killSwitch() == KillSwitch.K3).isEmpty()
        || desk.closing()
        || facts.testimony().workerLost()) {
      return;
    }
    losses++;
    facts.testimony().workerLost(true);
    Async.procedure(() -> outlast(alarm));
  }

  private void outlast(Alarm alarm) {
    begin(alarm.reason());
    Instant flatAt = alarm.detectedAt().plus(facts.policy().outage().flattenAfter());
    boolean asked = false;
    String shown = "";
    Duration wait = Policies.PROBE_FIRST;
    while (!desk.over()) {
      SystemState seen = probes.look(facts.policy());
      if (seen.worker().check() == Check.PASS) {
        answersAgain(seen);
        return;
      }
      asked |= !asked && due(seen, flatAt) && flatten(seen);
      String now = standing(seen, flatAt, asked);
      if (!now.equals(shown)) {
        shown = now;
        sheet.record(EntryKind.INCIDENT, CaseDesk.MACHINE, now, Figures.of());
        sheet.publish();
      }
      desk.pause(asked ? wait : inTime(wait, flatAt), "before looking for a trading worker again");
      wait = longer(wait);
    }
  }

  /** People hear at once; what was called mitigated is not, while nobody watches what is held. */
  private void begin(String reason) {
    if (sheet.ended(P1Step.PROVE_FLAT) && facts.proof().isEmpty()) {
      facts.notMitigated(desk.acknowledgement().acknowledged());
    }
    if (desk.knownGate().orElse(null) instanceof ResetGate gate) {
      gate.notReady(facts.testimony().held().orElse(reason));
    }
    desk.next(NextCommand.RESTART);
    boolean told = false;
    if (facts.severity() == Severity.P0) {
      desk.acknowledgement().notMitigated(RunSheet.now());
    } else {
      desk.severityChange().byMachine(Severity.P0, reason);
      told = desk.announcements().promises();
    }
    if (!told) {
      desk.statusUpdate(Urgency.PAGE, "P0: the trading worker is down as well", reason);
    }
    sheet.publish();
  }

  private void answersAgain(SystemState seen) {
    facts.testimony().workerLost(false);
    desk.next("");
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "a trading worker answers again, seen at " + Plain.time(seen.at()) + ": this goes on",
        Figures.of("worker", seen.worker().check().name()));
    if (sheet.ended(P1Step.PROVE_FLAT)) {
      desk.mitigated("a trading worker answers again, entries are refused");
    }
    sheet.publish();
  }

  /** A flatten that the halt asked for has its own end; with the market closed nothing can be. */
  private boolean due(SystemState seen, Instant flatAt) {
    boolean underWay = facts.flattens() && facts.flattenResult().isEmpty();
    return seen.exposed()
        && !underWay
        && !Boolean.FALSE.equals(seen.marketOpen())
        && !RunSheet.now().isBefore(flatAt);
  }

  /** True when the guard took it; it is asked again after a refusal. */
  private boolean flatten(SystemState seen) {
    String why =
        "exposed and without a trading worker for "
            + Plain.span(facts.policy().outage().flattenAfter())
            + " ("
            + facts.id()
            + "): "
            + seen.exposure().text();
    sheet.record(
        EntryKind.FLATTEN, CaseDesk.MACHINE, "asking the guard for flat: " + why, Figures.of());
    sheet.publish();
    facts.forgetFlatten();
    boolean mine = sheet.ended(P1Step.PROVE_FLAT);
    try {
      halts.trip(
          new TripRequest(
              facts.account(),
              "trip-K14-" + facts.id() + "-" + losses,
              KillSwitch.K14,
              TripLevel.FLATTEN,
              null,
              facts.id(),
              why,
              null));
    } catch (ActivityFailure e) {
      desk.statusUpdate(
          Urgency.PAGE,
          "P0: NOT FLAT, the guard refused the trip",
          "Flatten by hand: see the runbook of P0, step 2. " + Fault.detailOf(e));
      return false;
    }
    desk.statusUpdate(Urgency.PAGE, "P0: emergency flatten asked for", why);
    if (mine) {
      if (!desk.rules().has(CaseRules.LATE_FLATTEN)) {
        sheet.waiting(P1Step.PROVE_FLAT, "asked for: " + why);
        Async.procedure(this::conclude);
      } else if (sheet.ended(P1Step.PROVE_FLAT)) {
        halt.again("asked for: " + why);
      }
    }
    return true;
  }

  private void conclude() {
    Workflow.await(() -> facts.flattenResult().isPresent() || desk.over());
    facts.flattenResult().ifPresent(halt::flatEnded);
    sheet.publish();
  }

  private static String standing(SystemState seen, Instant flatAt, boolean asked) {
    String held = seen.exposed() ? "exposed: " + seen.exposure().text() : "nothing is held";
    String next =
        !seen.exposed() || asked
            ? ""
            : Boolean.FALSE.equals(seen.marketOpen())
                ? "; the market is closed, nothing can be closed"
                : "; flattened at " + Plain.time(flatAt) + " unless a worker answers before";
    return "no trading worker answers, reset and session wait; " + held + next;
  }

  /** The next look must not come after the moment at which it is flattened. */
  private static Duration inTime(Duration length, Instant flatAt) {
    Duration left = Duration.between(RunSheet.now(), flatAt);
    return left.isPositive() && left.compareTo(length) < 0 ? left : length;
  }

  private static Duration longer(Duration wait) {
    Duration doubled = wait.multipliedBy(2);
    return doubled.compareTo(Policies.PROBE_LATEST) > 0 ? Policies.PROBE_LATEST : doubled;
  }
}
