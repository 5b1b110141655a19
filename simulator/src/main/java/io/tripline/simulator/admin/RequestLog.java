package io.tripline.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.admin.LoggedRequest.OrderNote;
import io.tripline.simulator.admin.LoggedRequest.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Numbered log of every request that arrived at Alpaca's paths, kept in memory; of a very long run
 * the newest 200,000. Safe for use by several threads.
 */
public final class RequestLog {
  private static final int KEPT = 200_000;

  private final TreeMap<Long, LoggedRequest> requests = new TreeMap<>();
  private long last;

  /** Writes down an arrival. */
  public synchronized LoggedRequest arrived(
      Instant wallTime, Instant marketTime, String method, String path, String query) {
    var request =
        new LoggedRequest(
            ++last,
            wallTime,
            marketTime,
            method,
            path,
            query,
            UUID.randomUUID().toString().replace("-", ""),
            Outcome.OPEN,
            null,
            null);
    requests.put(request.sequence(), request);
    if (requests.size() > KEPT) {
      requests.pollFirstEntry();
    }
    return request;
  }

  /** Writes down what became of a request. */
  public synchronized void ended(
      LoggedRequest request, Outcome outcome, @Nullable Integer status, JsonNode body) {
    boolean order = request.method().equals("POST") && request.path().equals("/v2/orders");
    boolean processed = outcome == Outcome.ANSWERED || outcome == Outcome.REPLY_LOST;
    boolean accepted = processed && status != null && status == 200;
    requests.computeIfPresent(
        request.sequence(),
        (sequence, logged) -> logged.ended(outcome, status, order ? note(body, accepted) : null));
  }

  /** Requests with a higher number, in order of arrival. */
  public synchronized List<LoggedRequest> after(long sequence) {
    return List.copyOf(requests.tailMap(sequence, false).values());
  }

  /** Number of the newest request, 0 if none arrived yet. */
  public synchronized long last() {
    return last;
  }

  private static OrderNote note(JsonNode body, boolean accepted) {
    String qty = body.path("qty").asText("");
    return new OrderNote(
        body.path("client_order_id").asText(""),
        body.path("symbol").asText(""),
        body.path("side").asText(""),
        qty.isEmpty() ? body.path("notional").asText("") : qty,
        body.path("type").asText(""),
        accepted);
  }
}
