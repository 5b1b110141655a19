package io.tripline.workflows.incident;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one incident knows so far. Only for its workflow thread; pure. */
final class Facts {
  private static final int REMEMBERED = 50;

  private final String id;
  private final Testimony testimony = new Testimony();
  private Severity severity;
  private Severity highest;
  private final Set<String> otherConfigurations = new HashSet<>();
  private @Nullable AccountPolicy begunUnder;
  private @Nullable AccountPolicy lastTold;
  private boolean keepsPolicy;
  private @Nullable IncidentBrief brief;
  private @Nullable Alarm alarm;
  private int alerts;
  private final Deque<Record> heard = new ArrayDeque<>();
  private @Nullable LossJudgement judgement;
  private @Nullable FlattenNotice flatten;
  private List<String> evidence = List.of();
  private @Nullable String haltedBy;
  private boolean joinedByHand;
  private IncidentStatus status = IncidentStatus.DECLARED;
  private @Nullable Instant detected;
  private @Nullable Instant declared;
  private @Nullable Instant mitigated;
  private @Nullable Instant resolved;
  private @Nullable String reportPath;
  private final List<HaltSpan> pastHalts = new ArrayList<>();
  private @Nullable Instant lifted;

  Facts(String id, Severity severity) {
    this.id = id;
    this.severity = severity;
    this.highest = severity;
  }

  /** What people said of it. */
  Testimony testimony() {
    return testimony;
  }

  /** As it is graded now. */
  Severity severity() {
    return severity;
  }

  void regraded(Severity now) {
    severity = now;
    highest = now.compareTo(highest) < 0 ? now : highest;
  }

  /** True where the runbook asks for a review, also where it was graded down since. */
  boolean reviewed() {
    return highest.compareTo(Severity.P1) <= 0;
  }

  String id() {
    return id;
  }

  /** True where exactly that was told before, as far as the last few messages go. */
  boolean toldBefore(Record message) {
    if (heard.contains(message)) {
      return true;
    }
    heard.addLast(message);
    if (heard.size() > REMEMBERED) {
      heard.removeFirst();
    }
    return false;
  }

  /** What an alert was to this incident. */
  enum Alert {
    FIRST,
    JOINED,
    /** The account was reset and has tripped again. */
    TRIPPED_AGAIN
  }

  Alert alert(IncidentBrief told) {
    IncidentBrief before = brief;
    policy(told.policy());
    alerts++;
    if (before == null || told.epoch() > before.epoch()) {
      if (before != null) {
        pastHalts.add(haltOf(before));
        lifted = null;
      }
      brief = told;
      if (detected == null) {
        detected = told.detectedAt();
      }
      joinedByHand = told.killSwitch() == KillSwitch.K13;
      judgement = null;
      flatten = null;
      evidence = List.of();
      testimony.falseAlarm(null);
      return before == null ? Alert.FIRST : Alert.TRIPPED_AGAIN;
    }
    if (told.epoch() == before.epoch()) {
      joinedByHand |= told.killSwitch() == KillSwitch.K13;
      brief = before.joinedBy(told);
    }
    return Alert.JOINED;
  }

  private HaltSpan haltOf(IncidentBrief of) {
    return new HaltSpan(of.epoch(), of.killSwitch(), of.detectedAt(), lifted, flatten);
  }

  /** The halt of that epoch was seen to be lifted; a later trip may have been told before. */
  void lifted(int ofEpoch, Instant at) {
    if (ofEpoch == epoch()) {
      lifted = at;
    }
    pastHalts.replaceAll(each ->
        each.epoch() == ofEpoch && each.until() == null
            ? new HaltSpan(each.epoch(), each.killSwitch(), each.from(), at, each.flatten())
            : each);
  }

  /** Each halt of the incident, the one that is known last at the end. */
  List<HaltSpan> halts() {
    List<HaltSpan> all = new ArrayList<>(pastHalts);
    knownBrief().map(this::haltOf).ifPresent(all::add);
    return all;
  }

  /** True when it is the first: it began the incident. */
  boolean alarm(Alarm told) {
    policy(told.policy());
    alerts++;
    if (alarm != null || brief != null) {
      return false;
    }
    alarm = told;
    if (detected == null) {
      detected = told.detectedAt();
    }
    return true;
  }

  /** A trip was told here that has its halt elsewhere. */
  void counted() {
    alerts++;
  }

  /** The alarm that began it; empty where a trip did. */
  Optional<Alarm> knownAlarm() {
    return Optional.ofNullable(alarm);
  }

  Alarm alarm() {
    return knownAlarm().orElseThrow(() -> new IllegalStateException("no alarm yet"));
  }

  /** Alarms and trips so far, those that joined included. */
  int alerts() {
    return alerts;
  }

  /** Empty until the first alarm or trip. */
  Optional<Cause> cause() {
    return knownAlarm()
        .map(Alarm::cause)
        .or(() -> knownBrief().map(known -> known.killSwitch().cause()));
  }

