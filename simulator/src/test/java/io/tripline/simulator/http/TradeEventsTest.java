package io.tripline.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.rest.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TradeEventsTest {
  private static final String PATH = "/v2/events/trades";
  private static final String PAST = "?since=2026-11-18T00:00:00Z";
  private static final String ENDS = "&until=2026-11-19T00:00:00Z";

  private final BrokerClient client = new BrokerClient();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.shutdownNow();
    client.close();
  }

  @Test
  void repeatsThePastUpToAnEnd() throws Exception {
    client.buy(2);
    List<JsonNode> events = events(PAST + ENDS).toList();
    assertThat(events)
        .extracting(event -> event.path("event").asText())
        .containsExactly("pending_new", "new", "fill");
    assertThat(events.get(2).path("position_qty").asText()).isEqualTo("2");
    assertThat(events).extracting(event -> event.path("event_id").asText()).isSorted();
    assertThat(events).extracting(event -> event.path("at").asText()).doesNotHaveDuplicates();
  }

  @Test
  void resumesAfterAnIdWithoutAGap() throws Exception {
    client.buy(2);
    List<JsonNode> all = events(PAST + ENDS).toList();
    String first = all.get(0).path("event_id").asText();
    assertThat(events("?since_id=" + first + ENDS).toList()).isEqualTo(all.subList(1, 3));
    String second = all.get(1).path("event_id").asText();
    assertThat(events(PAST + "&until_id=" + second).toList()).isEqualTo(all.subList(0, 2));
  }

  @Test
  void goesOnWithWhatHappensNext() throws Exception {
    client.buy(1);
    try (Stream<JsonNode> stream = events("")) {
      client.limit("buy", 1, "600");
      Iterator<JsonNode> events = stream.iterator();
      assertThat(events.next().at("/order/type").asText()).isEqualTo("limit");
      assertThat(events.next().path("event").asText()).isEqualTo("new");
    }
  }

  @Test
  void refusesBadTimesAndWrongKeys() {
    assertThat(client.get(PATH + "?since=yesterday").status()).isEqualTo(422);
    assertThat(client.send(client.plain(PATH).GET()).status()).isEqualTo(401);
  }

  private Stream<JsonNode> events(String query) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        http.send(client.request(PATH + query).GET().build(), BodyHandlers.ofLines());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    return response
        .body()
        .filter(line -> line.startsWith("data: "))
        .map(line -> {
          try {
            return Json.parse(line.substring("data: ".length()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
