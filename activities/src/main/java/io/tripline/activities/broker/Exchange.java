package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.ApiCall;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP exchange: budget, call, classification. Sends each request at most once; whether to ask
 * again is the caller's business. Thread-safe.
 */
final class Exchange {
  /** From the start of the call until its last byte: a submit must not linger in a buffer. */
  static final Duration SUBMIT_TIMEOUT = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final MediaType JSON = MediaType.get("application/json");

  /** How long a request may wait for its share of the message budget. */
  static final Duration BUDGET_PATIENCE = Duration.ofSeconds(2);

  private static final Duration PAUSE_AFTER_429 = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** The contract's good answers; 202 or 206 would be a part of an answer, or none yet. */
  private static final Set<Integer> GOOD = Set.of(200, 201, 204, 207);

  /** Ten times the largest page that we ask for. */
  private static final long LONGEST_BODY = 16L << 20;

  /** What to make of a good answer. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonNode body, Headers headers) throws UnreadableAnswer;
  }

  /** Marks a request, and remembers that it went out. */
  private record Sent(AtomicBoolean once) {}

  private final OkHttpClient client;
  private final OkHttpClient submitClient;
  private final AlpacaCredentials credentials;
  private final RateBudget budget;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Duration> skew = new AtomicReference<>();
  private final CallLog calls = new CallLog();

