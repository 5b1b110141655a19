package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketHistoryTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void pagesJoinWithoutAGap(String sort) {
    String query =
        "/v2/stocks/trades?symbols=SPY&start=2026-11-18T14:58:00Z&end=2026-11-18T14:58:59Z&sort="
            + sort;
    List<String> whole = times(client.get(query).json().at("/trades/SPY"));
    List<String> joined = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = client.get(query + "&limit=17" + token).json();
      joined.addAll(times(page.at("/trades/SPY")));
      token = "&page_token=" + page.path("next_page_token").asText().replace("|", "%7C");
    } while (!token.endsWith("=null"));
    assertThat(whole).hasSize(60).isEqualTo(joined);
  }

  @Test
  void agreesWithTheMinuteBar() {
    String span = "&start=2026-11-18T14:50:00Z&end=2026-11-18T14:50:59Z";
    JsonNode trades = client.get("/v2/stocks/SPY/trades?limit=100" + span).json().path("trades");
    JsonNode bar =
        client.get("/v2/stocks/SPY/bars?timeframe=1Min&limit=1" + span).json().at("/bars/0");
    assertThat(trades.get(0).path("p").decimalValue())
        .isEqualByComparingTo(bar.path("o").decimalValue());
    assertThat(trades.get(59).path("p").decimalValue())
        .isEqualByComparingTo(bar.path("c").decimalValue());
  }

  @Test
  void isSilentOutsideSessionsAndInHalts() {
    JsonNode weekend =
        client
            .get(
                "/v2/stocks/quotes?symbols=SPY&start=2026-11-14T12:00:00Z&end=2026-11-15T12:00:00Z")
            .json();
    assertThat(weekend.path("quotes")).isEmpty();
    client.control().halt("SPY");
    client.control().advance(Duration.ofMinutes(1));
    JsonNode halted =
        client.get("/v2/stocks/SPY/quotes?start=2026-11-18T15:00:00Z").json().path("quotes");
    assertThat(halted).isEmpty();
  }

  @Test
  void leavesUnknownSymbolsOutOfMany() {
    JsonNode answer =
        client.get("/v2/stocks/quotes?symbols=NOSUCH,SPY&start=2026-11-18T14:59:58Z").json();
    assertThat(answer.path("quotes").properties()).hasSize(1);
    assertThat(client.get("/v2/stocks/NOSUCH/quotes").status()).isEqualTo(404);
    assertThat(client.get("/v2/stocks/trades").status()).isEqualTo(400);
  }

  private static List<String> times(JsonNode rows) {
    var times = new ArrayList<String>();
    rows.forEach(row -> times.add(row.path("t").asText()));
    return times;
  }
}
