package io.tripline.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Where Temporal is, from Temporal's own environment configuration ({@code TEMPORAL_ADDRESS},
 * {@code TEMPORAL_NAMESPACE}, {@code TEMPORAL_PROFILE}, {@code temporal.toml} …). Immutable.
 */
public final class TemporalAddress {
  private static final String USUAL = "127.0.0.1:7233";
  private static final Duration RPC = Duration.ofSeconds(10);
  private final ClientConfigProfile profile;

  private TemporalAddress(ClientConfigProfile profile) {
    this.profile = profile;
  }

  /** Throws {@link IllegalStateException} with a sentence if that configuration can't be used. */
  public static TemporalAddress ofTheEnvironment() {
    try {
      return new TemporalAddress(ClientConfigProfile.load());
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "Temporal's configuration can't be used: " + e.getMessage(), e);
    }
  }

  /** A plain address, for tests. */
  public static TemporalAddress of(String target, String namespace) {
    return new TemporalAddress(
        ClientConfigProfile.newBuilder().setAddress(target).setNamespace(namespace).build());
  }

  /** {@code host:port}. */
  public String target() {
    String address = profile.getAddress();
    return address == null || address.isBlank() ? USUAL : address;
  }

  /** The namespace. */
  public String namespace() {
    String namespace = profile.getNamespace();
    return namespace == null || namespace.isBlank() ? "default" : namespace;
  }

  /**
   * A connection that has seen the server healthy. Throws gRPC's {@code StatusRuntimeException} or
   * {@link IllegalStateException} when none answers within the time.
   */
  public WorkflowServiceStubs connect(Duration within) {
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
            .setTarget(target())
            .setRpcTimeout(RPC);
    if (onLoopback()) {
      options.setGrpcCompression(GrpcCompression.NONE);
    }
    return WorkflowServiceStubs.newConnectedServiceStubs(
        options.validateAndBuildWithDefaults(), within);
  }

  /** A client on that connection. {@code identity} is what the UI shows of the process. */
  public WorkflowClient client(WorkflowServiceStubs service, String identity) {
    return WorkflowClient.newInstance(
        service,
        WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
            .setNamespace(namespace())
            .setDataConverter(Payloads.converter())
            .setIdentity(identity)
            .build());
  }

  /**
   * True when something accepts connections there. Unlike a gRPC channel a fresh socket has no
   * back-off, so that the end of an outage is seen at once.
   */
  boolean listens(Duration within) {
    int colon = target().lastIndexOf(':');
    int port = colon < 0 ? 7233 : Integer.parseInt(target().substring(colon + 1));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(), port), (int) within.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String host() {
    int colon = target().lastIndexOf(':');
    return colon < 0 ? target() : target().substring(0, colon);
  }

  private boolean onLoopback() {
    return host().equals("localhost") || host().startsWith("127.") || host().equals("[::1]");
  }
}
