package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ID;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;
import static io.tripline.workflows.incident.P1Cases.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.OutagePolicy;
import io.tripline.workflows.account.Ownership;
import io.tripline.workflows.account.ResponsePolicy;
import io.tripline.workflows.account.ReviewPolicy;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.runbook.P1Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How people are asked, told and helped beside the steps of a P1. */
class P1ContactsTest extends P1Scene {
  private static final Contact ANNA = new Contact("System Owner", "Anna", "anna@example.org");
  private static final Contact BEN = new Contact("Deputy", "Ben", "ben@example.org");
  private static final Contact DESK = new Contact("Broker Support", "The desk", "desk@example.org");

  private static AccountPolicy policy() {
    return policy(P1Cases.policy().configurationHash(), List.of(ANNA, DESK, BEN));
  }

  private static AccountPolicy policy(String hash, List<Contact> contacts) {
    AccountPolicy usual = P1Cases.policy();
    return new AccountPolicy(
        usual.account(),
        usual.environment(),
        usual.scope(),
        usual.limits(),
        usual.session(),
        usual.approvals(),
        contacts,
        usual.responseTimeP1(),
        usual.probation(),
        usual.autoReset(),
        hash,
        usual.drill(),
        usual.uiAddress(),
        usual.namespace(),
        ReviewPolicy.DEFAULT,
        OutagePolicy.DEFAULT,
        ResponsePolicy.DEFAULT.with(Map.of("p1-trading-halted", "beef4711")),
        Ownership.OURS_UNARMED);
  }

  private void tripped(KillSwitch by, TripLevel level) {
    alerted(P1Cases.brief(ID, policy(), by, level, 1));
  }

  private void dailyLoss() {
    tripped(KillSwitch.K1, TripLevel.FLATTEN);
  }

  private List<Notice> told(String words) {
    return archive.notices().stream().filter(each -> each.headline().contains(words)).toList();
  }

  private void ends() {
    judged(LossVerdict.REAL);
    flat();
    result();
  }

  private void peopleReset() {
    IncidentView asked = until(view -> !view.openGates().isEmpty());
    decide("d1", "alice", "approve", asked.openGates().getFirst().id());
    decide("d2", "bob", "approve", asked.openGates().getFirst().id());
    result();
  }

  @Test
  void eachReminderIsForTheNextContactAndNeverForBrokerSupport() {
    dailyLoss();
    until(view -> view.acknowledgeBy() != null);
    env.sleep(Duration.ofMinutes(61));
    until(IncidentView::breached);
    assertThat(told("50 %")).singleElement().matches(each -> BEN.equals(each.turn()));
    assertThat(told("80 %")).singleElement().matches(each -> ANNA.equals(each.turn()));
    assertThat(told("breached"))
        .singleElement()
        .matches(each -> BEN.equals(each.turn()))
        .matches(each -> each.text().startsWith("Now for Deputy Ben (ben@example.org)."));
    ends();
  }

  @Test
  void anEscalationIsForTheNextContactTooAndNeverForBrokerSupport() {
    dailyLoss();
    until(view -> view.acknowledgeBy() != null);
    for (Contact next : List.of(BEN, ANNA, BEN)) {
      assertThat(
              incident.update(
                  "escalate", String.class, Map.of("by", "carol", "reason", "nobody answers")))
          .contains(next.address());
    }
    until(view -> told("P1 ESCALATED by carol").size() == 3);
    assertThat(told("P1 ESCALATED by carol"))
        .extracting(Notice::turn)
        .containsExactly(BEN, ANNA, BEN);
    env.sleep(Duration.ofMinutes(31));
    until(view -> !told("50 %").isEmpty());
    assertThat(told("50 %")).singleElement().matches(each -> ANNA.equals(each.turn()));
    ends();
  }

