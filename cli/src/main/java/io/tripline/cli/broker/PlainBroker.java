package io.tripline.cli.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the broker with nothing but the JDK: for looking from outside, where our own client is what
 * is being judged, and for when nothing else works. It can only GET. Thread-safe.
 */
public final class PlainBroker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final BrokerAccess access;
  private final boolean uncounted;

  /** An answer with how long it took and the broker's own id of the request. */
  public record Answer(JsonNode body, Duration took, String requestId) {}

  /** For one account. */
  public PlainBroker(BrokerAccess access) {
    this(access, false);
  }

  private PlainBroker(BrokerAccess access, boolean uncounted) {
    this.access = access;
    this.uncounted = uncounted;
  }

  /** For who judges at a simulated broker: takes nothing of the account's messages a minute. */
  public static PlainBroker onlooker(BrokerAccess simulator) {
    return new PlainBroker(simulator, true);
  }

  /** The body of a GET; fails in one line. */
  public JsonNode get(String path) {
    return ask(path).body();
  }

  /** The body of a GET; empty where the broker knows nothing of that name; fails in one line. */
  public Optional<JsonNode> find(String path) {
    return answer(path).map(Answer::body);
  }

  /** A GET with its figures; fails in one line. */
  public Answer ask(String path) {
    return answer(path)
        .orElseThrow(
            () -> new CommandFailure(ExitCode.FAILED, "the broker answered 404 to GET " + path));
  }

  /** The time-out of a request ends with its headers: a body may take as long as it likes. */
  private HttpResponse<byte[]> whole(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no whole answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } finally {
      asked.cancel(true);
    }
  }

  private Optional<Answer> answer(String path) {
    long began = System.nanoTime();
    HttpResponse<byte[]> response;
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(access.url() + path))
              .timeout(PATIENCE)
              .header("APCA-API-KEY-ID", access.keyId())
              .header("APCA-API-SECRET-KEY", access.secretKey())
              .header("Accept", "application/json");
      if (uncounted) {
        request.header("X-Sim-Uncounted", "true");
      }
      response = whole(request.GET().build());
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "the broker does not answer at "
              + access.url()
              + " ("
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + ")",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted", e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    String requestId = response.headers().firstValue("X-Request-ID").orElse("");
    if (response.statusCode() == 401 || response.statusCode() == 403) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "the broker at "
              + access.url()
              + " refused the API keys ("
              + response.statusCode()
              + "); check APCA_API_KEY_ID and APCA_API_SECRET_KEY");
    }
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      throw new CommandFailure(
          response.statusCode() >= 500 || response.statusCode() == 429
              ? ExitCode.UNREACHABLE
              : ExitCode.FAILED,
          "the broker answered " + response.statusCode() + " to GET " + path);
    }
    try {
      return Optional.of(new Answer(JSON.readTree(response.body()), took, requestId));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE, "the broker's answer to GET " + path + " can't be read", e);
    }
  }
}
