package io.tripline.workflows.guard;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;

/** How incidents reach the guard. Refusals come as failures of a {@code Fault}. */
@ActivityInterface(namePrefix = "Halts")
public interface Halts {
  /** Trips a switch, for incidents that a person declared. */
  TripAnswer trip(TripRequest request);

  /** Asks for the reset of one epoch's halt. */
  ResetAnswer reset(ResetRequest request);

  /** The guard's state. */
  GuardStatus status(AccountName account);

  /** Asks for a permit that is never used, to see that entries pass. */
  PermitAnswer probe(PermitRequest request);

  /** Hands the guard a later verdict: the thorough one that an incident asked for. */
  void assess(LaterVerdict verdict);

  /** Tells the guard where an incident stands. */
  void incident(IncidentNotice notice);

  /** A verdict for the guard of an account. */
  record LaterVerdict(AccountName account, Assessment assessment) {}
}
