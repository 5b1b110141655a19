package io.tripline.cli.up;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.journal.SearchAttributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds a Temporal server, or starts the official one on loopback with a database file. */
public final class LocalTemporal {
  /** Our search attributes; all are keywords. */
  static final List<String> ATTRIBUTES =
      List.of(
          SearchAttributes.ACCOUNT.getName(),
          SearchAttributes.SYMBOL.getName(),
          SearchAttributes.INCIDENT_SEVERITY.getName(),
          SearchAttributes.INCIDENT_STATUS.getName(),
          SearchAttributes.INCIDENT_CAUSE.getName(),
          SearchAttributes.RUNBOOK_STEP.getName(),
          SearchAttributes.AWAITING_APPROVAL.getName(),
          SearchAttributes.LADDER_STATE.getName());

  /** What the process is called in {@code status}. */
  static final String NAME = "temporal";

  private LocalTemporal() {}

  /** True when a Temporal server answers there. */
  static boolean answers(String address, Duration within) {
    try (Temporal temporal = Temporal.connect(address, "default", within)) {
      return true;
    } catch (CommandFailure e) {
      return false;
    }
  }

  /** The path of a usable {@code temporal} command, installed where there is none. */
  public static String binary(Installation installation, Consumer<String> say)
      throws IOException, InterruptedException {
    Path script = installation.temporalScript();
    if (!Files.isReadable(script)) {
      return "temporal";
    }
    Process process =
        new ProcessBuilder("sh", script.toString())
            .redirectError(ProcessBuilder.Redirect.PIPE)
            .start();
    process.getOutputStream().close();
    Thread talk =
        Thread.ofVirtual()
            .start(
                () ->
                    process
                        .errorReader(StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> say.accept(line.replaceFirst("^tripline: ", ""))));
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    talk.join();
    if (exit != 0 || found.isBlank()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "no Temporal CLI could be found or installed; get one from https://docs.temporal.io/cli"
              + " and put it on the PATH, or set TEMPORAL_CLI");
    }
    return found.strip();
  }

  /** How to run a server of our own: loopback only, a database file that survives it. */
  static ChildPlan plan(
      String binary, int port, int uiPort, String namespace, Path database, Path log) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binary,
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--db-filename",
                database.toString(),
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--sqlite-pragma",
                "synchronous=NORMAL",
                "--namespace",
                namespace,
                "--log-level",
                "warn"));
    for (String attribute : ATTRIBUTES) {
      command.add("--search-attribute");
      command.add(attribute + "=Keyword");
    }
    return new ChildPlan(NAME, command, Map.of(), log);
  }

  /** Makes sure that the namespace and the search attributes exist; safe to repeat. */
  static void prepare(Temporal temporal) {
    try {
      temporal
          .service()
          .blockingStub()
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(temporal.namespace()).build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
      temporal
          .service()
          .blockingStub()
          .registerNamespace(
              RegisterNamespaceRequest.newBuilder()
                  .setNamespace(temporal.namespace())
                  .setWorkflowExecutionRetentionPeriod(Durations.fromDays(3))
                  .build());
    }
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(temporal.service().getRawChannel())
                .validateAndBuildWithDefaults());
    Map<String, IndexedValueType> known =
        operator
            .blockingStub()
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder()
                    .setNamespace(temporal.namespace())
                    .build())
            .getCustomAttributesMap();
    AddSearchAttributesRequest.Builder missing =
        AddSearchAttributesRequest.newBuilder().setNamespace(temporal.namespace());
    for (String attribute : ATTRIBUTES) {
      IndexedValueType type = known.get(attribute);
      if (type == null) {
        missing.putSearchAttributes(attribute, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
      } else if (type != IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD) {
        throw new CommandFailure(
            ExitCode.CONFLICT,
            "namespace "
                + temporal.namespace()
                + " has a search attribute "
                + attribute
                + " of another type; use another namespace (TEMPORAL_NAMESPACE)");
      }
    }
    if (missing.getSearchAttributesCount() > 0) {
      operator.blockingStub().addSearchAttributes(missing.build());
    }
  }
}
