package io.tripline.worker.laws;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Random bad days for the real guard, session, flatten and P1 at the simulated broker: never short,
 * never above the plan, no late entry, nothing claimed flat that is not, no reset but by two people
 * or the next day, each decision once, a second trip latches, protective orders stay, the audit
 * chain is whole, no procedure stuck or ended by time-out. {@code -Dtripline.days=N} plays N of
 * them from {@code -Dtripline.firstDay=S}, {@code -Dtripline.day=S} that one, {@code
 * -Dtripline.daysAtOnce=N} so many side by side; with {@code -Dtripline.firstBroken} it ends at the
 * first that broke a law.
 *
 * <p>A seed decides what happens when; how the threads of a real system meet it is as in life.
 */
class SystemLawsTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  @TempDir Path folder;
  private final Level before = LOG.getLevel();

  /** Bad days are full of warnings. */
  @BeforeEach
  void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void loud() {
    LOG.setLevel(before);
  }

  @Test
  void noBadDayBreaksALaw() throws Exception {
    long only = Long.getLong("tripline.day", -1);
    long first = only >= 0 ? only : Long.getLong("tripline.firstDay", 0);
    int days = only >= 0 ? 1 : Integer.getInteger("tripline.days", 12);
    boolean endsEarly = Boolean.getBoolean("tripline.firstBroken");
    int atOnce = Integer.getInteger("tripline.daysAtOnce", 24);
    List<String> broken = Collections.synchronizedList(new ArrayList<>());
    Instant began = Instant.now();
    try (ExecutorService stages = Executors.newFixedThreadPool(Math.min(days, atOnce))) {
      LongStream.range(first, first + days)
          .forEach(seed -> stages.execute(() -> play(seed, broken)));
      stages.shutdown();
      while (!stages.awaitTermination(1, TimeUnit.SECONDS)) {
        if (endsEarly && !broken.isEmpty()) {
          stages.shutdownNow();
        }
      }
    }
    System.err.println(
        "%d bad days, %d broke a law, %d s"
            .formatted(days, broken.size(), Duration.between(began, Instant.now()).toSeconds()));
    assertThat(broken).isEmpty();
  }

  private void play(long seed, List<String> broken) {
    BadDay day = BadDay.of(seed);
    List<String> complaints;
    try {
      complaints = Played.of(day, folder.resolve("day-" + seed));
    } catch (InterruptedException e) {
      return;
    } catch (Exception e) {
      complaints = List.of("could not be played: " + e);
    }
    if (Boolean.getBoolean("tripline.story")) {
      System.err.println(day.story());
    }
    if (!complaints.isEmpty()) {
      broken.add("day " + seed + ": " + String.join("\n  ", complaints) + "\n" + day.story());
      System.err.println(broken.get(broken.size() - 1));
    }
  }
}
