package io.tripline.activities.broker;

/** Hears one connection: called by one thread at a time, and never after {@link #ended}. */
public interface StreamListener {
  /** Called for every message, in order; must not wait. */
  void heard(StreamEvent event);

  /** The connection is over; called once. */
  void ended(StreamEnd end);
}