  /** The first one is what it began under; known before the guard's brief at a start by hand. */
  void policy(AccountPolicy told) {
    if (begunUnder == null) {
      begunUnder = told;
    }
    lastTold = told;
  }

  /** From here on it keeps what it began under; runs from before go by what was told last. */
  void keepPolicy() {
    keepsPolicy = true;
  }

  /** Whether contacts, clocks and limits stay as they were when it began. */
  boolean keepsPolicy() {
    return keepsPolicy;
  }

  /** True the first time that something comes under this configuration, which is not its own. */
  boolean otherConfiguration(String hash) {
    return begunUnder != null
        && !begunUnder.configurationHash().equals(hash)
        && otherConfigurations.add(hash);
  }

  Optional<AccountPolicy> knownPolicy() {
    return Optional.ofNullable(keepsPolicy ? begunUnder : lastTold);
  }

  AccountPolicy policy() {
    return knownPolicy().orElseThrow(() -> new IllegalStateException("no policy yet"));
  }

  AccountName account() {
    return policy().account();
  }

  Optional<IncidentBrief> knownBrief() {
    return Optional.ofNullable(brief);
  }

  IncidentBrief brief() {
    return knownBrief().orElseThrow(() -> new IllegalStateException("no brief yet"));
  }

  int epoch() {
    return brief == null ? 0 : brief.epoch();
  }

  /** True when the verdict is new. */
  boolean judged(LossJudgement verdict) {
    LossJudgement before = judgement;
    judgement = verdict;
    return before == null || before.verdict() != verdict.verdict();
  }

  Optional<LossJudgement> judgement() {
    return Optional.ofNullable(judgement);
  }

  boolean verdictIs(LossVerdict verdict) {
    return judgement != null && judgement.verdict() == verdict;
  }

  /** What the investigation found, as the approvers of a reset see it. */
  void evidence(List<String> lines) {
    evidence = List.copyOf(lines);
  }

  List<String> evidence() {
    return evidence;
  }

  /** True when the stage is new. */
  boolean flatten(FlattenNotice notice) {
    FlattenNotice before = flatten;
    flatten = notice;
    return before == null || before.stage() != notice.stage();
  }

  Optional<FlattenNotice> flatten() {
    return Optional.ofNullable(flatten);
  }

  Optional<FlattenResult> flattenResult() {
    return flatten().map(FlattenNotice::result);
  }

  Optional<ProofOfFlat> proof() {
    return flattenResult()
        .map(result -> result instanceof FlattenResult.ProvenFlat flat ? flat.proof() : null);
  }

  /** A later flatten is asked for: what an earlier one said does not count. */
  void forgetFlatten() {
    flatten = null;
  }

  /** The incident of the halt that this one asked for. */
  void halted(String incident) {
    haltedBy = incident;
  }

  /** Empty until it asked for a halt. */
  Optional<String> haltedBy() {
    return Optional.ofNullable(haltedBy);
  }

  /** A flatten was asked for and has not ended. */
  boolean flattening() {
    return flatten != null && flatten.stage() != FlattenNotice.Stage.ENDED;
  }

  boolean flattens() {
    return brief != null && brief.level() == TripLevel.FLATTEN;
  }

  /** Tripped by a person, or joined by one: it never resets by itself. */
  boolean byHand() {
    return joinedByHand;
  }

  boolean dailyLoss() {
    return brief != null && brief.killSwitch() == KillSwitch.K1;
  }

  IncidentStatus status() {
    return status;
  }

  void declared(Instant at) {
    declared = at;
    if (detected == null) {
      detected = at;
    }
  }

  /** Within which a person must have acknowledged. */
  Duration responseTime() {
    return policy().responseTime(severity);
  }

  /** Whoever took it is not counted on any more. */
  void acknowledgementLapsed() {
    if (status == IncidentStatus.ACKNOWLEDGED) {
      status = IncidentStatus.DECLARED;
    }
  }

  void acknowledged() {
    if (status == IncidentStatus.DECLARED) {
      status = IncidentStatus.ACKNOWLEDGED;
    }
  }

  void mitigated(Instant at) {
    status = IncidentStatus.MITIGATED;
    mitigated = at;
  }

  /** The harm goes on after all. */
  void notMitigated(boolean acknowledged) {
    status = acknowledged ? IncidentStatus.ACKNOWLEDGED : IncidentStatus.DECLARED;
    mitigated = null;
  }

  void resolved(Instant at) {
    status = IncidentStatus.RESOLVED;
    resolved = at;
  }

  /** It was none. */
  void cancelled(Instant at) {
    status = IncidentStatus.CANCELLED;
    resolved = at;
  }

  void ended(IncidentStatus end) {
    status = end;
  }

  Milestones milestones(Instant fallback, @Nullable Instant acknowledged) {
    return new Milestones(
        detected == null ? fallback : detected, declared, acknowledged, mitigated, resolved);
  }

  void reported(String path) {
    reportPath = path;
  }

  @Nullable String reportPath() {
    return reportPath;
  }
}
