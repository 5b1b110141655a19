package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.fakes.SkippedTime;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Alarms;
import io.tripline.workflows.guard.DeclareAnswer;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.maintenance.Defect;
import io.tripline.workflows.maintenance.MaintenanceResult;
import io.tripline.workflows.maintenance.MaintenanceStart;
import io.tripline.workflows.maintenance.MaintenanceWindowWorkflow;
import io.tripline.workflows.maintenance.Mended;
import io.tripline.workflows.maintenance.Upkeep;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.slippage.Fills;
import io.tripline.workflows.slippage.SlippageLabel;
import io.tripline.workflows.slippage.SlippageLabel.Grade;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class P3ResponseTest extends ProcedureScene {
  private static final String ID = "incident-paper-log-corrupted-2026-11-24-1";
  private static final Defect TORN =
      new Defect(Cause.LOG_CORRUPTED, "trade_audit.csv", "line 7 is garbled", true);
  private static final Defect MISSED =
      new Defect(Cause.MISSED_EXECUTION, "2026-11-24", "session ended NO_DECISION", true);
  private static final Defect DRIFT =
      new Defect(Cause.CONFIG_DRIFT, "tripline.yaml", "says something else", false);

  private final List<Defect> defects = new CopyOnWriteArrayList<>();
  private final List<Alarms.AlarmOrder> declared = new CopyOnWriteArrayList<>();

  @RegisterExtension
  final TestWorkflowExtension temporal =
      SkippedTime.of(P3ResponseWorkflow.class, MaintenanceWindowWorkflow.class).build();

  private volatile Instant market = Instant.parse("2026-11-24T22:00:00Z");

  /** Mends at once, a missed session by its note, and knows only the incident of this test. */
  private final class Shelf implements Upkeep {
    @Override
    public Inspection inspect(Look look) {
      if (archive.entries(EntryKind.MAINTENANCE).stream()
          .anyMatch(entry -> MISSED.subject().equals(entry.data().get("subject")))) {
        defects.remove(MISSED);
      }
      return new Inspection(List.copyOf(defects), List.of("looked at everything"));
    }

    @Override
    public Repair repair(Defect defect) {
      if (defect.equals(MISSED)) {
        return new Repair(true, "noted");
      }
      defects.remove(defect);
      return new Repair(true, "written anew from the journal");
    }

    @Override
    public Waiting waiting(Look look) {
      return new Waiting(List.of(new Queued(ID, Cause.LOG_CORRUPTED)));
    }
  }

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    Alarms alarms =
        order -> {
          declared.add(order);
          return new DeclareAnswer(ID, false);
        };
    begins(
        environment,
        worker,
        new Shelf(),
        alarms,
        (Configuration) ProcedureScene::configured,
        archive,
        guard,
        new FakeIncidentBroker(() -> market));
    incident = stub("P3Response", ID);
  }

  private MaintenanceResult maintain(boolean checkOnly) {
    WorkflowStub window = stub("MaintenanceWindow", "maintenance-paper");
    window.start(new MaintenanceStart("paper", checkOnly));
    return window.getResult(MaintenanceResult.class);
  }

  private void alarm(Cause cause) {
    incident.signalWithStart(
        "alarm",
        new Object[] {
          new Alarm(
              new IncidentId(ID),
              P1Cases.policy(),
              Severity.P3,
              cause,
              TradingDay.parse("2026-11-24"),
              "the check",
              "trade_audit.csv: line 7 is garbled",
              Instant.ofEpochMilli(env.currentTimeMillis()),
              market,
              Map.of("trade_audit.csv", "line 7 is garbled"))
        },
        new Object[] {new IncidentStart(ACCOUNT, null, null)});
  }

  private static boolean waitsFor(IncidentView view, String words) {
    return view.steps().stream().anyMatch(step -> String.valueOf(step).contains(words));
  }

  @AfterEach
  void itsHistoryReplays(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    if (!name.startsWith("maintenance")) {
      WorkflowReplayer.replayWorkflowExecution(
          HistoryShelf.take(env.getWorkflowClient(), ID, "P3Response", name),
          P3ResponseWorkflow.class);
    }
    if (name.startsWith("maintenance")
        || name.startsWith("aDamaged")
        || name.startsWith("whatNo")
        || name.startsWith("whatRan")) {
      WorkflowReplayer.replayWorkflowExecution(
          HistoryShelf.take(
              env.getWorkflowClient(), "maintenance-paper", "MaintenanceWindow", name),
          MaintenanceWindowWorkflow.class);
    }
  }

  @Test
  void whatRanBeforeStillReplays() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/histories"))) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith("P3Response-")) {
          WorkflowReplayer.replayWorkflowExecution(
              Files.readString(file), P3ResponseWorkflow.class);
        } else if (name.startsWith("MaintenanceWindow-")) {
          WorkflowReplayer.replayWorkflowExecution(
              Files.readString(file), MaintenanceWindowWorkflow.class);
        }
      }
    }
    mendsADamagedFile();
  }

  @Test
  void aDamagedFileIsMendedInTheWindowAndTheIncidentResolved() {
    mendsADamagedFile();
  }

  private void mendsADamagedFile() {
    defects.add(TORN);
    alarm(Cause.LOG_CORRUPTED);
    until(view -> waitsFor(view, "queued; waiting for the next maintenance window"));
    MaintenanceResult result = maintain(false);
    assertThat(result.outcome()).isEqualTo(MaintenanceResult.Outcome.MENDED);
    IncidentReport report = incident.getResult(IncidentReport.class);
    assertThat(report.status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(report.summary()).contains("written anew from the journal");
    assertThat(archive.entries(EntryKind.MAINTENANCE))
        .extracting(entry -> entry.data().getOrDefault("event", ""))
        .containsExactlyInAnyOrder("queued", "mended", "done", "ended");
    assertThat(report()).contains("Severity: P3");
  }

  @Test
  void whatNoMachineMayMendWaitsForAPersonAndIsVerified() {
    defects.add(new Defect(Cause.LOG_CORRUPTED, "journal", "the chain is broken", false));
    alarm(Cause.LOG_CORRUPTED);
    until(view -> waitsFor(view, "queued; waiting for the next maintenance window"));
    assertThat(maintain(false).outcome()).isEqualTo(MaintenanceResult.Outcome.NEEDS_PERSON);
    until(view -> waitsFor(view, "not mended: journal"));
    incident.signal(Mended.SIGNAL, Map.of("by", "anna", "mended", true, "detail", "restored"));
    until(view -> waitsFor(view, "not mended: journal: the chain is broken"));
    defects.clear();
    incident.signal(Mended.SIGNAL, Map.of("by", "anna", "mended", true, "detail", "restored"));
    assertThat(incident.getResult(IncidentReport.class).summary()).contains("mended by anna");
  }

  @Test
  void aSumThatAlarmsOnTooFewFillsIsNoFixedNote() {
    costs(Grade.INVESTIGATE, "INVESTIGATE: CUSUM 61 is beyond 60 (n = 3)", 30, 31, 30);
    alarm(Cause.SLIPPAGE_NOTE);
    until(view -> waitsFor(view, "queued; waiting for the next maintenance window"));
    incident.signal(Mended.SIGNAL, Map.of("by", "anna", "mended", true, "detail", "looked"));
    until(view -> waitsFor(view, "not mended: INVESTIGATE: CUSUM 61 is beyond 60"));
    costs(Grade.NORMAL, "as expected (n = 4)", 5, 5, 5, 5);
    incident.signal(Mended.SIGNAL, Map.of("by", "anna", "mended", true, "detail", "calm"));
    assertThat(incident.getResult(IncidentReport.class).summary()).contains("mended by anna: calm");
  }

  @Test
  void whatIsProvenIsTheP2sAndEndsTheNote() {
    costs(Grade.INVESTIGATE, "INVESTIGATE: mean 14.0 bps (n = 5)", 14, 14, 14, 14, 14);
    alarm(Cause.SLIPPAGE_NOTE);
    until(view -> waitsFor(view, "queued; waiting for the next maintenance window"));
    incident.signal(Mended.SIGNAL, Map.of("by", "anna", "mended", true, "detail", "see the P2"));
    assertThat(incident.getResult(IncidentReport.class).status())
        .isEqualTo(IncidentStatus.RESOLVED);
  }

  private void costs(Grade grade, String sentence, double... bps) {
    guard.slippage(
        new SlippageView(
            SlippageStatistics.of(Fills.window(bps)),
            new SlippageLabel(grade, sentence),
            SlippageLimits.DEFAULT,
            List.of()));
  }

  @Test
  void nobodyAcknowledgesWithinADayAndThatIsRecorded() {
    alarm(Cause.LOG_CORRUPTED);
    until(view -> waitsFor(view, "queued; waiting for the next maintenance window"));
    env.sleep(Duration.ofHours(25));
    until(IncidentView::breached);
    assertThat(archive.notices())
        .anyMatch(n -> n.headline().contains("P3 not acknowledged: 50 %"))
        .anyMatch(n -> n.headline().contains("P3 not acknowledged: 80 %"))
        .anyMatch(n -> n.headline().contains("P3 response time breached"));
    incident.signal(Mended.SIGNAL, Map.of("by", "anna", "mended", true, "detail", "seen"));
    incident.getResult(IncidentReport.class);
  }

  @Test
  void aStartByHandWithTheWrongShapeEndsWithASentence() {
    incident.start(List.of(7));
    assertThat(incident.getResult(IncidentReport.class).summary()).contains("account: missing");
  }

  @Test
  void maintenanceTouchesNothingWhileTheMarketIsOpen() {
    market = Instant.parse("2026-11-24T15:00:00Z");
    defects.add(TORN);
    MaintenanceResult result = maintain(false);
    assertThat(result.outcome()).isEqualTo(MaintenanceResult.Outcome.NOT_NOW);
    assertThat(archive.entries(EntryKind.MAINTENANCE))
        .anyMatch(entry -> entry.text().startsWith("maintenance NOT_NOW: the market is open"));
    assertThat(defects).containsExactly(TORN);
  }

  @Test
  void maintenanceThatOnlyLooksDeclaresWhatItFindsOncePerCause() {
    market = Instant.parse("2026-11-24T15:00:00Z");
    defects.addAll(List.of(TORN, DRIFT));
    assertThat(maintain(true).outcome()).isEqualTo(MaintenanceResult.Outcome.DECLARED);
    assertThat(declared)
        .extracting(order -> order.request().cause())
        .containsExactly(Cause.LOG_CORRUPTED, Cause.CONFIG_DRIFT);
    assertThat(defects).hasSize(2);
  }

  @Test
  void maintenanceLooksAgainOnlyWhenItsNotesAreWritten() {
    defects.add(MISSED);
    archive.writesAfter(400);
    assertThat(maintain(false).outcome()).isEqualTo(MaintenanceResult.Outcome.MENDED);
  }

  @Test
  void maintenanceAsksAPersonForWhatItMayNotDo() {
    defects.add(DRIFT);
    assertThat(maintain(false).outcome()).isEqualTo(MaintenanceResult.Outcome.NEEDS_PERSON);
    assertThat(archive.notices()).anyMatch(n -> n.text().contains("a person is needed"));
  }
}
