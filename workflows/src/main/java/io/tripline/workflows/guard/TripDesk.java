package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a trip sets going: the incident, the verdict and the flatten. For workflow threads. */
final class TripDesk {
  private static final Logger log = Workflow.getLogger(TripDesk.class);

  /** Switches that judge how orders come, which says nothing where others send them. */
  private static final Set<String> OF_ORDER_FLOW = Set.of("K6", "K8", "K10", "K11", "K12");

  private static final String SOFT = "soft-loss-p3";

  private final Dispatch dispatch = Workflow.newActivityStub(Dispatch.class, Policies.dispatch());
  private final GuardBooks books;
  private final BrokerLook look;
  private final AlarmDesk alarms;
  private final TripDeclaration declaration;

  TripDesk(GuardBooks books, BrokerLook look, AlarmDesk alarms, OutageRelay outages) {
    this.declaration = new TripDeclaration(books, dispatch, alarms, outages);
    this.books = books;
    this.look = look;
    this.alarms = alarms;
  }

  void begin() {
    declaration.begin();
    books.rules.ask(SOFT, 2);
  }

  /** The halt of an incident that has ended is taken up by another one. */
  void incidentEnded(String incident, AccountPolicy policy) {
    declaration.ended(incident, policy);
  }

  TripAnswer trip(TripRequest request, AccountPolicy policy) {
    KillSwitch killSwitch = request.killSwitch() == null ? KillSwitch.K13 : request.killSwitch();
    TripLevel level = request.level() == null ? killSwitch.level() : request.level();
    Observation observation = withUnsettled(request.observation());
    String by = request.by() == null ? "unknown" : request.by();
    String reason = TripWords.reasonOf(request, killSwitch);
    if (observation != null && observation.inputs().containsKey(Observation.HALT_FILE)) {
      // The table of all readings comes later: no reset may pass in between.
      books.switches.saw(observation);
    }
    Instant now = books.now();
    TradingDay day = books.dayOf(observation);
    if (policy.ownership().foreign() && OF_ORDER_FLOW.contains(killSwitch.name())) {
      books.record(
          EntryKind.READING,
          null,
          killSwitch + " " + killSwitch.title() + " only reports, others trade here: " + reason,
          TripWords.data(killSwitch, level, observation, by, reason, policy));
      return answer("", true);
    }
    if (killSwitch == KillSwitch.K1S) {
      return softTrip(observation, by, reason, day, policy);
    }
    if (books.halts.tripped()) {
      Trip standing = Objects.requireNonNull(books.halts.trip());
      boolean rose =
          books.halts.join(level, killSwitch != KillSwitch.K1, TripDeclaration.tells(killSwitch));
      books.record(
          EntryKind.TRIP, standing.incident(), killSwitch + " joined: " + reason, Map.of("by", by));
      declaration.declare(killSwitch, level, standing.incident(), request, by, reason, policy);
      followUp(killSwitch, level, rose, observation, reason, policy);
      return answer(standing.incident(), true);
    }
    String incident = request.incident();
    if (incident == null) {
      incident = books.incidents.joinOrOpen(killSwitch.cause(), day);
    } else {
      books.incidents.adopt(incident, killSwitch.cause());
    }
    books.halts.latch(killSwitch, level, incident, day, observation, by, reason, now);
    books.record(
        EntryKind.TRIP,
        incident,
        "KILL SWITCH TRIGGERED switch=%s reading=%s limit=%s incident=%s"
            .formatted(
                killSwitch,
                observation == null ? "by hand" : observation.reading(),
                observation == null ? "-" : observation.limit(),
                incident),
        TripWords.data(killSwitch, level, observation, by, reason, policy));
    declaration.declare(killSwitch, level, incident, request, by, reason, policy);
    if (observation != null && killSwitch == KillSwitch.K1) {
      books.duties.start("quick verdict", () -> quickVerdict(observation, policy));
    } else if (level == TripLevel.FLATTEN) {
      askFlatten(policy, reason);
    }
    books.show();
    return answer(incident, false);
  }

  /** A stricter trip acts; a person who asks for flat is never told that somebody asked before. */
  private void followUp(
      KillSwitch killSwitch,
      TripLevel level,
      boolean rose,
      @Nullable Observation observation,
      String reason,
      AccountPolicy policy) {
    if (killSwitch == KillSwitch.K1 && observation != null) {
      if (rose) {
        books.duties.start("quick verdict", () -> quickVerdict(observation, policy));
      }
    } else if (level == TripLevel.FLATTEN
        && (!books.halts.flattening() || asksAgain(observation))) {
      askFlatten(policy, reason);
      books.show();
    }
  }

