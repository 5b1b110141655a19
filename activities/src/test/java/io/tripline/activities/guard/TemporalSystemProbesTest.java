package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.incident.SystemProbes;
import io.tripline.workflows.incident.SystemState;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalSystemProbesTest {
  private static final AccountPolicy POLICY =
      new AccountPolicy(
          new AccountName("demo"),
          Environment.SIMULATOR,
          Scope.EVERYTHING,
          Limits.DEFAULT,
          SessionPolicy.DEFAULT,
          ApprovalPolicy.of(List.of(new Approver("ada"))),
          List.of(),
          Duration.ofHours(1),
          true,
          true,
          "hash",
          true,
          "",
          "default");

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();
  @TempDir Path logs;

  @AfterEach
  void close() {
    activities.close();
    temporal.close();
  }

  @Test
  void withoutKeysOfTheAccountWhatIsHeldIsUnknownAndCountsAsExposed() {
    activities.registerActivitiesImplementations(
        new TemporalSystemProbes(
            new AlpacaAccounts(Map.of(), InstantSource.system()),
            Map.of(),
            new NoJournal(),
            logs,
            temporal.getWorkflowClient(),
            InstantSource.system()));
    SystemState seen =
        activities
            .newActivityStub(
                SystemProbes.class,
                ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                    .setScheduleToCloseTimeout(Duration.ofMinutes(1))
                    .build())
            .look(POLICY);
    assertThat(seen.exposure().check()).isEqualTo(Check.UNKNOWN);
    assertThat(seen.exposure().text()).contains("no keys of the account");
    assertThat(seen.exposed()).isTrue();
    assertThat(seen.well()).isFalse();
  }

  /** One that can't be read. */
  private static final class NoJournal implements Journal {
    @Override
    public void append(Entries entries) {
      throw unavailable();
    }

    @Override
    public Entries last(LastEntries query) {
      throw unavailable();
    }

    @Override
    public GuardMemory guardMemory(AccountName account) {
      throw unavailable();
    }

    @Override
    public StoredReport storeReport(Report report) {
      throw unavailable();
    }

    private static RuntimeException unavailable() {
      return Fault.JOURNAL_UNAVAILABLE.failure("disk full");
    }
  }
}
