package io.tripline.worker;

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
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.tripline.workflows.journal.SearchAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a namespace must have before procedures run in it: itself, with retention long enough for
 * reviews, and the search attributes. Safe to repeat and to run twice at the same time.
 */
public final class TemporalSetup {
  /** An incident id is used once; that is remembered only as long as this. */
  public static final Duration RETENTION = Duration.ofDays(30);

  /** Names of the search attributes; all are keywords. */
  public static final List<String> KEYWORDS =
      List.of(
          SearchAttributes.ACCOUNT.getName(),
          SearchAttributes.SYMBOL.getName(),
          SearchAttributes.INCIDENT_SEVERITY.getName(),
          SearchAttributes.INCIDENT_STATUS.getName(),
          SearchAttributes.INCIDENT_CAUSE.getName(),
          SearchAttributes.RUNBOOK_STEP.getName(),
          SearchAttributes.AWAITING_APPROVAL.getName(),
          SearchAttributes.LADDER_STATE.getName());

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(TemporalSetup.class);

  private TemporalSetup() {}

  /**
   * Makes both where they are missing. A server that does not let us look is trusted to have been
   * prepared, with a warning.
   *
   * @throws IllegalStateException if a search attribute exists with another type
   */
  public static void prepare(WorkflowServiceStubs service, String namespace) {
    try {
      makeNamespace(service, namespace);
      addSearchAttributesWhenKnown(service, namespace);
    } catch (StatusRuntimeException e) {
      if (!refused(e.getStatus().getCode())) {
        throw e;
      }
      LOG.atWarn()
          .setMessage("The namespace can't be prepared here; it must have the search attributes")
          .addKeyValue("namespace", namespace)
          .addKeyValue("keywords", String.join(",", KEYWORDS))
          .addKeyValue("reason", e.getStatus().getCode())
          .log();
    }
  }

  private static boolean refused(Status.Code code) {
    return code == Status.Code.PERMISSION_DENIED
        || code == Status.Code.UNAUTHENTICATED
        || code == Status.Code.UNIMPLEMENTED;
  }

  private static void makeNamespace(WorkflowServiceStubs service, String namespace) {
    try {
      service
          .blockingStub()
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
      registerNamespace(service, namespace);
    }
  }

  private static void registerNamespace(WorkflowServiceStubs service, String namespace) {
    try {
      service
          .blockingStub()
          .registerNamespace(
              RegisterNamespaceRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowExecutionRetentionPeriod(Durations.fromSeconds(RETENTION.toSeconds()))
                  .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  /** The server's parts hear of a new namespace after some seconds. */
  private static void addSearchAttributesWhenKnown(WorkflowServiceStubs service, String namespace) {
    long end = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (true) {
      try {
        addSearchAttributes(service, namespace);
        return;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.NOT_FOUND || System.nanoTime() > end) {
          throw e;
        }
        try {
          Thread.sleep(250);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }

  private static void addSearchAttributes(WorkflowServiceStubs service, String namespace) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
    Map<String, IndexedValueType> known =
        operator
            .blockingStub()
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
            .getCustomAttributesMap();
    AddSearchAttributesRequest.Builder missing =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    for (String name : KEYWORDS) {
      IndexedValueType type = known.get(name);
      if (type == null) {
        missing.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
      } else if (type != IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD) {
        // Adding it again with the right type would succeed and change nothing.
        throw new IllegalStateException(
            "namespace "
                + namespace
                + " has a search attribute "
                + name
                + " of another type than Keyword: use another namespace (TEMPORAL_NAMESPACE)");
      }
    }
    if (missing.getSearchAttributesCount() > 0) {
      add(operator, missing.build());
    }
  }

  private static void add(OperatorServiceStubs operator, AddSearchAttributesRequest missing) {
    try {
      operator.blockingStub().addSearchAttributes(missing);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }
}
