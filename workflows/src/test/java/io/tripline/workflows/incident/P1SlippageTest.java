package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ID;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.slippage.Fills;
import io.tripline.workflows.slippage.SlippageLabel;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import io.tripline.workflows.slippage.SlippageWindow;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The slippage switch: report, label and proposals stand in front of those who decide. */
class P1SlippageTest extends P1Scene {
  @Test
  void reportLabelAndProposalsAreInFrontOfTheApprovers() {
    fillsCost(60, 55, 51);
    alerted(brief());
    until(view -> !view.openGates().isEmpty());
    Gate gate = view().openGates().getFirst();

    assertThat(state(view(), P1Step.SLIPPAGE).state()).isEqualTo(StepState.DONE);
    assertThat(state(view(), P1Step.PROVE_FLAT).state()).isEqualTo(StepState.NOT_APPLICABLE);
    assertThat(String.join("\n", gate.plan()))
        .contains("n = 3, mean 55.3")
        .contains("cafe0123-3 BUY 10 SPY: execution 51.0 bps, delay 40.0 bps")
        .contains("volatility: volatile")
        .contains("proposal: keep slippage.inARow at 50 bps")
        .contains("killswitch limit set")
        .contains("reports/slippage_report.json");
    // Entries are written beside the procedure: the gate may open first.
    until(view ->
        archive.entries(EntryKind.SLIPPAGE).stream()
            .anyMatch(each ->
                "volatile".equals(each.data().get("volatility"))
                    && each.data().containsKey("proposal.slippage.inARow")));

    decide("r1", "alice", "approve", gate.id());
    decide("r2", "bob", "approve", gate.id());
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.resets())
        .singleElement()
        .matches(reset -> !reset.automatic() && reset.acceptedLoss() == null);
    keepsTheEventBudget();
  }

  @Test
  void whatCanNotBeReadIsShownAsUnknown() {
    inquiry.losesTheMarket();
    alerted(brief());
    until(view -> !view.openGates().isEmpty());
    assertThat(String.join("\n", view().openGates().getFirst().plan()))
        .contains("slippage: UNKNOWN", "volatility: UNKNOWN")
        .doesNotContain("proposal:");
    decide("r1", "alice", "deny", view().openGates().getFirst().id());
    assertThat(guard.resets()).isEmpty();
  }

  private void fillsCost(double... bps) {
    SlippageWindow window = Fills.window(bps);
    SlippageStatistics statistics = SlippageStatistics.of(window);
    guard.slippage(
        new SlippageView(
            statistics,
            SlippageLabel.of(statistics, null, SlippageLimits.DEFAULT),
            SlippageLimits.DEFAULT,
            window.fills().stream().map(SlippageWindow.Taken::sample).toList()));
  }

  private static IncidentBrief brief() {
    return new IncidentBrief(
        new IncidentId(ID),
        P1Cases.policy(),
        KillSwitch.K4,
        TripLevel.STOP,
        1,
        TradingDay.parse("2026-11-24"),
        new Observation(
            KillSwitch.K4,
            Check.FAIL,
            "60.0, 55.0, 51.0 bps",
            "50 bps, 3 in a row",
            Map.of(),
            TRIPPED,
            TRIPPED),
        "the guard",
        "3 fills in a row cost more than 50 bps",
        TRIPPED,
        TRIPPED,
        0);
  }
}