  /**
   * What a person asks for reaches a flatten that was terminated by hand, too, and begins it anew.
   */
  private static boolean asksAgain(@Nullable Observation observation) {
    return observation == null
        && Workflow.getVersion("people-ask-for-flat-again", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** The watch may not have heard yet of an order that is on its way; the guard permitted it. */
  private @Nullable Observation withUnsettled(@Nullable Observation seen) {
    int unsettled = books.permits.refs().size();
    return seen == null || unsettled == 0 || !seen.inputs().containsKey(Observation.UNSETTLED)
        ? seen
        : seen.with(Observation.UNSETTLED, String.valueOf(unsettled));
  }

  private TripAnswer softTrip(
      @Nullable Observation observation,
      String by,
      String reason,
      TradingDay day,
      AccountPolicy policy) {
    // A guard that is only not checked yet is halted, too, and would pass entries a moment later.
    boolean halted =
        books.rules.at(SOFT) >= 2 ? books.halts.tripped() : books.halts.base().halted();
    if (day.equals(books.halts.softDay()) || halted) {
      return answer("", true);
    }
    books.halts.latchSoft(day);
    String incident =
        books.rules.at(SOFT) >= 1
            ? alarms.declare(SwitchDesk.softLoss(by, reason, observation), policy).incident()
            : books.incidents.number(KillSwitch.K1S.cause(), day);
    books.record(
        EntryKind.TRIP,
        incident,
        "soft daily-loss limit: entries are blocked until the next clean day",
        TripWords.data(KillSwitch.K1S, TripLevel.STOP, observation, by, reason, policy));
    books.show();
    return answer(incident, false);
  }

  private void quickVerdict(Observation observation, AccountPolicy policy) {
    int epoch = books.halts.epoch();
    LossJudgement judgement;
    try {
      judgement =
          Workflow.newActivityStub(
                  LossInquiry.class, Policies.inquiry(policy.limits().verdictWithin()))
              .judge(
                  new LossInquiry.LossQuestion(
                      policy, observation, books.halts.baselines(), false));
    } catch (ActivityFailure e) {
      judgement =
          new LossJudgement(
              LossVerdict.UNDETERMINED,
              List.of(),
              "",
              observation.marketAt(),
              "no verdict in time: " + Fault.detailOf(e));
    }
    take(judgement, epoch, policy);
  }

  void assess(Assessment assessment, AccountPolicy policy) {
    take(assessment.judgement(), assessment.epoch(), policy);
  }

  private void take(LossJudgement judgement, int epoch, AccountPolicy policy) {
    Trip trip = books.halts.trip();
    if (trip == null || epoch != books.halts.epoch()) {
      return;
    }
    books.halts.judge(judgement);
    books.record(
        EntryKind.VERDICT,
        trip.incident(),
        "verdict " + judgement.verdict() + ": " + judgement.summary(),
        Map.of("lossFraction", judgement.lossFraction()));
    Promise<Void> begun = declaration.begun();
    books.duties.start(
        "tell the verdict",
        () -> {
          if (begun != null) {
            begun.get();
          }
          declaration.heard(
              trip.incident(),
              dispatch.tellVerdict(new Dispatch.VerdictFor(trip.incident(), epoch, judgement)),
              policy);
        });
    if (trip.level() == TripLevel.FLATTEN
        && judgement.verdict() != LossVerdict.DATA
        && !books.halts.flattening()
        && books.halts.lastFlatten() == null) {
      askFlatten(policy, "loss judged " + judgement.verdict());
    }
    books.show();
  }

  private void askFlatten(AccountPolicy policy, String reason) {
    books.flattenRequests++;
    books.halts.flattenAsked();
    Trip trip = books.halts.trip();
    String requestId =
        books.firstRun.substring(0, Math.min(8, books.firstRun.length()))
            + "-e"
            + books.halts.epoch()
            + "-"
            + books.flattenRequests;
    FlattenRequest request =
        new FlattenRequest(
            requestId,
            policy,
            books.halts.epoch(),
            trip == null ? null : trip.incident(),
            reason,
            books.permits.refs(),
            books.now(),
            books.arming.plan().suspendIsOurs());
    books.record(
        EntryKind.FLATTEN,
        trip == null ? null : trip.incident(),
        "flatten asked: " + reason,
        Map.of("request", requestId, "scope", policy.scope().describe()));
    books.duties.start("ask for the flatten", () -> dispatch.requestFlatten(request));
  }

  void flattenSays(FlattenNotice notice, @Nullable AccountPolicy policy) {
    if (!notice.requestId().contains("-e" + books.halts.epoch() + "-")) {
      return;
    }
    books.halts.flattenSays(notice);
    Trip trip = books.halts.trip();
    if (trip != null) {
      Promise<Void> begun = declaration.begun();
      books.duties.start(
          "relay the flatten",
          () -> {
            if (begun != null) {
              begun.get();
            }
            declaration.heard(
                trip.incident(),
                dispatch.tellFlatten(
                    new Dispatch.FlattenFor(trip.incident(), trip.epoch(), notice)),
                policy);
          });
    }
    for (String outage : books.incidents.outages()) {
      books.duties.start(
          "relay the flatten to the outage",
          () ->
              declaration.heard(
                  outage,
                  dispatch.tellFlatten(
                      new Dispatch.FlattenFor(outage, books.halts.epoch(), notice)),
                  policy));
    }
    if (policy != null && notice.result() instanceof FlattenResult.ProvenFlat) {
      recheckLater(policy);
    }
    books.show();
  }

  void recheckLater(AccountPolicy policy) {
    int epoch = books.halts.epoch();
    books.duties.after(
        Policies.RECHECK_AFTER,
        "look once more after the proof",
        () -> {
          if (epoch == books.halts.epoch() && books.halts.base() == Ladder.FLAT_LOCKED) {
            ResetFacts facts;
            try {
              facts = look.facts(policy);
            } catch (TemporalFailure e) {
              unreadAfterTheProof(policy, e);
              return;
            }
            if (books.halts.base() == Ladder.FLAT_LOCKED
                && facts.positions() + facts.openOrders() > 0) {
              askFlatten(policy, "not flat any more after the proof");
              books.show();
            }
          }
        });
  }

  /** An account that can't be read is not flat by that: it is looked at again until it is read. */
  private void unreadAfterTheProof(AccountPolicy policy, TemporalFailure why) {
    if (Workflow.getVersion("looks-until-it-is-read", Workflow.DEFAULT_VERSION, 1) < 1) {
      throw why;
    }
    log.warn("the look after the proof found nothing out why={}", Fault.detailOf(why));
    recheckLater(policy);
  }

  private TripAnswer answer(String incident, boolean joined) {
    return new TripAnswer(
        books.halts.epoch(), books.halts.ladder(), joined, incident, books.permits.refs());
  }
}
