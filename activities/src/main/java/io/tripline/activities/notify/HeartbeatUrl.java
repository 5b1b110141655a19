package io.tripline.activities.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * The address of a dead-man service, such as healthchecks.io or Dead Man's Snitch: it alarms people
 * when nobody calls it. The address is the secret: it is read for each call and never shown.
 */
public final class HeartbeatUrl {
  private static final Duration CALL = Duration.ofSeconds(4);
  private static final byte[] NOTHING = new byte[0];

  private final Credential address;
  private final Poster poster = new Poster(CALL);

  /** Nothing is read or sent yet. */
  public HeartbeatUrl(Credential address) {
    this.address = address;
  }

  /** Calls it once. */
  public Sending call() {
    try {
      return poster.post(address.read(), NOTHING, Map.of(), Poster.Said::good);
    } catch (IOException e) {
      return new Sending.Failed(String.valueOf(e.getMessage()));
    }
  }
}
