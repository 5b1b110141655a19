package io.tripline.activities.guard;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether it is time again, by the host's clock. */
final class Due {
  private Due() {}

  /**
   * True where it was never, where the interval has passed, and where the clock was set back behind
   * the last time: what is due each few seconds must not wait for hours then.
   */
  static boolean again(@Nullable Instant last, Duration each, Instant now) {
    return last == null || now.isBefore(last) || !now.isBefore(last.plus(each));
  }
}
