package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.WorkflowReplayer;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.worker.config.SettingsReader;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.flatten.FlattenWorkflow;
import io.tripline.workflows.guard.AccountGuardWorkflow;
import io.tripline.workflows.incident.P0ResponseWorkflow;
import io.tripline.workflows.incident.P1ResponseWorkflow;
import io.tripline.workflows.liveness.TradingCanaryWorkflow;
import io.tripline.workflows.review.PostIncidentReviewWorkflow;
import io.tripline.workflows.session.TradingSessionWorkflow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Everything as the Temporal UI or {@code temporal workflow start|signal|update} would send it:
 * plain JSON, none of our types, a real server, the real wiring, the simulated broker.
 */
class ByHandTest {
  @RegisterExtension static final RealServer SERVER = new RealServer();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANNA =
      "{\"account\":\"byhand\",\"by\":\"anna\",\"reason\":\"the feed looks wrong\"}";

  @TempDir Path folder;
  private BrokerSimulator broker;
  private WorkerProcess worker;
  private WorkflowServiceStubs service;
  private WorkflowClient client;

  @BeforeEach
  void start() throws IOException {
    broker = BrokerSimulator.start(SimulatorOptions.defaults());
    Files.writeString(
        folder.resolve("tripline.yaml"),
        """
        version: 1
        dataDirectory: data
        account: {name: byhand, environment: simulator}
        session: {trades: true}
        approvers: [anna, ben]
        """);
    Map<String, String> environment =
        Map.of(
            "APCA_API_KEY_ID", broker.keyId(),
            "APCA_API_SECRET_KEY", broker.secretKey(),
            "APCA_API_BASE_URL", broker.url().toString());
    worker =
        new WorkerProcess(
            SERVER.address(),
            Role.ALL,
            Parts.of(
                new SettingsReader(environment, "tester", folder).read(),
                "default",
                environment,
                null,
                InstantSource.system()));
    worker.start();
    service = SERVER.address().connect(Duration.ofSeconds(10));
    client = SERVER.address().client(service, "a stranger");
  }

