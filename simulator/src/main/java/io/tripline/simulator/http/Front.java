package io.tripline.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tripline.simulator.admin.AdminApi;
import io.tripline.simulator.admin.LoggedRequest;
import io.tripline.simulator.admin.LoggedRequest.Outcome;
import io.tripline.simulator.admin.RequestLog;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.order.Refusal;
import io.tripline.simulator.rest.Call;
import io.tripline.simulator.rest.ErrorBody;
import io.tripline.simulator.rest.Json;
import io.tripline.simulator.rest.Reply;
import io.tripline.simulator.rest.Router;
import io.tripline.simulator.rest.Subscription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request through log, faults, keys and rate limit to its resource, and its answer back.
 * Runs on one thread per request and may wait there.
 */
final class Front extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);
  private static final JsonNode NO_BODY = JsonNodeFactory.instance.missingNode();

  /** Market seconds per wall second: a header of ours, which no real broker sends. */
  static final String CLOCK_RATE = "X-Sim-Clock-Rate";

  /** Of who looks on from outside: its questions take nothing from the programs under test. */
  private static final String UNCOUNTED = "X-Sim-Uncounted";

  private final Broker broker;
  private final Router router;
  private final AdminApi admin;
  private final RequestLog log;
  private final Keys keys;
  private final RateLimit tradingLimit;
  private final RateLimit dataLimit;
  private final Duration latency;
  private final InstantSource wallClock;

  Front(
      Broker broker,
      Router router,
      AdminApi admin,
      RequestLog log,
      int requestsPerMinute,
      Duration latency,
      InstantSource wallClock) {
    this.broker = broker;
    this.router = router;
    this.admin = admin;
    this.log = log;
    this.keys = new Keys(broker.identity());
    this.tradingLimit = new RateLimit(requestsPerMinute);
    this.dataLimit = new RateLimit(requestsPerMinute);
    this.latency = latency;
    this.wallClock = wallClock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (path.startsWith(AdminApi.PREFIX)) {
      write(response, callback, administer(request, path));
    } else {
      serve(request, path, response, callback);
    }
    return true;
  }

  private Reply administer(Request request, String path) throws IOException {
    try {
      return admin.answer(call(request, path, Json.parse(body(request))));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return Reply.json(
          400, Json.object().put("error", "body: must be JSON, " + e.getOriginalMessage()));
    }
  }

  private void serve(Request request, String path, Response response, Callback callback)
      throws IOException, InterruptedException {
    String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    LoggedRequest logged =
        log.arrived(wallClock.instant(), broker.clock().now(), request.getMethod(), path, query);
    String text = body(request);
    @Nullable JsonNode body = parsed(text);
    JsonNode noted = body == null ? NO_BODY : body;
    List<Effect> effects = broker.faults().onRequest(request.getMethod(), path);
    pause(effects, true, Duration.ZERO);
    if (effects.stream().anyMatch(effect -> effect instanceof Effect.RequestLost)) {
      log.ended(logged, Outcome.REQUEST_LOST, null, noted);
      cut(request, callback);
      return;
    }
    response.getHeaders().put("X-Request-ID", logged.requestId());
    for (Effect effect : effects) {
      if (effect instanceof Effect.DateSkew wrong) {
        response
            .getHeaders()
            .putDate(HttpHeader.DATE, wallClock.instant().plus(wrong.skew()).toEpochMilli());
      }
    }
    response.getHeaders().put(CLOCK_RATE, Double.toString(broker.clock().line().rate()));
    Reply reply = reply(request, path, body, effects, response);
    boolean lost = effects.stream().anyMatch(effect -> effect instanceof Effect.ReplyLost);
    log.ended(logged, lost ? Outcome.REPLY_LOST : Outcome.ANSWERED, reply.status(), noted);
    pause(effects, false, latency);
    if (lost) {
      cut(request, callback);
    } else {
      write(response, callback, reply);
    }
  }

  private Reply reply(
      Request request,
      String path,
      @Nullable JsonNode body,
      List<Effect> effects,
      Response response) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Answer answer) {
        return new Reply(answer.status(), answer.contentType(), answer.body());
      }
      if (effect instanceof Effect.RateLimited) {
        return tooMany(path);
      }
      if (effect instanceof Effect.Unauthorized) {
        return unauthorized(request.getMethod(), path, response);
      }
    }
    if (!path.startsWith("/api/")) {
      if (!keys.open(request.getHeaders())) {
        return unauthorized(request.getMethod(), path, response);
      }
      if (!request.getHeaders().contains(UNCOUNTED) && isOverLimit(path, response)) {
        return tooMany(path);
      }
    }
    if (body == null) {
      return ErrorBody.reply(400, 40010000, "request body format is invalid");
    }
    Call call = call(request, path, body);
    return isData(path) && broker.locked(() -> Subscription.refuses(broker, call))
        ? ErrorBody.reply(403, 0, "subscription does not permit querying recent SIP data")
        : process(call);
  }

  private Reply process(Call call) {
    try {
      return broker.locked(() ->
          router
              .answer(call)
              .orElseGet(() -> ErrorBody.reply(404, 40410000, "endpoint not found")));
    } catch (Refusal refusal) {
      return ErrorBody.reply(refusal);
    } catch (RuntimeException e) {
      LOG.error("request failed: {} {}", call.method(), call.path(), e);
      return ErrorBody.reply(500, 50010000, "internal server error occurred");
    }
  }

  private boolean isOverLimit(String path, Response response) {
    if (isData(path)) {
      return dataLimit.count(wallClock.instant()).exceeded();
    }
    RateLimit.Window window = tradingLimit.count(wallClock.instant());
    if (tradingLimit.isOn()) {
      response.getHeaders().put("X-Ratelimit-Limit", window.limit());
      response.getHeaders().put("X-Ratelimit-Remaining", window.remaining());
      response.getHeaders().put("X-Ratelimit-Reset", window.resetEpochSecond());
    }
    return window.exceeded();
  }

  private static Reply tooMany(String path) {
    return isData(path)
        ? ErrorBody.reply(429, 0, "too many requests.")
        : ErrorBody.reply(429, 42910000, "rate limit exceeded");
  }

  /** Three kinds of answer, as recorded: an order, the clock and the calendar, everything else. */
  private static Reply unauthorized(String method, String path, Response response) {
    response
        .getHeaders()
        .put(HttpHeader.WWW_AUTHENTICATE, "Bearer, Basic realm=\"alpaca.markets\"");
    if (method.equals("POST") && path.equals("/v2/orders")) {
      return ErrorBody.reply(401, 40110000, "request is not authorized");
    }
    if (path.endsWith("/clock") || path.startsWith("/v2/calendar")) {
      return Reply.html(401, "Authorization Required");
    }
    return ErrorBody.reply(401, 0, "unauthorized.");
  }

  private static boolean isData(String path) {
    return path.startsWith("/v2/stocks") || path.startsWith("/v1/corporate-actions");
  }

  private static void pause(List<Effect> effects, boolean before, Duration usual)
      throws InterruptedException {
    Duration total = usual;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Latency delay && delay.beforeProcessing() == before) {
        total = total.plus(delay.delay());
      }
    }
    if (total.isPositive()) {
      Thread.sleep(total);
    }
  }

  private static String body(Request request) throws IOException {
    return Content.Source.asString(request, StandardCharsets.UTF_8);
  }

  /** The body, a missing node where there is none, or null where it is not JSON. */
  private static @Nullable JsonNode parsed(String text) {
    try {
      return text.isBlank() ? NO_BODY : Json.parse(text);
    } catch (IOException e) {
      return null;
    }
  }

  private static Call call(Request request, String path, JsonNode body) {
    Map<String, String> query = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
    }
    return new Call(request.getMethod(), path, query, Map.of(), body);
  }

  private static void write(Response response, Callback callback, Reply reply) {
    response.setStatus(reply.status());
    if (reply.contentType().isEmpty()) {
      callback.succeeded();
      return;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    response.write(true, ByteBuffer.wrap(reply.bytes()), callback);
  }

  private static void cut(Request request, Callback callback) {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    // Not a failure: the server would log it and try to answer 500 on the closed connection.
    callback.succeeded();
  }
}
