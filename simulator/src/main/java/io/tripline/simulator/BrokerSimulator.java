package io.tripline.simulator;

import io.tripline.simulator.admin.AdminApi;
import io.tripline.simulator.admin.SimulatorControl;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.http.BrokerServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running simulated broker on the loopback address, with one account. Safe for use by several
 * threads.
 */
public final class BrokerSimulator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerSimulator.class);
  private static final Duration TICK = Duration.ofMillis(20);

  private final Broker broker;
  private final BrokerServer server;
  private final @Nullable Path stateDirectory;
  private final Thread ticker;

  private BrokerSimulator(Broker broker, BrokerServer server, @Nullable Path stateDirectory) {
    this.broker = broker;
    this.server = server;
    this.stateDirectory = stateDirectory;
    this.ticker = Thread.ofPlatform().daemon().name("simulator-market").unstarted(this::tick);
  }

  /**
   * Starts a broker, or the one that the state directory holds.
   *
   * @throws IOException if the port can't be had
   */
  public static BrokerSimulator start(SimulatorOptions options) throws IOException {
    Path directory = options.stateDirectory().orElse(null);
    Broker broker =
        Broker.open(
            options.start(),
            options.rate(),
            options.seed(),
            options.startingCash(),
            options.symbols(),
            directory,
            options.barsFile().orElse(null),
            options.wallClock());
    var server =
        new BrokerServer(
            broker,
            options.address(),
            options.port(),
            options.requestsPerMinute(),
            options.latency(),
            options.wallClock());
    try {
      server.start();
    } catch (IOException e) {
      broker.close();
      throw e;
    }
    var simulator = new BrokerSimulator(broker, server, options.stateDirectory().orElse(null));
    try {
      options.scenario().ifPresent(simulator.control()::scenario);
    } catch (IllegalArgumentException e) {
      simulator.stop();
      throw e;
    }
    simulator.ticker.start();
    return simulator;
  }

  /** Base URL of trading and market data alike; clients append {@code /v2/…}. */
  public URI url() {
    return URI.create("http://" + server.host() + ":" + server.port());
  }

  /** URL of the trade stream. */
  public URI streamUrl() {
    return URI.create("ws://" + server.host() + ":" + server.port() + "/stream");
  }

  /** Base URL of the admin API. */
  public URI adminUrl() {
    return url().resolve(AdminApi.PREFIX);
  }

  /** Base URL of the data streams; clients append the name of a feed. */
  public URI dataStreamUrl() {
    return URI.create("ws://" + server.host() + ":" + server.port() + "/v2");
  }

  /**
   * The certificate in PEM that a client has to trust who speaks {@code https:} or {@code wss:} to
   * the same port; made anew at each start.
   */
  public String certificate() {
    return server.certificate();
  }

  /** Value for the header {@code APCA-API-KEY-ID}. */
  public String keyId() {
    return broker.identity().keyId();
  }

  /** Value for the header {@code APCA-API-SECRET-KEY}. */
  public String secretKey() {
    return broker.identity().secretKey();
  }

  /** Id of the account. */
  public String accountId() {
    return broker.identity().accountId();
  }

  /**
   * What a client has to know, in the words of the line that a simulator prints when it is ready.
   * Writes the certificate to a file, into the state directory where there is one; elsewhere it
   * goes with the process.
   *
   * @throws IOException if that file can't be written
   */
  public Map<String, String> facts() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("url", url().toString());
    facts.put("dataUrl", url().toString());
    facts.put("streamUrl", streamUrl().toString());
    facts.put("dataStreamUrl", dataStreamUrl().toString());
    facts.put("adminUrl", adminUrl().toString());
    facts.put("keyId", keyId());
    facts.put("secretKey", secretKey());
    facts.put("accountId", accountId());
    facts.put("certificateFile", certificateFile().toAbsolutePath().toString());
    return facts;
  }

  private Path certificateFile() throws IOException {
    Path file;
    if (stateDirectory != null) {
      file = stateDirectory.resolve("certificate.pem");
    } else {
      file = Files.createTempFile("tripline-simulator-", ".pem");
      file.toFile().deleteOnExit();
    }
    return Files.writeString(file, certificate());
  }

  /** Moves clock, market, account and faults. */
  public SimulatorControl control() {
    return server.control();
  }

  /** Stops it; what is stored stays. */
  public void stop() {
    ticker.interrupt();
    server.stop();
    broker.close();
  }

  /** Orders fill and days end also while nobody asks. */
  private void tick() {
    try {
      while (!Thread.interrupted()) {
        try {
          server.tick();
        } catch (RuntimeException e) {
          LOG.error("the market could not move on", e);
        }
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
