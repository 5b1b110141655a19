package io.tripline.workflows.session;

import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Permit;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.killswitch.Ladder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries one decision out: authorise, send once, follow to its end, settle, record. Only for
 * workflow threads.
 */
final class Execution {
  /**
   * What became of it.
   *
   * @param order the order where it ended; null where there is none or its end is not known
   */
  record Done(SessionPass.Result result, @Nullable Order order) {}

  private static final String ASKS_AGAIN = "asks-again";
  private static final String EXITS_ASK_AGAIN = "exits-ask-again";

  private final SessionParts parts;
  private final SessionPolicy how;
  private final Ladder ladder;
  private final OrderDesk desk;
  private final Conclusion conclusion;

  /**
   * For decisions made just now.
   *
   * @param how size, style and patience as they stand
   */
  Execution(SessionParts parts, SessionPolicy how, Ladder ladder) {
    this.parts = parts;
    this.how = how;
    this.ladder = ladder;
    this.desk = new OrderDesk(parts, how.fillPatience());
    this.conclusion =
        new Conclusion(parts.account(), parts.guard(), parts.record(), how.fillPatience());
  }

  OrderDesk desk() {
    return desk;
  }

  Conclusion conclusion() {
    return conclusion;
  }

  /** Throws the failure of a {@link Fault} when something can't be read. */
  Done carryOut(Decision decision) {
    boolean entry = decision.intent().entry();
    for (int attempt = 1; ; attempt++) {
      if (stopped()) {
        return ended(SessionEnd.STOPPED, "stopped before the order was authorised");
      }
      if (entry && parts.record().full()) {
        return ended(SessionEnd.DROPPED, "the journal is behind: no entry");
      }
      if (entry && parts.market().longerThan(Policies.DECISION_LIFE, decision.at())) {
        return tooOld();
      }
      parts.guard().awaitSettledBriefly();
      parts.sheet().to(new SessionState.Authorising(decision.intent()));
      switch (parts.guard().ask(decision.intent(), decision.rest(), decision.quote())) {
        case PermitAnswer.Refused(var fault, var reason) -> {
          parts.sheet().line("the guard says no: " + reason);
          if (fault == Fault.NOT_READY && attempt < Policies.PERMIT_ATTEMPTS && asksAgain(entry)) {
            pause(Policies.ASK_AGAIN, "before the guard is asked once more");
            continue;
          }
          return !entry && fault == Fault.NO_GUARD
              ? leaveUnguarded(decision)
              : refusal(fault, reason);
        }
        case PermitAnswer.Granted(var permit) -> {
          Optional<Done> done = use(permit, decision);
          if (done.isPresent()) {
            return done.get();
          }
          if (attempt >= Policies.PERMIT_ATTEMPTS) {
            return ended(
                SessionEnd.DROPPED, attempt + " permits expired before they could be used");
          }
        }
      }
    }
  }

  private static boolean asksAgain(boolean entry) {
    // Two ids: a run that refused an exit before may still mark the older one at an entry.
    return Workflow.getVersion(entry ? ASKS_AGAIN : EXITS_ASK_AGAIN, Workflow.DEFAULT_VERSION, 1)
        == 1;
  }

  /** Empty when the permit expired unused, so that another may be asked for. */
  private Optional<Done> use(Permit permit, Decision decision) {
    OrderIntent intent = decision.intent();
    if (stopped()) {
      conclusion.settle(permit.id(), Settlement.Outcome.NOT_SENT, "stopped");
      return Optional.of(ended(SessionEnd.STOPPED, "stopped before the order was sent"));
    }
    if (intent.entry() && parts.market().longerThan(Policies.DECISION_LIFE, decision.at())) {
      conclusion.settle(permit.id(), Settlement.Outcome.NOT_SENT, "the decision is too old");
      return Optional.of(tooOld());
    }
    parts.record().intent(permit.id(), intent, decision.price(), decision.why());
    SendOutcome outcome = desk.send(permit.id(), intent, permit.expiresAt());
    if (outcome instanceof SendOutcome.Refused(var fault, var detail)
        && fault == Fault.PERMIT_EXPIRED) {
      conclusion.settle(permit.id(), Settlement.Outcome.NOT_SENT, detail);
      parts.record().failed(permit.id(), "NOT_SENT", detail);
      return Optional.empty();
    }
    if (outcome instanceof SendOutcome.Absent && !intent.entry()) {
      outcome = sendExitAgain(permit.id(), intent, outcome);
    }
    return Optional.of(concluded(permit.id(), outcome, decision, ""));
  }

