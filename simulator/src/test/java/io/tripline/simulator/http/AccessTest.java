package io.tripline.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, request ids and rate limits, path by path. */
class AccessTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /v2/account                     | application/json | {"message":"unauthorized."}
          GET  | /v2/orders                      | application/json | {"message":"unauthorized."}
          GET  | /v2/positions                   | application/json | {"message":"unauthorized."}
          GET  | /v2/stocks/SPY/quotes/latest    | application/json | {"message":"unauthorized."}
          POST | /v2/orders                      | application/json | {"code":40110000,"message":"request is not authorized"}
          GET  | /v2/clock                       | text/html        | <html>
          GET  | /v3/clock                       | text/html        | <html>
          GET  | /v2/calendar                    | text/html        | <html>
          """)
  void refusesMissingAndWrongKeysAsEachPathDoes(
      String method, String path, String contentType, String body) {
    for (boolean wrong : new boolean[] {false, true}) {
      var request = client.plain(path).method(method, BodyPublishers.ofString("{}"));
      if (wrong) {
        request.header("APCA-API-KEY-ID", "PKNONE").header("APCA-API-SECRET-KEY", "none");
      }
      Answer answer = client.send(request);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text()).startsWith(body);
      assertThat(answer.headers().firstValue("Content-Type")).contains(contentType);
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .contains("Bearer, Basic realm=\"alpaca.markets\"");
      assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/account,200",
    "/v2/orders/1-2,404",
    "/v2/nothing,404",
    "/v2/orders?direction=up,422",
    "/api/v2/summary.json,200"
  })
  void numbersEveryAnswer(String path, int status) {
    Answer one = client.get(path);
    Answer other = client.get(path);
    assertThat(one.status()).isEqualTo(status);
    assertThat(one.headers().firstValue("X-Request-ID").orElseThrow())
        .isNotEqualTo(other.headers().firstValue("X-Request-ID").orElseThrow());
  }

  @Test
  void countsDownTheRequestsOfAMinute() {
    int first = left(client.get("/v2/account"));
    int second = left(client.get("/v2/clock"));
    assertThat(first).isBetween(0, 199);
    assertThat(second == first - 1 || second == 199).isTrue();
  }

  @Test
  void limitsDataWithoutACodeAndWithoutHeaders() {
    try (var limited = new BrokerClient(BrokerClient.frozen().withRequestsPerMinute(2))) {
      Answer last = limited.get("/v2/stocks/SPY/trades/latest");
      for (int i = 0; i < 6 && last.status() == 200; i++) {
        last = limited.get("/v2/stocks/SPY/trades/latest");
      }
      assertThat(last.status()).isEqualTo(429);
      assertThat(last.text()).isEqualTo("{\"message\":\"too many requests.\"}");
      assertThat(last.headers().map().keySet())
          .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-ratelimit"))
          .noneMatch("retry-after"::equalsIgnoreCase);
      assertThat(limited.get("/v2/account").status()).as("counted apart").isEqualTo(200);
    }
  }

  @Test
  void whoLooksOnIsNotCounted() {
    try (var limited = new BrokerClient(BrokerClient.frozen().withRequestsPerMinute(2))) {
      for (int i = 0; i < 6; i++) {
        Answer onlooker =
            limited.send(limited.request("/v2/account").header("X-Sim-Uncounted", "true").GET());
        assertThat(onlooker.status()).isEqualTo(200);
      }
      assertThat(limited.get("/v2/account").status()).isEqualTo(200);
    }
  }

  private static int left(Answer answer) {
    return Integer.parseInt(answer.headers().firstValue("X-Ratelimit-Remaining").orElseThrow());
  }
}
