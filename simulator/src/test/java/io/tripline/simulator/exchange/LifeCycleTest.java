package io.tripline.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of an order as a client sees it over HTTP. */
class LifeCycleTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void movesSubmittedAtWhenTheMarketTakesIt() {
    Answer receipt = client.limit("buy", 1, "600");
    assertThat(receipt.field("status")).isEqualTo("pending_new");
    assertThat(receipt.field("submitted_at")).isEqualTo(receipt.field("created_at"));
    Answer taken = client.byId(receipt);
    assertThat(taken.field("status")).isEqualTo("new");
    assertThat(Duration.between(time(receipt, "submitted_at"), time(taken, "submitted_at")))
        .isBetween(Duration.ofMillis(2), Duration.ofMillis(5));
    assertThat(taken.field("created_at")).isEqualTo(receipt.field("created_at"));
  }

  @Test
  void staysPendingNewWhileTheMarketIsSlow() {
    fault("{'kind':'newDelay','delay':'PT10S'}");
    Answer order = client.buy(1);
    assertThat(status(order)).isEqualTo("pending_new");
    client.control().advance(Duration.ofSeconds(9));
    assertThat(status(order)).isEqualTo("pending_new");
    client.control().advance(Duration.ofSeconds(1));
    assertThat(status(order)).isEqualTo("filled");
  }

  @Test
  void cancelsWhatIsStillPendingNew() {
    fault("{'kind':'newDelay','delay':'PT10S'}");
    Answer order = client.buy(1);
    client.delete("/v2/orders/" + order.field("id"));
    client.control().advance(Duration.ofMinutes(1));
    assertThat(status(order)).isEqualTo("canceled");
    assertThat(client.get("/v2/positions").json()).isEmpty();
  }

  @Test
  void waitsForTheOpenOutOfHoursAndWorksThen() {
    client.control().nextClose();
    Answer order = client.limit("buy", 1, "600");
    assertThat(order.field("status")).isEqualTo("accepted");
    assertThat(order.field("expires_at")).isEqualTo("2026-11-19T21:00:00Z");
    client.control().nextOpen();
    assertThat(status(order)).isEqualTo("new");
    assertThat(client.byId(order).field("submitted_at")).isEqualTo("2026-11-19T14:30:00Z");
    client.control().nextClose();
    assertThat(status(order)).isEqualTo("expired");
  }

  @Test
  void fillsAnOrderForTheOpenAtTheOpen() {
    client.control().setClock(Instant.parse("2026-11-19T14:20:00Z"));
    Answer market = client.order(BrokerClient.market("buy", "1").replace("'day'", "'opg'"));
    Answer low = client.order(limit("opg", "500"));
    assertThat(status(market)).isEqualTo("accepted");
    client.control().nextOpen();
    assertThat(client.byId(market).field("filled_at")).isEqualTo("2026-11-19T14:30:00Z");
    assertThat(status(low)).isEqualTo("canceled");
  }

  @Test
  void fillsAnOrderForTheCloseAtTheCloseOnly() {
    Answer market = client.order(BrokerClient.market("buy", "1").replace("'day'", "'cls'"));
    Answer low = client.order(limit("cls", "500"));
    client.control().advance(Duration.ofHours(5));
    assertThat(status(market)).isEqualTo("new");
    client.control().nextClose();
    assertThat(client.byId(market).field("filled_at")).isEqualTo("2026-11-18T21:00:00Z");
    assertThat(status(low)).isEqualTo("expired");
  }

  @Test
  void cancelsTheRestOfAnImmediateOrderAndAllOfAFillOrKill() {
    fault("{'kind':'partialFill','fraction':0.4,'rest':'PT1H'}");
    Answer immediate = client.order(BrokerClient.market("buy", "10").replace("'day'", "'ioc'"));
    assertThat(status(immediate)).isEqualTo("canceled");
    assertThat(client.byId(immediate).field("filled_qty")).isEqualTo("4");
    Answer whole = client.order(BrokerClient.market("buy", "10").replace("'day'", "'fok'"));
    assertThat(status(whole)).isEqualTo("filled");
    Answer none = client.order(limit("fok", "500"));
    assertThat(status(none)).isEqualTo("canceled");
    assertThat(client.byId(none).field("filled_qty")).isEqualTo("0");
  }

  @Test
  void expiresADayOrderAtOneOnAHalfDayWithItsFilledPart() {
    client.control().setClock(Instant.parse("2026-11-27T15:00:00Z"));
    fault("{'kind':'partialFill','fraction':0.3,'rest':'PT9H','times':1}");
    Answer order = client.buy(10);
    assertThat(status(order)).isEqualTo("partially_filled");
    client.control().setClock(Instant.parse("2026-11-27T18:00:00Z"));
    assertThat(client.byId(order).field("expired_at")).isEqualTo("2026-11-27T18:00:00Z");
    assertThat(client.byId(order).field("filled_qty")).isEqualTo("3");
  }

  @Test
  void keepsAGoodTillCanceledOrderForNinetyDays() {
    Answer order = client.order(limit("gtc", "100"));
    assertThat(order.field("expires_at")).isEqualTo("2027-02-16T21:15:00Z");
    client.control().setClock(Instant.parse("2027-02-16T21:14:59Z"));
    assertThat(status(order)).isEqualTo("new");
    client.control().advance(Duration.ofSeconds(1));
    assertThat(status(order)).isEqualTo("canceled");
  }

  @Test
  void keepsACancelPendingUntilTheStuckCancelIsLetGo() {
    Answer fault = fault("{'kind':'cancelStuck'}");
    Answer order = client.limit("buy", 1, "600");
    assertThat(client.delete("/v2/orders/" + order.field("id")).status()).isEqualTo(204);
    client.control().advance(Duration.ofMinutes(30));
    assertThat(status(order)).isEqualTo("pending_cancel");
    client.delete("/_sim/faults/" + fault.field("id"));
    assertThat(status(order)).isEqualTo("canceled");
  }

  @Test
  void letsAFillWinAgainstAStuckCancel() {
    fault("{'kind':'cancelStuck'}");
    Answer order = client.limit("buy", 1, "645");
    client.delete("/v2/orders/" + order.field("id"));
    client.control().jump("*", -200);
    assertThat(status(order)).isEqualTo("filled");
  }

  @Test
  void answersFailedCancelsWithARowEach() {
    Answer order = client.limit("buy", 1, "600");
    fault("{'kind':'cancelFails','times':1}");
    Answer rows = client.delete("/v2/orders");
    assertThat(rows.status()).isEqualTo(207);
    assertThat(rows.json().toString())
        .isEqualTo(
            "[{\"id\":\"%s\",\"status\":500,\"body\":{\"code\":50010000,\"message\":\"internal server error occurred\"}}]"
                .formatted(order.field("id")));
    assertThat(status(order)).isEqualTo("new");
  }

  @Test
  void closesAllWithARowEachAlsoForWhatIsHeld() {
    client.buy(2);
    Answer resting = client.limit("sell", 2, "700");
    JsonNode row = client.delete("/v2/positions").json().get(0);
    assertThat(row.path("status").asInt()).isEqualTo(403);
    assertThat(row.at("/body/related_orders/0").asText()).isEqualTo(resting.field("id"));
    row = client.delete("/v2/positions?cancel_orders=True").json().get(0);
    assertThat(row.path("status").asInt()).isEqualTo(200);
    assertThat(row.at("/body/type").asText()).isEqualTo("market");
  }

  @Test
  void stillRefusesToCloseAllWhileItsOwnCancelsSettle() {
    client.buy(2);
    client.limit("sell", 2, "700");
    fault("{'kind':'cancelDelay','delay':'PT5S'}");
    JsonNode row = client.delete("/v2/positions?cancel_orders=true").json().get(0);
    assertThat(row.path("status").asInt()).isEqualTo(403);
    assertThat(row.at("/body/held_for_orders").asText()).isEqualTo("2");
  }

  @Test
  void replacesLateAndRefusesCancelsMeanwhile() {
    fault("{'kind':'replaceDelay','delay':'PT5S'}");
    Answer old = client.limit("buy", 2, "600");
    Answer fresh = client.patch("/v2/orders/" + old.field("id"), "{'qty':'3'}");
    assertThat(List.of(status(old), status(fresh)))
        .containsExactly("pending_replace", "pending_new");
    assertThat(client.delete("/v2/orders/" + old.field("id")).field("message"))
        .isEqualTo("cannot cancel order in pending_replace status");
    assertThat(client.patch("/v2/orders/" + old.field("id"), "{'qty':'4'}").field("message"))
        .isEqualTo("cannot replace order in pending_replace status");
    client.control().advance(Duration.ofSeconds(5));
    assertThat(List.of(status(old), status(fresh))).containsExactly("replaced", "new");
    assertThat(client.byId(old).field("replaced_by")).isEqualTo(fresh.field("id"));
  }

  @Test
  void refusesAReplacementLate() {
    fault("{'kind':'replaceDelay','delay':'PT5S','rejected':true}");
    Answer old = client.limit("buy", 2, "600");
    Answer fresh = client.patch("/v2/orders/" + old.field("id"), "{'qty':'3'}");
    assertThat(fresh.status()).isEqualTo(200);
    client.control().advance(Duration.ofSeconds(5));
    assertThat(List.of(status(old), status(fresh))).containsExactly("new", "rejected");
    assertThat(client.byId(fresh).field("failed_at")).isEqualTo("2026-11-18T15:00:05Z");
    assertThat(client.byId(old).json().path("replaced_by").isNull()).isTrue();
  }

  @Test
  void refusesAReplacementOfWhatFilledMeanwhile() {
    fault("{'kind':'replaceDelay','delay':'PT5S'}");
    Answer old = client.limit("buy", 2, "645");
    Answer fresh = client.patch("/v2/orders/" + old.field("id"), "{'qty':'3'}");
    client.control().jump("*", -200);
    client.control().advance(Duration.ofSeconds(5));
    assertThat(List.of(status(old), status(fresh))).containsExactly("filled", "rejected");
    assertThat(client.get("/v2/positions/SPY").field("qty")).isEqualTo("2");
  }

  @Test
  void refusesToReplaceBelowWhatIsFilledAndWhatIsInDollars() {
    fault("{'kind':'partialFill','fraction':0.4,'rest':'PT1H'}");
    Answer part = client.buy(10);
    assertThat(client.patch("/v2/orders/" + part.field("id"), "{'qty':'4'}").field("message"))
        .isEqualTo("qty must be > filled_qty");
    fault("{'kind':'fillDelay','delay':'PT1H'}");
    Answer dollars =
        client.order(
            "{'symbol':'SPY','side':'buy','notional':'10','type':'market','time_in_force':'day'}");
    assertThat(client.patch("/v2/orders/" + dollars.field("id"), "{'qty':'4'}").field("message"))
        .isEqualTo("notional orders cannot be replaced");
  }

  @Test
  void movesTheLegsToTheReplacementOfTheirEntry() {
    Answer entry =
        client.order(
            "{'symbol':'SPY','side':'buy','qty':'2','type':'limit','limit_price':'640','time_in_force':'day',"
                + "'order_class':'bracket','take_profit':{'limit_price':'700'},'stop_loss':{'stop_price':'600'}}");
    Answer fresh =
        client.patch("/v2/orders/" + entry.field("id"), "{'limit_price':'645','qty':'3'}");
    client.control().jump("*", -200);
    JsonNode legs =
        client.get("/v2/orders/" + fresh.field("id") + "?nested=true").json().path("legs");
    assertThat(legs).hasSize(2).allMatch(leg -> leg.path("status").asText().equals("new"));
    assertThat(legs).allMatch(leg -> leg.path("qty").asText().equals("3"));
  }

  @Test
  void isDoneForADayAndWorksOnTheNext() {
    client.control().setClock(Instant.parse("2026-11-18T20:00:00Z"));
    fault("{'kind':'doneForDay','times':1}");
    Answer order = client.order(BrokerClient.market("buy", "1").replace("'day'", "'gtc'"));
    assertThat(status(order)).isEqualTo("done_for_day");
    assertThat(client.get("/v2/orders?status=open").json()).hasSize(1);
    client.control().nextOpen();
    assertThat(status(order)).isEqualTo("filled");
  }

  private Answer fault(String json) {
    Answer answer = client.post("/_sim/faults", json);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private String status(Answer order) {
    return client.byId(order).field("status");
  }

  private static Instant time(Answer order, String field) {
    return Instant.parse(order.field(field));
  }

  private static String limit(String inForce, String price) {
    return "{'symbol':'SPY','side':'buy','qty':'1','type':'limit','limit_price':'%s','time_in_force':'%s'}"
        .formatted(price, inForce);
  }
}