  private Done concluded(ClientOrderId id, SendOutcome outcome, Decision decision, String prefix) {
    // That of the decision is older: the strategy and the guard were asked meanwhile.
    Quote sent = desk.arrival();
    Quote arrival = sent != null && sent.usable() ? sent : decision.quote();
    return new Done(
        conclusion.of(id, outcome, decision.price(), arrival, prefix),
        outcome instanceof SendOutcome.Ended(var order) ? order : null);
  }

  /** An exit, and only under the same id, after the look-ups found nothing. */
  private SendOutcome sendExitAgain(ClientOrderId id, OrderIntent intent, SendOutcome before) {
    boolean free =
        parts.guard().status() instanceof Reading.Seen<GuardStatus> seen
            && !seen.value().isHalted();
    if (!free) {
      return before;
    }
    parts.sheet().line("exit " + id + " never arrived: sending it again under the same id");
    return desk.send(id, intent, now().plus(Policies.EXIT_LIFE));
  }

  /** The guard has been silent: an exit may go if no flatten shows at the broker. */
  private Done leaveUnguarded(Decision decision) {
    pause(Policies.GUARD_SILENCE, "give the guard 5 s before an exit without permit");
    if (parts.guard().status() instanceof Reading.Seen<GuardStatus>) {
      return refusal(Fault.NO_GUARD, "the guard answered late: try again");
    }
    List<Order> today = parts.ordersToday("see whether a flatten runs");
    if (today.stream().anyMatch(o -> o.clientOrderId().value().startsWith("flat-"))) {
      return refusal(Fault.NO_GUARD, "the guard is silent and a flatten has sent orders today");
    }
    SessionPlan plan = exitOf(parts.snapshot());
    if (!(plan instanceof SessionPlan.Send(var intent, var why))) {
      return ended(SessionEnd.NOTHING_TO_DO, "nothing is held any more");
    }
    ClientOrderId id = parts.guard().nextExitAlone();
    parts
        .record()
        .intent(id, intent, decision.price(), "WITHOUT A PERMIT, the guard is silent; " + why);
    SendOutcome outcome = desk.send(id, intent, now().plus(Policies.EXIT_LIFE));
    return concluded(id, outcome, decision, "without a permit: ");
  }

  private SessionPlan exitOf(AccountSnapshot snapshot) {
    return SessionPlan.of(
        new SessionPlan.Situation(
            how,
            new Strategy.Target(BigDecimal.ZERO, "leave"),
            ladder,
            snapshot.account(),
            snapshot.positions(),
            parts.quoteOf(snapshot),
            snapshot.clock().now(),
            parts.hours().close()));
  }

  private boolean stopped() {
    return parts.stopped().getAsBoolean();
  }

  private static Done ended(SessionEnd end, String detail) {
    return new Done(new SessionPass.Result(end, detail), null);
  }

  private static Done refusal(Fault fault, String reason) {
    return ended(
        fault == Fault.HALTED ? SessionEnd.HALTED : SessionEnd.NOT_PERMITTED,
        fault + ": " + reason);
  }

  private static Done tooOld() {
    return ended(
        SessionEnd.DROPPED,
        "the decision is older than " + Policies.DECISION_LIFE.toSeconds() + " s: not sent");
  }

  private static void pause(Duration time, String summary) {
    Workflow.newTimer(time, TimerOptions.newBuilder().setSummary(summary).build()).get();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
