package io.tripline.workflows.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.approval.DecisionAnswer.Outcome;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovalsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final Approvals three = approvals("alice", "bob", "carol");
  private final Approvals alone = approvals("alice");

  private static Approvals approvals(String... roster) {
    return new Approvals(
        ApprovalPolicy.of(List.of(roster).stream().map(Approver::new).toList()), List.of("reset"));
  }

  private static GateSpec askedBy(@Nullable String requester) {
    return new GateSpec(
        "reset",
        "Reset K1?",
        List.of("resets K1", "closes nothing"),
        Direction.RISK_UP,
        requester,
        "the halt stays");
  }

  private static DecisionRequest says(String by, String verdict) {
    return new DecisionRequest(null, "reset-1", verdict, by, "checked", null);
  }

  private static DecisionRequest says(String id, String by, String verdict) {
    return new DecisionRequest(id, "reset-1", verdict, by, "checked", null);
  }

  private static Outcome outcome(Ruling ruling) {
    return ruling.orThrow().outcome();
  }

  private static Fault fault(Ruling ruling) {
    return ((Ruling.Refused) ruling).fault();
  }

  @Test
  void aMachinesGateNeedsTwoDifferentNames() {
    three.open(askedBy(null), NOW);
    assertThat(outcome(three.decide(says("alice", "approve"), NOW, "update")))
        .isEqualTo(Outcome.WAITING);
    assertThat(outcome(three.decide(says("bob", "approve"), NOW, "update")))
        .isEqualTo(Outcome.APPROVED);
    assertThat(three.approvedBy("reset-1")).containsExactly("alice", "bob");
  }

  @Test
  void aPersonsRequestCountsAsTheFirstOfTheTwoNames() {
    three.open(askedBy("alice"), NOW);
    assertThat(outcome(three.decide(says("bob", "approve"), NOW, "update")))
        .isEqualTo(Outcome.APPROVED);
  }

  @Test
  void whoAskedForItCannotApproveIt() {
    three.open(askedBy("Alice "), NOW);
    assertThat(fault(three.decide(says(" ALICE", "approve"), NOW, "update")))
        .isEqualTo(Fault.REQUESTER);
    assertThat(three.stateOf("reset-1")).contains(GateState.OPEN);
  }

  @Test
  void whoAskedForItMayStillDenyIt() {
    three.open(askedBy("alice"), NOW);
    assertThat(outcome(three.decide(says("alice", "deny"), NOW, "update")))
        .isEqualTo(Outcome.DENIED);
  }

  @Test
  void aStrangersRequestIsNoName() {
    three.open(askedBy("mallory"), NOW);
    assertThat(outcome(three.decide(says("bob", "approve"), NOW, "update")))
        .isEqualTo(Outcome.WAITING);
  }

  @Test
  void aStrangerDecidesNothingAndIsKept() {
    three.open(askedBy(null), NOW);
    assertThat(fault(three.decide(says("mallory", "deny"), NOW, "signal")))
        .isEqualTo(Fault.NOT_ON_LIST);
    assertThat(three.records())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.refused()).isTrue();
          assertThat(kept.by()).isEqualTo("mallory");
          assertThat(kept.outcome()).isEqualTo("NOT_ON_LIST");
        });
  }

  /**
   * The abuse: whoever has the JSON of one incident sends it to the next, whose gate is the same.
   */
  @Test
  void aDecisionThatIsMeantForAnotherIncidentCountsForNothingAndIsKept() {
    Approvals here = atIncident("incident-paper-daily-loss-2026-11-24-1");
    here.open(askedBy("alice"), NOW);
    Ruling strange =
        here.decide(
            meantFor("m1", "incident-paper-daily-loss-2026-11-23-1", "approve"), NOW, "signal");
    assertThat(fault(strange)).isEqualTo(Fault.CONFLICT);
    assertThat(((Ruling.Refused) strange).sentence()).contains("2026-11-23-1", "2026-11-24-1");
    assertThat(
            fault(
                here.decide(
                    meantFor("m2", "incident-paper-daily-loss-2026-11-23-1", "deny"),
                    NOW,
                    "signal")))
        .isEqualTo(Fault.CONFLICT);
    assertThat(here.stateOf("reset-1")).contains(GateState.OPEN);
    assertThat(here.records())
        .hasSize(2)
        .allMatch(kept -> kept.refused() && kept.outcome().equals("CONFLICT"));
    assertThat(
            outcome(
                here.decide(
                    meantFor("m3", "incident-paper-daily-loss-2026-11-24-1", "approve"),
                    NOW,
                    "update")))
        .isEqualTo(Outcome.APPROVED);
    assertThat(here.lastDecider()).contains("bob");
  }

  @Test
  void oneForAnotherIncidentIsNotKeptForTheGateThatOpensNext() {
    Approvals here = atIncident("incident-paper-daily-loss-2026-11-24-1");
    here.decide(meantFor("m1", "incident-paper-daily-loss-2026-11-23-1", "approve"), NOW, "signal");
    here.open(askedBy("alice"), NOW.plusSeconds(5));
    assertThat(here.stateOf("reset-1")).contains(GateState.OPEN);
    assertThat(here.lastDecider()).isEmpty();
  }

  @Test
  void aRequestIdThatCountedHereIsNoAnswerForAnotherIncident() {
    Approvals here = atIncident("incident-paper-daily-loss-2026-11-24-1");
    here.open(askedBy("alice"), NOW);
    here.decide(says("m1", "bob", "approve"), NOW, "update");
    assertThat(
            fault(
                here.decide(
                    meantFor("m1", "incident-paper-daily-loss-2026-11-23-1", "approve"),
                    NOW,
                    "update")))
        .isEqualTo(Fault.CONFLICT);
  }

  @Test
  void whatIsNoIncidentTakesNoDecisionForOne() {
    three.open(askedBy("alice"), NOW);
    assertThat(
            fault(
                three.decide(
                    meantFor("m1", "incident-paper-daily-loss-2026-11-24-1", "approve"),
                    NOW,
                    "update")))
        .isEqualTo(Fault.CONFLICT);
  }

  private static Approvals atIncident(String incident) {
    return new Approvals(
        ApprovalPolicy.of(List.of("alice", "bob", "carol").stream().map(Approver::new).toList()),
        List.of("reset"),
        incident);
  }

  private static DecisionRequest meantFor(String id, String incident, String verdict) {
    return new DecisionRequest(id, "reset-1", verdict, "bob", "checked", null, incident);
  }

  @Test
  void oneDenialIsEnough() {
    three.open(askedBy(null), NOW);
    three.decide(says("alice", "approve"), NOW, "update");
    assertThat(outcome(three.decide(says("carol", "deny"), NOW, "update")))
        .isEqualTo(Outcome.DENIED);
    assertThat(fault(three.decide(says("bob", "approve"), NOW, "update")))
        .isEqualTo(Fault.ALREADY_DECIDED);
  }

  @Test
  void theSameMessageTwiceGetsTheSameAnswerAndIsKeptOnce() {
    three.open(askedBy(null), NOW);
    Ruling first = three.decide(says("r1", "alice", "approve"), NOW, "update");
    three.decide(says("r2", "bob", "approve"), NOW, "update");
    Ruling again = three.decide(says("r1", "alice", "approve"), NOW, "update");
    assertThat(again).isInstanceOf(Ruling.Repeated.class);
    assertThat(again.orThrow()).isEqualTo(first.orThrow());
    assertThat(three.records()).hasSize(2);
  }

  @Test
  void theSamePersonSayingTheSameAgainIsNoSecondName() {
    three.open(askedBy(null), NOW);
    three.decide(says("r1", "alice", "approve"), NOW, "update");
    Ruling again = three.decide(says("r2", "Alice", "approve"), NOW, "update");
    assertThat(again).isInstanceOf(Ruling.Repeated.class);
    assertThat(again.orThrow().outcome()).isEqualTo(Outcome.WAITING);
    assertThat(three.records()).hasSize(1);
  }

  @Test
  void aRequestIdUsedForSomethingElseIsAConflict() {
    three.open(askedBy(null), NOW);
    three.decide(says("r1", "alice", "approve"), NOW, "update");
    assertThat(fault(three.decide(says("r1", "bob", "approve"), NOW, "update")))
        .isEqualTo(Fault.CONFLICT);
  }

  @Test
  void anEarlyDecisionCountsWhenItsGateOpens() {
    assertThat(outcome(three.decide(says("r1", "bob", "approve"), NOW, "signal")))
        .isEqualTo(Outcome.WAITING);
    three.open(askedBy("alice"), NOW.plusSeconds(5));
    assertThat(three.stateOf("reset-1")).contains(GateState.APPROVED);
    assertThat(outcome(three.decide(says("r1", "bob", "approve"), NOW.plusSeconds(6), "signal")))
        .isEqualTo(Outcome.APPROVED);
  }

  @Test
  void anEarlyDecisionPassesTheSameChecks() {
    three.decide(says("r1", "alice", "approve"), NOW, "signal");
    three.open(askedBy("alice"), NOW.plusSeconds(5));
    assertThat(three.stateOf("reset-1")).contains(GateState.OPEN);
    assertThat(three.records()).last().extracting(DecisionRecord::outcome).isEqualTo("REQUESTER");
  }

  @Test
  void anEarlyDecisionThatIsTooOldNoLongerCounts() {
    three.decide(says("r1", "bob", "approve"), NOW, "signal");
    three.open(askedBy("alice"), NOW.plus(LIFE));
    assertThat(three.stateOf("reset-1")).contains(GateState.OPEN);
  }

  @Test
  void whoSaysItEarlyOnceMoreSaysItNow() {
    three.renewEarly();
    three.decide(says("r1", "bob", "approve"), NOW, "signal");
    three.decide(says("r2", "bob", "approve"), NOW.plusSeconds(60), "signal");
    assertThat(three.records()).hasSize(1);
    three.open(askedBy("alice"), NOW.plus(LIFE));
    assertThat(three.stateOf("reset-1")).contains(GateState.APPROVED);
  }

  @Test
  void aFreshEarlyDenialCountsBehindAStaleOne() {
    three.renewEarly();
    three.decide(says("r1", "bob", "deny"), NOW, "signal");
    assertThat(outcome(three.decide(says("r2", "bob", "deny"), NOW.plus(LIFE), "signal")))
        .isEqualTo(Outcome.WAITING);
    three.open(askedBy("alice"), NOW.plus(LIFE).plusSeconds(5));
    assertThat(three.stateOf("reset-1")).contains(GateState.DENIED);
  }

  @Test
  void aGateThatCannotComeNextIsUnknown() {
    DecisionRequest far = new DecisionRequest(null, "reset-9", "approve", "bob", "", null);
    assertThat(fault(three.decide(far, NOW, "update"))).isEqualTo(Fault.NO_SUCH_GATE);
  }

  @Test
  void withoutAnOpenGateADecisionWithoutIdFindsNone() {
    DecisionRequest bare = new DecisionRequest(null, null, "approve", "bob", "", null);
    assertThat(fault(three.decide(bare, NOW, "update"))).isEqualTo(Fault.NO_SUCH_GATE);
  }

  @Test
  void anotherPlanThanTheOneSeenIsNotApproved() {
    three.open(askedBy("alice"), NOW);
    DecisionRequest stale =
        new DecisionRequest(null, "reset-1", "approve", "bob", "", "0123456789ab");
    assertThat(fault(three.decide(stale, NOW, "update"))).isEqualTo(Fault.NOT_READY);
  }

  @Test
  void thePlansOwnDigestIsAccepted() {
    Gate gate = three.open(askedBy("alice"), NOW);
    DecisionRequest seen =
        new DecisionRequest(null, "reset-1", "approve", "bob", "", gate.digest());
    assertThat(outcome(three.decide(seen, NOW, "update"))).isEqualTo(Outcome.APPROVED);
  }

  @Test
  void anExpiredGateIsTooLateAndCanBeAskedAgainUnderANewId() {
    three.open(askedBy("alice"), NOW);
    Ruling late = three.decide(says("bob", "approve"), NOW.plus(LIFE), "update");
    assertThat(fault(late)).isEqualTo(Fault.TOO_LATE);
    assertThat(three.stateOf("reset-1")).contains(GateState.EXPIRED);
    assertThat(three.open(askedBy("alice"), NOW.plus(LIFE)).id()).isEqualTo("reset-2");
  }

  @Test
  void joiningAMachinesGateCountsAsTheFirstName() {
    three.open(askedBy(null), NOW);
    assertThat(three.join("reset-1", new PersonName("alice"))).isTrue();
    assertThat(fault(three.decide(says("alice", "approve"), NOW, "update")))
        .isEqualTo(Fault.REQUESTER);
    assertThat(outcome(three.decide(says("bob", "approve"), NOW, "update")))
        .isEqualTo(Outcome.APPROVED);
  }

  @Test
  void joiningNeverCompletesAnApproval() {
    three.open(askedBy(null), NOW);
    three.decide(says("bob", "approve"), NOW, "update");
    assertThat(three.join("reset-1", new PersonName("alice"))).isFalse();
    assertThat(three.stateOf("reset-1")).contains(GateState.OPEN);
  }

  @Test
  void aLoneApproverMustComeBackAfterCoolingOff() {
    alone.open(askedBy("alice"), NOW);
    assertThat(outcome(alone.decide(says("r1", "alice", "approve"), NOW, "update")))
        .isEqualTo(Outcome.COOLING_OFF);
    Instant early = NOW.plus(LIFE).minusSeconds(1);
    assertThat(outcome(alone.decide(says("r2", "alice", "approve"), early, "update")))
        .isEqualTo(Outcome.COOLING_OFF);
    assertThat(outcome(alone.decide(says("r3", "alice", "approve"), NOW.plus(LIFE), "update")))
        .isEqualTo(Outcome.APPROVED);
  }

  @Test
  void theFirstMessageRepeatedAfterCoolingOffIsStillTheFirst() {
    alone.open(askedBy(null), NOW);
    alone.decide(says("r1", "alice", "approve"), NOW, "update");
    assertThat(outcome(alone.decide(says("r1", "alice", "approve"), NOW.plus(LIFE), "update")))
        .isEqualTo(Outcome.COOLING_OFF);
    assertThat(alone.stateOf("reset-1")).contains(GateState.OPEN);
  }

  @Test
  void aLoneApproverMayDenyWhileCoolingOff() {
    alone.open(askedBy("alice"), NOW);
    alone.decide(says("r1", "alice", "approve"), NOW, "update");
    assertThat(outcome(alone.decide(says("r2", "alice", "deny"), NOW, "update")))
        .isEqualTo(Outcome.DENIED);
  }

  @Test
  void twoSpellingsOnTheRosterAreOnePerson() {
    Approvals twice = approvals("alice", "Alice ");
    twice.open(askedBy(null), NOW);
    assertThat(outcome(twice.decide(says("alice", "approve"), NOW, "update")))
        .isEqualTo(Outcome.COOLING_OFF);
  }

  @Test
  void whatIsMalformedIsAnsweredAndNotKept() {
    three.open(askedBy(null), NOW);
    assertThat(three.decide(says("alice", "maybe"), NOW, "signal"))
        .isInstanceOf(Ruling.Malformed.class);
    assertThat(three.decide(says("a\u202Elice", "approve"), NOW, "signal"))
        .isInstanceOf(Ruling.Malformed.class);
    assertThat(three.decide(says("x".repeat(81), "approve"), NOW, "signal"))
        .isInstanceOf(Ruling.Malformed.class);
    assertThat(three.decide(null, NOW, "signal")).isInstanceOf(Ruling.Malformed.class);
    assertThat(three.records()).isEmpty();
  }

  @Test
  void theValidatorRefusesOnlyTheMalformed() {
    Approvals.check(says("mallory", "approve"));
    assertThatThrownBy(() -> Approvals.check(says("", "approve")))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("INVALID_INPUT: by:");
  }

  @Test
  void eachRecordIsHandedToTheJournalOnce() {
    three.open(askedBy(null), NOW);
    three.decide(says("alice", "approve"), NOW, "update");
    assertThat(three.takeNewRecords()).hasSize(1);
    three.decide(says("alice", "approve"), NOW, "update");
    three.decide(says("bob", "approve"), NOW, "update");
    assertThat(three.takeNewRecords()).extracting(DecisionRecord::by).containsExactly("bob");
  }
}
