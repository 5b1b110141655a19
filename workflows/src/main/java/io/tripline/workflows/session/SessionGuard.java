package io.tripline.workflows.session;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.guard.Permits;
import io.tripline.workflows.guard.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The session's side of the talk with the account's guard. Only for workflow threads. */
final class SessionGuard {
  private final AccountName account;
  private final SessionSheet sheet;
  private final List<Promise<Void>> settling = new ArrayList<>();
  private int asked;
  private int exitsAlone;
  private @Nullable String accountId;

  SessionGuard(AccountName account, SessionSheet sheet) {
    this.account = account;
    this.sheet = sheet;
  }

  /** Goes on counting where the run before this one stood: request and order ids are spent. */
  void goOnAfter(int permitsAsked, int exitsSent) {
    asked = permitsAsked;
    exitsAlone = exitsSent;
  }

  /** The broker's own id of the account that this session reads: it should be the guard's. */
  void reads(String id) {
    accountId = id;
  }

  int asked() {
    return asked;
  }

  int exitsAlone() {
    return exitsAlone;
  }

  /** The id of the next exit that goes without a permit. */
  ClientOrderId nextExitAlone() {
    exitsAlone++;
    return new ClientOrderId(
        "exit-" + Workflow.getInfo().getFirstExecutionRunId() + "-" + exitsAlone);
  }

  /** The guard's state, or why it is unknown. */
  Reading<GuardStatus> status() {
    Halts halts =
        Workflow.newLocalActivityStub(Halts.class, Policies.localRead("ask the guard's state"));
    try {
      return new Reading.Seen<>(halts.status(account), now());
    } catch (ActivityFailure failed) {
      return new Reading.Unknown<>(Fault.of(failed).orElse(Fault.NO_GUARD), Fault.detailOf(failed));
    }
  }

  /**
   * Asks for one permit; silence is a refusal with {@code NO_GUARD}.
   *
   * @param rest true for the unfilled rest of an earlier order
   * @param quote at the decision; null: none
   */
  PermitAnswer ask(OrderIntent intent, boolean rest, @Nullable Quote quote) {
    asked++;
    String run = Workflow.getInfo().getFirstExecutionRunId();
    PermitRequest request =
        new PermitRequest(
            run + "/order/" + asked,
            account,
            Workflow.getInfo().getWorkflowId(),
            intent,
            false,
            rest ? true : null,
            quote != null && quote.usable() ? quote.mid() : null,
            accountId);
    Permits permits =
        Workflow.newActivityStub(
            Permits.class,
            Policies.ask("ask the guard: " + SessionPlan.words(intent), intent.entry()));
    try {
      return permits.ask(request);
    } catch (ActivityFailure failed) {
      return new PermitAnswer.Refused(Fault.NO_GUARD, Fault.detailOf(failed));
    }
  }

  /** Reports what became of a permit, beside the procedure; {@link #awaitSettled} waits for it. */
  void settle(Settlement settlement) {
    Permits permits =
        Workflow.newActivityStub(
            Permits.class,
            Policies.settle("settle permit " + settlement.permit() + ": " + settlement.outcome()));
    settling.add(
        Async.procedure(permits::settle, settlement)
            .exceptionally(failed -> {
              sheet.line(
                  "the guard did not take the settlement of "
                      + settlement.permit()
                      + ": "
                      + Fault.detailOf(failed));
              return null;
            }));
  }

  /**
   * Waits for what was settled so far, but not for long: the guard lets one open order at a time
   * through, so that an unheard settlement would refuse the next permit.
   */
  void awaitSettledBriefly() {
    if (!settled()) {
      Workflow.await(Policies.SETTLED_WITHIN, this::settled);
    }
  }

  private boolean settled() {
    return settling.stream().allMatch(Promise::isCompleted);
  }

  /** Waits until the guard has every settlement, or was given up on. */
  void awaitSettled() {
    Promise.allOf(settling).get();
    settling.clear();
  }

  /** Puts this session on the guard's books, or takes it off; without a guard it is no failure. */
  void session(boolean running) {
    Permits permits =
        Workflow.newLocalActivityStub(
            Permits.class,
            Policies.localRead(running ? "tell the guard: begins" : "tell the guard: ends"));
    try {
      permits.session(
          new Permits.SessionNotice(account, Workflow.getInfo().getWorkflowId(), running));
    } catch (ActivityFailure failed) {
      sheet.line("the guard could not be told: " + Fault.detailOf(failed));
    }
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
