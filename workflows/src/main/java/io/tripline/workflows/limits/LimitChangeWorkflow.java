package io.tripline.workflows.limits;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.approval.Approvals;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.Direction;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.approval.GateSpec;
import io.tripline.workflows.approval.GateState;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.guard.GuardLimits;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.LimitAnswer;
import io.tripline.workflows.guard.LimitRequest;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.LimitsInForce;
import io.tripline.workflows.limits.LimitChangeResult.Outcome;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the guard; where it says that people must decide, opens the gate and waits for them. */
public final class LimitChangeWorkflow implements LimitChange {
  static final String KIND = "limit";
  private static final String MACHINE = "the change of a limit";

  private final GuardLimits guard =
      Workflow.newActivityStub(GuardLimits.class, Policies.guard("is it looser?"));
  private final GuardLimits carryOut =
      Workflow.newActivityStub(GuardLimits.class, Policies.carryOut());
  private final Halts halts =
      Workflow.newActivityStub(Halts.class, Policies.guard("which limits are in force?"));
  private final LimitTrials trials = Workflow.newActivityStub(LimitTrials.class, Policies.trial());
  private final Notifier notifier = Workflow.newActivityStub(Notifier.class, Policies.notice());
  private final LimitChangeStart asked;
  private final List<DecisionRequest> beforeTheGate = new ArrayList<>();
  private @Nullable Approvals approvals;
  private @Nullable JournalQueue journal;
  private @Nullable String gateId;
  private @Nullable LimitChangeResult result;

  /** Handlers may run before the procedure does. */
  @WorkflowInit
  public LimitChangeWorkflow(@Nullable LimitChangeStart start) {
    asked = start == null ? new LimitChangeStart(null, null, null, null, null) : start;
  }

  @Override
  public LimitChangeResult run(@Nullable LimitChangeStart start) {
    LimitChangeResult end;
    try {
      AccountName account = new AccountName(String.valueOf(asked.account()));
      PersonName by = PersonName.of(asked.by(), "by");
      end = change(account, by);
    } catch (IllegalArgumentException | Refusal malformed) {
      end = refused(String.valueOf(malformed.getMessage()));
    } catch (ActivityFailure failed) {
      end =
          refused(
              Fault.of(failed).map(Fault::name).orElse("no answer")
                  + ": "
                  + Fault.detailOf(failed));
    }
    result = end;
    JournalQueue entries = journal;
    if (entries != null) {
      record(
          entries,
          EntryKind.NOTE,
          MACHINE,
          "change of "
              + asked.name()
              + " to "
              + asked.value()
              + " ended "
              + end.outcome()
              + ": "
              + end.sentence());
      entries.awaitEmpty();
    }
    Workflow.setCurrentDetails("**" + end.outcome() + "**: " + plain(end.sentence()) + "\n");
    Workflow.await(Workflow::isEveryHandlerFinished);
    return end;
  }

  private LimitChangeResult change(AccountName account, PersonName by) {
    journal = new JournalQueue(account);
    LimitAnswer answer = guard.set(new GuardLimits.LimitOrder(account, request(by, null, null)));
    return switch (answer.outcome()) {
      case APPLIED -> new LimitChangeResult(Outcome.APPLIED, answer.sentence(), List.of());
      case UNCHANGED -> new LimitChangeResult(Outcome.UNCHANGED, answer.sentence(), List.of());
      case NEEDS_APPROVAL -> decided(account, by, answer);
    };
  }