  @AfterEach
  void stop() {
    worker.close();
    service.shutdownNow();
    broker.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AccountGuard   | response | {}                       | account
          AccountGuard   | response | 7                        | account
          AccountGuard   | response | {"account":"other"}      | workflow id
          TradingSession | trading  | {}                       | account
          TradingSession | trading  | "byhand"                 | account
          TradingSession | trading  | {"account":{"x":1}}      | account
          Flatten        | response | []                       | account
          Flatten        | response | {"account":"byhand"}     | workflow id
          P1Response     | response | {"account":7}            | account
          DeadMan        | trading  | {"account":7}            | account
          DeadMan        | trading  | {"account":"nobody"}     | no guard runs
          P0Response     | response | []                       | account
          P0Response     | response | {"account":"byhand","by":"anna"} | reason
          P1Response     | response | {"account":"byhand"}     | reason
          PostIncidentReview | response | [3]                  | incident: missing
          PostIncidentReview | response | {"incident":"incident-byhand-manual-2026-01-02-9"} | workflow id
          """)
  void aStartThatCannotBeUsedEndsAndSaysWhatItNeeds(
      String type, String queue, String json, String named) throws Exception {
    WorkflowStub run = start(type, queue, "stranger-" + type + "-" + json.hashCode(), json);

    assertThat(endOf(run)).contains(named);
  }

  @Test
  void anIncidentIsBegunSteeredAndEndedWithoutOurCommandLine() throws Exception {
    start("AccountGuard", TaskQueues.RESPONSE, "guard-byhand", "{\"account\":\"byhand\"}");
    await(() -> query("guard-byhand", "status").path("ladder").asText().equals("ACTIVE"));
    await(() -> held() > 0);
    assertThatThrownBy(() ->
            start("TradingSession", TaskQueues.TRADING, session(), "{\"account\":\"byhand\"}"))
        .isInstanceOf(WorkflowExecutionAlreadyStarted.class);

    String id = "incident-byhand-manual-" + day() + "-1";
    WorkflowStub incident = start("P1Response", TaskQueues.RESPONSE, id, ANNA);
    await(() -> held() == 0 && query(id, "view").path("status").asText().equals("MITIGATED"));

    incident.signal("acknowledgement", json("{}"));
    incident.signal("acknowledgement", json("[1]"));
    incident.signal("decision", json("\"yes\""));
    incident.signal("decision", json("{\"verdict\":\"perhaps\",\"by\":\"ben\"}"));
    assertThatThrownBy(() -> incident.update("decide", JsonNode.class, json("7")))
        .hasStackTraceContaining("INVALID_INPUT");
    assertThatThrownBy(() -> incident.update("requestReset", JsonNode.class, json("{\"by\":\"\"}")))
        .hasStackTraceContaining("INVALID_INPUT");
    incident.signal("acknowledgement", json("{\"by\":\"ben\"}"));
    await(() -> query(id, "view").path("acknowledgedBy").asText().equals("ben"));

    incident.update(
        "requestReset", JsonNode.class, json("{\"by\":\"anna\",\"reason\":\"incident_response\"}"));
    nothingComesOfRefusedDecisions(incident, id);
    incident.signal("decision", json("{\"verdict\":\"approve\",\"by\":\"anna\"}"));
    incident.signal(
        "decision",
        json("{\"verdict\":\"approve\",\"by\":\"ben\",\"reason\":\"the feed is back\"}"));

    assertThat(incident.getResult(60, TimeUnit.SECONDS, JsonNode.class).path("status").asText())
        .isEqualTo("RESOLVED");
    String timeline = query(id, "view").path("timeline").toString();
    assertThat(timeline).contains("perhaps").contains("the feed is back");
    isReviewedAndClosed("review-" + id);

    WorkflowStub flatten = start("Flatten", TaskQueues.RESPONSE, "flatten-byhand", ANNA);
    assertThat(flatten.getResult(60, TimeUnit.SECONDS, JsonNode.class).toString())
        .contains("provenAt");
    assertThat(query("guard-byhand", "status").path("isHalted").asBoolean()).isTrue();

    String outage = "incident-byhand-system-down-" + day() + "-1";
    WorkflowStub down = start("P0Response", TaskQueues.RESPONSE, outage, ANNA);
    down.signal("acknowledgement", json("{\"by\":\"ben\"}"));
    assertThat(down.getResult(90, TimeUnit.SECONDS, JsonNode.class).path("status").asText())
        .isEqualTo("RESOLVED");
    assertThat(query(outage, "view").path("acknowledgedBy").asText()).isEqualTo("ben");
    assertThat(query(outage, "view").path("steps").toString())
        .contains("the trading worker answers")
        .contains("no exposure");
    assertThat(endOf(start("DeadMan", TaskQueues.TRADING, "look", "{\"account\":\"byhand\"}")))
        .contains("the guard answers");
    await(() -> scheduled("deadman-byhand"));
    assertThat(query("canary-byhand", "alive").asText()).isEqualTo("alive");

    replays(id);
    replays(outage);
    replays("canary-byhand");
    replays("flatten-byhand");
    replays("guard-byhand");
    replays(session());
  }

  /** A forged name, another incident's decision, and a request id used again for something else. */
  private void nothingComesOfRefusedDecisions(WorkflowStub incident, String id) throws Exception {
    incident.signal("decision", json("{\"verdict\":\"approve\",\"by\":\"b\u0435n\"}"));
    incident.signal(
        "decision",
        json(
            "{\"requestId\":\"d1\",\"verdict\":\"approve\",\"by\":\"ben\","
                + "\"incident\":\"incident-byhand-manual-2026-01-02-9\"}"));
    incident.signal("decision", json("{\"requestId\":\"d1\",\"verdict\":\"deny\",\"by\":\"ben\"}"));
    await(() -> timeline(id).split(" REFUSED: CONFLICT", -1).length - 1 == 2);
    assertThat(timeline(id)).contains("by b\u0435n REFUSED: NOT_ON_LIST");
    assertThat(query(id, "view").path("status").asText()).isEqualTo("MITIGATED");
    assertThat(query(id, "view").path("openGates").findValuesAsText("id"))
        .containsExactly("reset-1");
    assertThat(query("guard-byhand", "status").path("isHalted").asBoolean()).isTrue();
  }

  private String timeline(String id) {
    return query(id, "view").path("timeline").toString();
  }

  /** The incident started its review; ben acknowledged, so that anna's signature is enough. */
  private void isReviewedAndClosed(String id) throws Exception {
    WorkflowStub review = client.newUntypedWorkflowStub(id);
    await(() -> query(id, "view").path("state").asText().equals("OPEN"));
    review.signal("contribution", json("[]"));
    assertThatThrownBy(() -> review.update("contribute", JsonNode.class, json("{\"by\":\"ben\"}")))
        .hasStackTraceContaining("INVALID_INPUT");
    review.signal(
        "contribution", json("{\"what\":\"cause\",\"text\":\"a rehearsal\",\"by\":\"ben\"}"));
    review.signal(
        "contribution", json("{\"what\":\"lesson\",\"text\":\"it works\",\"by\":\"ben\"}"));
    review.update(
        "contribute",
        JsonNode.class,
        json("{\"what\":\"runbook\",\"needed\":false,\"text\":\"right\",\"by\":\"ben\"}"));
    review.signal("actionItem", json("{\"what\":\"none\",\"text\":\"none\",\"by\":\"ben\"}"));
    review.signal("signature", json("{\"by\":\"anna\"}"));
    assertThat(review.getResult(60, TimeUnit.SECONDS, JsonNode.class).path("state").asText())
        .isEqualTo("DONE");
    replays(id);
  }

  /** A run that the server's own Schedule began. */
  private boolean scheduled(String beginning) {
    return client
        .listExecutions("WorkflowType = 'DeadMan'")
        .anyMatch(each -> each.getExecution().getWorkflowId().startsWith(beginning + "-"));
  }

  private String session() {
    return "session-byhand-" + day();
  }

  private LocalDate day() {
    return LocalDate.ofInstant(broker.control().now(), ZoneId.of("America/New_York"));
  }

  /** What really ran on a real server runs again the same way. */
  private void replays(String workflowId) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(
            client.fetchHistory(workflowId).toJson(false), workflowId),
        AccountGuardWorkflow.class,
        FlattenWorkflow.class,
        P0ResponseWorkflow.class,
        P1ResponseWorkflow.class,
        TradingCanaryWorkflow.class,
        PostIncidentReviewWorkflow.class,
        TradingSessionWorkflow.class);
  }

  private WorkflowStub start(String type, String queue, String id, String json) throws IOException {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            type, WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(queue).build());
    stub.start(json(json));
    return stub;
  }

  private static String endOf(WorkflowStub run) throws Exception {
    try {
      return run.getResult(30, TimeUnit.SECONDS, JsonNode.class).toString();
    } catch (WorkflowFailedException e) {
      return e.getCause() instanceof ApplicationFailure failure
          ? failure.getOriginalMessage()
          : String.valueOf(e.getCause());
    }
  }

  private JsonNode query(String workflowId, String name) {
    return client.newUntypedWorkflowStub(workflowId).query(name, JsonNode.class);
  }

  private double held() {
    return broker.control().state().positions().getOrDefault("SPY", BigDecimal.ZERO).doubleValue();
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (System.nanoTime() < until) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
      } catch (RuntimeException e) {
        // Not there yet.
      }
      Thread.sleep(200);
    }
    throw new AssertionError("it did not come to pass within 90 s");
  }
}
