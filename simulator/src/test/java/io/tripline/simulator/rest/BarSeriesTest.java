package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarSeriesTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "30Min, 2026-11-17T14:30:00Z, 2026-11-17T15:00:00Z",
    "2Hour, 2026-11-17T15:00:00Z, 2026-11-17T17:00:00Z",
    "1Week, 2026-11-09T05:00:00Z, 2026-11-16T05:00:00Z",
    "1Month, 2026-10-01T04:00:00Z, 2026-11-01T04:00:00Z",
    "3Month, 2026-07-01T04:00:00Z, 2026-10-01T04:00:00Z"
  })
  void labelsBarsWithTheirStart(String timeframe, String first, String second) {
    JsonNode bars = bars(timeframe, first, 2);
    assertThat(bars.at("/0/t").asText()).isEqualTo(first);
    assertThat(bars.at("/1/t").asText()).isEqualTo(second);
  }

  @Test
  void joinsWhatTheShorterBarsSay() {
    JsonNode half = bars("30Min", "2026-11-17T15:00:00Z", 1).get(0);
    List<JsonNode> quarters = list(bars("15Min", "2026-11-17T15:00:00Z", 2));
    assertThat(half.path("o").decimalValue())
        .isEqualByComparingTo(quarters.get(0).path("o").decimalValue());
    assertThat(half.path("c").decimalValue())
        .isEqualByComparingTo(quarters.get(1).path("c").decimalValue());
    assertThat(half.path("h").decimalValue())
        .isEqualByComparingTo(
            quarters.get(0).path("h").decimalValue().max(quarters.get(1).path("h").decimalValue()));
  }

  @Test
  void startsNoBarBeforeTheSpan() {
    assertThat(bars("1Week", "2026-11-11T05:00:00Z", 5).at("/0/t").asText())
        .isEqualTo("2026-11-16T05:00:00Z");
  }

  @Test
  void pagesJoinWithoutAGap() {
    String path =
        "/v2/stocks/SPY/bars?timeframe=10Min&start=2026-11-17T14:30:00Z&end=2026-11-17T21:00:00Z";
    List<JsonNode> whole = list(client.get(path).json().path("bars"));
    List<JsonNode> joined = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = client.get(path + "&limit=7" + token).json();
      joined.addAll(list(page.path("bars")));
      token = "&page_token=" + page.path("next_page_token").asText().replace("|", "%7C");
    } while (!token.endsWith("=null"));
    assertThat(joined).hasSize(39).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"60Min", "0Min", "24Hour", "2Day", "2Week", "5Month", "1Year", "Min"})
  void refusesOtherLengths(String timeframe) {
    assertThat(client.get("/v2/stocks/SPY/bars?timeframe=" + timeframe).status()).isEqualTo(400);
  }

  private JsonNode bars(String timeframe, String start, int limit) {
    return client
        .get(
            "/v2/stocks/SPY/bars?timeframe=%s&start=%s&limit=%d".formatted(timeframe, start, limit))
        .json()
        .path("bars");
  }

  private static List<JsonNode> list(JsonNode bars) {
    var list = new ArrayList<JsonNode>();
    bars.forEach(list::add);
    return list;
  }
}