  private LimitChangeResult decided(AccountName account, PersonName by, LimitAnswer answer) {
    GuardStatus status = halts.status(account);
    AccountPolicy policy = status.policy();
    LimitName name = LimitName.parse(answer.name());
    Limits before = policy.limits();
    Limits after = name.set(before, name.read(String.valueOf(asked.value())));
    List<String> plan = plan(account, name, before, after, status.limits());
    Approvals people = new Approvals(policy.approvals(), List.of(KIND));
    approvals = people;
    String safe = name.key() + " stays at " + answer.before();
    Gate gate =
        people.open(
            new GateSpec(
                KIND,
                "Loosen %s of account %s from %s to %s? (%s)"
                    .formatted(
                        name.key(),
                        account,
                        answer.before(),
                        answer.after(),
                        plain(String.valueOf(asked.reason()))),
                plan,
                Direction.RISK_UP,
                by.shown(),
                safe),
            now());
    gateId = gate.id();
    Workflow.upsertTypedSearchAttributes(SearchAttributes.AWAITING_APPROVAL.valueSet(gate.id()));
    note("gate " + gate.id() + " opened: " + gate.question());
    Async.procedure(() -> tell(policy, gate, safe));
    beforeTheGate.forEach(early -> people.decide(early, now(), "signal"));
    keep();
    GateState state = awaitDecision(people, gate.id());
    Workflow.upsertTypedSearchAttributes(SearchAttributes.AWAITING_APPROVAL.valueUnset());
    return switch (state) {
      case APPROVED -> carryOut(account, by, answer, gate.id(), people.approvedBy(gate.id()));
      case DENIED -> new LimitChangeResult(Outcome.DENIED, safe, List.of());
      case OPEN, EXPIRED, WITHDRAWN ->
          new LimitChangeResult(Outcome.EXPIRED, "not decided in time: " + safe, List.of());
    };
  }

  private List<String> plan(
      AccountName account,
      LimitName name,
      Limits before,
      Limits after,
      @Nullable LimitsInForce known) {
    List<String> plan = new ArrayList<>();
    plan.add(
        "loosens %s of account %s: %s -> %s"
            .formatted(name.key(), account, name.shown(before), name.shown(after)));
    if (known != null) {
      plan.add(
          "tripline.yaml says "
              + name.shown(known.configured())
              + known
                  .changeOf(name)
                  .map(each ->
                      "; changed by " + String.join(" and ", each.by()) + ": " + each.reason())
                  .orElse(""));
    }
    try {
      plan.addAll(
          LimitTrial.lines(
              name,
              before,
              after,
              trials.past(new LimitTrials.PastQuestion(account, Policies.SESSIONS))));
    } catch (ActivityFailure failed) {
      plan.add("what it would have done is unknown: " + Fault.detailOf(failed));
    }
    plan.add("holds at once and for the next sessions, through every restart; the file stays");
    plan.add("lifts no halt and sends no order");
    return plan;
  }

  private LimitChangeResult carryOut(
      AccountName account, PersonName by, LimitAnswer before, String gate, List<String> names) {
    LimitAnswer answer =
        carryOut.set(
            new GuardLimits.LimitOrder(
                account, request(by, before.before(), new LimitRequest.Approval(gate, names))));
    return new LimitChangeResult(
        answer.outcome() == LimitAnswer.Outcome.UNCHANGED ? Outcome.UNCHANGED : Outcome.APPLIED,
        answer.sentence(),
        names);
  }

  private LimitRequest request(
      PersonName by, @Nullable String expected, LimitRequest.@Nullable Approval approval) {
    return new LimitRequest(
        Workflow.getInfo().getRunId() + (approval == null ? "/asked" : "/approved"),
        asked.name(),
        asked.value(),
        by.shown(),
        asked.reason(),
        expected,
        approval);
  }

  /** Ends at the decision or at the expiry, which moves while a lone approver cools off. */
  private GateState awaitDecision(Approvals people, String id) {
    while (people.stateOf(id).orElseThrow() == GateState.OPEN) {
      show(people, id);
      Instant expires = people.gate(id).orElseThrow().expiresAt();
      Duration left = Duration.between(now(), expires);
      CancellationScope scope =
          Workflow.newCancellationScope(() -> {
            Promise<Void> timer =
                Workflow.newTimer(
                    Duration.ofSeconds(Math.max(1, left.toSeconds() + 1)),
                    TimerOptions.newBuilder().setSummary("gate " + id + " expires").build());
            Workflow.await(() ->
                timer.isCompleted()
                    || people.stateOf(id).orElseThrow() != GateState.OPEN
                    || !people.gate(id).orElseThrow().expiresAt().equals(expires));
          });
      scope.run();
      scope.cancel();
      people.expire(now());
    }
    return people.stateOf(id).orElseThrow();
  }

