package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.strings;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What must hold of every exchange, whatever the broker, or somebody in its place, answers. */
class HttpHygieneTest {
  private static final String SECRET = "sEcReT0123456789";
  private static final String KEY = "PKQ7HIDDEN";
  private static final Symbol SPY = new Symbol("SPY");
  private static final ClientOrderId ID = new ClientOrderId("abcd1234-1");
  private static final NewOrder ENTRY =
      NewOrder.of(ID, new OrderIntent(SPY, Side.BUY, Quantity.of("10"), null, true));

  private final CannedBroker broker = new CannedBroker();
  private final AlpacaHttp http = client();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  HttpHygieneTest() {
    Logger logger = (Logger) LoggerFactory.getLogger(Exchange.class);
    logger.setLevel(Level.INFO);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void close() {
    Logger logger = (Logger) LoggerFactory.getLogger(Exchange.class);
    logger.detachAppender(log);
    logger.setLevel(null);
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirectOfAnyRequest(int status) {
    List<Supplier<Answer<?>>> calls =
        List.of(
            http::account,
            () -> http.submit(ENTRY),
            () -> http.cancel("a"),
            http::cancelAll,
            () -> http.suspendTrade(true));
    for (String call :
        List.of(
            "GET /v2/account",
            "POST /v2/orders",
            "DELETE /v2/orders/a",
            "DELETE /v2/orders",
            "PATCH /v2/account/configurations")) {
      broker.on(
          call,
          CannedBroker.text(
              status, "text/html", "", Map.of("Location", broker.url() + "/elsewhere")));
    }
    for (Supplier<Answer<?>> call : calls) {
      assertThat(call.get().outcome()).isInstanceOf(Outcome.Unknown.class);
    }
    assertThat(broker.seen()).hasSize(calls.size());
    assertThat(broker.seen()).noneMatch(s -> s.target().contains("elsewhere"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 421, 425, 429, 500, 502, 503, 504})
  void repeatsNoPostWhateverItsAnswerInvitesTo(int status) {
    broker.on(
        "POST /v2/orders",
        CannedBroker.text(
            status,
            "application/json",
            "{\"message\":\"try again\"}",
            Map.of("Retry-After", "0", "WWW-Authenticate", "Basic realm=\"alpaca.markets\"")));
    http.submit(ENTRY);
    assertThat(broker.count("POST /v2/orders")).isEqualTo(1);
  }

  @Test
  void repeatsNoPostOnAConnectionThatTheServerHadClosed() {
    broker.on("GET /v2/clock", CannedBroker.text(200, "application/json", "{}", Map.of()));
    broker.on("POST /v2/orders", CannedBroker.lost());
    http.clock();
    assertThat(http.submit(ENTRY).mayHaveBeenTaken()).isTrue();
    assertThat(broker.count("POST /v2/orders")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 203, 206, 226, 299})
  void takesNoOddSuccessForAnEmptyAccount(int status) {
    broker.on("GET /v2/positions", status, "[]");
    assertThat(http.positions().outcome()).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void anAnswerWithoutContentIsNoEmptyList() {
    broker.on("GET /v2/positions", CannedBroker.text(204, "text/plain", "", Map.of()));
    broker.on("GET /v2/orders", CannedBroker.text(200, "application/json", "", Map.of()));
    assertThat(http.positions().outcome()).isInstanceOf(Outcome.Unknown.class);
    assertThat(http.openOrders().outcome()).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void readsNoBodyWithoutEnd() {
    broker.on("GET /v2/positions", 200, "[" + " ".repeat(17 << 20) + "]");
    assertThat(http.positions().outcome()).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void showsNoKeyThatAnAnswerRepeats() {
    String body = "{\"code\":40310000,\"message\":\"key " + KEY + " with " + SECRET + " is bad\"}";
    broker.on("GET /v2/account", 403, body);
    broker.on("GET /v2/clock", 200, "{\"timestamp\":\"" + SECRET + "\"}");
    broker.on("POST /v2/orders", CannedBroker.cut(body));
    StringBuilder all = new StringBuilder();
    for (Supplier<Answer<?>> call :
        List.<Supplier<Answer<?>>>of(http::account, http::clock, () -> http.submit(ENTRY))) {
      Answer<?> answer = call.get();
      all.append(answer);
      try {
        answer.orThrow();
      } catch (RuntimeException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
          all.append(at);
        }
      }
    }
    http.calls().since(0).calls().forEach(all::append);
    log.list.forEach(e -> all.append(e.getFormattedMessage()).append(e.getKeyValuePairs()));
    assertThat(all.toString()).contains("[hidden]").doesNotContain(SECRET).doesNotContain(KEY);
  }

  @Test
  void logsTheRequestIdOfEveryFailure() {
    broker.on("GET /v2/account", 500, "{\"code\":50010000,\"message\":\"x\"}");
    broker.on("GET /v2/positions", 200, "{}");
    broker.on("GET /v2/clock", CannedBroker.html(401));
    http.account();
    http.positions();
    http.clock();
    assertThat(log.list).hasSize(3);
    assertThat(log.list)
        .allSatisfy(
            event -> assertThat(String.valueOf(event.getKeyValuePairs())).contains("request-1"));
  }

  @Test
  void namesTheRequestIdOfAnAnswerThatWasCutShort() {
    broker.on(
        "POST /v2/orders",
        exchange -> {
          exchange.getResponseHeaders().set("X-Request-ID", "request-7");
          CannedBroker.cut("{\"id\":\"half\"}").give(exchange);
        });
    Answer<Order> answer = http.submit(ENTRY);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.NoAnswer.class, none -> assertThat(none.detail()).contains("request-7"));
  }

  @Test
  void tellsASuspendedAccountByItsFlagWhateverTheSentence() {
    qt().withExamples(20)
        .forAll(strings().betweenCodePoints('a', 'z').ofLengthBetween(0, 30))
        .checkAssert(sentence -> assertThat(refusal(sentence)).isEqualTo(Fault.HALTED_AT_BROKER));
  }

  @Test
  void findsTheOrderBehindADuplicateIdWhateverTheSentence() {
    broker.on(
        "GET /v2/orders:by_client_order_id", 200, Bodies.order("o1", ID.value(), "filled", ""));
    for (long code : List.of(40010001L, 42210000L, 0L)) {
      broker.on("POST /v2/orders", 422, "{\"code\":" + code + ",\"message\":\"anything\"}");
      assertThat(sent()).isInstanceOf(Submission.Accepted.class);
    }
  }

  @Test
  void claimsNothingOfA422ThatCannotBeLookedUp() {
    broker.on("POST /v2/orders", 422, "{\"code\":42210000,\"message\":\"anything\"}");
    broker.on("GET /v2/orders:by_client_order_id", CannedBroker.html(503));
    assertThat(sent()).isInstanceOf(Submission.Unknown.class);
  }

  private Submission sent() {
    // A client of its own: these laws send more than one account's budget allows.
    AlpacaHttp fresh = client();
    return new Refusals(fresh)
        .outcome(ID, order -> order.symbol().equals(SPY), fresh.submit(ENTRY));
  }

  private Fault refusal(String sentence) {
    try (CannedBroker one = new CannedBroker()) {
      one.on("POST /v2/orders", 403, "{\"code\":40310000,\"message\":\"" + sentence + "\"}");
      one.on("GET /v2/account", 200, Bodies.ACCOUNT.replace("_by_user\":false", "_by_user\":true"));
      AlpacaHttp fresh = client(one);
      return ((Submission.Refused)
              new Refusals(fresh).outcome(ID, order -> true, fresh.submit(ENTRY)))
          .fault();
    }
  }

  private AlpacaHttp client() {
    return client(broker);
  }

  private static AlpacaHttp client(CannedBroker at) {
    return new AlpacaHttp(
        AlpacaEndpoint.simulator(at.url()),
        new AlpacaCredentials(KEY, SECRET),
        RateBudget.perMinute(200),
        InstantSource.system());
  }
}