  @Test
  void whoTookItAndDidNotMitigateItInTimeIsNotCountedOnAnyMore() {
    dailyLoss();
    until(view -> view.acknowledgeBy() != null);
    incident.update("acknowledge", String.class, word("alice", "on it"));
    env.sleep(Duration.ofMinutes(59));
    assertThat(view().acknowledgedBy()).isEqualTo("alice");
    env.sleep(Duration.ofMinutes(2));
    until(view -> view.acknowledgedBy() == null);
    assertThat(told("P1 NOT MITIGATED: the acknowledgement of alice lapsed after 1 h 0 min"))
        .singleElement()
        .matches(each -> each.urgency() == Urgency.PAGE);
    assertThat(incident.update("acknowledge", String.class, word("bob", "mine")))
        .contains("Acknowledged by bob");
    ends();
    assertThat(view().milestones().acknowledged()).isBefore(TRIPPED.plusSeconds(60));
  }

  @Test
  void oneWhoMitigatedItKeepsIt() {
    dailyLoss();
    until(view -> view.acknowledgeBy() != null);
    incident.update("acknowledge", String.class, word("alice", ""));
    flat();
    until(view -> view.milestones().mitigated() != null);
    env.sleep(Duration.ofHours(3));
    assertThat(view().acknowledgedBy()).isEqualTo("alice");
    judged(LossVerdict.REAL);
    result();
  }

  @Test
  void eachUpdatePromisesTheNextAndThatOneComesWithoutNews() {
    dailyLoss();
    until(view -> !told("KILL SWITCH").isEmpty());
    assertThat(told("KILL SWITCH").getFirst().text())
        .contains("Status: Investigating\nSeverity: P1\nSummary:\n", "Impact:\n", "Root Cause:\n")
        .contains("Not known yet.", "Actions Taken:\n", "Next Steps:\n")
        .contains("Next update by 2026-11-24T16:00:0");
    incident.update("acknowledge", String.class, word("alice", ""));
    flat();
    until(view -> !told("P1 mitigated").isEmpty());
    assertThat(told("P1 mitigated").getFirst().text())
        .startsWith("Status: Mitigated")
        .contains("Next update by 2026-11-24T23:00:0");
    env.sleep(Duration.ofMinutes(8 * 60 + 1));
    until(view -> !told("P1 mitigated, ").isEmpty());
    assertThat(told("P1 mitigated, ")).hasSize(1);
    assertThat(Objects.requireNonNull(view().handling()).nextUpdate()).isNotNull();
    judged(LossVerdict.REAL);
    result();
    assertThat(Objects.requireNonNull(view().handling()).nextUpdate()).isNull();
  }

  @Test
  void withoutNewsThePromisesGrowLonger() {
    dailyLoss();
    until(view -> view.acknowledgeBy() != null);
    env.sleep(Duration.ofHours(12));
    until(view -> told("P1 investigating, ").size() >= 3);
    assertThat(told("P1 investigating, ")).hasSizeLessThan(7);
    assertThat(told("P1 investigating, no change since"))
        .isNotEmpty()
        .allMatch(each -> each.command().contains("incident ack " + ID));
    ends();
  }

  @Test
  void theDocumentsThatItWasBegunUnderAreKept() {
    dailyLoss();
    until(view -> view.acknowledgeBy() != null);
    ends();
    assertThat(view().handling())
        .extracting(Handling::edition)
        .isEqualTo(new Edition("p1-trading-halted", "beef4711", "cafe0123"));
    assertThat(archive.entries(EntryKind.INCIDENT))
        .anyMatch(entry -> "beef4711".equals(entry.data().get("documentHash")));
    assertThat(report())
        .contains("begun under p1-trading-halted.md sha256 beef4711, configuration cafe0123");
    assertThat(state(view(), P1Step.SUPPORT).state()).isEqualTo(StepState.NOT_APPLICABLE);
  }

