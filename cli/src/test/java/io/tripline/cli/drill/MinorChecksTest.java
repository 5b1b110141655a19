package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test gives the judge of a P3 something that is wrong: it must see it. */
class MinorChecksTest {
  @TempDir Path folder;

  private final Verdict verdict = new Verdict();
  private final MinorChecks checks = new MinorChecks(verdict);

  @Test
  void passesAP3ThatTheCheckDeclared() {
    checks.procedure(List.of(run("P3Response", "")), List.of(run("MaintenanceWindow", "DECLARED")));
    checks.windows(
        List.of(run("MaintenanceWindow", "NOT_NOW"), run("MaintenanceWindow", "MENDED")),
        "NOT_NOW",
        "MENDED");
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesThatSomebodyElseDeclaredIt() {
    checks.procedure(List.of(run("P3Response", "")), List.of(run("MaintenanceWindow", "CLEAN")));
    assertThat(failed()).containsExactly("declared by the check of the Schedule");
  }

  @Test
  void seesAnotherProcedure() {
    checks.procedure(List.of(run("P2Response", "")), List.of(run("MaintenanceWindow", "DECLARED")));
    checks.procedure(List.of(), List.of(run("MaintenanceWindow", "DECLARED")));
    assertThat(failed()).containsExactly("the incident is a P3", "the incident is a P3");
  }

  @Test
  void seesMaintenanceWhileTheMarketIsOpen() {
    checks.windows(
        List.of(run("MaintenanceWindow", "MENDED"), run("MaintenanceWindow", "CLEAN")),
        "NOT_NOW",
        "MENDED");
    assertThat(failed()).containsExactly("maintenance did what it may, when it may");
  }

  @Test
  void seesMaintenanceThatHasNotEnded() {
    checks.windows(List.of(run("MaintenanceWindow", "")), "MENDED");
    assertThat(failed()).hasSize(1);
  }

  @Test
  void seesAHaltAndAnOrder() {
    checks.neverHalted(
        List.of(
            new Histories.UpdateSeen(
                "trip",
                "trip-k1-1",
                Instant.EPOCH,
                new ObjectMapper().createObjectNode(),
                true,
                false)));
    checks.noOrderSince(1, 2);
    assertThat(failed()).containsExactly("nothing was halted", "no order was sent for it");
  }

  @Test
  void passesAFileThatWasWrittenAnewAndWentOn() throws Exception {
    Path file = Files.write(folder.resolve("a.csv"), List.of("1", "2", "3", "4"));
    Files.writeString(folder.resolve("a.damaged-1.csv"), "1\n####\n3\n");
    checks.restored(file, List.of("1", "2", "3"));
    checks.damagedKept(folder, "a.damaged-1.csv", "####");
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesAFileThatIsStillDamagedAndOneThatIsGone() throws Exception {
    Path file = Files.write(folder.resolve("a.csv"), List.of("1", "####", "3"));
    checks.restored(file, List.of("1", "2", "3"));
    checks.restored(folder.resolve("b.csv"), List.of("1"));
    assertThat(failed()).hasSize(2);
  }

  @Test
  void seesAFileThatLostItsEnd() throws Exception {
    checks.restored(
        Files.write(folder.resolve("a.csv"), List.of("1", "2")), List.of("1", "2", "3"));
    assertThat(failed()).hasSize(1);
  }

  @Test
  void seesThatTheDamagedFileWasThrownAwayOrIsNoWitness() throws Exception {
    checks.damagedKept(folder, "a.damaged-1.csv", "####");
    Files.writeString(folder.resolve("a.damaged-1.csv"), "1\n2\n");
    checks.damagedKept(folder, "a.damaged-1.csv", "####");
    assertThat(failed()).hasSize(2);
  }

  @Test
  void seesAClaimThatWasBelieved() {
    checks.claimRefused(List.of("queued; waiting", "mended by bob: I think it is fine"));
    assertThat(failed()).containsExactly("a claim that is not true ends nothing");
  }

  @Test
  void seesALimitThatWasTakenUpFromTheFile() {
    checks.sameConfiguration("abc", "abc", "0.02", "0.03");
    checks.sameConfiguration("abc", "def", "0.02", "0.02");
    checks.sameConfiguration("", "", "0.02", "0.02");
    assertThat(failed()).hasSize(3);
  }

  @Test
  void seesAMissedDayThatNoReportNames() {
    checks.missedInTheReport("- missed execution 2026-11-19\n- slippage 2026-11-20", "2026-11-20");
    assertThat(failed()).containsExactly("the weekly reconciliation names the day");
  }

  private static Histories.Run run(String type, String outcome) {
    HistoryEvent started =
        HistoryEvent.newBuilder()
            .setWorkflowExecutionStartedEventAttributes(
                WorkflowExecutionStartedEventAttributes.newBuilder()
                    .setWorkflowType(WorkflowType.newBuilder().setName(type)))
            .build();
    if (outcome.isEmpty()) {
      return new Histories.Run("run", "STATUS_RUNNING", List.of(started));
    }
    HistoryEvent ended =
        HistoryEvent.newBuilder()
            .setWorkflowExecutionCompletedEventAttributes(
                WorkflowExecutionCompletedEventAttributes.newBuilder()
                    .setResult(
                        Payloads.newBuilder()
                            .addPayloads(
                                Payload.newBuilder()
                                    .setData(
                                        ByteString.copyFromUtf8(
                                            "{\"outcome\":\"" + outcome + "\"}")))))
            .build();
    return new Histories.Run("run", "STATUS_COMPLETED", List.of(started, ended));
  }

  private List<String> failed() {
    return verdict.findings().stream()
        .filter(each -> !each.passed())
        .map(Verdict.Finding::name)
        .toList();
  }
}
