package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static io.tripline.workflows.incident.P1Cases.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.IncidentStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person starts the procedure. */
class P1ByHandTest extends P1Scene {
  @Test
  void aStartByHandTripsTheManualSwitchAndGoesOnWithTheGuardsBrief() {
    guard.onTrip(request ->
        incident.signal(
            "alert", P1Cases.brief(ID, P1Cases.policy(), KillSwitch.K13, TripLevel.FLATTEN, 1)));
    incident.start(new IncidentStart(ACCOUNT, "alice", "strange fills"));
    until(view -> view.brief() != null);
    flat();
    until(view -> !view.openGates().isEmpty());
    assertThat(guard.trips())
        .singleElement()
        .matches(trip -> ID.equals(trip.incident()) && trip.level() == TripLevel.FLATTEN);
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(report()).contains("A person tripped the switch");
  }

  @Test
  void aStartByHandWithTheWrongShapeEndsWithASentence() {
    incident.start(List.of("what", 7));
    IncidentReport end = result();
    assertThat(end.status()).isEqualTo(IncidentStatus.CANCELLED);
    assertThat(end.summary()).contains("account: missing or malformed");
  }

  @Test
  void aStartByHandWithABadAccountNameEndsWithASentence() {
    incident.start(Map.of("account", "NOT a name!", "by", 7, "reason", "x"));
    assertThat(result().summary()).contains("account: missing or malformed");
    assertThat(guard.trips()).isEmpty();
  }

  @Test
  void aStartByHandForAnUnknownAccountEndsWithTheReason() {
    incident.start(Map.of("account", "other", "by", "alice", "reason", "x"));
    assertThat(result().summary()).contains("not in tripline.yaml");
  }

  @Test
  void aStartByHandOfAHaltedAccountPointsToTheIncidentThatHasIt() {
    guard.wasHaltedBefore("incident-paper-daily-loss-2026-11-24-7");
    incident.start(new IncidentStart(ACCOUNT, "alice", "again"));
    IncidentReport end = result();
    assertThat(end.status()).isEqualTo(IncidentStatus.MERGED);
    assertThat(end.summary()).contains("2026-11-24-7");
  }
}
