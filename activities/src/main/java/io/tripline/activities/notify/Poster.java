package io.tripline.activities.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Posts JSON once: no redirect is followed, nothing is repeated, and an address is never shown,
 * because it may be the secret. Thread-safe.
 */
final class Poster {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long LONGEST_ANSWER = 2_000;
  private static final int SHOWN = 80;

  /** What is shorter is a word such as {@code api}, and hides half of what the other side says. */
  private static final int SHORTEST_SECRET = 6;

  private final OkHttpClient client;

  /** {@code patience} is for the whole call. */
  Poster(Duration patience) {
    client =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(patience)
            // Messages are rare: a kept connection has mostly been closed when the next one goes.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            // OkHttp repeats a request after a 503 that says Retry-After: 0, unless it can't see
            // it.
            .addNetworkInterceptor(chain ->
                chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build())
            .build();
  }

  /** What the other side said. {@code body} is its beginning, in one line. */
  record Said(int status, String body) {
    boolean good() {
      return status >= 200 && status <= 299;
    }
  }

  /** Whether the other side took a message, by its answer. */
  @FunctionalInterface
  interface Judge {
    boolean took(Said said);
  }

  static byte[] bytes(JsonNode body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Sending post(String address, byte[] body, Map<String, String> headers, Judge judge) {
    HttpUrl url = HttpUrl.parse(address.strip());
    if (url == null) {
      return new Sending.Failed("its address is none of http or https");
    }
    Request.Builder request = new Request.Builder().url(url).post(RequestBody.create(body, JSON));
    headers.forEach(request::header);
    try (Response response = client.newCall(request.build()).execute()) {
      String start = response.peekBody(LONGEST_ANSWER).string();
      Said said = new Said(response.code(), line(start, url));
      return judge.took(said)
          ? new Sending.Sent("HTTP " + said.status())
          : new Sending.Failed(
              "HTTP " + said.status() + (said.body().isEmpty() ? "" : " " + said.body()),
              said.status() >= 500);
    } catch (IOException e) {
      // Its text may hold the address.
      return new Sending.Failed(
          "no answer from " + url.host() + " (" + e.getClass().getSimpleName() + ")",
          !(e instanceof ConnectException || e instanceof UnknownHostException));
    }
  }

  private static String line(String text, HttpUrl address) {
    String line = text.replaceAll("\\s+|\\p{Cntrl}+", " ").strip();
    for (String secret : secrets(address)) {
      line = line.replaceAll("(?i)" + Pattern.quote(secret), "[hidden]");
    }
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  /**
   * What of an address may be a secret, the longest first: a page of a proxy or of a receiver often
   * repeats the path, whole or in part, decoded or not.
   */
  private static List<String> secrets(HttpUrl address) {
    Set<String> found = new LinkedHashSet<>();
    found.add(address.toString());
    found.add(address.encodedPath());
    found.addAll(address.encodedPathSegments());
    found.addAll(address.pathSegments());
    found.add(String.join("/", address.pathSegments()));
    for (String query : Arrays.asList(address.encodedQuery(), address.query())) {
      if (query != null) {
        found.add(query);
        found.addAll(Arrays.asList(query.split("[&=]", -1)));
      }
    }
    for (String login : List.of(address.username(), address.password())) {
      found.add(login);
    }
    return found.stream()
        .filter(part -> part.length() >= SHORTEST_SECRET)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }
}
