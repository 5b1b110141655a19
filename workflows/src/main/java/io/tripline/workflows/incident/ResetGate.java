package io.tripline.workflows.incident;

import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import io.tripline.workflows.approval.Approvals;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.Direction;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.approval.GateSpec;
import io.tripline.workflows.approval.GateState;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.approval.Ruling;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Urgency;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The incident's one reset gate: people and the procedure open it or join it, one at a time. An
 * expired or denied one keeps the halt and can be asked again under a new id. For workflow threads.
 */
final class ResetGate implements CaseGate {
  static final String KIND = "reset";
  private static final String SAFE = "the halt stays; ask again with killswitch reset";

  private final WorkflowLock opening = Workflow.newWorkflowLock();
  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private final Approvals approvals;
  private final AcceptedLoss loss;
  private final BooleanSupplier voidsUnused;
  private final Map<String, ResetPlan> plans = new LinkedHashMap<>();
  private String notReady = "the incident is not that far yet: it is still being looked at";
  private boolean ready;
  private boolean taken;
  private boolean over;
  private @Nullable String overtaken;
  private @Nullable String latest;

  /**
   * @param voidsUnused whether it is looked at anew whether one may ask once the plan is made,
   *     which histories from before do not know
   */
  ResetGate(
      Facts facts,
      RunSheet sheet,
      Announcements announcements,
      Approvals approvals,
      BooleanSupplier voidsUnused) {
    this.facts = facts;
    this.sheet = sheet;
    this.announcements = announcements;
    this.approvals = approvals;
    this.loss = new AcceptedLoss(facts, sheet);
    this.voidsUnused = voidsUnused;
  }

  /** From here on a reset may be asked for. */
  void ready() {
    ready = true;
    taken = false;
  }

  /** Until {@link #ready} again nobody may ask; an open gate is withdrawn, with the reason. */
  void notReady(String why) {
    ready = false;
    notReady = why;
    withdraw(why);
  }

  /** The same, but an open gate stays: it may still be needed. */
  void busy(String why) {
    ready = false;
    notReady = why;
  }

  /** From an approval that is carried out on, until a reset may be asked for anew. */
  boolean taken() {
    return taken;
  }

  /** What was approved and lifted no halt lifts none later. */
  void notUsed(String why) {
    approved()
        .map(this::taken)
        .ifPresent(approved ->
            sheet.record(
                EntryKind.RESET,
                CaseDesk.MACHINE,
                "the approval of gate " + approved.gate() + " was not used: " + why,
                Figures.of("gate", approved.gate())));
  }

  /** It tripped again: nothing of what was said of the halt before holds for this one. */
  void nextHalt() {
    notReady("the account tripped again: this halt is still being looked at");
    notUsed("the account tripped again");
    taken = false;
  }

  /** What was said changes the plan: an open gate is withdrawn, and asked anew. */
  void askAnew(String why) {
    if (openGate() != null) {
      notReady(why);
    }
  }

  /** Something happened that no plan shows: what was approved of it and not used is void. */
  void overtaken(String why) {
    if (openGate() != null || approved().isPresent()) {
      overtaken = why;
      withdraw(why);
    }
  }

  /** Why people must be asked anew; taken once. */
  Optional<String> takeOvertaken() {
    Optional<String> why = Optional.ofNullable(overtaken);
    overtaken = null;
    return why;
  }

  boolean isOvertaken() {
    return overtaken != null;
  }

  @Override
  public void close() {
    over = true;
    withdraw("the incident is over");
  }

  /** Opens the gate, or joins it. Throws {@code ApplicationFailure} when it can't be asked now. */
  ResetAsked ask(PersonName by, String reason) {
    opening.lock();
    try {
      Gate open = openGate();
      if (open == null) {
        mayAsk();
        BigDecimal accepted = loss.now();
        if (voidsUnused.getAsBoolean()) {
          // The halt may have been lifted while the loss was read.
          mayAsk();
        }
        return asked(open(by.shown(), reason, accepted), false);
      }
      if (approvals.join(open.id(), by)) {
        sheet.record(
            EntryKind.INCIDENT,
            by.shown(),
            by + " joins the request for the reset" + because(reason),
            Figures.of("gate", open.id()));
        sheet.publish();
      }
      return asked(openGate() == null ? open : gate(open.id()), true);
    } finally {
      opening.unlock();
    }
  }

  /** The procedure asks, because the runbook leaves this one to people. */
  void machineAsks(String why) {
    opening.lock();
    try {
      if (openGate() == null && machineMayAsk()) {
        BigDecimal accepted = loss.now();
        if (!voidsUnused.getAsBoolean() || machineMayAsk()) {
          open(null, why, accepted);
        }
      }
    } finally {
      opening.unlock();
    }
  }

  @Override
  public Ruling decide(DecisionRequest request, String via) {
    Ruling ruling = approvals.decide(request, RunSheet.now(), via);
    sheet.decisions(approvals.takeNewRecords());
    tell(ruling, via);
    sheet.publish();
    return ruling;
  }

  private void tell(Ruling ruling, String via) {
    if (ruling instanceof Ruling.Refused refused && via.equals("signal")) {
      announcements.tell(
          Urgency.NOTIFY,
          "A decision was refused: " + refused.fault(),
          Plain.line(refused.sentence(), 300),
          NextCommand.show(facts.id()));
    }
    if (ruling instanceof Ruling.Malformed malformed) {
      sheet.record(
          EntryKind.DECISION,
          "unknown",
          "a decision could not be read: " + malformed.sentence(),
          Figures.of("via", via));
    }
  }

