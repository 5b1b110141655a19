package io.tripline.simulator.http;

import io.tripline.simulator.admin.AdminApi;
import io.tripline.simulator.admin.RequestLog;
import io.tripline.simulator.admin.SimulatorControl;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.rest.Account;
import io.tripline.simulator.rest.Activities;
import io.tripline.simulator.rest.Assets;
import io.tripline.simulator.rest.MarketData;
import io.tripline.simulator.rest.MarketHistory;
import io.tripline.simulator.rest.MarketHours;
import io.tripline.simulator.rest.Orders;
import io.tripline.simulator.rest.PortfolioHistory;
import io.tripline.simulator.rest.Positions;
import io.tripline.simulator.rest.Router;
import io.tripline.simulator.rest.StatusPage;
import io.tripline.simulator.stream.DataStream;
import io.tripline.simulator.stream.TradeStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Serves a broker. Start and stop it from one thread. */
public final class BrokerServer {
  private static final String EVERY_ADDRESS = "0.0.0.0";

  private final Server server;
  private final ServerConnector connector;
  private final Broker broker;
  private final SelfSignedCertificate certificate;
  private final TradeStream stream;
  private final DataStream data;
  private final SimulatorControl control;

  /**
   * A server that is not started yet.
   *
   * @param address to listen on
   * @param port 0 for any free port
   * @param requestsPerMinute 0 for no limit
   * @param latency wall time by which every answer is late
   */
  public BrokerServer(
      Broker broker,
      String address,
      int port,
      int requestsPerMinute,
      Duration latency,
      InstantSource wallClock) {
    var pool = new QueuedThreadPool();
    pool.setName("simulator");
    pool.setDaemon(true);
    pool.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    server = new Server(pool);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    certificate = SelfSignedCertificate.fresh(InstantSource.system().instant());
    connector =
        new ServerConnector(
            server,
            1,
            1,
            new DetectorConnectionFactory(encryption(certificate)),
            new HttpConnectionFactory(http));
    connector.setHost(address);
    connector.setPort(port);
    connector.setIdleTimeout(Duration.ofMinutes(10).toMillis());
    server.addConnector(connector);

    this.broker = broker;
    stream = new TradeStream(broker);
    data = new DataStream(broker, wallClock);
    var requests = new RequestLog();
    var statusPage = new StatusPage();
    control = new SimulatorControl(broker, requests, statusPage, this::dropStreams);
    var front =
        new Front(
            broker,
            routes(broker, statusPage),
            new AdminApi(control, wallClock),
            requests,
            requestsPerMinute,
            latency,
            wallClock);
    WebSocketUpgradeHandler upgrades =
        WebSocketUpgradeHandler.from(
            server,
            container -> {
              container.setIdleTimeout(Duration.ofMinutes(10));
              container.addMapping("/stream", this::connect);
              for (String feed : DataStream.FEEDS) {
                container.addMapping(
                    "/v2/" + feed,
                    (request, response, callback) -> data.connect(feed, packed(request)));
              }
            });
    upgrades.setHandler(new TradeEvents(broker, stream.events(), front));
    server.setHandler(upgrades);
    broker.locked(() -> {
      broker.listen(stream);
      return true;
    });
  }

  /** How a client on this machine reaches it. */
  public String host() {
    return EVERY_ADDRESS.equals(connector.getHost()) ? "127.0.0.1" : connector.getHost();
  }

  /**
   * Listens from now on.
   *
   * @throws IOException if the port can't be had
   */
  public void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the HTTP server did not start", e);
    }
  }

  /** Stops listening; open connections are cut. */
  public void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop", e);
    }
  }

  /** Port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** The certificate of this server in PEM: the port takes TLS as well. */
  public String certificate() {
    return certificate.pem();
  }

  /** Lets the market go on, and tells the data stream what happened. */
  public void tick() {
    broker.locked(() -> {
      data.advance();
      return true;
    });
  }

  /** The same control that the admin API uses. */
  public SimulatorControl control() {
    return control;
  }

  private static Router routes(Broker broker, StatusPage statusPage) {
    var router = new Router();
    var orders = new Orders(broker);
    new Account(broker).addTo(router);
    new Activities(broker).addTo(router);
    new PortfolioHistory(broker).addTo(router);
    new MarketHours(broker).addTo(router);
    orders.addTo(router);
    new Positions(broker, orders).addTo(router);
    new Assets(broker).addTo(router);
    new MarketData(broker).addTo(router);
    new MarketHistory(broker).addTo(router);
    statusPage.addTo(router);
    return router;
  }

  private static SslConnectionFactory encryption(SelfSignedCertificate certificate) {
    var context = new SslContextFactory.Server();
    context.setKeyStore(certificate.store());
    context.setKeyStorePassword(SelfSignedCertificate.STORE_PASSWORD);
    return new SslConnectionFactory(context, HttpVersion.HTTP_1_1.asString());
  }

  /** As at Alpaca, the content type of the upgrade decides about the language. */
  private static boolean packed(ServerUpgradeRequest request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/msgpack");
  }

  private void dropStreams() {
    stream.drop();
    data.drop();
  }

  private @Nullable Object connect(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    Optional<Session.Listener> connection = stream.connect(packed(request));
    if (connection.isEmpty()) {
      response.setStatus(429);
      callback.succeeded();
      return null;
    }
    return connection.get();
  }
}
