package io.tripline.simulator.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminApiTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void movesTheClock() {
    assertThat(admin("clock", "{'advance':'PT1H'}").field("marketTime"))
        .isEqualTo("2026-11-18T16:00:00Z");
    assertThat(admin("clock", "{'nextOpen':true}").field("marketTime"))
        .isEqualTo("2026-11-19T14:30:00Z");
    assertThat(admin("clock", "{'set':'2026-11-20T15:00:00Z'}").field("phase")).isEqualTo("core");
    assertThat(admin("clock", "{'rate':2}").field("rate")).isEqualTo("2.0");
  }

  @Test
  void injectsListsAndClearsFaults() {
    Answer added =
        admin(
            "faults",
            "{'kind':'answer','method':'POST','path':'/v2/orders','status':504,'body':'','times':3}");
    assertThat(added.json().at("/fault/effect/status").asInt()).isEqualTo(504);
    assertThat(client.get("/_sim/faults").json().path(added.field("id")).path("times").asInt())
        .isEqualTo(3);
    assertThat(client.delete("/_sim/faults/" + added.field("id")).status()).isEqualTo(204);
    assertThat(client.get("/_sim/faults").json()).isEmpty();
  }

  @Test
  void movesTheMarket() {
    double before = client.get("/_sim/state").json().at("/prices/SPY").asDouble();
    Answer after = admin("market", "{'kind':'jump','symbol':'SPY','bps':-300}");
    assertThat(after.json().at("/prices/SPY").asDouble() / before).isBetween(0.9695, 0.9705);
  }

  @Test
  void fillsNothingWhileTradingIsHalted() {
    admin("market", "{'kind':'halt'}");
    Answer order = client.buy(1);
    assertThat(client.byId(order).field("status")).isEqualTo("new");
    admin("market", "{'kind':'resume'}");
    assertThat(client.byId(order).field("status")).isEqualTo("filled");
  }

  @Test
  void booksCashFlows() {
    assertThat(admin("account", "{'deposit':'1000'}").field("cash")).isEqualTo("101000");
    assertThat(admin("account", "{'withdraw':500,'equityGlitch':'-7'}").field("equityGlitch"))
        .isEqualTo("-7");
  }

  @Test
  void logsEveryRequestInOrderOfArrival() {
    client.get("/v2/clock");
    Answer order =
        client.order(BrokerClient.market("buy", "2").replace("}", ",'client_order_id':'x'}"));
    Answer log = client.get("/_sim/requests?after=1");
    assertThat(log.json()).hasSize(1);
    assertThat(log.json().at("/0/sequence").asInt()).isEqualTo(2);
    assertThat(log.json().at("/0/method").asText()).isEqualTo("POST");
    assertThat(log.json().at("/0/marketTime").asText()).isEqualTo("2026-11-18T15:00:00Z");
    assertThat(log.json().at("/0/order").toString())
        .isEqualTo(
            "{\"clientOrderId\":\"x\",\"symbol\":\"SPY\",\"side\":\"buy\",\"qty\":\"2\",\"type\":\"market\",\"accepted\":true}");
    assertThat(log.json().at("/0/requestId").asText())
        .isEqualTo(order.headers().firstValue("X-Request-ID").orElseThrow());
  }

  @Test
  void writesOnTheStatusPage() {
    admin("status-page", "{'component':'Orders API','status':'major_outage'}");
    Answer page = client.send(client.plain("/api/v2/summary.json").GET());
    assertThat(page.json().at("/status/indicator").asText()).isEqualTo("none");
    assertThat(page.json().path("components"))
        .anyMatch(row ->
            row.path("name").asText().equals("Orders API")
                && row.path("status").asText().equals("major_outage"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          clock   | {'set':'yesterday'}                  | set: must be an instant such as 2026-11-20T15:00:00Z, was yesterday
          clock   | {'advance':'-PT1S'}                  | advance: must be 0 or more, was -PT1S
          clock   | {'rate':-1}                          | rate: must be 0 to 100000, was -1.0
          clock   | {'jump':1}                           | jump: unknown field; allowed are [set, advance, nextOpen, nextClose, rate]
          market  | {'kind':'jump'}                      | bps: must be a number, was missing
          market  | {'kind':'jump','bps':99999}          | bps: must be -9000 to 9000, was 99999.0
          market  | {'kind':'halt','symbol':'NOPE'}      | symbol: must be * or one of [SPY], was NOPE
          faults  | {'kind':'replyLost','path':'('}      | path: must be a regular expression, was (
          faults  | {'kind':'replyLost','times':0}       | times: must be 1 or more, was 0
          faults  | {'kind':'replyLost','probability':2} | probability: must be above 0 and at most 1, was 2.0
          account | {'deposit':'-5'}                     | deposit: must be more than 0, was -5
          """)
  void refusesBadInputByName(String path, String body, String error) {
    Answer answer = admin(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field("error")).isEqualTo(error);
  }

  private Answer admin(String path, String json) {
    return client.send(
        client.plain("/_sim/" + path).POST(BodyPublishers.ofString(json.replace('\'', '"'))));
  }
}
