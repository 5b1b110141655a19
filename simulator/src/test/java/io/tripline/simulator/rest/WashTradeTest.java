package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of an order that rests and a new one of the other side. */
class WashTradeTest {
  /** Rests as a buy, arrives as a sell; the limits do not meet unless it says so. */
  private static final List<String> TYPES =
      List.of("market", "stop", "limit", "meeting limit", "stop_limit", "trailing_stop", "oco");

  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  static Stream<Arguments> pairs() {
    return TYPES.stream()
        .filter(type -> !type.startsWith("meeting") && !type.equals("oco"))
        .flatMap(resting -> TYPES.stream().map(arriving -> Arguments.of(resting, arriving)));
  }

  @ParameterizedTest(name = "{0} rests, {1} arrives")
  @MethodSource("pairs")
  void refusesPairsThatCouldTradeWithEachOther(String resting, String arriving) {
    client.buy(4);
    client.post("/_sim/faults", "{'kind':'fillDelay','delay':'PT10M'}");
    assertThat(client.order(body("buy", resting)).status()).as("resting").isEqualTo(200);
    Answer answer = client.order(body("sell", arriving));
    assertThat(answer.status() == 403).isEqualTo(isWash(resting, arriving));
    assertThat(answer.json().has("reject_reason")).isEqualTo(isWash(resting, arriving));
    assertThat(answer.json().has("buy_limit_price"))
        .isEqualTo(isWash(resting, arriving) && hasLimit(resting) && hasLimit(arriving));
  }

  /** The rule as it is documented, on words. */
  private static boolean isWash(String resting, String arriving) {
    boolean exempt =
        resting.equals("trailing_stop") || List.of("trailing_stop", "oco").contains(arriving);
    boolean bothLimits = hasLimit(resting) && hasLimit(arriving);
    return !exempt && (!bothLimits || arriving.startsWith("meeting"));
  }

  private static boolean hasLimit(String type) {
    return type.endsWith("limit");
  }

  private static String body(String side, String type) {
    boolean buy = side.equals("buy");
    String terms =
        switch (type) {
          case "limit" -> "'type':'limit','limit_price':'" + (buy ? "640" : "690") + "'";
          case "meeting limit" -> "'type':'limit','limit_price':'600'";
          case "stop" -> "'type':'stop','stop_price':'" + (buy ? "680" : "600") + "'";
          case "stop_limit" ->
              "'type':'stop_limit','stop_price':'%s','limit_price':'%s'"
                  .formatted(buy ? "680" : "685", buy ? "640" : "690");
          case "trailing_stop" -> "'type':'trailing_stop','trail_percent':'5'";
          case "oco" ->
              "'type':'limit','order_class':'oco','limit_price':'690',"
                  + "'take_profit':{'limit_price':'690'},'stop_loss':{'stop_price':'600'}";
          default -> "'type':'market'";
        };
    return "{'symbol':'SPY','side':'%s','qty':'1','time_in_force':'gtc',%s}"
        .formatted(side, terms)
        .replace('\'', '"');
  }
}
