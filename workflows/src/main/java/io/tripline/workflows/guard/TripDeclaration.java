package io.tripline.workflows.guard;

import io.temporal.workflow.Promise;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of a trip: its incident, and the outages that go on beside it. For workflow threads. */
final class TripDeclaration {
  private static final String CHANGE = "outage-told-of-trips";

  /** From then on a halt whose incident says that it has ended gets another one. */
  private static final String ENDED = "halt-of-an-ended-incident";

  private final GuardBooks books;
  private final Dispatch dispatch;
  private final AlarmDesk alarms;
  private final OutageRelay outages;
  private @Nullable Promise<Void> declared;

  TripDeclaration(GuardBooks books, Dispatch dispatch, AlarmDesk alarms, OutageRelay outages) {
    this.books = books;
    this.dispatch = dispatch;
    this.alarms = alarms;
    this.outages = outages;
  }

  void begin() {
    books.rules.ask(CHANGE, 1);
    books.rules.ask(ENDED, 1);
  }

  /** Done once the incident of the last trip knows of it; null before the first trip. */
  @Nullable Promise<Void> begun() {
    return declared;
  }

  /** Whether the incident of the halt hears of a trip of this switch. */
  static boolean tells(KillSwitch killSwitch) {
    return killSwitch.severity() == Severity.P1;
  }

  void declare(
      KillSwitch killSwitch,
      TripLevel level,
      String incident,
      TripRequest request,
      String by,
      String reason,
      AccountPolicy policy) {
    if (!tells(killSwitch)) {
      return;
    }
    Observation observation = request.observation();
    IncidentBrief brief =
        new IncidentBrief(
            new IncidentId(incident),
            policy,
            killSwitch,
            level,
            books.halts.epoch(),
            books.dayOf(observation),
            observation,
            by,
            reason,
            observation == null ? declaredAt(request) : observation.at(),
            observation == null ? books.marketNow() : observation.marketAt(),
            further());
    declared =
        books.duties.start(
            "declare the incident",
            () -> {
              if (Boolean.FALSE.equals(dispatch.declareIncident(brief))) {
                declareAnew(brief);
              }
            });
    outages.tell(declared);
    if (books.rules.at(CHANGE) >= 1) {
      tellOutages(brief);
    }
  }

  /**
   * An incident has ended. The reset comes before that: where the halt still stands, its trip came
   * as the incident was closing, and nobody works on it.
   */
  void ended(String incident, AccountPolicy policy) {
    Trip standing = books.halts.trip();
    if (books.rules.at(ENDED) < 1
        || standing == null
        || !standing.incident().equals(incident)
        || !tells(standing.killSwitch())) {
      return;
    }
    IncidentBrief next = takenUp(standing, policy, books.marketNow());
    declared = books.duties.start("declare the incident anew", () -> begin(next, standing));
    outages.tell(declared);
  }

  /**
   * What became of a message to an incident: one that was terminated, or failed, never says that it
   * ended.
   *
   * @param heard null in a history of before
   */
  void heard(String incident, @Nullable Boolean heard, @Nullable AccountPolicy policy) {
    if (!Boolean.FALSE.equals(heard) || books.rules.at(ENDED) < 1) {
      return;
    }
    if (books.incidents.outages().contains(incident)) {
      books.incidents.gone(incident);
      books.note(incident + " does not run any more: it holds nobody back");
      outages.over();
      books.show();
    } else if (policy != null) {
      ended(incident, policy);
    }
  }

  /**
   * The incident ended, and the guard never heard of it (it was terminated, say). A halt without an
   * incident is told to nobody, and nobody could ask for its reset.
   */
  private void declareAnew(IncidentBrief gone) {
    Trip standing = books.halts.trip();
    if (standing == null || !standing.incident().equals(gone.id().value())) {
      return;
    }
    begin(takenUp(standing, gone.policy(), gone.marketAt()), standing);
    if (books.rules.at(ENDED) >= 1) {
      outages.tell(null);
    }
  }

  /** The halt is that of another incident from here on; answers what that begins with. */
  private IncidentBrief takenUp(Trip standing, AccountPolicy policy, Instant marketNow) {
    String before = standing.incident();
    books.incidents.gone(before);
    String next = books.incidents.joinOrOpen(standing.killSwitch().cause(), standing.tradingDay());
    books.halts.under(next);
    books.record(
        EntryKind.INCIDENT,
        next,
        "takes up the halt of " + before + ", which has ended",
        Map.of("before", before));
    // It begins as the first one did, with what is known since: flat may be proven already.
    return new IncidentBrief(
        new IncidentId(next),
        policy,
        standing.killSwitch(),
        standing.level(),
        standing.epoch(),
        standing.tradingDay(),
        standing.observation(),
        standing.by(),
        standing.reason(),
        standing.at(),
        standing.observation() == null ? marketNow : standing.observation().marketAt(),
        standing.further());
  }

  private void begin(IncidentBrief brief, Trip known) {
    String incident = brief.id().value();
    boolean heard = !Boolean.FALSE.equals(dispatch.declareIncident(brief));
    Trip standing = books.rules.at(ENDED) >= 1 ? books.halts.trip() : known;
    if (standing == null || standing.epoch() != brief.epoch()) {
      return;
    }
    if (!heard && books.rules.at(ENDED) >= 1) {
      declareAnew(brief);
      return;
    }
    LossJudgement judged = standing.judgement();
    if (judged != null) {
      dispatch.tellVerdict(new Dispatch.VerdictFor(incident, standing.epoch(), judged));
    }
    FlattenNotice flatten = books.halts.lastFlatten();
    if (flatten != null) {
      dispatch.tellFlatten(new Dispatch.FlattenFor(incident, standing.epoch(), flatten));
    }
    books.show();
  }

  /** The trip has its own incident; whoever works on the outage must see it there as well. */
  private void tellOutages(IncidentBrief brief) {
    for (String outage : books.incidents.outages()) {
      // What the outage asked for itself is no news to it.
      if (!outage.equals(brief.id().value()) && !outage.equals(brief.by())) {
        books.duties.start(
            "tell the outage of the trip",
            () -> {
              alarms.awaitRaised();
              dispatch.tellTrip(new Dispatch.TripFor(outage, brief));
            });
      }
    }
  }

  private @Nullable Integer further() {
    Trip standing = books.halts.trip();
    return standing == null ? null : standing.further();
  }

  /** A person may have declared it while nobody could take it; a later clock is not believed. */
  private Instant declaredAt(TripRequest request) {
    Instant now = books.now();
    Instant said = request.declaredAt();
    return said == null || said.isAfter(now) ? now : said;
  }
}