  private void tell(AccountPolicy policy, Gate gate, String safe) {
    String id = Workflow.getInfo().getWorkflowId();
    try {
      notifier.tell(
          new Notice(
              id + "/" + Workflow.getInfo().getRunId() + "/" + gate.id(),
              policy.account(),
              null,
              Urgency.PAGE,
              (policy.drill() ? "DRILL " : "") + "Approval needed: " + gate.question(),
              String.join("; ", gate.plan())
                  + "; open until "
                  + gate.expiresAt()
                  + ", then "
                  + safe,
              "./tripline approve " + id + " --as YOUR-NAME --reason \"why\"",
              policy.drill()));
    } catch (ActivityFailure failed) {
      note("NOBODY COULD BE TOLD: " + Fault.detailOf(failed));
    }
  }

  @Override
  public DecisionAnswer decide(DecisionRequest decision) {
    Approvals people = approvals;
    if (people == null) {
      throw Fault.NO_SUCH_GATE.failure("the gate is not open yet; try again in a moment");
    }
    var ruling = people.decide(decision, now(), "update");
    keep();
    return ruling.orThrow();
  }

  @Override
  public void checkDecide(@Nullable DecisionRequest decision) {
    Approvals.check(decision);
  }

  @Override
  public void decision(@Nullable DecisionRequest decision) {
    Approvals people = approvals;
    if (decision == null) {
      note("a decision could not be read");
    } else if (people == null) {
      beforeTheGate.add(decision);
    } else {
      people.decide(decision, now(), "signal");
      keep();
    }
  }

  @Override
  public LimitChangeStatus status() {
    Approvals people = approvals;
    String id = gateId;
    return new LimitChangeStatus(
        asked,
        people == null ? null : people.openGates().stream().findFirst().orElse(null),
        people == null || id == null ? List.of() : people.approvedBy(id),
        people == null ? List.of() : people.records(),
        result);
  }

  private void keep() {
    Approvals people = approvals;
    JournalQueue entries = journal;
    if (people == null || entries == null) {
      return;
    }
    for (DecisionRecord each : people.takeNewRecords()) {
      Map<String, String> data = new LinkedHashMap<>();
      data.put("gate", each.gate());
      data.put("verdict", each.verdict());
      data.put("outcome", each.outcome());
      data.put("via", each.via());
      data.put("reason", each.reason());
      entries.add(
          EntryKind.DECISION,
          null,
          each.by(),
          null,
          each.verdict() + " of " + each.gate() + ": " + each.outcome(),
          data);
    }
  }

  private void show(Approvals people, String id) {
    Gate gate = people.gate(id).orElseThrow();
    StringBuilder text = new StringBuilder("**" + plain(gate.question()) + "**\n\n");
    gate.plan().forEach(line -> text.append("- ").append(plain(line)).append('\n'));
    text.append("- open until ").append(gate.expiresAt()).append(", then ");
    text.append(plain(gate.safeOutcome())).append('\n');
    text.append("- next: `./tripline approve ").append(Workflow.getInfo().getWorkflowId());
    Workflow.setCurrentDetails(text.append(" --as YOUR-NAME`\n").toString());
  }

  private void note(String text) {
    JournalQueue entries = journal;
    if (entries != null) {
      record(entries, EntryKind.NOTE, MACHINE, text);
    }
  }

  private void record(JournalQueue entries, EntryKind kind, String by, String text) {
    entries.add(
        kind,
        null,
        by,
        null,
        text,
        Map.of("asked", asked.name() + " = " + asked.value(), "by", String.valueOf(asked.by())));
  }

  private static LimitChangeResult refused(String why) {
    return new LimitChangeResult(Outcome.REFUSED, why, List.of());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /** Text of people must not become markup. */
  private static String plain(String text) {
    String cut = text.length() > 300 ? text.substring(0, 300) + "…" : text;
    return cut.replaceAll("[<>`*\\[\\]\\r\\n]", " ").strip();
  }
}
