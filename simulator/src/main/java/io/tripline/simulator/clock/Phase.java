package io.tripline.simulator.clock;

/** What part of the trading day an instant falls into. */
public enum Phase {
  /** No session: night, weekend or holiday. */
  CLOSED,
  /** 04:00 New York time to the open. */
  PRE,
  /** The core session, when market orders fill. */
  CORE,
  /** The close to four hours later. */
  POST
}
