package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.P0Step;
import io.tripline.workflows.session.Sessions;
import java.time.Duration;

/**
 * Step "Verify That It Trades": the guard answers, the day's session runs where one is due, and a
 * permit that is never used is granted, or is refused because the account is halted: that halt has
 * an incident and a reset of its own. For workflow threads.
 */
final class TradingAgain {
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final Sessions sessions =
      Workflow.newActivityStub(Sessions.class, Policies.sessionPass());
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private int probes;

  TradingAgain(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
  }

  /** Looks until it is so; answers it in words. */
  String verified() {
    sheet.begin(P0Step.VERIFY_TRADING);
    String shown = "";
    Duration wait = Policies.VERIFY_AGAIN;
    while (true) {
      String refusal;
      try {
        GuardStatus status = halts.status(facts.account());
        if (status.isHalted()) {
          String halted =
              "the guard answers; the account is halted (" + status.why() + ") and is reset there";
          sheet.done(P0Step.VERIFY_TRADING, halted);
          return halted;
        }
        PermitAnswer answer = halts.probe(probe());
        if (answer instanceof PermitAnswer.Granted) {
          String works = "entries pass, " + session(status);
          sheet.done(P0Step.VERIFY_TRADING, works);
          return works;
        }
        PermitAnswer.Refused refused = (PermitAnswer.Refused) answer;
        refusal = "a probe permit was refused: " + refused.fault() + ", " + refused.reason();
      } catch (NobodyAnswers e) {
        refusal = e.what;
      } catch (ActivityFailure e) {
        refusal = "the guard did not answer: " + Fault.detailOf(e);
      }
      if (!refusal.equals(shown)) {
        shown = refusal;
        sheet.waiting(P0Step.VERIFY_TRADING, refusal);
        desk.statusUpdate(Urgency.NOTIFY, "P0: all parts work, but it does not trade", refusal);
      }
      sheet.publish();
      desk.pause(wait, "before looking again");
      wait = Policies.rarer(wait);
    }
  }

  /** A session reads the day's orders first: it repeats no executed decision. */
  private String session(GuardStatus status) {
    String day = status.tradingDay();
    if (!facts.policy().session().trades()) {
      return "no session is due: this account only watches";
    }
    if (day == null || status.clock() == null || !status.clock().open()) {
      return "no session is due: the market is closed";
    }
    try {
      Sessions.Pass pass = sessions.runOnce(new Sessions.PassOrder(facts.policy(), day));
      String seen = "session " + pass.workflowId() + " " + pass.detail();
      if (pass.well()) {
        return seen;
      }
      return noSession(seen);
    } catch (ActivityFailure e) {
      if (Fault.of(e).filter(fault -> fault == Fault.NOT_READY).isPresent()) {
        throw new NobodyAnswers("entries pass, but " + Fault.detailOf(e));
      }
      return noSession("the session could not be started: " + Fault.detailOf(e));
    }
  }

  private String noSession(String why) {
    desk.announcements()
        .tell(
            Urgency.PAGE,
            "The system works again, but the session does not run as it should",
            Plain.line(why, 300),
            NextCommand.startSession(facts.account()));
    return "NO GOOD SESSION: " + why;
  }

  /** A session runs and no worker speaks for it: that is the outage, not its end. */
  private static final class NobodyAnswers extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String what;

    NobodyAnswers(String what) {
      super(what);
      this.what = what;
    }
  }

  private PermitRequest probe() {
    probes++;
    return new PermitRequest(
        facts.id() + "/probe-" + probes,
        facts.account(),
        facts.id(),
        new OrderIntent(facts.policy().session().symbol(), Side.BUY, Quantity.of("1"), null, true),
        true);
  }
}
