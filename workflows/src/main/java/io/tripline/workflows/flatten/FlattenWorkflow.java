package io.tripline.workflows.flatten;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Takes the messages of a flatten and runs it. Cancelling this workflow does not stop it: it tells
 * people and goes on, because a flatten that is dropped silently leaves risk that nobody watches.
 * Only a proof or a gate ends it. The guard hears the result as ever, but the server lists such a
 * run as cancelled at its end, and it does not continue as new: the SDK turns both into a cancel.
 */
public final class FlattenWorkflow implements Flatten {
  private static final Logger log = Workflow.getLogger(FlattenWorkflow.class);

  private final @Nullable AccountName account;
  private final FlattenBooks books;
  private final FlattenInbox inbox;
  private final FlattenRun run;

  /** Builds the books before any message is handled. */
  @WorkflowInit
  public FlattenWorkflow(@Nullable FlattenStart start) {
    account = start == null ? null : start.account();
    books = new FlattenBooks(account == null ? new AccountName("unknown") : account, start);
    inbox = new FlattenInbox(books);
    FlattenCarried state = start == null ? null : start.state();
    run = new FlattenRun(books, inbox, state);
  }

  @Override
  public FlattenResult run(FlattenStart start) {
    if (account == null) {
      throw Fault.INVALID_INPUT.failure(
          "account missing, or a part that can't be read; send"
              + " {\"account\":\"name\",\"by\":\"you\",\"reason\":\"why\"}");
    }
    String id = Workflow.getInfo().getWorkflowId();
    if (!id.equals(Flatten.idOf(account))) {
      throw Fault.INVALID_INPUT.failure(
          "workflow id: must be " + Flatten.idOf(account) + ", one per account, was " + id);
    }
    inbox.watchCancelsOf(CancellationScope.current());
    if (start.by() != null && !books.hasNew()) {
      tripByHand(account, start);
    }
    Workflow.newDetachedCancellationScope(run::procedure).run();
    Optional<FlattenResult> result = run.result();
    if (result.isEmpty()) {
      Workflow.continueAsNew(books.carry(run.told()));
    }
    return result.orElseThrow();
  }

  /** Only the guard may ask, so a person's start halts the account first; the request follows. */
  private static void tripByHand(AccountName account, FlattenStart start) {
    String reason = start.reason();
    if (reason == null || reason.isBlank()) {
      throw Fault.INVALID_INPUT.failure("reason: missing; say why everything is to be closed");
    }
    try {
      Workflow.newActivityStub(Halts.class, Policies.trip())
          .trip(
              new TripRequest(
                  account,
                  "trip-K13-" + Workflow.getInfo().getRunId(),
                  KillSwitch.K13,
                  TripLevel.FLATTEN,
                  null,
                  PersonName.of(start.by(), "by").shown(),
                  reason,
                  null));
    } catch (Refusal e) {
      throw Fault.INVALID_INPUT.failure(String.valueOf(e.getMessage()));
    } catch (ActivityFailure e) {
      throw Fault.of(e)
          .orElse(Fault.NO_GUARD)
          .failure("the guard refused the trip: " + Fault.detailOf(e));
    }
  }

  @Override
  public void request(FlattenRequest request) {
    if (request == null || account == null || !request.policy().account().equals(account)) {
      log.warn("a request for another account, or none, is ignored");
      return;
    }
    books.arrived(request);
  }

  @Override
  public void retry(FlattenNudge nudge) {
    inbox.retry(orNobody(nudge));
  }

  @Override
  public void handled(FlattenNudge nudge) {
    inbox.handled(orNobody(nudge));
  }

  @Override
  public String propose(FlattenProposal proposal) {
    FlattenGate gate = gate();
    if (proposal == null) {
      throw Fault.INVALID_INPUT.failure("by, reason and what are needed");
    }
    if (!books.asked()) {
      // Proven meanwhile, and about to end.
      throw Fault.NOT_READY.failure("nothing is asked of this flatten any more");
    }
    String sentence = gate.propose(proposal, plan(), books.lastView(), now());
    run.show();
    return sentence;
  }

  @Override
  public DecisionAnswer decide(DecisionRequest decision) {
    try {
      return gate().decide(decision, now());
    } finally {
      run.show();
    }
  }

  @Override
  public void decision(DecisionRequest decision) {
    Optional<FlattenGate> gate = inbox.gate();
    if (gate.isEmpty()) {
      log.warn("a decision came before any request and is ignored");
      return;
    }
    gate.get().signalled(decision, now());
    run.show();
  }

  @Override
  public void clockMoved(ClockMoved moved) {
    run.clockMoved();
  }

  @Override
  public FlattenStatus status() {
    return run.status();
  }

  private FlattenGate gate() {
    return inbox
        .gate()
        .orElseThrow(() -> Fault.NOT_READY.failure("nothing is asked of this flatten"));
  }

  private List<String> plan() {
    View view = books.lastView();
    return List.of(
        "account " + books.account + ", scope " + books.scope().describe(),
        "state " + run.status().state() + ": " + run.status().detail(),
        "left as it is: " + (view == null ? "unknown, never read" : NextStep.describe(view)),
        "the halt stays; no proof of flat is given");
  }

  private static FlattenNudge orNobody(@Nullable FlattenNudge nudge) {
    return nudge == null ? new FlattenNudge(null, null) : nudge;
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
