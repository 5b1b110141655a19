package io.tripline.cli.connect;

import io.grpc.StatusRuntimeException;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.tripline.activities.start.ProcedureSchedules;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.worker.Payloads;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.P1Response;
import io.tripline.workflows.limits.LimitChange;
import io.tripline.workflows.session.TradingSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A connection to one namespace of one Temporal server. Thread-safe; to be closed. */
public final class Temporal implements AutoCloseable {
  /** Long enough for a busy laptop, short enough for a person who waits. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A worker that died is started again within some seconds: worth waiting for. */
  private static final Duration ANSWER = Duration.ofSeconds(45);

  private static final Duration QUERY = Duration.ofSeconds(5);

  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final String address;

  private Temporal(WorkflowServiceStubs service, WorkflowClient client, String address) {
    this.service = service;
    this.client = client;
    this.address = address;
  }

  /**
   * Connects to the server of what runs here, else to the one of Temporal's own environment
   * configuration; fails with UNREACHABLE when none answers.
   */
  public static Temporal connect(Installation installation) {
    Optional<RunState> running = installation.running();
    if (running.isPresent()
        && (running.get().alive() || System.getenv("TEMPORAL_ADDRESS") == null)) {
      RunState.TemporalAt at = running.get().temporal();
      return connect(at.address(), at.namespace(), CONNECT);
    }
    ClientConfigProfile profile = profile();
    return connect(
        WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions()),
        WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions()),
        CONNECT);
  }

  /** Connects to a plain address. */
  public static Temporal connect(String address, String namespace, Duration within) {
    return connect(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address),
        WorkflowClientOptions.newBuilder().setNamespace(namespace),
        within);
  }

  private static Temporal connect(
      WorkflowServiceStubsOptions.Builder stubs,
      WorkflowClientOptions.Builder options,
      Duration within) {
    WorkflowServiceStubsOptions chosen =
        stubs
            .setRpcTimeout(Duration.ofSeconds(10))
            .setRpcQueryTimeout(QUERY)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder().setExpiration(QUERY).validateBuildWithDefaults())
            .validateAndBuildWithDefaults();
    String target = String.valueOf(chosen.getTarget());
    try {
      WorkflowServiceStubs service = WorkflowServiceStubs.newConnectedServiceStubs(chosen, within);
      return new Temporal(
          service,
          WorkflowClient.newInstance(
              service, options.setDataConverter(Payloads.converter()).build()),
          target);
    } catch (StatusRuntimeException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "no Temporal server answers at "
              + target
              + "; `./tripline up` starts one, `./tripline doctor` looks for the reason",
          e);
    }
  }

  /** Temporal's own configuration: environment over its TOML file. */
  public static ClientConfigProfile profile() {
    try {
      return ClientConfigProfile.load();
    } catch (IOException | RuntimeException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "Temporal's configuration can't be used: " + e.getMessage(), e);
    }
  }

  /** The client, for starts and updates. */
  public WorkflowClient client() {
    return client;
  }

  /** The service, for what the client can't ask. */
  public WorkflowServiceStubs service() {
    return service;
  }

  /** Where it is. */
  public String address() {
    return address;
  }

  /** The namespace. */
  public String namespace() {
    return client.getOptions().getNamespace();
  }

  /** The guard of an account. */
  public AccountGuard guard(AccountName account) {
    return client.newWorkflowStub(AccountGuard.class, AccountGuard.idOf(account));
  }

  /** An incident, whatever its severity: all answer to the same names. */
  public P1Response incident(String id) {
    return client.newWorkflowStub(P1Response.class, id);
  }

  /** The flatten of an account. */
  public Flatten flatten(AccountName account) {
    return client.newWorkflowStub(Flatten.class, Flatten.idOf(account));
  }

  /** The change of a limit of an account. */
  public LimitChange limitChange(AccountName account) {
    return client.newWorkflowStub(LimitChange.class, LimitChange.idOf(account));
  }

  /** The Schedules of an account. */
  public ProcedureSchedules schedules(AccountName account) {
    return new ProcedureSchedules(
        ScheduleClient.newInstance(
            service,
            ScheduleClientOptions.newBuilder()
                .setNamespace(namespace())
                .setDataConverter(Payloads.converter())
                .build()),
        account);
  }

  /** The session of a day. */
  public TradingSession session(String id) {
    return client.newWorkflowStub(TradingSession.class, id);
  }

  /** Options of an update that is answered at once; {@code id}: same id = same update. */
  public static <T> UpdateOptions<T> update(Class<T> result, String name, String id) {
    return UpdateOptions.newBuilder(result)
        .setUpdateName(name)
        .setUpdateId(id)
        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
        .build();
  }

  /**
   * The answer of an update; its failures are those of the procedure. Fails with UNREACHABLE when
   * none comes: what was asked may then still be carried out, and the same command may be repeated.
   */
  public static <T> T answer(Supplier<WorkflowUpdateHandle<T>> update) {
    CompletableFuture<T> answer =
        CompletableFuture.supplyAsync(
            () -> update.get().getResult(), task -> Thread.ofPlatform().daemon().start(task));
    try {
      return answer.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "no answer within "
              + ANSWER.toSeconds()
              + " s: is a worker running (`./tripline status`)? What was asked may still be carried"
              + " out; the same command may be repeated",
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted; it may still be carried out", e);
    }
  }

  @Override
  public void close() {
    service.shutdownNow();
    service.awaitTermination(1, TimeUnit.SECONDS);
  }
}
