package io.tripline.simulator.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a fault does: to single requests ({@link OnRequest}), or to how the broker works ({@link
 * OnBroker}), there with durations in market time unless said otherwise.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Effect.Latency.class, name = "latency"),
  @JsonSubTypes.Type(value = Effect.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = Effect.RequestLost.class, name = "requestLost"),
  @JsonSubTypes.Type(value = Effect.ReplyLost.class, name = "replyLost"),
  @JsonSubTypes.Type(value = Effect.RateLimited.class, name = "rateLimited"),
  @JsonSubTypes.Type(value = Effect.Unauthorized.class, name = "unauthorized"),
  @JsonSubTypes.Type(value = Effect.DateSkew.class, name = "dateSkew"),
  @JsonSubTypes.Type(value = Effect.PartialFill.class, name = "partialFill"),
  @JsonSubTypes.Type(value = Effect.FillAway.class, name = "fillAway"),
  @JsonSubTypes.Type(value = Effect.FillDelay.class, name = "fillDelay"),
  @JsonSubTypes.Type(value = Effect.NewDelay.class, name = "newDelay"),
  @JsonSubTypes.Type(value = Effect.DoneForDay.class, name = "doneForDay"),
  @JsonSubTypes.Type(value = Effect.CancelDelay.class, name = "cancelDelay"),
  @JsonSubTypes.Type(value = Effect.CancelStuck.class, name = "cancelStuck"),
  @JsonSubTypes.Type(value = Effect.CancelFails.class, name = "cancelFails"),
  @JsonSubTypes.Type(value = Effect.ReplaceDelay.class, name = "replaceDelay"),
  @JsonSubTypes.Type(value = Effect.PositionsLag.class, name = "positionsLag"),
  @JsonSubTypes.Type(value = Effect.OrdersLag.class, name = "ordersLag"),
  @JsonSubTypes.Type(value = Effect.RelatedOrdersMissing.class, name = "relatedOrdersMissing"),
  @JsonSubTypes.Type(value = Effect.StaleQuotes.class, name = "staleQuotes"),
  @JsonSubTypes.Type(value = Effect.WrongQuotes.class, name = "wrongQuotes"),
  @JsonSubTypes.Type(value = Effect.NoQuote.class, name = "noQuote"),
  @JsonSubTypes.Type(value = Effect.StreamMute.class, name = "streamMute"),
  @JsonSubTypes.Type(value = Effect.StreamDuplicate.class, name = "streamDuplicate"),
  @JsonSubTypes.Type(value = Effect.StreamDelay.class, name = "streamDelay")
})
public sealed interface Effect {
  /** An effect on single requests. */
  sealed interface OnRequest extends Effect {}

  /** An effect on how the broker works. */
  sealed interface OnBroker extends Effect {}

  /** Whether it acts on single requests. */
  default boolean actsOnRequests() {
    return this instanceof OnRequest;
  }

  /**
   * The answer comes late.
   *
   * @param delay wall time
   * @param beforeProcessing whether the request itself arrives late, rather than its answer
   */
  record Latency(Duration delay, boolean beforeProcessing) implements OnRequest {}

  /** This answer instead of the broker's; nothing is processed. */
  record Answer(int status, String body, String contentType) implements OnRequest {}

  /** The connection is cut before anything is processed. */
  record RequestLost() implements OnRequest {}

  /** The request is processed, then the connection is cut. */
  record ReplyLost() implements OnRequest {}

  /** 429 without any header that says for how long. */
  record RateLimited() implements OnRequest {}

  /** 401, as if the keys were not known. */
  record Unauthorized() implements OnRequest {}

  /**
   * An order fills in part first.
   *
   * @param fraction share of the open quantity, above 0 and below 1
   * @param rest how long until the next fill
   */
  record PartialFill(double fraction, Duration rest) implements OnBroker {}

  /**
   * A market order fills away from the quote, to the disadvantage of whoever sent it.
   *
   * @param bps basis points of the quote's side that it would have filled at; above 0
   */
  record FillAway(double bps) implements OnBroker {}

  /** An order does not fill for a time after it was taken. */
  record FillDelay(Duration delay) implements OnBroker {}

  /** A cancel stays pending for a time. */
  record CancelDelay(Duration delay) implements OnBroker {}

  /** Positions are shown as they were a while ago. */
  record PositionsLag(Duration lag) implements OnBroker {}

  /**
   * Quotes, trades and bars are shown as they were.
   *
   * @param age how long ago, or null to stand still at {@code since}
   */
  record StaleQuotes(@Nullable Duration age, Instant since) implements OnBroker {}

  /** The trade stream stays connected and says nothing. */
  record StreamMute() implements OnBroker {}

  /**
   * The header {@code Date} is wrong.
   *
   * @param skew added to the wall time; may be negative
   */
  record DateSkew(Duration skew) implements OnRequest {}

  /** An order stays {@code pending_new} for a time. */
  record NewDelay(Duration delay) implements OnBroker {}

  /** An order that could fill is {@code done_for_day} instead, until the next core session. */
  record DoneForDay() implements OnBroker {}

  /** A cancel stays pending until the fault is switched off; a fill may win. */
  record CancelStuck() implements OnBroker {}

  /** A cancel is answered with 500, in a list with a row of status 500, and does nothing. */
  record CancelFails() implements OnBroker {}

  /**
   * A replacement is pending for a time.
   *
   * @param rejected whether it is refused in the end, although the request was answered with 200
   */
  record ReplaceDelay(Duration delay, boolean rejected) implements OnBroker {}

  /** Orders are shown as they were before fills and ends of the last while. */
  record OrdersLag(Duration lag) implements OnBroker {}

  /** The refusal of a held quantity does not name the orders that hold it. */
  record RelatedOrdersMissing() implements OnBroker {}

  /**
   * Quotes are shown away from the market; trades, bars and marks stay right.
   *
   * @param bps basis points, negative for too low
   */
  record WrongQuotes(double bps) implements OnBroker {}

  /** Nobody quotes: prices and sizes of bid and ask are 0, and orders without a limit refused. */
  record NoQuote() implements OnBroker {}

  /** Each message of the trade stream is sent twice. */
  record StreamDuplicate() implements OnBroker {}

  /**
   * Messages of the trade stream come late, and after those that are not.
   *
   * @param delay wall time
   */
  record StreamDelay(Duration delay) implements OnBroker {}
}