  Exchange(AlpacaCredentials credentials, RateBudget budget, InstantSource clock) {
    this(credentials, budget, clock, List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT));
  }

  /** Where nothing is encrypted, what encrypts is not set up: it takes longer than a call. */
  static Exchange at(
      URI base, AlpacaCredentials credentials, RateBudget budget, InstantSource clock) {
    return new Exchange(
        credentials,
        budget,
        clock,
        List.of(
            "http".equals(base.getScheme())
                ? ConnectionSpec.CLEARTEXT
                : ConnectionSpec.MODERN_TLS));
  }

  private Exchange(
      AlpacaCredentials credentials,
      RateBudget budget,
      InstantSource clock,
      List<ConnectionSpec> specs) {
    this.credentials = credentials;
    this.budget = budget;
    this.clock = clock;
    this.client =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(Duration.ofSeconds(3))
            .writeTimeout(Duration.ofSeconds(3))
            .readTimeout(Duration.ofSeconds(6))
            .callTimeout(Duration.ofSeconds(10))
            .connectionSpecs(specs)
            // Shorter than servers keep theirs: a closed connection costs a lost answer.
            .connectionPool(new ConnectionPool(4, 15, TimeUnit.SECONDS))
            .addNetworkInterceptor(Exchange::once)
            .build();
    this.submitClient = client.newBuilder().callTimeout(SUBMIT_TIMEOUT).build();
  }

  <T> Answer<T> get(HttpUrl url, RateBudget.Purpose purpose, Reader<T> reader) {
    return call(client, request(url).get(), purpose, BUDGET_PATIENCE, reader);
  }

  <T> Answer<T> delete(HttpUrl url, Reader<T> reader) {
    return call(client, request(url).delete(), RateBudget.Purpose.SAFETY, BUDGET_PATIENCE, reader);
  }

  <T> Answer<T> post(
      HttpUrl url, JsonNode body, RateBudget.Purpose purpose, Duration patience, Reader<T> reader) {
    return call(
        submitClient, request(url).post(new OneShot(Json.bytes(body))), purpose, patience, reader);
  }

  <T> Answer<T> patch(HttpUrl url, JsonNode body, Reader<T> reader) {
    return call(
        client,
        request(url).patch(new OneShot(Json.bytes(body))),
        RateBudget.Purpose.SAFETY,
        BUDGET_PATIENCE,
        reader);
  }

  /** What came of the calls so far. */
  CallLog calls() {
    return calls;
  }

  /** Server time less host time at the last answer that had a {@code Date}; null before it. */
  @Nullable Duration skew() {
    return skew.get();
  }

  private Request.Builder request(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header("APCA-API-KEY-ID", credentials.keyId())
        .header("APCA-API-SECRET-KEY", credentials.secretKey())
        .header("Accept", "application/json")
        .tag(Sent.class, new Sent(new AtomicBoolean()));
  }

  private <T> Answer<T> call(
      OkHttpClient through,
      Request.Builder builder,
      RateBudget.Purpose purpose,
      Duration patience,
      Reader<T> reader) {
    Request request = builder.build();
    if (!budget.acquire(purpose, apiOf(request), patience)) {
      return new Answer.Failed<>(
          Fault.RATE_LIMITED,
          "our own message budget is spent; nothing was sent",
          Answer.Extras.none(0, ""));
    }
    Answer<T> answer;
    String requestId = "";
    try (Response response = through.newCall(request).execute()) {
      requestId = requestId(response);
      noteSkew(response);
      if (response.code() == 429) {
        budget.refusedByBroker(apiOf(request), pauseAfter(response));
      }
      answer = read(response, requestId, reader);
    } catch (IOException e) {
      // Its text may hold what was sent; its class says enough.
      answer =
          new Answer.NoAnswer<>(
              e.getClass().getSimpleName()
                  + " at "
                  + place(request)
                  + (requestId.isEmpty() ? "" : ", request " + requestId));
    }
    calls.add(new ApiCall(apiOf(request), outcomeOf(answer), clock.instant(), detailOf(answer)));
    logUnlessDone(request, answer);
    return answer;
  }

  private static ApiCall.Api apiOf(Request request) {
    String path = request.url().encodedPath();
    return path.startsWith("/v2/stocks") || path.startsWith("/v1")
        ? ApiCall.Api.DATA
        : ApiCall.Api.TRADING;
  }

  /** What is our own mistake, or the account's state, says nothing against the broker. */
  private static ApiCall.Outcome outcomeOf(Answer<?> answer) {
    return switch (answer.outcome()) {
      case Outcome.Done done -> ApiCall.Outcome.ANSWERED;
      case Outcome.Refused refused -> ApiCall.Outcome.ANSWERED;
      case Outcome.Halted halted -> ApiCall.Outcome.ANSWERED;
      case Outcome.Unauthorised unauthorised -> ApiCall.Outcome.KEYS_REFUSED;
      case Outcome.RateLimited limited -> ApiCall.Outcome.THROTTLED;
      case Outcome.Outage outage -> ApiCall.Outcome.FAILED;
      case Outcome.Unknown unknown -> ApiCall.Outcome.FAILED;
    };
  }

  private static String detailOf(Answer<?> answer) {
    return switch (answer) {
      case Answer.Done<?> done -> "";
      case Answer.NoAnswer<?> none -> none.detail();
      case Answer.Failed<?> failed -> failed.detail();
    };
  }

  private <T> Answer<T> read(Response response, String requestId, Reader<T> reader)
      throws IOException {
    int status = response.code();
    if (response.body().source().request(LONGEST_BODY)) {
      return unreadable(status, "the body is too long", requestId);
    }
    String body = credentials.hiddenIn(response.body().string());
    if (!GOOD.contains(status)) {
      return AlpacaErrors.failed(status, body, requestId);
    }
    try {
      JsonNode tree = Json.tree(status == 204 ? "{}" : body);
      return new Answer.Done<>(reader.read(tree, response.headers()), requestId);
    } catch (UnreadableAnswer e) {
      return unreadable(status, e.getMessage(), requestId);
    } catch (RuntimeException e) {
      // A value that the reader did not foresee: as unreadable as one that it did.
      return unreadable(status, "it can't be taken: " + e.getClass().getSimpleName(), requestId);
    }
  }

  private static <T> Answer<T> unreadable(int status, @Nullable String why, String requestId) {
    return new Answer.Failed<>(
        Fault.UNREADABLE_ANSWER,
        "HTTP " + status + ", but " + why,
        Answer.Extras.none(status, requestId));
  }

  private static String requestId(Response response) {
    String id = response.header("X-Request-ID");
    return id == null ? "" : id;
  }

  private void noteSkew(Response response) {
    Instant date = response.headers().getInstant("Date");
    if (date != null) {
      // The header counts whole seconds; its middle errs by half a second at most.
      skew.set(Duration.between(clock.instant(), date.plusMillis(500)));
    }
  }

  private Duration pauseAfter(Response response) {
    try {
      String reset = response.header("X-Ratelimit-Reset");
      if (reset != null) {
        Duration pause =
            Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(reset)));
        if (!pause.isNegative() && pause.compareTo(LONGEST_PAUSE) <= 0) {
          return pause;
        }
      }
    } catch (NumberFormatException e) {
      LOG.debug("X-Ratelimit-Reset is no number");
    }
    return PAUSE_AFTER_429;
  }

  private static void logUnlessDone(Request request, Answer<?> answer) {
    switch (answer) {
      case Answer.Done<?> done -> {}
      case Answer.Failed<?> failed when failed.fault() == Fault.NOT_FOUND -> {}
      case Answer.Failed<?> failed ->
          LOG.atInfo()
              .addKeyValue("call", place(request))
              .addKeyValue("fault", failed.fault())
              .addKeyValue("requestId", failed.extras().requestId())
              .addKeyValue("detail", failed.detail())
              .log("the broker did not do it");
      case Answer.NoAnswer<?> none ->
          LOG.atInfo()
              .addKeyValue("call", place(request))
              .addKeyValue("detail", none.detail())
              .log("the broker did not answer");
    }
  }

  private static String place(Request request) {
    return request.method() + " " + request.url().encodedPath();
  }

  /**
   * OkHttp repeats a request of any method once after a 503 that says {@code Retry-After: 0}, and
   * no option turns that off: the header is dropped, and a second sending would fail here.
   */
  private static Response once(Interceptor.Chain chain) throws IOException {
    Sent sent = chain.request().tag(Sent.class);
    if (sent != null && !sent.once().compareAndSet(false, true)) {
      throw new IOException("a request must not be sent twice");
    }
    Response response = chain.proceed(chain.request());
    return response.header("Retry-After") == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").build();
  }

  /** A body that OkHttp may write only once. */
  private static final class OneShot extends RequestBody {
    private final byte[] bytes;

    OneShot(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }
  }
}
