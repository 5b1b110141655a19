package io.tripline.simulator.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a fault does. The first six act on single requests; the others on how the broker works, with
 * durations in market time.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Effect.Latency.class, name = "latency"),
  @JsonSubTypes.Type(value = Effect.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = Effect.RequestLost.class, name = "requestLost"),
  @JsonSubTypes.Type(value = Effect.ReplyLost.class, name = "replyLost"),
  @JsonSubTypes.Type(value = Effect.RateLimited.class, name = "rateLimited"),
  @JsonSubTypes.Type(value = Effect.Unauthorized.class, name = "unauthorized"),
  @JsonSubTypes.Type(value = Effect.PartialFill.class, name = "partialFill"),
  @JsonSubTypes.Type(value = Effect.FillAway.class, name = "fillAway"),
  @JsonSubTypes.Type(value = Effect.FillDelay.class, name = "fillDelay"),
  @JsonSubTypes.Type(value = Effect.CancelDelay.class, name = "cancelDelay"),
  @JsonSubTypes.Type(value = Effect.PositionsLag.class, name = "positionsLag"),
  @JsonSubTypes.Type(value = Effect.StaleQuotes.class, name = "staleQuotes"),
  @JsonSubTypes.Type(value = Effect.StreamMute.class, name = "streamMute")
})
public sealed interface Effect {
  /** Whether it acts on single requests. */
  default boolean actsOnRequests() {
    return switch (this) {
      case Latency e -> true;
      case Answer e -> true;
      case RequestLost e -> true;
      case ReplyLost e -> true;
      case RateLimited e -> true;
      case Unauthorized e -> true;
      case PartialFill e -> false;
      case FillAway e -> false;
      case FillDelay e -> false;
      case CancelDelay e -> false;
      case PositionsLag e -> false;
      case StaleQuotes e -> false;
      case StreamMute e -> false;
    };
  }

  /**
   * The answer comes late.
   *
   * @param delay wall time
   * @param beforeProcessing whether the request itself arrives late, rather than its answer
   */
  record Latency(Duration delay, boolean beforeProcessing) implements Effect {}

  /** This answer instead of the broker's; nothing is processed. */
  record Answer(int status, String body, String contentType) implements Effect {}

  /** The connection is cut before anything is processed. */
  record RequestLost() implements Effect {}

  /** The request is processed, then the connection is cut. */
  record ReplyLost() implements Effect {}

  /** 429 without any header that says for how long. */
  record RateLimited() implements Effect {}

  /** 401, as if the keys were not known. */
  record Unauthorized() implements Effect {}

  /**
   * An order fills in part first.
   *
   * @param fraction share of the open quantity, above 0 and below 1
   * @param rest how long until the next fill
   */
  record PartialFill(double fraction, Duration rest) implements Effect {}

  /**
   * A market order fills away from the quote, to the disadvantage of whoever sent it.
   *
   * @param bps basis points of the quote's side that it would have filled at; above 0
   */
  record FillAway(double bps) implements Effect {}

  /** An order does not fill for a time after it was taken. */
  record FillDelay(Duration delay) implements Effect {}

  /** A cancel stays pending for a time. */
  record CancelDelay(Duration delay) implements Effect {}

  /** Positions are shown as they were a while ago. */
  record PositionsLag(Duration lag) implements Effect {}

  /**
   * Quotes, trades and bars are shown as they were.
   *
   * @param age how long ago, or null to stand still at {@code since}
   */
  record StaleQuotes(@Nullable Duration age, Instant since) implements Effect {}

  /** The trade stream stays connected and says nothing. */
  record StreamMute() implements Effect {}
}
