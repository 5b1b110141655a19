package io.tripline.workflows.flatten;

import io.temporal.activity.ActivityOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells the guard, in order and beside the procedure, which never waits for it. A guard that is not
 * there fails nothing: people are told directly then. Only for workflow threads.
 */
final class GuardLine {
  private static final Logger log = Workflow.getLogger(GuardLine.class);

  private record Call(FlattenRequest request, FlattenNotice notice) {}

  private final Notifier notifier;
  private final AccountName account;
  private final List<Call> waiting = new ArrayList<>();
  private boolean calling;
  private int direct;

  GuardLine(AccountName account, ActivityOptions notices) {
    this.account = account;
    this.notifier = Workflow.newActivityStub(Notifier.class, notices);
  }

  /** One notice for each request that is open; {@code end} only at the end. */
  void tellAll(
      List<FlattenRequest> open,
      FlattenNotice.Stage stage,
      String text,
      @Nullable FlattenResult end) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    open.forEach(
        request -> tell(request, new FlattenNotice(request.requestId(), stage, text, end, now)));
  }

  private void tell(FlattenRequest request, FlattenNotice notice) {
    waiting.add(new Call(request, notice));
    if (!calling) {
      calling = true;
      Async.procedure(this::drain);
    }
  }

  boolean quiet() {
    return waiting.isEmpty() && !calling;
  }

  private void drain() {
    try {
      while (!waiting.isEmpty()) {
        Call call = waiting.remove(0);
        try {
          Workflow.newUntypedExternalWorkflowStub(AccountGuard.idOf(account))
              .signal("flattenNotice", call.notice());
        } catch (TemporalFailure e) {
          log.warn("the guard could not be told stage={}", call.notice().stage());
          tellPeople(call);
        }
      }
    } finally {
      calling = false;
    }
  }

  private void tellPeople(Call call) {
    Urgency urgency =
        switch (call.notice().stage()) {
          case WORKING -> Urgency.INFORM;
          case WAITING_FOR_OPEN, ESCALATED, ENDED -> Urgency.PAGE;
        };
    if (urgency == Urgency.INFORM) {
      return;
    }
    AccountPolicy policy = call.request().policy();
    direct++;
    try {
      notifier.tell(
          new Notice(
              Flatten.idOf(account) + "/" + Workflow.getInfo().getRunId() + "/" + direct,
              account,
              call.request().incident(),
              urgency,
              "Flatten of " + account + ": " + call.notice().stage() + ", and no guard answers",
              call.notice().detail(),
              "./tripline guard start --account " + account,
              policy.drill()));
    } catch (TemporalFailure e) {
      log.warn("people could not be told either stage={}", call.notice().stage());
    }
  }
}
