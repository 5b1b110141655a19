package io.tripline.simulator.rest;

import io.tripline.simulator.exchange.Broker;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a free market-data subscription leaves out. */
public final class Subscription {
  /** Data of all exchanges is free after a quarter of an hour. */
  private static final Duration RECENT = Duration.ofMinutes(15);

  private Subscription() {}

  /** Whether a call asks for recent data of all exchanges without being entitled to it. */
  public static boolean refuses(Broker broker, Call call) {
    String feed = call.text("feed").orElse("sip").toLowerCase(Locale.ROOT);
    if (!broker.flags().noRecentSip() || !feed.equals("sip")) {
      return false;
    }
    Instant end = call.instant("end").orElse(Instant.MAX);
    return end.isAfter(broker.now().minus(RECENT));
  }
}
