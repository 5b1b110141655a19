package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.worker.config.SettingsReader;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.P0Response;
import io.tripline.workflows.incident.P1Response;
import io.tripline.workflows.incident.P2Response;
import io.tripline.workflows.incident.P3Response;
import io.tripline.workflows.limits.LimitChange;
import io.tripline.workflows.review.PostIncidentReview;
import io.tripline.workflows.session.TradingSession;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every signal and every update of every procedure gets messages that are nearly right, on a real
 * server with the real wiring: whatever is sent, no workflow task gets stuck and no procedure
 * fails. {@code -Dtripline.seed=S} repeats one storm, {@code -Dtripline.messages=N} makes it
 * longer.
 */
@Timeout(600)
class AbuseTest {
  @RegisterExtension static final RealServer SERVER = new RealServer();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void noMessageMakesAProcedureStuck() throws Exception {
    long seed = Long.getLong("tripline.seed", 20_261_120L);
    int messages = Integer.getInteger("tripline.messages", 80);
    try (BrokerSimulator broker = BrokerSimulator.start(SimulatorOptions.defaults());
        WorkerProcess worker = worker(broker)) {
      worker.start();
      WorkflowServiceStubs service = SERVER.address().connect(Duration.ofSeconds(10));
      try {
        WorkflowClient client = SERVER.address().client(service, "a stranger");
        Map<String, Class<?>> procedures = begin(client, broker);
        Storm storm = new Storm(client, seed);
        for (Map.Entry<String, Class<?>> each : procedures.entrySet()) {
          storm.over(each.getKey(), each.getValue(), messages);
        }
        // The guard again: by now it has everything on its books that the storm left there.
        storm.over("guard-abused", AccountGuard.class, messages);
        List<String> complaints = new ArrayList<>();
        for (Map.Entry<String, Class<?>> each : procedures.entrySet()) {
          complaints.addAll(complaintsAbout(client, each.getKey(), each.getValue()));
        }
        complaints.addAll(storm.complaints());
        assertThat(complaints).as("seed " + seed).isEmpty();
        assertThat(storm.refusals()).as("refused with an answer").isGreaterThan(messages / 2);
      } finally {
        service.shutdownNow();
      }
    }
  }

  private WorkerProcess worker(BrokerSimulator broker) throws IOException {
    Files.writeString(
        folder.resolve("tripline.yaml"),
        """
        version: 1
        dataDirectory: data
        account: {name: abused, environment: simulator}
        session: {trades: true}
        approvers: [anna, ben]
        """);
    Map<String, String> environment =
        Map.of(
            "APCA_API_KEY_ID", broker.keyId(),
            "APCA_API_SECRET_KEY", broker.secretKey(),
            "APCA_API_BASE_URL", broker.url().toString());
    return new WorkerProcess(
        SERVER.address(),
        Role.ALL,
        Parts.of(
            new SettingsReader(environment, "tester", folder).read(),
            "default",
            environment,
            null,
            InstantSource.system()));
  }

  /** One of each kind, running; the guard first. */
  private static Map<String, Class<?>> begin(WorkflowClient client, BrokerSimulator broker)
      throws Exception {
    LocalDate day = LocalDate.ofInstant(broker.control().now(), ZoneId.of("America/New_York"));
    Map<String, Class<?>> procedures = new LinkedHashMap<>();
    start(client, "AccountGuard", TaskQueues.RESPONSE, "guard-abused", "{\"account\":\"abused\"}");
    await(() -> query(client, "guard-abused", "status").path("ladder").asText().equals("ACTIVE"));
    String session = "session-abused-" + day;
    await(() -> query(client, session, "status").isObject());
    procedures.put(session, TradingSession.class);
    String by = "{\"account\":\"abused\",\"by\":\"anna\",\"reason\":\"a test\"}";
    List<Class<?>> incidents = List.of(P0Response.class, P2Response.class, P3Response.class);
    List<String> causes = List.of("system-down", "slow-fills", "config-drift");
    for (int i = 0; i < incidents.size(); i++) {
      String id = "incident-abused-" + causes.get(i) + "-" + day + "-1";
      start(client, incidents.get(i).getSimpleName(), TaskQueues.RESPONSE, id, by);
      procedures.put(id, incidents.get(i));
    }
    String review = "review-incident-abused-system-down-" + day + "-1";
    start(
        client,
        "PostIncidentReview",
        TaskQueues.RESPONSE,
        review,
        "{\"incident\":\"incident-abused-system-down-" + day + "-1\"}");
    procedures.put(review, PostIncidentReview.class);
    start(
        client,
        "LimitChange",
        TaskQueues.RESPONSE,
        "limit-abused",
        "{\"account\":\"abused\",\"name\":\"slippage.inARow\",\"value\":\"60\",\"by\":\"anna\","
            + "\"reason\":\"a test\"}");
    procedures.put("limit-abused", LimitChange.class);
    procedures.put("guard-abused", AccountGuard.class);
    String manual = "incident-abused-manual-" + day + "-1";
    start(client, "P1Response", TaskQueues.RESPONSE, manual, by);
    start(client, "Flatten", TaskQueues.RESPONSE, "flatten-abused", by);
    procedures.put("flatten-abused", Flatten.class);
    procedures.put(manual, P1Response.class);
    return procedures;
  }

