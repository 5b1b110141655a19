package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.workflows.TaskQueues;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A day is traded at the simulated broker; then plain JSON asks whether both sides agree. */
@Timeout(300)
class WeekOnAServerTest {
  @RegisterExtension static final RealServer SERVER = new RealServer();
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;

  @Test
  void aTradedDayAgreesAndADepositIsFound() throws Exception {
    SimulatorOptions options =
        SimulatorOptions.defaults().withStart(Instant.parse("2026-11-25T20:00:00Z"));
    String session =
        """
          trades: true
          strategy: always-long
        """;
    try (SimulatedSystem system = new SimulatedSystem(SERVER, "weeks", folder, options, session)) {
      system.simulator().control().freeze("SPY");
      system.guard();
      system.awaitSaid("2026-11-25", "bought");
      system.simulator().control().nextClose();
      system.awaitSaid("2026-11-25", "ended: TRADED");

      JsonNode first =
          reconcile(system, "{\"account\":\"" + system.account() + "\",\"by\":\"anna\"}");
      assertThat(first.path("outcome").asText()).isEqualTo("AGREES");
      assertThat(first.path("found").path("orders").asInt()).isEqualTo(1);
      assertThat(first.path("found").path("findings")).hasSize(1);
      assertThat(first.path("found").path("findings").get(0).path("kind").asText())
          .isEqualTo("NO_OPENING");
      assertThat(Files.readString(Path.of(first.path("path").asText())))
          .startsWith("# Weekly Reconciliation 2026-W48");

      system.simulator().control().deposit(new BigDecimal("500"));
      JsonNode second =
          reconcile(system, "{\"account\":\"" + system.account() + "\",\"by\":\"anna\"}");
      assertThat(second.path("outcome").asText()).isEqualTo("DIFFERS");
      assertThat(second.path("found").path("findings")).hasSize(1);
      assertThat(second.path("found").path("findings").get(0).path("kind").asText())
          .isEqualTo("CASH_DIFFERS");
      assertThat(second.path("found").path("findings").get(0).path("sentence").asText())
          .contains("500.00 that they do not explain");
    }
  }

  @Test
  void aGarbledMirrorIsFoundDeclaredMendedAndTheIncidentResolved() throws Exception {
    SimulatorOptions options =
        SimulatorOptions.defaults().withStart(Instant.parse("2026-11-25T20:00:00Z"));
    try (SimulatedSystem system =
        new SimulatedSystem(SERVER, "mends", folder, options, "  trades: true\n")) {
      system.guard();
      system.awaitSaid("2026-11-25", "strategy");
      Path audit = folder.resolve("data").resolve("logs").resolve("trade_audit.csv");
      String whole = Files.readString(audit);
      Files.writeString(audit, whole.replaceFirst("guard-", "garbled"));

      JsonNode check =
          run(system, "MaintenanceWindow", "check", "{\"account\":\"sim\",\"checkOnly\":true}");
      assertThat(check.path("outcome").asText()).isEqualTo("DECLARED");
      JsonNode early = run(system, "MaintenanceWindow", "early", "{\"account\":\"sim\"}");
      assertThat(early.path("outcome").asText()).isEqualTo("NOT_NOW");
      String incident = "incident-sim-log-corrupted-2026-11-25-1";
      WorkflowServiceStubs service = system.address().connect(Duration.ofSeconds(20));
      try {
        WorkflowStub p3 =
            system.address().client(service, "a stranger").newUntypedWorkflowStub(incident);
        SimulatedSystem.await(
            "the fix to be queued",
            () -> p3.query("view", JsonNode.class).toString().contains("queued; waiting"));
        system.simulator().control().nextClose();
        JsonNode late = run(system, "MaintenanceWindow", "late", "{\"account\":\"sim\"}");
        assertThat(late.path("outcome").asText()).isEqualTo("MENDED");
        assertThat(p3.getResult(JsonNode.class).path("status").asText()).isEqualTo("RESOLVED");
      } finally {
        service.shutdownNow();
      }
      assertThat(Files.readString(audit)).startsWith(whole);
      assertThat(audit.resolveSibling("trade_audit.damaged-1.csv")).content().contains("garbled");
    }
  }

  private static JsonNode reconcile(SimulatedSystem system, String json) throws Exception {
    return run(system, "WeeklyReconciliation", "reconciliation-" + system.account(), json);
  }

  private static JsonNode run(SimulatedSystem system, String type, String id, String json)
      throws Exception {
    WorkflowServiceStubs service = system.address().connect(Duration.ofSeconds(20));
    try {
      WorkflowClient stranger = system.address().client(service, "a stranger");
      WorkflowStub procedure =
          stranger.newUntypedWorkflowStub(
              type,
              WorkflowOptions.newBuilder()
                  .setWorkflowId(id)
                  .setTaskQueue(TaskQueues.RESPONSE)
                  .build());
      procedure.start(JSON.readValue(json, Map.class));
      return procedure.getResult(JsonNode.class);
    } finally {
      service.shutdownNow();
    }
  }
}
