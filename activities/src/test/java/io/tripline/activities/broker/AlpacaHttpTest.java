package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlpacaHttpTest {
  private static final Symbol SPY = new Symbol("SPY");
  private static final NewOrder ENTRY =
      NewOrder.of(
          new ClientOrderId("abcd1234-1"),
          new OrderIntent(SPY, Side.BUY, Quantity.of("10"), null, true));

  private final CannedBroker broker = new CannedBroker();
  private final AlpacaHttp http =
      new AlpacaHttp(
          AlpacaEndpoint.simulator(broker.url()),
          new AlpacaCredentials("PKTEST", "very-secret"),
          RateBudget.perMinute(200),
          InstantSource.system());

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void readsTheAccountToTheCentAndSendsTheKeys() {
    broker.on("GET /v2/account", 200, Bodies.ACCOUNT);
    Account account = http.account().orThrow();
    assertThat(account.equity()).isEqualTo(Money.of("98765.43"));
    assertThat(account.balanceAsof()).isEqualTo(LocalDate.of(2026, 11, 20));
    assertThat(broker.seen().get(0).headers()).containsEntry("Apca-api-key-id", List.of("PKTEST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"equity", "last_equity", "cash", "intraday_adjustments"})
  void treatsAMissingAmountAsUnreadableNeverAsZero(String field) {
    broker.on("GET /v2/account", 200, Bodies.ACCOUNT.replace("\"" + field + "\"", "\"gone\""));
    assertThat(faultOf(http.account())).isEqualTo(Fault.UNREADABLE_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "", "1e999999999", "12,5"})
  void treatsAGarbledAmountAsUnreadable(String equity) {
    broker.on("GET /v2/account", 200, Bodies.ACCOUNT.replace("98765.43", equity));
    assertThat(faultOf(http.account())).isEqualTo(Fault.UNREADABLE_ANSWER);
  }

  @Test
  void takesAShortForNegativeWhateverTheSignOfItsQuantity() {
    broker.on(
        "GET /v2/positions", 200, "[" + Bodies.POSITION.replace("\"long\"", "\"short\"") + "]");
    Position position = http.positions().orThrow().get(0);
    assertThat(position.quantity()).isEqualTo(Quantity.of("-140.123456789"));
  }

  @Test
  void seesNoPositionOnlyWhereTheBrokerItselfSaysSo() {
    broker.on(
        "GET /v2/positions/SPY",
        404,
        "{\"code\":40410000,\"message\":\"position does not exist\"}");
    assertThat(http.position(SPY).orThrow()).isEmpty();
    broker.on("GET /v2/positions/QQQ", CannedBroker.html(404));
    assertThat(faultOf(http.position(new Symbol("QQQ")))).isEqualTo(Fault.UNREADABLE_ANSWER);
  }

  @Test
  void flattensLegsAndMapsUnknownWords() {
    String leg = Bodies.order("leg", "leg-c", "held", "").replace("\"market\"", "\"stop\"");
    broker.on(
        "GET /v2/orders",
        200,
        "["
            + Bodies.order("parent", "p", "brand_new_status", "")
                .replace("\"legs\":null", "\"legs\":[" + leg + "]")
            + "]");
    List<Order> orders = http.openOrders().orThrow();
    assertThat(orders).extracting(Order::id).containsExactly("parent", "leg");
    assertThat(orders.get(0).status()).isEqualTo(OrderStatus.UNKNOWN);
    assertThat(orders.get(1).status()).isEqualTo(OrderStatus.HELD);
    assertThat(orders.get(1).type()).isEqualTo(OrderType.STOP);
    assertThat(broker.seen().get(0).target()).contains("status=open", "limit=500", "nested=true");
  }

  @Test
  void findsAHeldLegWhoseParentHasEnded() {
    String leg = Bodies.order("leg", "leg-c", "held", "");
    broker
        .on("GET /v2/orders", 200, "[]")
        .on(
            "GET /v2/orders",
            200,
            "["
                + Bodies.order("parent", "p", "filled", "")
                    .replace("\"legs\":null", "\"legs\":[" + leg + "]")
                + "]");
    assertThat(http.restingOrders(Instant.parse("2026-11-23T00:00:00Z")).orThrow())
        .extracting(Order::id)
        .containsExactly("leg");
  }

  @Test
  void sendsAnEntryAsBuyToOpenUnderOurId() {
    broker.on("POST /v2/orders", 200, Bodies.order("o1", "abcd1234-1", "pending_new", ""));
    assertThat(http.submit(ENTRY).orThrow().id()).isEqualTo("o1");
    assertThat(broker.seen().get(0).body())
        .contains(
            "\"client_order_id\":\"abcd1234-1\"",
            "\"position_intent\":\"buy_to_open\"",
            "\"qty\":\"10\"",
            "\"type\":\"market\"",
            "\"time_in_force\":\"day\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 504, 408})
  void neverRepeatsAPostAfterAServerError(int status) {
    broker.on(
        "POST /v2/orders",
        CannedBroker.text(status, "text/html", "<html/>", Map.of("Retry-After", "0")));
    Answer<Order> answer = http.submit(ENTRY);
    assertThat(faultOf(answer)).isEqualTo(Fault.BROKER_OUTAGE);
    assertThat(answer.mayHaveBeenTaken()).isTrue();
    assertThat(broker.count("POST /v2/orders")).isEqualTo(1);
  }

  @Test
  void neverRepeatsAPostWhoseAnswerIsLostOrCut() {
    broker
        .on("POST /v2/orders", CannedBroker.lost())
        .on("POST /v2/orders", CannedBroker.cut(Bodies.order("o1", "abcd1234-1", "new", "")));
    assertThat(http.submit(ENTRY)).isInstanceOf(Answer.NoAnswer.class);
    assertThat(http.submit(ENTRY).mayHaveBeenTaken()).isTrue();
    assertThat(broker.count("POST /v2/orders")).isEqualTo(2);
  }

  @Test
  void givesASubmitUpAfterThreeSeconds() {
    broker.on("POST /v2/orders", CannedBroker.late(6_000, CannedBroker.json(200, "{}")));
    long start = System.nanoTime();
    assertThat(http.submit(ENTRY)).isInstanceOf(Answer.NoAnswer.class);
    assertThat(System.nanoTime() - start).isBetween(2_500_000_000L, 4_500_000_000L);
    assertThat(broker.count("POST /v2/orders")).isEqualTo(1);
  }

  @Test
  void followsNoRedirectBecauseItWouldCarryTheKeys() {
    broker.on(
        "GET /v2/account",
        CannedBroker.text(302, "text/html", "", Map.of("Location", broker.url() + "/elsewhere")));
    assertThat(faultOf(http.account())).isEqualTo(Fault.UNREADABLE_ANSWER);
    assertThat(broker.seen()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          400 | {"code":40010000,"message":"request body format is invalid"} | MALFORMED
          401 | {"message":"unauthorized."} | UNAUTHORISED
          401 | <html>401</html> | UNAUTHORISED
          403 | {"code":40310000,"buying_power":"1","cost_basis":"2","message":"anything at all"} | INSUFFICIENT_BUYING_POWER
          403 | {"code":40310000,"available":"0","held_for_orders":"2","message":"anything at all"} | QUANTITY_HELD
          403 | {"code":40310000,"existing_order_id":"x","message":"anything at all"} | WASH_TRADE
          403 | {"code":40310000,"reject_reason":"opposite side market/stop order exists","message":"?"} | WASH_TRADE
          403 | {"code":40310000,"message":"new orders are rejected by user request"} | HALTED_AT_BROKER
          403 | {"code":40310000,"message":"account is restricted to liquidation only"} | ACCOUNT_RESTRICTED
          403 | {"code":40310100,"message":"?"} | ACCOUNT_RESTRICTED
          403 | {"code":40310000,"message":"something never seen"} | REFUSED
          403 | <html>403</html> | UNREADABLE_ANSWER
          404 | {"code":40410000,"message":"asset not found for XX"} | UNKNOWN_SYMBOL
          404 | <html>404</html> | UNREADABLE_ANSWER
          422 | {"code":40010001,"message":"client_order_id must be unique"} | DUPLICATE_ORDER_ID
          422 | {"code":42210000,"message":"client_order_id must be unique"} | DUPLICATE_ORDER_ID
          422 | {"code":40010001,"message":"qty must be > 0"} | MALFORMED
          422 | {"code":42210000,"message":"asset \\"XX\\" not found"} | UNKNOWN_SYMBOL
          422 | {"code":42210000,"message":"position intent mismatch, inferred: a, specified: b"} | REFUSED
          429 | {"code":42910000,"message":"rate limit exceeded"} | RATE_LIMITED
          429 | {"message":"too many requests."} | RATE_LIMITED
          500 | {"code":50010000,"message":"internal server error occurred"} | BROKER_OUTAGE
          503 | | BROKER_OUTAGE
          200 | <html>hello</html> | UNREADABLE_ANSWER
          200 | {} | UNREADABLE_ANSWER
          """)
  void mapsEachErrorAnswerToOneFault(int status, String body, Fault fault) {
    broker.on("POST /v2/orders", status, body == null ? "" : body);
    assertThat(faultOf(http.submit(ENTRY))).isEqualTo(fault);
  }

  @Test
  void handsOnWhatHoldsTheQuantity() {
    broker.on("POST /v2/orders", 403, Bodies.HELD);
    Answer<Order> answer = http.submit(NewOrder.close(new ClientOrderId("flat-x-1"), SPY, ten()));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.extras().relatedOrders()).containsExactly("one", "two");
              assertThat(failed.extras().heldForOrders()).isEqualTo(Quantity.of("2"));
              assertThat(failed.extras().available()).isEqualTo(Quantity.ZERO);
              assertThat(failed.extras().requestId()).isEqualTo("request-1");
            });
  }

  @Test
  void takesACancelForARequestAndARefusedOneForACauseToReadAgain() {
    broker.on("DELETE /v2/orders/a", CannedBroker.text(204, "text/plain", "", Map.of()));
    broker.on(
        "DELETE /v2/orders/b",
        422,
        "{\"code\":42210000,\"message\":\"order is already in \\\"filled\\\" state\"}");
    assertThat(http.cancel("a").orThrow()).isEqualTo(CancelAnswer.REQUESTED);
    assertThat(http.cancel("b").orThrow()).isEqualTo(CancelAnswer.NOT_CANCELABLE);
    assertThat(faultOf(http.cancel("c"))).isEqualTo(Fault.NOT_FOUND);
  }

  @Test
  void readsEveryRowOfACancelAll() {
    broker.on(
        "DELETE /v2/orders",
        207,
        """
        [{"id":"a","status":200,"body":null},
         {"id":"b","status":500,"body":{"code":50010000,"message":"x"}}]
        """);
    assertThat(http.cancelAll().orThrow())
        .extracting(CancelRow::taken)
        .containsExactly(true, false);
  }

  @Test
  void readsTheClockWithItsOffsetAndTheSimulatorsRate() {
    String clock =
        """
        {"timestamp":"2026-11-23T09:31:00.5-05:00","is_open":true,
         "next_open":"2026-11-24T09:30:00-05:00","next_close":"2026-11-23T16:00:00-05:00"}
        """;
    broker
        .on("GET /v2/clock", 200, clock)
        .on(
            "GET /v2/clock",
            CannedBroker.text(200, "application/json", clock, Map.of("X-Sim-Clock-Rate", "60")));
    assertThat(http.clock().orThrow().rate()).isEqualTo(1);
    assertThat(http.clock().orThrow())
        .satisfies(c -> {
          assertThat(c.rate()).isEqualTo(60);
          assertThat(c.now()).isEqualTo(Instant.parse("2026-11-23T14:31:00.5Z"));
        });
  }

  @Test
  void readsHalfDaysInNewYorkTime() {
    broker.on(
        "GET /v2/calendar",
        200,
        "[{\"date\":\"2026-11-27\",\"open\":\"09:30\",\"close\":\"13:00\",\"session_open\":\"0400\"}]");
    assertThat(http.calendar(LocalDate.of(2026, 11, 27), LocalDate.of(2026, 11, 27)).orThrow())
        .satisfies(c ->
            assertThat(c.sessions().get(0).close())
                .isEqualTo(Instant.parse("2026-11-27T18:00:00Z")));
  }

  @Test
  void turnsAnOrderThatIsNotThereIntoAbsenceAndAnOutageIntoAFailure() {
    assertThat(http.orderByClientId(new ClientOrderId("x")).orThrow()).isEqualTo(Optional.empty());
    broker.on("GET /v2/orders/gone", CannedBroker.html(503));
    assertThatThrownBy(() -> http.order("gone").orThrow())
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("BROKER_OUTAGE");
              assertThat(failure.isNonRetryable()).isFalse();
            });
  }

  @Test
  void saysUnreachableWhenNobodyListens() {
    broker.close();
    assertThat(http.account()).isInstanceOf(Answer.NoAnswer.class);
    assertThatThrownBy(() -> http.account().orThrow())
        .extracting(Fault::of)
        .isEqualTo(Optional.of(Fault.BROKER_UNREACHABLE));
  }

  @Test
  void pausesOrdinaryReadsAfterA429ButStillCancels() {
    broker.on("GET /v2/account", 429, "{\"message\":\"too many requests.\"}");
    broker.on("DELETE /v2/orders/a", CannedBroker.text(204, "text/plain", "", Map.of()));
    assertThat(faultOf(http.account())).isEqualTo(Fault.RATE_LIMITED);
    assertThat(faultOf(http.account())).isEqualTo(Fault.RATE_LIMITED);
    assertThat(broker.count("GET /v2/account")).isEqualTo(1);
    assertThat(http.cancel("a").orThrow()).isEqualTo(CancelAnswer.REQUESTED);
  }

  private static Quantity ten() {
    return Quantity.of("10");
  }

  private static Fault faultOf(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return ((Answer.Failed<?>) answer).fault();
  }
}
