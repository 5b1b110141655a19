package io.tripline.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.workflows.notify.Stage;
import io.tripline.workflows.notify.Urgency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String KEY = "R0UT1NGK3Y";

  private final FakeReceiver receiver = new FakeReceiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void slackGetsTextWithTheExactCommandAndTheLink() throws IOException {
    receiver.answers(200, "ok");

    assertThat(slack().send(Notices.message(Notices.page("n-1")), Notices.ANNA))
        .isInstanceOf(Sending.Sent.class);

    String text = json(receiver.got().get(0).body()).path("text").asText();
    assertThat(text)
        .startsWith("*[Tripline PAGE] spy-paper: P1: trading halted &lt;2 %&gt;*")
        .contains(
            "Status: Investigating",
            "Daily loss &amp; more",
            "Next: `tripline incident ack " + Notices.INCIDENT + "`",
            "Look: https://ui.example.org/x/" + Notices.INCIDENT);
  }

  @Test
  void aPortalInSlacksPlaceIsNoDelivery() {
    receiver.answers(200, "<html>please log in</html>");

    assertThat(slack().send(Notices.message(Notices.page("n-1")), Notices.ANNA))
        .isInstanceOf(Sending.Failed.class);
  }

  @Test
  void pagerDutyTriggersAcknowledgesAndResolvesOneAlert() throws IOException {
    receiver.answers(202, "{\"status\":\"success\"}");
    PagerDutyChannel pager = pager();

    pager.send(Notices.message(Notices.page("n-1")), Notices.ANNA);
    pager.send(
        Notices.message(Notices.notice("n-2", Urgency.INFORM, Stage.ACKNOWLEDGED, false)),
        Notices.ANNA);
    pager.send(
        Notices.message(Notices.notice("n-3", Urgency.NOTIFY, Stage.RESOLVED, false)),
        Notices.ANNA);

    List<JsonNode> events = receiver.got().stream().map(got -> json(got.body())).toList();
    assertThat(events)
        .extracting(e -> e.path("event_action").asText())
        .containsExactly("trigger", "acknowledge", "resolve");
    assertThat(events).allMatch(e -> e.path("dedup_key").asText().equals(Notices.INCIDENT));
    assertThat(events).allMatch(e -> e.path("routing_key").asText().equals(KEY));
    JsonNode payload = events.get(0).path("payload");
    assertThat(payload.path("severity").asText()).isEqualTo("critical");
    assertThat(payload.path("source").asText()).isEqualTo("tripline/spy-paper");
    assertThat(payload.path("custom_details").path("command").asText())
        .isEqualTo("tripline incident ack " + Notices.INCIDENT);
    assertThat(events.get(0).path("links").get(0).path("href").asText()).endsWith(Notices.INCIDENT);
  }

  @Test
  void aPageAboutAnAcknowledgedIncidentNeverQuietensTheAlert() {
    assertThat(
            PagerDutyChannel.action(Notices.notice("n", Urgency.PAGE, Stage.ACKNOWLEDGED, false)))
        .isEqualTo("trigger");
    assertThat(pager().follows(Notices.page("n"))).isFalse();
    assertThat(pager().follows(Notices.notice("n", Urgency.INFORM, Stage.ACKNOWLEDGED, false)))
        .isTrue();
  }

  @Test
  void pagerDutyTakesAnEventOnlyWith202() {
    receiver.answers(200, "{}").answers(400, "{\"message\":\"bad key " + KEY + "\"}");

    for (int i = 0; i < 2; i++) {
      assertThat(pager().send(Notices.message(Notices.page("n-1")), Notices.ANNA))
          .isInstanceOfSatisfying(
              Sending.Failed.class, f -> assertThat(f.detail()).doesNotContain(KEY));
    }
  }

  @Test
  void aWebhookIsSignedSoThatItsReceiverCanCheckIt() throws IOException {
    receiver.answers(204, "");

    webhook("wh-secret").send(Notices.message(Notices.page("n-1")), Notices.ANNA);

    FakeReceiver.Got got = receiver.got().get(0);
    JsonNode document = json(got.body());
    assertThat(document.path("id").asText()).isEqualTo("n-1");
    assertThat(document.path("incident").asText()).isEqualTo(Notices.INCIDENT);
    assertThat(document.path("status").asText()).isEqualTo("Investigating");
    assertThat(document.path("command").asText()).startsWith("tripline incident ack");
    assertThat(document.path("drill").asBoolean(true)).isFalse();
    assertThat(got.header("X-Tripline-Notice")).isEqualTo("n-1");
    assertThat(got.header("X-Tripline-Timestamp")).isEqualTo("1795446000");
    assertThat(got.header("X-Tripline-Signature"))
        .isEqualTo(
            WebhookChannel.signature(
                "wh-secret", "1795446000", got.body().getBytes(StandardCharsets.UTF_8)))
        .isNotEqualTo(
            WebhookChannel.signature(
                "other", "1795446000", got.body().getBytes(StandardCharsets.UTF_8)));
  }

  /** The well-known example: HMAC-SHA256 over a dotted text, made with another tool. */
  @Test
  void signsAsOtherProgramsDo() {
    assertThat(WebhookChannel.signature("key", "1", "{}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("sha256=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224");
  }

  @Test
  void anUnsignedWebhookCarriesNoSignature() {
    receiver.answers(200, "");

    new WebhookChannel("hook", () -> receiver.url("/h").toString(), Optional.empty(), PATIENCE)
        .send(Notices.message(Notices.page("n-1")), Notices.ANNA);

    assertThat(receiver.got().get(0).header("X-Tripline-Signature")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 400, 401, 403, 404, 410, 429, 500, 502, 503, 504})
  void anAnswerThatIsNoYesIsAFailureAndNothingIsRepeated(int status) {
    receiver.answers(
        status, "no", Map.of("Retry-After", "0", "Location", receiver.url("/else").toString()));

    for (Channel channel : List.of(slack(), pager(), webhook("s"))) {
      assertThat(channel.send(Notices.message(Notices.page("n-1")), Notices.ANNA))
          .isInstanceOfSatisfying(
              Sending.Failed.class,
              failed -> {
                assertThat(failed.detail()).contains(String.valueOf(status));
                assertThat(failed.mayHaveArrived()).isEqualTo(status >= 500);
              });
    }
    assertThat(receiver.got()).hasSize(3).noneMatch(got -> got.path().equals("/else"));
  }

  @Test
  void noAnswerInTimeIsAFailureThatMayHaveArrived() {
    receiver.hangs();

    Sending sending =
        new SlackChannel(
                "slack", () -> receiver.url("/T0/secret").toString(), Duration.ofMillis(400))
            .send(Notices.message(Notices.page("n-1")), Notices.ANNA);

    assertThat(sending)
        .isInstanceOfSatisfying(
            Sending.Failed.class,
            failed -> {
              assertThat(failed.mayHaveArrived()).isTrue();
              assertThat(failed.detail()).doesNotContain("secret");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<title>404 Not Found</title> The requested URL /hooks/Zm9v%2Bsecret was not found",
        "no hook Zm9v+secret here",
        "cannot POST /hooks/Zm9v%2bsecret?key=t0ps3cret",
        "{\"path\":\"\\/hooks\\/Zm9v%2Bsecret\"}",
        "bad key: t0ps3cret"
      })
  void whatTheOtherSideRepeatsOfTheAddressIsHidden(String answer) {
    receiver.answers(404, answer);
    String address = receiver.url("/hooks/Zm9v%2Bsecret").toString() + "?key=t0ps3cret";

    Sending sending =
        new WebhookChannel("hook", () -> address, Optional.empty(), PATIENCE)
            .send(Notices.message(Notices.page("n-1")), Notices.ANNA);

    assertThat(sending)
        .isInstanceOfSatisfying(
            Sending.Failed.class,
            failed ->
                assertThat(failed.detail())
                    .contains("HTTP 404", "[hidden]")
                    .doesNotContainIgnoringCase("Zm9v")
                    .doesNotContain("t0ps3cret"));
  }

  @Test
  void aRefusedConnectionIsAFailureThatDidNotArrive() {
    String address = receiver.url("/T0/secret").toString();
    receiver.close();

    assertThat(
            new SlackChannel("slack", () -> address, PATIENCE)
                .send(Notices.message(Notices.page("n-1")), Notices.ANNA))
        .isInstanceOfSatisfying(
            Sending.Failed.class,
            failed -> {
              assertThat(failed.mayHaveArrived()).isFalse();
              assertThat(failed.detail()).contains("127.0.0.1").doesNotContain("secret");
            });
  }

  @Test
  void aConnectionThatTheServerClosedInSilenceCostsNoMessage()
      throws IOException, InterruptedException {
    try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server = Thread.ofVirtual().start(() -> answerAndHangUp(closing));
      SlackChannel channel = slack("http://127.0.0.1:" + closing.getLocalPort() + "/x");
      for (int i = 0; i < 2; i++) {
        assertThat(channel.send(Notices.message(Notices.page("n-" + i)), Notices.ANNA))
            .isInstanceOf(Sending.Sent.class);
      }
      server.join();
    }
  }

  /** Answers two requests, and closes each connection without saying so. */
  private static void answerAndHangUp(ServerSocket at) {
    for (int i = 0; i < 2; i++) {
      try (Socket socket = at.accept()) {
        String got = "";
        while (!got.contains("Notice: n-" + i)) {
          byte[] some = new byte[4_096];
          int read = socket.getInputStream().read(some);
          got += read < 0 ? "Notice: n-" + i : new String(some, 0, read, StandardCharsets.UTF_8);
        }
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void aSecretThatCannotBeReadIsAFailureThatNamesItsSource() {
    Credential none =
        () -> {
          throw new IOException("the environment variable HOOK holds nothing");
        };

    for (Channel channel :
        List.of(
            new SlackChannel("slack", none, PATIENCE),
            new PagerDutyChannel("pager", none, receiver.url("/e"), PATIENCE),
            new WebhookChannel("hook", none, Optional.empty(), PATIENCE))) {
      assertThat(channel.send(Notices.message(Notices.page("n-1")), Notices.ANNA))
          .isEqualTo(new Sending.Failed("the environment variable HOOK holds nothing"));
    }
    assertThat(slack("not an address").send(Notices.message(Notices.page("n")), Notices.ANNA))
        .isInstanceOf(Sending.Failed.class);
  }

  private SlackChannel slack() {
    return slack(receiver.url("/services/T0/B0/secret").toString());
  }

  private static SlackChannel slack(String address) {
    return new SlackChannel("slack", () -> address, PATIENCE);
  }

  private PagerDutyChannel pager() {
    return new PagerDutyChannel("pager", () -> KEY + "\n", receiver.url("/v2/enqueue"), PATIENCE);
  }

  private WebhookChannel webhook(String secret) {
    return new WebhookChannel(
        "hook", () -> receiver.url("/hook").toString(), Optional.of(() -> secret), PATIENCE);
  }

  private static JsonNode json(String body) {
    try {
      return new ObjectMapper().readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