  /**
   * What went wrong with it, in any of its runs that can still be found; nothing if all is well.
   */
  private static List<String> complaintsAbout(
      WorkflowClient client, String id, Class<?> procedure) {
    List<String> complaints = new ArrayList<>();
    for (HistoryEvent event : client.fetchHistory(id).getEvents()) {
      // A message that comes while a run ends makes the server ask once more: that is no fault.
      if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
          && event.getWorkflowTaskFailedEventAttributes().getCause()
              != WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND) {
        complaints.add(
            id
                + ": task failed: "
                + root(event.getWorkflowTaskFailedEventAttributes().getFailure()));
      }
      if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED) {
        complaints.add(
            id
                + ": failed: "
                + event.getWorkflowExecutionFailedEventAttributes().getFailure().getMessage());
      }
    }
    WorkflowStub stub = client.newUntypedWorkflowStub(id);
    if (stub.describe().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
      for (Method each : procedure.getMethods()) {
        QueryMethod query = each.getAnnotation(QueryMethod.class);
        if (query != null) {
          try {
            stub.query(query.name(), JsonNode.class);
          } catch (WorkflowException e) {
            complaints.add(id + ": does not answer " + query.name() + ": " + e.getCause());
          }
        }
      }
    }
    return complaints;
  }

  /** What it was in the end, and where in our code. */
  private static String root(Failure failure) {
    Failure inner = failure;
    while (inner.hasCause()) {
      inner = inner.getCause();
    }
    return inner.getMessage()
        + " at "
        + inner
            .getStackTrace()
            .lines()
            .filter(line -> line.contains("io.tripline"))
            .limit(6)
            .toList();
  }

  /** Sends what a stranger might send; answers and refusals are both well. */
  private static final class Storm {
    private final WorkflowClient client;
    private final SplittableRandom random;
    private final Junk junk;
    private final List<String> complaints = new ArrayList<>();
    private int refusals;

    Storm(WorkflowClient client, long seed) {
      this.client = client;
      this.random = new SplittableRandom(seed);
      this.junk = new Junk(random);
    }

    /** Answers that say nothing to a person; nothing if all is well. */
    List<String> complaints() {
      return complaints;
    }

    int refusals() {
      return refusals;
    }

    void over(String id, Class<?> procedure, int messages) throws Exception {
      List<Method> handlers =
          Arrays.stream(procedure.getMethods())
              .filter(each ->
                  each.isAnnotationPresent(SignalMethod.class)
                      || each.isAnnotationPresent(UpdateMethod.class))
              .sorted(Comparator.comparing(Method::getName))
              .toList();
      assertThat(handlers).as(id).isNotEmpty();
      try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < messages; i++) {
          Method handler = handlers.get(random.nextInt(handlers.size()));
          Type[] types = handler.getGenericParameterTypes();
          Object[] arguments = Arrays.stream(types).map(junk::of).toArray(Object[]::new);
          if (random.nextInt(20) == 0) {
            arguments = new Object[] {junk.of(Object.class), junk.of(Object.class)};
          }
          send(hands, id, handler, arguments);
        }
      }
    }

    private void send(ExecutorService hands, String id, Method handler, Object[] arguments)
        throws Exception {
      WorkflowStub stub = client.newUntypedWorkflowStub(id);
      Future<?> sent =
          hands.submit(() -> {
            SignalMethod signal = handler.getAnnotation(SignalMethod.class);
            if (signal != null) {
              stub.signal(signal.name(), arguments);
            } else {
              stub.update(
                  handler.getAnnotation(UpdateMethod.class).name(), JsonNode.class, arguments);
            }
          });
      try {
        sent.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // An update may wait for what never comes; the run must stay healthy.
        sent.cancel(true);
      } catch (ExecutionException e) {
        Refusals.said(e)
            .ifPresent(said -> {
              refusals++;
              Refusals.complaint(said)
                  .ifPresent(why ->
                      complaints.add(id + "." + handler.getName() + ": " + why + ": " + said));
            });
      }
    }
  }

  private static void start(
      WorkflowClient client, String type, String queue, String id, String json) throws IOException {
    client
        .newUntypedWorkflowStub(
            type, WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(queue).build())
        .start(JSON.readTree(json));
  }

  private static JsonNode query(WorkflowClient client, String id, String name) {
    return client.newUntypedWorkflowStub(id).query(name, JsonNode.class);
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
