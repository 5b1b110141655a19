package io.tripline.workflows.reconciliation;

import static io.tripline.workflows.reconciliation.Weeks.ACCOUNT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.fakes.FakeIncidentArchive;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.reconciliation.Finding.Kind;
import io.tripline.workflows.reconciliation.ReconciliationResult.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class WeeklyReconciliationTest {
  private final Weeks weeks = Weeks.agreeing();
  private final FakeIncidentArchive archive = new FakeIncidentArchive();

  @RegisterExtension
  final TestWorkflowExtension temporal =
      TestWorkflowExtension.newBuilder()
          .registerWorkflowImplementationTypes(WeeklyReconciliationWorkflow.class)
          .registerSearchAttribute("Account", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .setDoNotStart(true)
          .build();

  private WorkflowClient client;
  private WorkflowStub procedure;

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    Configuration configuration = account -> policy();
    worker.registerActivitiesImplementations(weeks, archive, configuration);
    environment.start();
    client = environment.getWorkflowClient();
    procedure =
        client.newUntypedWorkflowStub(
            "WeeklyReconciliation",
            WorkflowOptions.newBuilder()
                .setWorkflowId(WeeklyReconciliation.idOf(ACCOUNT))
                .setTaskQueue(worker.getTaskQueue())
                .build());
  }

  @AfterEach
  void itsHistoryReplays(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(client, WeeklyReconciliation.idOf(ACCOUNT), "WeeklyReconciliation", name),
        WeeklyReconciliationWorkflow.class);
  }

  private static AccountPolicy policy() {
    return new AccountPolicy(
        ACCOUNT,
        Environment.SIMULATOR,
        Scope.EVERYTHING,
        Limits.DEFAULT,
        new SessionPolicy(
            true,
            "daily-trend",
            Weeks.SPY,
            new BigDecimal("0.95"),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30)),
        ApprovalPolicy.of(List.of(new Approver("alice"))),
        List.of(),
        Duration.ofHours(1),
        true,
        true,
        "cafe0123",
        true,
        "",
        "default");
  }

  private ReconciliationResult run(Object start) {
    procedure.start(start);
    return procedure.getResult(ReconciliationResult.class);
  }

  @Test
  void whatRanBeforeStillReplays() throws Exception {
    List<Path> stored = stored();
    assertThat(stored).isNotEmpty();
    for (Path history : stored) {
      WorkflowReplayer.replayWorkflowExecution(
          Files.readString(history), WeeklyReconciliationWorkflow.class);
    }
    run(Map.of("account", "paper"));
  }

  private static List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/histories"))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("WeeklyReconciliation-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aWeekThatAgreesIsReportedAndNobodyIsAlarmed() {
    ReconciliationResult result = run(Map.of("account", "paper", "by", "anna"));
    assertThat(result.outcome()).isEqualTo(Outcome.AGREES);
    assertThat(result.sentence())
        .startsWith("week 2026-W47 of paper: 1 orders, 1 executions, everything agrees");
    assertThat(weeks.stored).hasSize(1);
    assertThat(weeks.stored.getFirst().text())
        .isEqualTo(ReconciliationText.of(requireNonNull(result.found())));
    assertThat(archive.notices()).extracting(n -> n.urgency()).containsExactly(Urgency.INFORM);
  }

  @Test
  void aDifferenceIsReportedAndTold() {
    weeks.booked.clear();
    weeks.held = "12";
    ReconciliationResult result = run(Map.of("account", "paper"));
    assertThat(result.outcome()).isEqualTo(Outcome.DIFFERS);
    assertThat(requireNonNull(result.found()).findings())
        .extracting(Finding::kind)
        .containsExactly(Kind.ORDER_NOT_IN_JOURNAL, Kind.POSITION_DIFFERS);
    assertThat(weeks.stored.getFirst().text()).contains("**P2** POSITION_DIFFERS `SPY`");
    assertThat(archive.notices()).extracting(n -> n.urgency()).containsExactly(Urgency.NOTIFY);
  }

  /** The clock is a Saturday's: the schedule's report and people's are of the week that is over. */
  @Test
  void theReportOfASaturdayIsOfAWholeWeek() {
    Reconciliation found = requireNonNull(run(Map.of("account", "paper")).found());
    assertThat(found.week()).isEqualTo(Weeks.WEEK);
    assertThat(found.over()).isTrue();
    assertThat(found.closing()).isNotNull();
    assertThat(weeks.stored.getFirst().text())
        .contains("- Week: 2026-11-14 to 2026-11-20 (New York)\n");
  }

  @Test
  void onItsWeekendAWeekStillShowsWhatIsHeld() {
    Reconciliation found =
        requireNonNull(run(Map.of("account", "paper", "week", "2026-W47")).found());
    assertThat(found.closing()).isNotNull();
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNoGoodNews() {
    weeks.silent = true;
    ReconciliationResult result = run(Map.of("account", "paper", "week", "2026-W47"));
    assertThat(result.outcome()).isEqualTo(Outcome.DIFFERS);
    Reconciliation found = requireNonNull(result.found());
    assertThat(found.brokerRead()).isFalse();
    assertThat(found.findings()).extracting(Finding::kind).containsExactly(Kind.UNKNOWN);
    assertThat(weeks.stored).hasSize(1);
  }

  @Test
  void anEarlierWeekComparesNoPositionsOfToday() {
    weeks.held = "12";
    ReconciliationResult result = run(Map.of("account", "paper", "week", "2026-11-11"));
    assertThat(requireNonNull(result.found()).closing()).isNull();
    assertThat(requireNonNull(result.found()).findings())
        .extracting(Finding::kind)
        .doesNotContain(Kind.POSITION_DIFFERS);
  }

  @Test
  void nonsenseIsAnsweredInsteadOfGettingStuck() {
    ReconciliationResult result = run(Map.of("account", "paper", "week", 47));
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.sentence()).contains("week: must look like 2026-W47");
  }

  @Test
  void aStartWithoutAccountSaysWhatToSend() {
    ReconciliationResult result = run(List.of());
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.sentence()).contains("account: missing");
  }

  @Test
  void aWeekThatHasNotBegunIsRefused() {
    ReconciliationResult result = run(Map.of("account", "paper", "week", "2027-W01"));
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
  }
}
