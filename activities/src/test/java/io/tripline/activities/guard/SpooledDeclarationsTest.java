package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.tripline.activities.journal.DeclarationSpool;
import io.tripline.activities.journal.SpooledDeclaration;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal is back: what people declared meanwhile becomes an incident, once. */
class SpooledDeclarationsTest {
  private static final AccountName ACCOUNT = Rig.ACCOUNT;
  private static final Instant AT = Instant.parse("2026-11-20T15:00:00Z");

  @TempDir Path data;
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setUseTimeskipping(false)
              .registerSearchAttribute("Account", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
              .registerSearchAttribute("LadderState", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
              .build());
  private final WorkflowClient client = temporal.getWorkflowClient();
  private DeclarationSpool spool;
  private SpooledDeclarations declarations;

  @BeforeEach
  void start() {
    Worker response = temporal.newWorker(TaskQueues.RESPONSE);
    response.registerWorkflowImplementationTypes(StubGuard.class);
    temporal.start();
    spool = DeclarationSpool.of(data);
    declarations = new SpooledDeclarations(client, Set.of(ACCOUNT), spool, InstantSource.fixed(AT));
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  private AccountGuard guard() {
    AccountPolicy policy = Rig.policy(Duration.ofSeconds(10));
    AccountGuard guard = client.newWorkflowStub(AccountGuard.class, WorkflowStarts.guard(policy));
    WorkflowClient.start(guard::run, new GuardStart(ACCOUNT, policy, null));
    return client.newWorkflowStub(AccountGuard.class, AccountGuard.idOf(ACCOUNT));
  }

  private static SpooledDeclaration outage(String id, String by, Instant at) {
    return new SpooledDeclaration(
        id, ACCOUNT, Severity.P0, Cause.SYSTEM_DOWN, null, by, "all dark", at);
  }

  @Test
  void aDeclarationIsTakenInOnceWithTheTimeAtWhichThePersonKnew() throws IOException {
    AccountGuard guard = guard();
    spool.write(outage("declare-1", "alice", AT.minusSeconds(600)));
    assertThat(declarations.takeIn()).isEqualTo(1);
    // A crash right after the answer leaves the file: the guard knows the id.
    spool.write(outage("declare-1", "alice", AT.minusSeconds(600)));
    assertThat(declarations.takeIn()).isEqualTo(1);
    assertThat(declarations.takeIn()).isZero();
    assertThat(guard.status().incidents())
        .containsExactly("declare declare-1 P0 system-down 2026-11-20T14:50:00Z");
  }

  @Test
  void aP1TripsTheManualSwitch() throws IOException {
    AccountGuard guard = guard();
    spool.write(
        new SpooledDeclaration(
            "declare-2",
            ACCOUNT,
            Severity.P1,
            Cause.MANUAL,
            TripLevel.STOP,
            "bob",
            "odd",
            AT.minusSeconds(60)));
    assertThat(declarations.takeIn()).isEqualTo(1);
    assertThat(guard.status().incidents())
        .containsExactly("trip declare-2 since 2026-11-20T14:59:00Z");
  }

  @Test
  void withoutAGuardItWaits() throws IOException {
    spool.write(outage("declare-1", "alice", AT));
    assertThat(declarations.takeIn()).isZero();
    assertThat(spool.look().waiting()).hasSize(1);
    guard();
    assertThat(declarations.takeIn()).isEqualTo(1);
  }

  @Test
  void aCorruptOneAndARefusedOneAreKeptAsideAndBlockNoOther() throws IOException {
    AccountGuard guard = guard();
    Files.createDirectories(spool.folder());
    Files.writeString(spool.folder().resolve("a-torn.json"), "{");
    spool.write(outage("declare-b", "refused", AT.minusSeconds(9)));
    spool.write(outage("declare-c", "alice", AT));
    assertThat(declarations.takeIn()).isEqualTo(1);
    assertThat(spool.look().refused()).containsExactly("a-torn.json", "declare-b.json");
    assertThat(spool.look().waiting()).isEmpty();
    assertThat(guard.status().incidents()).hasSize(1);
  }

  @Test
  void anotherAccountsDeclarationIsLeftToItsOwnWorker() throws IOException {
    guard();
    spool.write(
        new SpooledDeclaration(
            "declare-1",
            new AccountName("other"),
            Severity.P0,
            Cause.SYSTEM_DOWN,
            null,
            "alice",
            "dark",
            AT));
    assertThat(declarations.takeIn()).isZero();
    assertThat(spool.look().waiting()).hasSize(1);
  }
}
