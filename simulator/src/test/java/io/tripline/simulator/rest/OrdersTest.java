package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void answersPendingNewAndFillsAtTheAsk() {
    String ask = client.get("/v2/stocks/SPY/quotes/latest").json().at("/quote/ap").asText();
    Answer order = client.buy(3);
    assertThat(order.status()).isEqualTo(200);
    assertThat(order.field("status")).isEqualTo("pending_new");
    Answer after = client.byId(order);
    assertThat(after.field("status")).isEqualTo("filled");
    assertThat(after.field("filled_avg_price")).isEqualTo(ask);
  }

  @Test
  void showsEveryFieldOfTheContract() {
    assertThat(client.buy(1).json().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            ("id client_order_id created_at updated_at submitted_at filled_at expired_at expires_at"
                    + " canceled_at failed_at replaced_at replaced_by replaces asset_id symbol"
                    + " asset_class notional qty filled_qty filled_avg_price order_class order_type"
                    + " type side position_intent time_in_force limit_price stop_price status"
                    + " extended_hours legs trail_percent trail_price hwm subtag source")
                .split(" "));
  }

  @Test
  void takesAmountsAsNumbersToo() {
    Answer order =
        client.order(
            "{'symbol':'SPY','side':'buy','qty':2.0,'type':'market','time_in_force':'day'}");
    assertThat(client.byId(order).field("filled_qty")).isEqualTo("2");
  }

  @Test
  void buysAnAmountInDollars() {
    Answer order =
        client.order(
            "{'symbol':'SPY','side':'buy','notional':'1000','type':'market','time_in_force':'day'}");
    assertThat(order.json().path("qty").isNull()).isTrue();
    assertThat(client.byId(order).field("status")).isEqualTo("filled");
    assertThat(client.get("/v2/positions/SPY").number("cost_basis").doubleValue())
        .isBetween(999.9, 1000.0);
  }

  @Test
  void restsALimitOrderUntilThePriceComes() {
    Answer order = client.limit("buy", 1, "640");
    assertThat(client.byId(order).field("status")).isEqualTo("new");
    client.control().jump("SPY", -200);
    assertThat(client.byId(order).field("status")).isEqualTo("filled");
  }

  @Test
  void cancelsARestingOrderOnce() {
    Answer order = client.limit("buy", 1, "600");
    Answer cancel = client.delete("/v2/orders/" + order.field("id"));
    assertThat(cancel.status()).isEqualTo(204);
    assertThat(cancel.text()).isEmpty();
    assertThat(client.byId(order).field("status")).isEqualTo("canceled");
  }

  @Test
  void refusesToCancelWhatIsFilled() {
    Answer order = client.buy(1);
    Answer cancel = client.delete("/v2/orders/" + order.field("id"));
    assertThat(cancel.status()).isEqualTo(422);
    assertThat(cancel.field("code")).isEqualTo("42210000");
    assertThat(cancel.field("message")).isEqualTo("order is already in \"filled\" state");
  }

  @Test
  void cancelsAllWithARowForEach() {
    client.limit("buy", 1, "600");
    client.limit("buy", 1, "601");
    Answer cancel = client.delete("/v2/orders");
    assertThat(cancel.status()).isEqualTo(207);
    assertThat(cancel.json()).hasSize(2).allMatch(row -> row.path("status").asInt() == 200);
    assertThat(client.get("/v2/orders").json()).isEmpty();
  }

  @Test
  void findsAnOrderByTheClientsId() {
    client.order(
        "{'symbol':'SPY','side':'buy','qty':'1','type':'market','time_in_force':'day','client_order_id':'mine'}");
    assertThat(client.get("/v2/orders:by_client_order_id?client_order_id=mine").field("status"))
        .isEqualTo("filled");
  }

  @Test
  void doesNotFindAnUnknownOrder() {
    Answer answer = client.get("/v2/orders:by_client_order_id?client_order_id=none");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.field("code")).isEqualTo("40410000");
    assertThat(answer.field("message")).isEqualTo("order not found for none");
  }

  @Test
  void spendsAClientOrderIdForGood() {
    String json =
        "{'symbol':'SPY','side':'buy','qty':'1','type':'limit','limit_price':'600','time_in_force':'day','client_order_id':'once'}";
    Answer first = client.order(json);
    assertThat(client.order(json).field("code")).isEqualTo("42210000");
    client.delete("/v2/orders/" + first.field("id"));
    assertThat(client.order(json).field("code")).isEqualTo("40010001");
    assertThat(client.order(json).field("message")).isEqualTo("client_order_id must be unique");
  }

  @Test
  void doesNotSpendTheIdOfARefusedOrder() {
    String json =
        "{'symbol':'SPY','side':'buy','qty':'%s','type':'market','time_in_force':'day','client_order_id':'again'}";
    assertThat(client.order(json.formatted("0")).status()).isEqualTo(422);
    assertThat(client.order(json.formatted("1")).status()).isEqualTo(200);
  }

  @Test
  void acceptsAnOrderWhileClosedAndFillsItAtTheOpen() {
    client.control().setClock(BrokerClient.START.plus(Duration.ofHours(8)));
    Answer order = client.buy(1);
    assertThat(order.field("status")).isEqualTo("accepted");
    assertThat(order.field("expires_at")).isEqualTo("2026-11-19T21:00:00Z");
    client.control().nextOpen();
    assertThat(client.byId(order).field("filled_at")).isEqualTo("2026-11-19T14:30:00Z");
  }

  @Test
  void expiresADayOrderAtTheClose() {
    Answer order = client.limit("buy", 1, "600");
    client.control().advance(Duration.ofHours(7));
    assertThat(client.byId(order).field("status")).isEqualTo("expired");
    assertThat(client.byId(order).field("expired_at")).isEqualTo("2026-11-18T21:00:00Z");
  }

  @Test
  void triggersAStop() {
    client.buy(2);
    Answer stop =
        client.order(
            "{'symbol':'SPY','side':'sell','qty':'2','type':'stop','stop_price':'640','time_in_force':'gtc'}");
    client.control().jump("*", -100);
    assertThat(client.byId(stop).field("status")).isEqualTo("new");
    client.control().jump("*", -100);
    assertThat(client.byId(stop).field("status")).isEqualTo("filled");
  }

  @Test
  void followsThePriceWithATrailingStop() {
    client.buy(2);
    Answer stop =
        client.order(
            "{'symbol':'SPY','side':'sell','qty':'2','type':'trailing_stop','trail_percent':'1','time_in_force':'gtc'}");
    client.control().jump("*", 300);
    client.control().jump("*", -80);
    assertThat(client.byId(stop).field("status")).isEqualTo("new");
    client.control().jump("*", -40);
    assertThat(client.byId(stop).field("status")).isEqualTo("filled");
  }

  @Test
  void protectsABracketOnceItsEntryIsFilled() {
    Answer entry =
        client.order(
            "{'symbol':'SPY','side':'buy','qty':'4','type':'market','time_in_force':'day','order_class':'bracket',"
                + "'take_profit':{'limit_price':'660'},'stop_loss':{'stop_price':'640'}}");
    assertThat(statuses(entry.json().path("legs"))).containsExactly("held", "held");
    Answer nested = client.get("/v2/orders/" + entry.field("id") + "?nested=true");
    assertThat(statuses(nested.json().path("legs"))).containsExactly("new", "new");
    assertThat(client.get("/v2/positions/SPY").field("qty_available")).isEqualTo("0");
    client.control().jump("*", -200);
    nested = client.get("/v2/orders/" + entry.field("id") + "?nested=true");
    assertThat(statuses(nested.json().path("legs"))).containsExactly("canceled", "filled");
    assertThat(client.get("/v2/positions").json()).isEmpty();
  }

  @Test
  void hidesHeldLegsFromTheListOfOpenOrders() {
    client.order(
        "{'symbol':'SPY','side':'buy','qty':'4','type':'limit','limit_price':'640','time_in_force':'day','order_class':'bracket',"
            + "'take_profit':{'limit_price':'660'},'stop_loss':{'stop_price':'630'}}");
    assertThat(client.get("/v2/orders?status=open").json()).hasSize(1);
    assertThat(client.get("/v2/orders?status=all&nested=true").json().get(0).path("legs"))
        .hasSize(2);
  }

  @Test
  void replacesAnOrderByANewOne() {
    Answer old = client.limit("buy", 2, "600");
    Answer changed =
        client.patch("/v2/orders/" + old.field("id"), "{'qty':'3','limit_price':'601'}");
    assertThat(changed.field("replaces")).isEqualTo(old.field("id"));
    assertThat(changed.field("qty")).isEqualTo("3");
    assertThat(client.byId(old).field("status")).isEqualTo("replaced");
    assertThat(client.byId(old).field("replaced_by")).isEqualTo(changed.field("id"));
  }

  @Test
  void refusesToReplaceWhatIsOnlyAccepted() {
    client.control().nextClose();
    Answer order = client.limit("buy", 1, "600");
    assertThat(client.patch("/v2/orders/" + order.field("id"), "{'qty':'2'}").field("message"))
        .isEqualTo("cannot replace order in accepted status");
  }

  @Test
  void fillsAnExtendedHoursOrderBeforeTheOpen() {
    client.control().setClock(BrokerClient.START.plus(Duration.ofHours(22)));
    Answer order =
        client.order(
            "{'symbol':'SPY','side':'buy','qty':'1','type':'limit','limit_price':'700','time_in_force':'day','extended_hours':true}");
    assertThat(client.byId(order).field("status")).isEqualTo("filled");
  }

  @Test
  void keepsAnEndedPartOfAnOrderThatIsCanceled() {
    client
        .control()
        .inject(Fault.always(new Effect.PartialFill(0.4, Duration.ofHours(1))).times(1));
    Answer order = client.buy(10);
    client.delete("/v2/orders/" + order.field("id"));
    assertThat(client.byId(order).field("status")).isEqualTo("canceled");
    assertThat(client.byId(order).field("filled_qty")).isEqualTo("4");
  }

  private static List<String> statuses(JsonNode legs) {
    return legs.valueStream().map(leg -> leg.path("status").asText()).toList();
  }
}
