package io.tripline.simulator.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived, for judging a client from outside.
 *
 * @param sequence 1 for the first; in order of arrival
 * @param wallTime arrival by the machine's clock, before any injected delay
 * @param marketTime arrival by the market's clock
 * @param query as sent, empty if none
 * @param requestId the {@code X-Request-ID} of the answer
 * @param outcome what became of it
 * @param status HTTP status of the answer; of one that was lost, what it would have been; null
 *     while open or where the request itself was lost
 * @param order what a {@code POST /v2/orders} asked for, null for everything else
 */
public record LoggedRequest(
    long sequence,
    Instant wallTime,
    Instant marketTime,
    String method,
    String path,
    String query,
    String requestId,
    Outcome outcome,
    @Nullable Integer status,
    @Nullable OrderNote order) {

  /** What became of a request. */
  public enum Outcome {
    /** Not answered yet. */
    OPEN,
    /** Answered. */
    ANSWERED,
    /** Cut off before anything was processed. */
    REQUEST_LOST,
    /** Processed, then cut off. */
    REPLY_LOST
  }

  /**
   * The order in a request, in the client's words; a field that it did not send is empty.
   *
   * @param accepted whether the broker took it, also where the answer was lost
   */
  public record OrderNote(
      String clientOrderId,
      String symbol,
      String side,
      String qty,
      String type,
      boolean accepted) {}

  /** Whether it could change something at the broker. */
  public boolean isWrite() {
    return !method.equals("GET");
  }

  LoggedRequest ended(
      Outcome newOutcome, @Nullable Integer newStatus, @Nullable OrderNote newOrder) {
    return new LoggedRequest(
        sequence,
        wallTime,
        marketTime,
        method,
        path,
        query,
        requestId,
        newOutcome,
        newStatus,
        newOrder);
  }
}
