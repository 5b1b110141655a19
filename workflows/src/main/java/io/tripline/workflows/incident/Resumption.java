package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.session.Sessions;
import java.time.Duration;
import java.util.Optional;

/**
 * Step "Verify Trading Can Resume": the ladder passes entries, a permit that is never used is
 * granted, and the day's session runs where one is due. For workflow threads.
 */
final class Resumption {
  private final CaseDesk desk;
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final Sessions sessions =
      Workflow.newActivityStub(Sessions.class, Policies.sessionPass());
  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private int probes;

  Resumption(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
    this.announcements = desk.announcements();
  }

  /** True when verified; false when the account tripped again under a later halt epoch. */
  boolean verified() {
    int epoch = facts.epoch();
    boolean told = false;
    Duration wait = Policies.VERIFY_AGAIN;
    sheet.begin(P1Step.VERIFY_TRADING);
    while (epoch == facts.epoch()) {
      if (heldByAnOutage(epoch)) {
        continue;
      }
      Optional<String> refusal = look();
      if (refusal.isEmpty()) {
        // It may have tripped again while this waited for the guard or the session.
        return epoch == facts.epoch();
      }
      sheet.waiting(P1Step.VERIFY_TRADING, refusal.get());
      if (!told) {
        told = true;
        announcements.tell(
            Urgency.PAGE,
            "The halt was lifted, but trading can't resume yet",
            refusal.get(),
            NextCommand.flattenStatus(facts.account()));
      }
      sheet.publish();
      pause(wait, epoch);
      wait = Policies.rarer(wait);
    }
    return false;
  }

  /** A P0 of the account goes first: no session is started meanwhile. */
  private boolean heldByAnOutage(int epoch) {
    Optional<String> held = facts.testimony().held();
    if (held.isEmpty()) {
      return false;
    }
    sheet.waiting(P1Step.VERIFY_TRADING, held.get());
    sheet.publish();
    Workflow.await(() -> epoch != facts.epoch() || !held.equals(facts.testimony().held()));
    return true;
  }

  /** Why entries do not pass; empty when all is well. */
  private Optional<String> look() {
    try {
      Promise<GuardStatus> asked = Async.function(halts::status, facts.account());
      PermitAnswer answer = halts.probe(probe());
      GuardStatus status = asked.get();
      if (!status.ladder().passesEntries()) {
        return Optional.of("the ladder is " + status.ladder() + ": " + status.why());
      }
      return switch (answer) {
        case PermitAnswer.Granted granted -> {
          sheet.done(
              P1Step.VERIFY_TRADING,
              "the ladder is "
                  + status.ladder()
                  + ", a probe permit of epoch "
                  + granted.permit().epoch()
                  + " was granted, "
                  + session(status));
          yield Optional.empty();
        }
        case PermitAnswer.Refused(var fault, var reason) ->
            Optional.of("a probe permit was refused: " + fault + ", " + reason);
      };
    } catch (ActivityFailure e) {
      return Optional.of("the guard did not answer: " + Fault.detailOf(e));
    }
  }

  private PermitRequest probe() {
    probes++;
    return new PermitRequest(
        facts.id() + "/probe-" + facts.epoch() + "-" + probes,
        facts.account(),
        facts.id(),
        new OrderIntent(facts.policy().session().symbol(), Side.BUY, Quantity.of("1"), null, true),
        true);
  }

  private String session(GuardStatus status) {
    if (facts.brief().killSwitch() == KillSwitch.K3) {
      return startedAgain(status);
    }
    if (status.session() != null) {
      return "session " + status.session() + " runs";
    }
    if (!facts.policy().session().trades()) {
      return "no session is due: this account only watches";
    }
    MarketClock clock = status.clock();
    if (clock == null || !clock.open()) {
      return "no session is due: the market is closed"
          + (clock == null ? "" : " until " + Plain.time(clock.nextOpen()));
    }
    pause(Policies.SESSION_PATIENCE, facts.epoch());
    String running = halts.status(facts.account()).session();
    if (running != null) {
      return "session " + running + " runs";
    }
    sheet.record(
        EntryKind.INCIDENT, "the incident", "no session runs although one is due", Figures.of());
    announcements.tell(
        Urgency.NOTIFY,
        "Trading may resume, but no session runs",
        "The market is open and account " + facts.account() + " may trade.",
        NextCommand.startSession(facts.account()));
    return "NO SESSION RUNS: start it with " + NextCommand.startSession(facts.account());
  }

  /** After an outage the incident starts it, as step 4 of the P0 document says. */
  private String startedAgain(GuardStatus status) {
    String day = status.tradingDay();
    String why;
    if (!facts.policy().session().trades()) {
      return "no session is due: this account only watches";
    }
    try {
      Sessions.Pass pass =
          sessions.runOnce(
              new Sessions.PassOrder(
                  facts.policy(), day == null ? facts.brief().tradingDay().text() : day));
      String seen = pass.workflowId() + " (run " + pass.runId() + "): " + pass.detail();
      if (pass.well()) {
        return pass.joined()
            ? "session " + seen
            : "the session was started again for one pass, " + seen;
      }
      why = "the session was started again, but " + seen;
    } catch (ActivityFailure e) {
      why = "the session could not be started again: " + Fault.detailOf(e);
    }
    sheet.record(EntryKind.INCIDENT, "the incident", why, Figures.of());
    announcements.tell(
        Urgency.PAGE,
        "Trading may resume, but the session does not run as it should",
        Plain.line(why, 300),
        NextCommand.startSession(facts.account()));
    return "NO GOOD SESSION: "
        + why
        + "; start it with "
        + NextCommand.startSession(facts.account());
  }

  private void pause(Duration span, int epoch) {
    int nudges = desk.nudges();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> {
          Promise<Void> timer =
              Workflow.newTimer(
                  span, TimerOptions.newBuilder().setSummary("before looking again").build());
          Workflow.await(
              () -> timer.isCompleted() || epoch != facts.epoch() || nudges != desk.nudges());
        });
    scope.run();
    scope.cancel();
  }
}
