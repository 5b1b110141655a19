package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.tripline.activities.start.ProcedureSchedules;
import io.tripline.activities.start.ProcedureSchedules.Kind;
import io.tripline.activities.start.ProcedureSchedules.Seen;
import io.tripline.activities.start.SchedulePlan;
import io.tripline.worker.config.SettingsReader;
import io.tripline.workflows.broker.AccountName;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What starts by itself also where nobody ran {@code up}. */
@Timeout(180)
class MissingSchedulesTest {
  @RegisterExtension static final RealServer SERVER = new RealServer();
  private static final AccountName ACCOUNT = new AccountName("sim");
  private static final SchedulePlan OTHER =
      new SchedulePlan(
          DayOfWeek.SUNDAY,
          LocalTime.of(10, 0),
          LocalTime.of(21, 0),
          Duration.ofHours(1),
          Duration.ofHours(2));

  private final TemporalAddress address = TemporalAddress.of(SERVER.target(), "missing-schedules");
  @TempDir Path folder;
  private WorkflowServiceStubs service;

  @BeforeEach
  void connect() {
    service = address.connect(Duration.ofSeconds(10));
    TemporalSetup.prepare(service, address.namespace());
  }

  @AfterEach
  void close() {
    service.shutdownNow();
  }

  private ProcedureSchedules schedules(AccountName account) {
    return new ProcedureSchedules(
        ScheduleClient.newInstance(
            service,
            ScheduleClientOptions.newBuilder()
                .setNamespace(address.namespace())
                .setDataConverter(Payloads.converter())
                .build()),
        account);
  }

  /** Each time as a process does that was just started. */
  private void made(AccountName account) {
    MissingSchedules missing =
        new MissingSchedules(
            address.client(service, "test"), Set.of(account), SchedulePlan.DEFAULT);
    SimulatedSystem.await(
        "the schedules",
        () -> {
          missing.make();
          return allThere(account);
        });
  }

  private boolean allThere(AccountName account) {
    try {
      return schedules(account).list().stream().allMatch(Seen::there);
    } catch (RuntimeException e) {
      // The parts of the server hear of a new namespace one after the other.
      return false;
    }
  }

  private static Seen of(Kind kind, List<Seen> all) {
    return all.stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  void aResponseWorkerMakesThemByItself() {
    Map<String, String> environment =
        Map.of(
            "APCA_API_KEY_ID", "key",
            "APCA_API_SECRET_KEY", "secret",
            "APCA_API_BASE_URL", "http://127.0.0.1:9");
    Parts parts =
        Parts.of(
            new SettingsReader(environment, "tester", folder).read(),
            address.namespace(),
            environment,
            null,
            InstantSource.system());
    try (WorkerProcess worker = new WorkerProcess(address, Role.RESPONSE, parts)) {
      worker.start();
      SimulatedSystem.await("the schedules", () -> allThere(ACCOUNT));
    }
    assertThat(of(Kind.MAINTENANCE, schedules(ACCOUNT).list()).when())
        .isEqualTo("daily 20:30 New York, for 2 h");
  }

  @Test
  void whatPeoplePausedOrChangedIsLeftAsItIs() {
    AccountName account = new AccountName("theirs");
    made(account);
    schedules(account).apply(OTHER);
    schedules(account).pause(Kind.CHECKS, "anna: the disk is being replaced");

    made(account);

    List<Seen> seen = schedules(account).list();
    assertThat(of(Kind.MAINTENANCE, seen).when()).isEqualTo("daily 21:00 New York, for 1 h");
    assertThat(of(Kind.CHECKS, seen))
        .matches(Seen::paused)
        .matches(each -> each.note().equals("anna: the disk is being replaced"));
  }

  @Test
  void oneOfThemThatIsMissingIsMadeBesideTheOthers() {
    AccountName account = new AccountName("partly");
    made(account);
    ScheduleClient.newInstance(
            service, ScheduleClientOptions.newBuilder().setNamespace(address.namespace()).build())
        .getHandle(Kind.RECONCILIATION.idOf(account))
        .delete();
    assertThat(schedules(account).ensure(OTHER)).containsExactly(Kind.RECONCILIATION);
    assertThat(schedules(account).ensure(OTHER)).isEmpty();
  }
}