  @Test
  void anAlertUnderAnotherConfigurationChangesNobodyWhoIsAskedAndIsRecordedOnce() {
    dailyLoss();
    until(view -> view.acknowledgeBy() != null);
    AccountPolicy other = policy("feed4711", List.of(ANNA));
    for (KillSwitch each : List.of(KillSwitch.K9, KillSwitch.K2)) {
      incident.signal("alert", P1Cases.brief(ID, other, each, TripLevel.FLATTEN, 1));
    }
    env.sleep(Duration.ofMinutes(31));
    until(view -> !told("50 %").isEmpty());
    assertThat(told("50 %")).singleElement().matches(each -> BEN.equals(each.turn()));
    ends();
    assertThat(archive.entries(EntryKind.INCIDENT))
        .filteredOn(entry -> "feed4711".equals(entry.data().get("otherConfigurationHash")))
        .singleElement()
        .matches(entry -> "cafe0123".equals(entry.data().get("configurationHash")));
    assertThat(report())
        .contains("an alert came under another configuration, feed4711; contacts, clocks and")
        .contains("begun under p1-trading-halted.md sha256 beef4711, configuration cafe0123")
        .contains("hash cafe0123");
  }

  @Test
  void brokerSupportIsOfferedWhereTheBrokerRefusesToClose() {
    dailyLoss();
    until(view -> view.acknowledgeBy() != null);
    incident.signal(
        "flatten",
        new Dispatch.FlattenFor(
            ID,
            1,
            new FlattenNotice(
                "1",
                FlattenNotice.Stage.ESCALATED,
                "order flat-1-1 can't be cancelled",
                null,
                TRIPPED)));
    until(view -> state(view, P1Step.SUPPORT).state() == StepState.WAITING);
    IncidentView offered = view();
    assertThat(state(offered, P1Step.SUPPORT).outcome())
        .contains("Broker Support The desk (desk@example.org)", "flat-1-1 can't be cancelled");
    assertThat(offered.awaited()).doesNotContain("Broker Support");
    assertThat(offered.step()).isNotEqualTo(P1Step.SUPPORT.step().id());
    incident.signal(
        "flatten",
        new Dispatch.FlattenFor(
            ID,
            1,
            new FlattenNotice(
                "1",
                FlattenNotice.Stage.ENDED,
                "accepted",
                new FlattenResult.ResidualAccepted(
                    List.of("alice", "bob"), "halted symbol", List.of(held())),
                TRIPPED)));
    until(view -> view.milestones().mitigated() != null);
    List<String> text =
        SupportText.of(
            SupportText.Case.of(view()),
            new SupportText.Seen(
                List.of("140 SPY"), null, List.of("abc-7"), "orders: no answer", TRIPPED));
    assertThat(text)
        .contains("To: The desk <desk@example.org>")
        .contains("Detected: 2026-11-24T15:00:00Z UTC = 2026-11-24 10:00:00 ET")
        .contains("- not flat: order flat-1-1 can't be cancelled")
        .contains("- could not be closed: 140 SPY", "- abc-7", "- UNKNOWN: could not be read")
        .anyMatch(line -> line.startsWith("- Please close these positions"));
    judged(LossVerdict.REAL);
    peopleReset();
    assertThat(state(view(), P1Step.SUPPORT).state()).isEqualTo(StepState.DONE);
  }

  @Test
  void brokerSupportIsOfferedWhereTheBrokerBlocksTheAccount() {
    tripped(KillSwitch.K17, TripLevel.STOP);
    until(view -> state(view, P1Step.SUPPORT).state() == StepState.WAITING);
    assertThat(Objects.requireNonNull(view().handling()).support())
        .matches(need -> need.reasons().getFirst().contains("restricts the account"));
    peopleReset();
  }

  private static Position held() {
    return new Position(
        new Symbol("SPY"),
        Quantity.of("140"),
        Quantity.of("140"),
        Price.of("500"),
        Price.of("500"),
        Price.of("500"),
        Money.of("70000"));
  }
}
