package io.tripline.workflows.limits;

import static io.tripline.workflows.limits.LimitPeers.ACCOUNT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.fakes.FakeIncidentArchive;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.LimitRequest;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.limits.LimitChangeResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class LimitChangeTest {
  private final LimitPeers peers = new LimitPeers();
  private final FakeIncidentArchive archive = new FakeIncidentArchive();

  @RegisterExtension
  final TestWorkflowExtension temporal =
      TestWorkflowExtension.newBuilder()
          .registerWorkflowImplementationTypes(LimitChangeWorkflow.class)
          .registerSearchAttribute("AwaitingApproval", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .setDoNotStart(true)
          .build();

  private WorkflowClient client;
  private WorkflowStub change;

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    worker.registerActivitiesImplementations(peers, LimitPeers.halts(), archive);
    environment.start();
    client = environment.getWorkflowClient();
    change =
        client.newUntypedWorkflowStub(
            "LimitChange",
            WorkflowOptions.newBuilder()
                .setWorkflowId(LimitChange.idOf(ACCOUNT))
                .setTaskQueue(worker.getTaskQueue())
                .build());
  }

  @AfterEach
  void itsHistoryReplays(TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName();
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(client, LimitChange.idOf(ACCOUNT), "LimitChange", name),
        LimitChangeWorkflow.class);
  }

  static List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/histories"))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("LimitChange-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatRanBeforeStillReplays() throws Exception {
    assertThat(stored()).isNotEmpty();
    for (Path history : stored()) {
      WorkflowReplayer.replayWorkflowExecution(
          Files.readString(history), LimitChangeWorkflow.class);
    }
    asks("dailyLoss", "3 %");
  }

  @Test
  void aLooserLimitShowsItsRecordAndNeedsASecondName() {
    LimitChangeStatus status = asks("slippage.inARow", "60");
    assertThat(requireNonNull(status.gate()).plan())
        .contains("loosens slippage.inARow of account paper: 50 bps -> 60 bps")
        .anyMatch(line ->
            line.startsWith("50 bps (now) would have tripped")
                && line.endsWith("1 time: 2026-11-16"))
        .anyMatch(line -> line.startsWith("60 bps (asked for)") && line.endsWith("never"));
    assertThat(requireNonNull(status.gate()).requester()).isEqualTo("alice");
    assertThatThrownBy(() -> decide("alice", "approve"))
        .isInstanceOf(WorkflowUpdateException.class)
        .satisfies(thrown -> assertThat(Fault.of(thrown)).contains(Fault.REQUESTER));
    assertThat(decide("bob", "approve").outcome()).isEqualTo(DecisionAnswer.Outcome.APPROVED);

    LimitChangeResult result = change.getResult(LimitChangeResult.class);
    assertThat(result.outcome()).isEqualTo(Outcome.APPLIED);
    LimitRequest carriedOut = peers.asked.getLast();
    assertThat(carriedOut.expected()).isEqualTo("50 bps");
    assertThat(carriedOut.approval())
        .isEqualTo(new LimitRequest.Approval("limit-1", List.of("alice", "bob")));
    assertThat(archive.entries(EntryKind.DECISION)).isNotEmpty();
  }

  @Test
  void aDenialLeavesTheLimitAsItIs() {
    asks("dailyLoss", "3 %");
    decide("bob", "deny");
    assertThat(change.getResult(LimitChangeResult.class).outcome()).isEqualTo(Outcome.DENIED);
    assertThat(peers.asked).hasSize(1);
  }

  @Test
  void silenceNeverLoosens() {
    change.start(new LimitChangeStart("paper", "dailyLoss", "3 %", "alice", "why"));
    assertThat(change.getResult(LimitChangeResult.class).outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(peers.asked).hasSize(1);
  }

  @Test
  void aDecisionBySignalCountsToo() {
    asks("dailyLoss", "3 %");
    change.signal("decision", new DecisionRequest("s1", "limit-1", "approve", "bob", "calm", null));
    assertThat(change.getResult(LimitChangeResult.class).outcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void aStricterLimitNeedsNobody() {
    change.start(new LimitChangeStart("paper", "dailyLoss", "1.5 %", "alice", "why"));
    assertThat(change.getResult(LimitChangeResult.class).outcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void nonsenseIsAnsweredInsteadOfGettingStuck() {
    change.start(Map.of("account", "paper", "name", "dailyLoss", "value", 11, "by", "alice"));
    LimitChangeResult result = change.getResult(LimitChangeResult.class);
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.sentence()).contains("INVALID_INPUT: dailyLoss: must be above 0");
  }

  @Test
  void aStartOfAnotherShapeIsAnswered() {
    change.start("dailyLoss");
    assertThat(change.getResult(LimitChangeResult.class).outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void withoutThePastThePlanSaysSo() {
    peers.journalDown = true;
    assertThat(requireNonNull(asks("dailyLoss", "3 %").gate()).plan())
        .contains("what it would have done is unknown: no journal");
    decide("bob", "deny");
    change.getResult(LimitChangeResult.class);
  }

  private LimitChangeStatus asks(String name, String value) {
    change.start(new LimitChangeStart("paper", name, value, "alice", "ordinary fills"));
    return until(status -> status.gate() != null);
  }

  private DecisionAnswer decide(String by, String verdict) {
    return change.update(
        "decide",
        DecisionAnswer.class,
        new DecisionRequest(by + verdict, "limit-1", verdict, by, "looked at it", null));
  }

  private LimitChangeStatus until(Predicate<LimitChangeStatus> condition) {
    @Nullable LimitChangeStatus last = null;
    for (int i = 0; i < 400; i++) {
      last = change.query("status", LimitChangeStatus.class);
      if (condition.test(last)) {
        return last;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("it did not happen: " + last);
  }
}
