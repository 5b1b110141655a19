package io.tripline.activities.broker;

import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.HaltState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a stream says. All of it is a hint: what is so, REST says. */
public sealed interface StreamEvent {
  /** A step of the greeting that opens a stream. */
  enum Step {
    /** The data stream is there. */
    CONNECTED,
    /** The keys were taken. */
    AUTHENTICATED,
    /** The keys were not taken. */
    UNAUTHORISED,
    /** What was asked for is confirmed. */
    LISTENING
  }

  /** The greeting went on. */
  record Greeting(Step step) implements StreamEvent {}

  /**
   * Something happened to an order. What could not be read is null; that it happened stays.
   *
   * @param at market time
   * @param identity equal for two copies of one message
   */
  record TradeUpdate(
      TradeEvent event,
      @Nullable String orderId,
      @Nullable Symbol symbol,
      @Nullable Instant at,
      String identity)
      implements StreamEvent {}

  /** A quote. */
  record Quoted(Quote quote) implements StreamEvent {}

  /** A trade of somebody's. */
  record Traded(Symbol symbol, Price price, Instant at) implements StreamEvent {}

  /**
   * Trading of a symbol was halted or resumed; unknown where the code says neither.
   *
   * @param reason code and words
   * @param at market time
   */
  record Halting(Symbol symbol, HaltState.Known halted, String reason, Instant at)
      implements StreamEvent {}

  /** The price band of a symbol (limit up, limit down), which exists only while it trades. */
  record Bands(Symbol symbol, Price lower, Price upper, Instant at) implements StreamEvent {}

  /** The broker refused something on this connection. */
  record Refused(StreamRefusal refusal, String detail) implements StreamEvent {}

  /** A message that can't be read; the stream goes on. */
  record Unreadable(String why) implements StreamEvent {}

  /** A message that tells us nothing: heartbeats, bars, kinds that we don't know. */
  record Nothing() implements StreamEvent {}
}
