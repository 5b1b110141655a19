package io.tripline.workflows.guard;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the guard reaches the procedures that it starts; each call is safe to repeat. */
@ActivityInterface(namePrefix = "Dispatch")
public interface Dispatch {
  /**
   * Signal-with-Start: begins the incident, or joins it. False where it has ended, and so can't be
   * told any more; null in a history of before.
   */
  @Nullable Boolean declareIncident(IncidentBrief brief);

  /**
   * Signal-with-Start: begins the incident of the alarm's severity, or joins it. False where it has
   * ended: then nobody was told; null in a history of before.
   */
  @Nullable Boolean raise(Alarm alarm);

  /**
   * Signals an alarm to an incident that goes on, and never begins one; false where it has ended:
   * then nobody was told.
   */
  boolean join(Alarm alarm);

  /** False where a procedure does not run any more: whoever waits for its end waits in vain. */
  boolean goesOn(String incident);

  /** Signals a trip to an outage that is open beside its incident; one that ended is no failure. */
  void tellTrip(TripFor told);

  /** Signals a verdict to an incident; false where it has ended, null in a history of before. */
  @Nullable Boolean tellVerdict(VerdictFor verdict);

  /**
   * Signals a flatten's progress or end to an incident; false where it has ended, null in a history
   * of before.
   */
  @Nullable Boolean tellFlatten(FlattenFor notice);

  /** Signals which outage goes first to an incident; one that has ended is no failure. */
  void tellOutage(OutageFor notice);

  /** Signal-with-Start: asks {@code Flatten} to prove the account flat. */
  void requestFlatten(FlattenRequest request);

  /** Signals a clock move to each workflow; those that have ended are no failure. */
  void clockMoved(ClockRelay relay);

  /** Starts the day's session; one that runs already is no failure. */
  void startSession(SessionOrder order);

  /** A trip that has an incident of its own, for an outage of the account. */
  record TripFor(String outage, IncidentBrief brief) {}

  /** A verdict for an incident. */
  record VerdictFor(String incident, int epoch, LossJudgement judgement) {}

  /** Which outage of the account goes before an incident; null: none does any more. */
  record OutageFor(String incident, @Nullable String outage) {}

  /** A flatten's progress for an incident. */
  record FlattenFor(String incident, int epoch, FlattenNotice notice) {}

  /** A clock move for several workflows. */
  record ClockRelay(List<String> workflowIds, ClockMoved moved) {}

  /** Which session to start. */
  record SessionOrder(AccountPolicy policy, String tradingDay) {}
}
