package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of Alpaca's errors, body for body: status, code, message and no other keys than those
 * listed. What varies (ids) is written as {@code $name} and filled in by the row.
 */
class ErrorTableTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final BrokerClient client = new BrokerClient();

  /** What a row does, and what its body may name. */
  record Seen(Answer answer, Map<String, String> names) {}

  @AfterEach
  void stop() {
    client.close();
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row(
            "no JSON",
            400,
            "{'code':40010000,'message':'request body format is invalid'}",
            c -> c.order("{nonsense")),
        row(
            "no object",
            400,
            "{'code':40010000,'message':'request body format is invalid'}",
            c -> c.order("[]")),
        row(
            "unknown order",
            404,
            "{'code':40410000,'message':'order not found for 1-2'}",
            c -> c.get("/v2/orders/1-2")),
        row(
            "cancel unknown",
            404,
            "{'code':40410000,'message':'order not found for 1-2'}",
            c -> c.delete("/v2/orders/1-2")),
        row(
            "replace unknown",
            404,
            "{'code':40410000,'message':'order not found for 1-2'}",
            c -> c.patch("/v2/orders/1-2", "{'qty':'2'}")),
        row(
            "unknown client id",
            404,
            "{'code':40410000,'message':'order not found for x'}",
            c -> c.get("/v2/orders:by_client_order_id?client_order_id=x")),
        row(
            "flat",
            404,
            "{'code':40410000,'message':'position does not exist'}",
            c -> c.get("/v2/positions/SPY")),
        row(
            "close flat",
            404,
            "{'code':40410000,'message':'position does not exist'}",
            c -> c.delete("/v2/positions/SPY")),
        row(
            "unknown symbol",
            404,
            "{'code':40410000,'message':'symbol not found: NOPE'}",
            c -> c.get("/v2/positions/nope")),
        row(
            "unknown asset",
            404,
            "{'code':40410000,'message':'asset not found for NOPE'}",
            c -> c.get("/v2/assets/NOPE")),
        row(
            "buying power",
            403,
            "{'code':40310000,'message':'insufficient buying power',"
                + "'buying_power':'400000','cost_basis':'600003'}",
            c -> c.limit("buy", 1000, "600")),
        row(
            "suspended",
            403,
            "{'code':40310000,'message':'new orders are rejected by user request'}",
            c -> {
              c.patch("/v2/account/configurations", "{'suspend_trade':true}");
              return c.buy(1);
            }),
        row(
            "suspended close",
            403,
            "{'code':40310000,'message':'new orders are rejected by user request'}",
            c -> {
              c.buy(1);
              c.patch("/v2/account/configurations", "{'suspend_trade':true}");
              return c.delete("/v2/positions/SPY");
            }),
        row(
            "no shorting",
            403,
            "{'code':40310000,'message':'account is not allowed to short'}",
            c -> {
              c.patch("/v2/account/configurations", "{'no_shorting':true}");
              return c.sell(1);
            }),
        row(
            "trading blocked",
            403,
            "{'code':40310000,'message':'account is not authorized to trade'}",
            c -> {
              c.post("/_sim/account", "{'tradingBlocked':true}");
              return c.buy(1);
            }),
        row(
            "liquidation only",
            403,
            "{'code':40310000,'message':'account is restricted to liquidation only'}",
            c -> {
              c.post("/_sim/account", "{'liquidationOnly':true}");
              return c.buy(1);
            }),
        row(
            "not fractionable",
            403,
            "{'code':40310000,'message':'asset \\'SPY\\' is not fractionable'}",
            c -> {
              c.post("/_sim/assets", "{'symbol':'SPY','fractionable':false}");
              return c.order(BrokerClient.market("buy", "0.5"));
            }),
        row(
            "opg window",
            403,
            "{'code':40310000,'message':"
                + "'opg orders are rejected between 9:28am and 7:00pm ET'}",
            c -> c.order(BrokerClient.market("buy", "1").replace("'day'", "'opg'"))),
        row(
            "cls window",
            403,
            "{'code':40310000,'message':"
                + "'cls orders are rejected between 3:50pm and 7:00pm ET'}",
            c -> {
              c.post("/_sim/clock", "{'set':'2026-11-18T20:50:00Z'}");
              return c.order(BrokerClient.market("buy", "1").replace("'day'", "'cls'"));
            }),
        row(
            "no quote",
            403,
            "{'code':40310000,'message':'no available quote'}",
            c -> {
              c.post("/_sim/faults", "{'kind':'noQuote'}");
              return c.buy(1);
            }),
        row(
            "pattern day trader",
            403,
            "{'code':40310100,'message':" + "'trade denied due to pattern day trading protection'}",
            c -> {
              c.post("/_sim/account", "{'patternDayTrader':true}");
              return c.buy(1);
            }),
        row(
            "recent SIP",
            403,
            "{'message':'subscription does not permit querying recent SIP data'}",
            c -> {
              c.post("/_sim/account", "{'noRecentSip':true}");
              return c.get("/v2/stocks/SPY/quotes/latest");
            }),
        row(
            "not tradable",
            422,
            "{'code':42210000,'message':'asset \\'SPY\\' is not tradable'}",
            c -> {
              c.post("/_sim/assets", "{'symbol':'SPY','tradable':false}");
              return c.buy(1);
            }),
        row(
            "not shortable",
            422,
            "{'code':42210000,'message':'asset \\'SPY\\' cannot be sold short'}",
            c -> {
              c.post("/_sim/assets", "{'symbol':'SPY','shortable':false}");
              return c.sell(1);
            }),
        row(
            "already filled",
            422,
            "{'code':42210000,'message':'order is already in \\'filled\\' state'}",
            c -> c.delete("/v2/orders/" + c.buy(1).field("id"))),
        row(
            "replace accepted",
            422,
            "{'code':42210000,'message':'cannot replace order in accepted status'}",
            c -> {
              c.post("/_sim/clock", "{'nextClose':true}");
              return c.patch("/v2/orders/" + c.limit("buy", 1, "600").field("id"), "{'qty':'2'}");
            }),
        row(
            "replace pending_new",
            422,
            "{'code':42210000,'message':'cannot replace order in pending_new status'}",
            c -> {
              c.post("/_sim/faults", "{'kind':'newDelay','delay':'PT10S'}");
              return c.patch("/v2/orders/" + c.limit("buy", 1, "600").field("id"), "{'qty':'2'}");
            }),
        row(
            "replace pending_cancel",
            422,
            "{'code':42210000,'message':'cannot replace order in pending_cancel status'}",
            c -> {
              c.post("/_sim/faults", "{'kind':'cancelStuck'}");
              String id = c.limit("buy", 1, "600").field("id");
              c.delete("/v2/orders/" + id);
              return c.patch("/v2/orders/" + id, "{'qty':'2'}");
            }),
        row(
            "replace replaced",
            422,
            "{'code':42210000,'message':'order already replaced'}",
            c -> {
              String id = c.limit("buy", 1, "600").field("id");
              c.patch("/v2/orders/" + id, "{'qty':'2'}");
              return c.patch("/v2/orders/" + id, "{'qty':'3'}");
            }),
        row(
            "replace by the same",
            422,
            "{'code':42210000,'message':'order parameters are not changed'}",
            c -> c.patch("/v2/orders/" + c.limit("buy", 1, "600").field("id"), "{'qty':'1'}")),
        row(
            "direction",
            422,
            "{'code':40010001,'message':'invalid direction: up'}",
            c -> c.get("/v2/orders?direction=up")),
        row(
            "configuration",
            400,
            "{'code':40010000,'message':'max_margin_multiplier must be one of 1, 2, 4'}",
            c -> c.patch("/v2/account/configurations", "{'max_margin_multiplier':'9'}")),
        row(
            "500",
            500,
            "{'code':50010000,'message':'internal server error occurred'}",
            c -> {
              c.post("/_sim/faults", "{'kind':'answer','status':500}");
              return c.get("/v2/account");
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void answersBodyForBody(String name, int status, String body, Function<BrokerClient, Answer> row)
      throws IOException {
    Answer answer = row.apply(client);
    assertThat(answer.status()).as(name).isEqualTo(status);
    assertThat(answer.json()).as(name).isEqualTo(json(body));
    assertThat(answer.headers().firstValue("X-Request-ID").orElse("")).as(name).isNotEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).as(name).contains("application/json");
  }

  static Stream<Arguments> rowsWithIds() {
    return Stream.of(
        Arguments.of(
            "held quantity",
            "{'available':'0','code':40310000,'existing_qty':'2','held_for_orders':'2',"
                + "'message':'insufficient qty available for order (requested: 2, available: 0)',"
                + "'related_orders':['$order'],'symbol':'SPY'}",
            (Function<BrokerClient, Seen>) c -> held(c, client -> client.sell(2))),
        Arguments.of(
            "held quantity, close",
            "{'available':'0','code':40310000,'existing_qty':'2','held_for_orders':'2',"
                + "'message':'insufficient qty available for order (requested: 2, available: 0)',"
                + "'related_orders':['$order'],'symbol':'SPY'}",
            (Function<BrokerClient, Seen>)
                c -> held(c, client -> client.delete("/v2/positions/SPY"))),
        Arguments.of(
            "held quantity, unnamed",
            "{'available':'0','code':40310000,'existing_qty':'2','held_for_orders':'2',"
                + "'message':'insufficient qty available for order (requested: 2, available: 0)',"
                + "'symbol':'SPY'}",
            (Function<BrokerClient, Seen>)
                c -> {
                  c.post("/_sim/faults", "{'kind':'relatedOrdersMissing'}");
                  return held(c, client -> client.sell(2));
                }),
        Arguments.of(
            "wash trade, market",
            "{'code':40310000,'existing_order_id':'$order',"
                + "'message':'potential wash trade detected. use complex orders',"
                + "'reject_reason':'opposite side market/stop order exists'}",
            (Function<BrokerClient, Seen>)
                c -> {
                  c.buy(2);
                  String order = c.limit("buy", 1, "600").field("id");
                  return new Seen(c.sell(2), Map.of("order", order));
                }),
        Arguments.of(
            "wash trade, limits",
            "{'code':40310000,'existing_order_id':'$order','buy_limit_price':'700',"
                + "'sell_limit_price':'690',"
                + "'message':'potential wash trade detected. use complex orders','reject_reason':"
                + "'sell order exists, buy limit price should be less than existing sell limit price'}",
            (Function<BrokerClient, Seen>)
                c -> {
                  c.buy(2);
                  String order = c.limit("sell", 1, "690").field("id");
                  return new Seen(c.limit("buy", 1, "700"), Map.of("order", order));
                }));
  }

  private static Seen held(BrokerClient client, Function<BrokerClient, Answer> close) {
    client.buy(2);
    String order = client.limit("sell", 2, "700").field("id");
    return new Seen(close.apply(client), Map.of("order", order));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rowsWithIds")
  void namesTheOrdersInTheWay(String name, String body, Function<BrokerClient, Seen> row)
      throws IOException {
    Seen seen = row.apply(client);
    String expected = body;
    for (Map.Entry<String, String> entry : seen.names().entrySet()) {
      expected = expected.replace("$" + entry.getKey(), entry.getValue());
    }
    assertThat(seen.answer().status()).as(name).isEqualTo(403);
    assertThat(seen.answer().json()).as(name).isEqualTo(json(expected));
  }

  private static Arguments row(
      String name, int status, String body, Function<BrokerClient, Answer> does) {
    return Arguments.of(name, status, body, does);
  }

  /** Single quotes delimit; {@code \\'} is a double quote inside a text. */
  private static JsonNode json(String text) throws IOException {
    return MAPPER.readTree(
        text.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\""));
  }
}
