package io.tripline.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataStreamTest {
  private final BrokerClient client = new BrokerClient();
  private final HttpClient http = HttpClient.newHttpClient();
  private final DataFrames frames = new DataFrames();

  @AfterEach
  void stop() {
    http.shutdownNow();
    client.close();
  }

  @Test
  void answersStepByStep() throws Exception {
    WebSocket socket = connect("iex", frames);
    assertThat(frames.next().toString()).isEqualTo("[{\"T\":\"success\",\"msg\":\"connected\"}]");
    auth(socket);
    assertThat(frames.next().toString())
        .isEqualTo("[{\"T\":\"success\",\"msg\":\"authenticated\"}]");
    send(socket, "{'action':'subscribe','quotes':['SPY'],'trades':['spy']}");
    assertThat(frames.next("subscription").toString())
        .isEqualTo(
            "{\"T\":\"subscription\",\"trades\":[\"SPY\"],\"quotes\":[\"SPY\"],\"bars\":[],"
                + "\"updatedBars\":[],\"dailyBars\":[],\"statuses\":[],\"lulds\":[],"
                + "\"imbalances\":[],\"corrections\":[\"SPY\"],\"cancelErrors\":[\"SPY\"]}");
    send(socket, "{'action':'unsubscribe','quotes':['*']}");
    assertThat(frames.next("subscription").path("quotes")).isEmpty();
  }

  @Test
  void saysTheSameAsTheRestSide() throws Exception {
    subscribed("iex", "{'action':'subscribe','quotes':['SPY']}");
    JsonNode quote = frames.next("q");
    JsonNode latest = client.get("/v2/stocks/SPY/quotes/latest").json().path("quote");
    assertThat(quote.path("S").asText()).isEqualTo("SPY");
    assertThat(quote.path("bp").decimalValue())
        .isEqualByComparingTo(latest.path("bp").decimalValue());
    assertThat(quote.path("t").asText()).isEqualTo(latest.path("t").asText());
  }

  @Test
  void speaksMessagePackWhenTheUpgradeSaysSo() throws Exception {
    http.newWebSocketBuilder()
        .header("Content-Type", "application/msgpack")
        .buildAsync(client.simulator().dataStreamUrl().resolve("/v2/sip"), frames)
        .join();
    assertThat(frames.next().path(0).path("msg").asText()).isEqualTo("connected");
  }

  @Test
  void tellsABarWhenItsMinuteEnds() throws Exception {
    subscribed(
        "iex", "{'action':'subscribe','bars':['*'],'updatedBars':['SPY'],'dailyBars':['SPY']}");
    frames.next("subscription");
    client.control().advance(Duration.ofMinutes(2));
    JsonNode bar = frames.next("b");
    JsonNode same =
        client
            .get("/v2/stocks/bars?symbols=SPY&timeframe=1Min&limit=1&start=" + BrokerClient.START)
            .json()
            .at("/bars/SPY/0");
    assertThat(bar.path("t").asText()).isEqualTo(same.path("t").asText());
    assertThat(bar.path("c").decimalValue()).isEqualByComparingTo(same.path("c").decimalValue());
    client.control().advance(Duration.ofMinutes(1));
    assertThat(frames.next("u").path("n").asLong()).isPositive();
    client.control().advance(Duration.ofMinutes(1));
    assertThat(frames.next("d").path("o").decimalValue()).isPositive();
  }

  @Test
  void standsStillWhileQuotesAreStale() throws Exception {
    client.control().inject(Fault.always(new Effect.StaleQuotes(null, BrokerClient.START)));
    subscribed("iex", "{'action':'subscribe','quotes':['SPY'],'statuses':['SPY']}");
    assertThat(frames.next("q").path("t").asText()).isEqualTo(BrokerClient.START.toString());
    client.control().jump("SPY", -300);
    client.control().advance(Duration.ofMinutes(1));
    client.control().clearFaults();
    assertThat(frames.next("q").path("t").asText())
        .isEqualTo(BrokerClient.START.plusSeconds(60).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {nonsense                                   | 400
          {'action':'fly'}                            | 400
          {'action':'subscribe','quotes':['SPY']}     | 401
          {'action':'auth','key':'PK','secret':'no'}  | 402
          """)
  void refusesBeforeAuthentication(String frame, int code) throws Exception {
    WebSocket socket = connect("iex", frames);
    send(socket, frame);
    assertThat(frames.next("error").path("code").asInt()).isEqualTo(code);
  }

  @Test
  void refusesWhatTheFeedDoesNotOffer() throws Exception {
    WebSocket socket = subscribed("iex", "{'action':'subscribe','news':['*']}");
    assertThat(frames.next("error").path("code").asInt()).isEqualTo(410);
    auth(socket);
    assertThat(frames.next("error").path("code").asInt()).isEqualTo(403);
  }

  @Test
  void limitsTheSymbolsOfTheFreeFeed() throws Exception {
    String many =
        IntStream.range(0, 31).mapToObj(i -> "'A" + i + "'").collect(Collectors.joining(","));
    WebSocket socket = subscribed("iex", "{'action':'subscribe','quotes':[" + many + "]}");
    assertThat(frames.next("error").path("code").asInt()).isEqualTo(405);
    send(socket, "{'action':'subscribe','bars':[" + many + "]}");
    assertThat(frames.next("subscription").path("bars")).hasSize(31);
  }

  @Test
  void hasOneConnectionForEachFeed() throws Exception {
    subscribed("iex", "{'action':'subscribe'}");
    frames.next("subscription");
    var second = new DataFrames();
    auth(connect("iex", second));
    assertThat(second.next("error").path("code").asInt()).isEqualTo(406);
    assertThat(second.closed.get()).isEqualTo(1000);
    var other = new DataFrames();
    auth(connect("sip", other));
    assertThat(other.next().path(0).path("msg").asText()).isEqualTo("connected");
    assertThat(other.next().path(0).path("msg").asText()).isEqualTo("authenticated");
  }

  @Test
  void givesTheSeatToTheNextWhenTheFirstLeaves() throws Exception {
    WebSocket socket = subscribed("iex", "{'action':'subscribe'}");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    frames.closed.get();
    String answer = "";
    // The seat is free a moment after the closing handshake, as at Alpaca.
    for (int i = 0; i < 100 && !answer.equals("authenticated"); i++) {
      var next = new DataFrames();
      auth(connect("iex", next));
      next.next();
      answer = next.next().path(0).path("msg").asText();
    }
    assertThat(answer).isEqualTo("authenticated");
  }

  private WebSocket subscribed(String feed, String subscription) throws InterruptedException {
    WebSocket socket = connect(feed, frames);
    auth(socket);
    frames.next();
    frames.next();
    send(socket, subscription);
    return socket;
  }

  private WebSocket connect(String feed, DataFrames listener) {
    try {
      return http.newWebSocketBuilder()
          .buildAsync(client.simulator().dataStreamUrl().resolve("/v2/" + feed), listener)
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void auth(WebSocket socket) {
    send(
        socket,
        "{'action':'auth','key':'%s','secret':'%s'}"
            .formatted(client.simulator().keyId(), client.simulator().secretKey()));
  }

  private static void send(WebSocket socket, String frame) {
    socket.sendText(frame.replace('\'', '"'), true).join();
  }
}
