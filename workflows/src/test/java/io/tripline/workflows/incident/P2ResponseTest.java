package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.fakes.SkippedTime;
import io.tripline.workflows.fills.FillLimits;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.fills.Orders;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.FillsView;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.session.ExecutionAnswer;
import io.tripline.workflows.session.Executions;
import io.tripline.workflows.slippage.Fills;
import io.tripline.workflows.slippage.SlippageLabel;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import io.tripline.workflows.slippage.SlippageWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class P2ResponseTest extends ProcedureScene {
  private static final String ID = "incident-paper-high-slippage-2026-11-24-1";
  private static final Instant MARKET = Instant.parse("2026-11-24T15:30:00Z");

  private final List<Executions.ExecutionOrder> orders = new CopyOnWriteArrayList<>();
  private Executions.@Nullable Changed changed =
      new Executions.Changed(
          "session-paper-2026-11-24",
          new ExecutionAnswer(true, "taken", "limit"),
          "one decision a day, limit at the mid +0 bps, up to 47.5 % of equity (changed)");

  @RegisterExtension
  final TestWorkflowExtension temporal = SkippedTime.of(P2ResponseWorkflow.class).build();

  private String id = ID;
  private Cause cause = Cause.HIGH_SLIPPAGE;

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    Configuration configuration = account -> P1Cases.policy();
    Executions executions =
        order -> {
          orders.add(order);
          return changed == null ? new Executions.Changed(null, null, null) : changed;
        };
    begins(
        environment,
        worker,
        executions,
        configuration,
        archive,
        guard,
        inquiry,
        new FakeIncidentBroker(() -> MARKET));
    isOf(Cause.HIGH_SLIPPAGE);
    guardTells(List.of());
  }

  /** From here on the incident is one of that cause. */
  private void isOf(Cause other) {
    cause = other;
    id = "incident-paper-" + other.word() + "-2026-11-24-1";
    incident = stub("P2Response", id);
  }

  private void guardTells(List<OrderEnd> orders) {
    SlippageWindow window = Fills.window(14, 13, 15, 12, 16, 14);
    SlippageStatistics statistics = SlippageStatistics.of(window);
    guard.slippage(
        new SlippageView(
            statistics,
            SlippageLabel.of(statistics, null, SlippageLimits.DEFAULT),
            SlippageLimits.DEFAULT,
            window.fills().stream().map(SlippageWindow.Taken::sample).toList(),
            FillsView.of(Orders.window(orders), FillLimits.DEFAULT)));
  }

  @AfterEach
  void itsHistoryReplays(TestInfo test) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(
            env.getWorkflowClient(),
            id,
            "P2Response",
            test.getTestMethod().orElseThrow().getName()),
        P2ResponseWorkflow.class);
  }

  private void alarm() {
    incident.signalWithStart(
        "alarm",
        new Object[] {
          new Alarm(
              new IncidentId(id),
              P1Cases.policy(),
              Severity.P2,
              cause,
              TradingDay.parse("2026-11-24"),
              "the guard",
              "INVESTIGATE: mean 14.0 bps",
              Instant.ofEpochMilli(env.currentTimeMillis()),
              MARKET,
              Map.of())
        },
        new Object[] {new IncidentStart(ACCOUNT, null, null)});
  }

  private void decide(String verdict) {
    incident.signal(
        "decision", new DecisionRequest("d-" + verdict, "measures-1", verdict, "bob", "so", null));
  }

  @Test
  void whatRanBeforeStillReplays() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/histories"))) {
      for (Path file : files.toList()) {
        if (String.valueOf(file.getFileName()).startsWith("P2Response-")) {
          WorkflowReplayer.replayWorkflowExecution(
              WorkflowExecutionHistory.fromJson(Files.readString(file), ID),
              P2ResponseWorkflow.class);
        }
      }
    }
    incident.start(List.of(7));
    assertThat(result().summary()).contains("account: missing");
  }

  @Test
  void oneApprovalChangesTheRunningSessionAndTheEffectIsReadBack() {
    alarm();
    IncidentView waiting = until(view -> !view.openGates().isEmpty());
    assertThat(String.join("\n", waiting.openGates().getFirst().plan()))
        .contains("limit orders at the mid")
        .contains("smaller size: 47.5 % of equity")
        .contains("evidence: high market volatility")
        .contains("evidence: low liquidity not seen (median half spread at arrival 0.1 bps")
        .contains("evidence: timing of order submission LIKELY");
    assertThat(String.valueOf(waiting.steps()))
        .contains("mean 14.0 bps (n = 6), expected 5, investigate above 10");
    decide("approve");
    IncidentReport report = result();
    assertThat(report.status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(report.summary()).contains("approved by bob", "limit at the mid");
    assertThat(orders)
        .singleElement()
        .satisfies(order -> {
          assertThat(order.tradingDay()).isEqualTo("2026-11-24");
          assertThat(order.change().orderType()).isEqualTo("limit");
          assertThat(order.change().size()).isEqualTo("47.5 %");
        });
    assertThat(archive.entries(EntryKind.INCIDENT))
        .anyMatch(entry ->
            "2026-W48".equals(entry.data().get("reconciliation"))
                && entry.text().contains("likely: "));
    assertThat(guard.trips()).isEmpty();
    assertThat(guard.notices())
        .filteredOn(notice -> notice.status() == IncidentStatus.RESOLVED)
        .extracting(IncidentNotice::by)
        .containsExactly("bob");
  }

  @Test
  void slowFillsTestTheBrokerAndAskForOrdersThatDoNotWait() {
    isOf(Cause.SLOW_FILLS);
    guardTells(IntStream.rangeClosed(1, 6).mapToObj(n -> Orders.took(n, 9_000)).toList());
    inquiry.answersIn(1_800);
    changed =
        new Executions.Changed(
            "session-paper-2026-11-24",
            new ExecutionAnswer(true, "taken", "limit"),
            "one decision a day, limit at the mid +10 bps, 10s to fill, then priced anew up to 3"
                + " times, up to 47.5 % of equity; held over the close (changed)");
    alarm();
    IncidentView waiting = until(view -> !view.openGates().isEmpty());
    assertThat(String.join("\n", waiting.openGates().getFirst().plan()))
        .contains("limit orders up to 10 bps beyond the mid")
        .contains("evidence: latency of the broker LIKELY (slowest of 1 calls 1800 ms")
        .contains("0 of 6 orders within 15 min of open or close");
    assertThat(String.valueOf(waiting.steps()))
        .contains("fill time: n = 6, median 9.0 s, longest 9.0 s, 6 slow")
        .contains("INVESTIGATE: median fill time 9.0 s, slow above 5.0 s, 6 of 6 orders slower");
    decide("approve");
    assertThat(result().summary()).contains("approved by bob", "+10 bps");
    assertThat(orders)
        .singleElement()
        .satisfies(order -> assertThat(order.change().patience()).isEqualTo("10s"));
    assertThat(archive.entries(EntryKind.INCIDENT))
        .anyMatch(entry ->
            "2026-W48".equals(entry.data().get("reconciliation"))
                && entry.text().startsWith("slow-fills: fill time")
                && entry.text().contains("latency of the broker"));
  }

  @Test
  void partialFillsAreComparedWithChanceAndAskForTheSizeThatIsFilled() {
    isOf(Cause.PARTIAL_FILLS);
    guardTells(IntStream.rangeClosed(1, 6).mapToObj(n -> Orders.part(n, 4)).toList());
    alarm();
    IncidentView waiting = until(view -> !view.openGates().isEmpty());
    assertThat(String.join("\n", waiting.openGates().getFirst().plan()))
        .contains("smaller size: 38 % of equity")
        .doesNotContain("latency of the broker");
    assertThat(String.valueOf(waiting.steps()))
        .contains("INVESTIGATE: 6 of 6 orders ended with a part, usual 10 %");
    decide("approve");
    assertThat(result().summary()).contains("NOT in force");
    assertThat(inquiry.probes()).isEmpty();
  }

  @Test
  void aMeasureThatIsNotInForceIsNotCalledSo() {
    changed =
        new Executions.Changed(
            "session-paper-2026-11-24",
            new ExecutionAnswer(false, "size: too large", "market orders"),
            "one decision a day, market orders");
    alarm();
    until(view -> !view.openGates().isEmpty());
    decide("approve");
    assertThat(result().summary()).contains("NOT in force: size: too large");
  }

  @Test
  void withoutARunningSessionNothingIsChangedAndThatIsSaid() {
    changed = null;
    alarm();
    until(view -> !view.openGates().isEmpty());
    decide("approve");
    assertThat(result().summary()).contains("no session of 2026-11-24 runs, nothing changed");
  }

  @Test
  void aDenialLeavesTheExecutionAsItIs() {
    alarm();
    until(view -> !view.openGates().isEmpty());
    decide("deny");
    assertThat(result().summary()).contains("the measures were denied");
    assertThat(orders).isEmpty();
  }

  @Test
  void silenceChangesNothingPeopleAreRemindedAndItIsRecorded() {
    alarm();
    IncidentReport report = result();
    assertThat(report.summary()).contains("nobody decided on measures");
    assertThat(orders).isEmpty();
    assertThat(archive.notices())
        .anyMatch(n -> n.headline().contains("P2 not acknowledged: 50 %"))
        .anyMatch(n -> n.headline().contains("P2 not acknowledged: 80 %"))
        .anyMatch(n -> n.headline().contains("P2 response time breached"));
  }
}
