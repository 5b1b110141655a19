package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.RemoveSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TemporalSetupTest {
  @RegisterExtension static final RealServer SERVER = new RealServer();
  private WorkflowServiceStubs service;

  @BeforeEach
  void connect() {
    service = SERVER.address().connect(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    service.shutdownNow();
  }

  @Test
  void aNamespaceIsMadeOnceWithAllAttributesAndLongRetention() {
    TemporalSetup.prepare(service, "setup-new");
    awaitNamespace("setup-new");
    TemporalSetup.prepare(service, "setup-new");

    assertThat(
            operator()
                .blockingStub()
                .listSearchAttributes(
                    ListSearchAttributesRequest.newBuilder().setNamespace("setup-new").build())
                .getCustomAttributesMap()
                .keySet())
        .containsAll(TemporalSetup.KEYWORDS);
    assertThat(
            service
                .blockingStub()
                .describeNamespace(
                    DescribeNamespaceRequest.newBuilder().setNamespace("setup-new").build())
                .getConfig()
                .getWorkflowExecutionRetentionTtl()
                .getSeconds())
        .isEqualTo(Duration.ofDays(30).toSeconds());
  }

  @Test
  void anAttributeOfAnotherTypeIsRefusedInsteadOfOverlooked() {
    TemporalSetup.prepare(service, "setup-other");
    operator()
        .blockingStub()
        .removeSearchAttributes(
            RemoveSearchAttributesRequest.newBuilder()
                .setNamespace("setup-other")
                .addSearchAttributes("Symbol")
                .build());
    add(IndexedValueType.INDEXED_VALUE_TYPE_INT);

    assertThatThrownBy(() -> TemporalSetup.prepare(service, "setup-other"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Symbol");
  }

  private void add(IndexedValueType type) {
    operator()
        .blockingStub()
        .addSearchAttributes(
            AddSearchAttributesRequest.newBuilder()
                .setNamespace("setup-other")
                .putSearchAttributes("Symbol", type)
                .build());
  }

  private void awaitNamespace(String name) {
    service
        .blockingStub()
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(name).build());
  }

  private OperatorServiceStubs operator() {
    return OperatorServiceStubs.newServiceStubs(
        OperatorServiceStubsOptions.newBuilder()
            .setChannel(service.getRawChannel())
            .validateAndBuildWithDefaults());
  }
}
