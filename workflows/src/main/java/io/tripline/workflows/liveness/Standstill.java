package io.tripline.workflows.liveness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands still although the guard answers (risk.md section 8, K14): a part that is older than
 * three of its intervals, and than a minute, while a session is due. Pure.
 */
public final class Standstill {
  /** Three of these may be missing before readings stand still. */
  public static final Duration READING_EACH = Duration.ofSeconds(4);

  /** A reading that tells nothing new is written down this often. */
  public static final Duration WRITTEN_EACH = Duration.ofMinutes(1);

  private static final Duration SHORTEST = Duration.ofSeconds(60);
  private static final int MISSED = 3;

  /** Two hosts' clocks may differ; one that was set back leaves records that say nothing. */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private Standstill() {}

  /**
   * What was seen.
   *
   * @param marketOpen null where the broker did not say: then a session may be due
   * @param session true while a session is on the guard's books
   * @param reading wall time of the watch's last reading, also of one that found nothing out; null:
   *     it has never said one
   * @param written wall time of the last reading in the journal; null: there is none
   * @param decisions of a session that decides all day; null: of none
   * @param now wall time
   */
  public record Signs(
      @Nullable Boolean marketOpen,
      boolean session,
      @Nullable Instant reading,
      @Nullable Instant written,
      @Nullable Decisions decisions,
      Instant now) {
    boolean due() {
      return session || !Boolean.FALSE.equals(marketOpen);
    }
  }

  /**
   * Of a session that decides all day.
   *
   * @param age of the last one, in market time
   */
  public record Decisions(Duration age, Duration every) {}

  /** How old something may be that comes at this interval. */
  public static Duration allowed(Duration interval) {
    Duration missed = interval.multipliedBy(MISSED);
    return missed.compareTo(SHORTEST) > 0 ? missed : SHORTEST;
  }

  /** A sentence for each part that stands still; none while no session is due. */
  public static List<String> of(Signs signs) {
    List<String> found = new ArrayList<>();
    if (!signs.due()) {
      return found;
    }
    old(found, "readings stand still", "reading", signs.reading(), READING_EACH, signs.now());
    old(found, "no log entries", "reading on record", signs.written(), WRITTEN_EACH, signs.now());
    Decisions decisions = signs.decisions();
    if (decisions != null && decisions.age().compareTo(allowed(decisions.every())) > 0) {
      found.add(
          "the session stands still: its last decision is "
              + decisions.age().toSeconds()
              + " s old, one is due each "
              + decisions.every().toSeconds()
              + " s");
    }
    return List.copyOf(found);
  }

  /** True when a record is older than it may be, or from a time that is still to come. */
  public static boolean stale(@Nullable Instant last, Duration interval, Instant now) {
    return last == null
        || last.isAfter(now.plus(AHEAD))
        || Duration.between(last, now).compareTo(allowed(interval)) > 0;
  }

  private static String age(Instant last, Instant now) {
    long seconds = Duration.between(last, now).toSeconds();
    return seconds < 0 ? -seconds + " s ahead of the clock" : seconds + " s old";
  }

  private static void old(
      List<String> found,
      String what,
      String name,
      @Nullable Instant last,
      Duration interval,
      Instant now) {
    if (stale(last, interval, now)) {
      found.add(
          what
              + ": "
              + (last == null
                  ? "there is no " + name
                  : "the last " + name + " is " + age(last, now)));
    }
  }
}