  /** The gate that people approved and that was not used yet. */
  Optional<String> approved() {
    String id = latest;
    return id != null && approvals.stateOf(id).orElse(null) == GateState.APPROVED
        ? Optional.of(id)
        : Optional.empty();
  }

  /** Takes an approval, once, to carry it out. */
  Approved use(String id) {
    taken = true;
    return taken(id);
  }

  private Approved taken(String id) {
    latest = null;
    ResetPlan plan = plans.get(id);
    return new Approved(id, approvals.approvedBy(id), plan == null ? null : plan.acceptedLoss());
  }

  /** An approval that was taken: who, and which loss they accept. */
  record Approved(String gate, List<String> by, @Nullable BigDecimal acceptedLoss) {}

  @Override
  public @Nullable Gate openGate() {
    return approvals.openGates().stream().findFirst().orElse(null);
  }

  private boolean machineMayAsk() {
    return ready && !over && facts.testimony().held().isEmpty();
  }

  private void mayAsk() {
    if (over) {
      throw Fault.TOO_LATE.failure("the incident is over; the halt was lifted");
    }
    if (approved().isPresent()) {
      throw Fault.CONFLICT.failure("the reset was approved and is being carried out");
    }
    Optional<String> held = facts.testimony().held();
    if (held.isPresent()) {
      throw Fault.NOT_READY.failure("the system is down, that goes first: " + held.get());
    }
    if (!ready) {
      throw Fault.NOT_READY.failure(notReady);
    }
  }

  private Gate open(@Nullable String requester, String reason, @Nullable BigDecimal accepted) {
    ResetPlan plan =
        ResetPlan.of(
            facts.brief(), standing(), facts.judgement().orElse(null), evidence(), accepted);
    Gate gate =
        approvals.open(
            new GateSpec(
                KIND,
                "Lift the halt of account " + facts.account() + "?" + because(reason),
                plan.lines(),
                Direction.RISK_UP,
                requester,
                SAFE,
                ResetPlan.designated(facts.brief())),
            RunSheet.now());
    plans.put(gate.id(), plan);
    latest = gate.id();
    String who = requester == null ? "the incident" : requester;
    sheet.record(
        EntryKind.INCIDENT,
        who,
        "gate " + gate.id() + " opened: " + gate.question(),
        Figures.of("gate", gate.id(), "digest", gate.digest()));
    sheet.decisions(approvals.takeNewRecords());
    announcements.tell(
        Urgency.PAGE,
        "Approval needed: " + gate.question(),
        String.join("; ", gate.plan())
            + "; open until "
            + Plain.time(gate.expiresAt())
            + ", then "
            + SAFE,
        NextCommand.approve(facts.id()));
    Async.procedure(() -> watch(gate.id()));
    return gate(gate.id());
  }

  /** Ends the gate at its expiry, which moves while a lone approver cools off. */
  private void watch(String id) {
    sheet.publish();
    while (stateOf(id) == GateState.OPEN) {
      Instant expires = gate(id).expiresAt();
      Duration left = Duration.between(RunSheet.now(), expires);
      CancellationScope scope =
          Workflow.newCancellationScope(() -> {
            Promise<Void> timer =
                Workflow.newTimer(
                    Duration.ofSeconds(Math.max(1, left.toSeconds() + 1)),
                    TimerOptions.newBuilder().setSummary("gate " + id + " expires").build());
            Workflow.await(() ->
                timer.isCompleted()
                    || stateOf(id) != GateState.OPEN
                    || !gate(id).expiresAt().equals(expires));
          });
      scope.run();
      scope.cancel();
      approvals.expire(RunSheet.now());
    }
    ended(id, stateOf(id));
    sheet.publish();
  }

  private void ended(String id, GateState state) {
    switch (state) {
      case OPEN, APPROVED -> {
        // Approved is carried out, and shown, by the procedure.
      }
      case WITHDRAWN ->
          sheet.record(
              EntryKind.INCIDENT,
              "the incident",
              "gate " + id + " withdrawn: " + notReady,
              Figures.of("gate", id));
      case DENIED, EXPIRED -> {
        String what =
            "gate " + id + " was " + (state == GateState.DENIED ? "denied" : "not decided in time");
        sheet.record(
            EntryKind.INCIDENT, "the incident", what + ": " + SAFE, Figures.of("gate", id));
        announcements.tell(
            Urgency.NOTIFY,
            "The halt stays: " + what,
            "It can be asked for again.",
            NextCommand.askForReset(facts.account()));
      }
    }
  }

  private void withdraw(String why) {
    Gate open = openGate();
    if (open != null) {
      notReady = why;
      approvals.withdraw(open.id());
    }
  }

  /** What was found, and what people said. */
  private List<String> evidence() {
    List<String> all = new ArrayList<>(facts.evidence());
    all.addAll(facts.testimony().lines());
    return all;
  }

  private String standing() {
    if (facts.proof().isPresent()) {
      return "the account is proven flat";
    }
    return facts.flattening() ? "a flatten is under way" : "positions stay as they are";
  }

  private ResetAsked asked(Gate gate, boolean joined) {
    ResetPlan plan = plans.get(gate.id());
    return new ResetAsked(
        gate,
        joined,
        approvals.approvedBy(gate.id()),
        plan == null ? List.of() : plan.resets(),
        plan == null ? List.of() : plan.keeps());
  }

  private GateState stateOf(String id) {
    return approvals.stateOf(id).orElse(GateState.WITHDRAWN);
  }

  private Gate gate(String id) {
    return approvals.gate(id).orElseThrow();
  }

  private static String because(String reason) {
    String why = Plain.line(reason, 200);
    return why.isEmpty() ? "" : " (" + why + ")";
  }
}
