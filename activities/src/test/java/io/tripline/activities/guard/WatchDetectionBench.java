package io.tripline.activities.guard;

import io.tripline.activities.stream.StreamTimes;
import io.tripline.simulator.admin.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How long after a fall of the market the broker is first asked, and the account halted: with
 * streams and by polling alone, by turns in one run, at the shipped pace. Not part of the build;
 * {@code docs/benchmarks.md} has the command.
 */
class WatchDetectionBench {
  private static final int ROUNDS = Integer.getInteger("rounds", 8);

  private record Detected(long readMillis, long tripMillis, int messagesAMinute) {}

  @Test
  void streamsAgainstPolling() {
    Random random = new Random(20261128);
    List<Detected> polled = new ArrayList<>();
    List<Detected> streamed = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long phase = random.nextInt(4_000);
      polled.add(fall(false, phase));
      streamed.add(fall(true, phase));
    }
    System.out.printf("%-10s %12s %12s %12s%n", "", "read ms", "trip ms", "messages/min");
    print("polling", polled);
    print("streams", streamed);
    System.out.printf(
        "%-10s %12.2f %12.2f %12.2f%n",
        "ratio",
        ratio(streamed, polled, Detected::readMillis),
        ratio(streamed, polled, Detected::tripMillis),
        ratio(streamed, polled, each -> (long) each.messagesAMinute()));
  }

  private static Detected fall(boolean streams, long phase) {
    try (WatchScene scene = new WatchScene(streams, WatchPace.DEFAULT, StreamTimes.DEFAULT)) {
      scene.rig.buys("140");
      scene.start();
      if (streams) {
        scene.connected();
      }
      WatchScene.await(() -> scene.told.suspicions.stream().anyMatch(s -> !s.suspected()));
      scene.told.plan =
          Told.plan(scene.told.plan.policy(), 1, scene.told.plan.ladder(), false, false);
      long quiet = scene.aReadHasJustBeen();
      Instant calm = Instant.now();
      WatchScene.sleep(16_000 + phase);
      long before =
          scene.rig.simulator.control().requestsAfter(quiet).stream()
              .mapToLong(LoggedRequest::sequence)
              .max()
              .orElse(quiet);
      long messages = before - quiet;
      long perMinute = messages * 60_000 / Duration.between(calm, Instant.now()).toMillis();
      Instant fell = Instant.now();
      scene.rig.simulator.control().jump("SPY", -400);
      WatchScene.await(() -> !scene.told.trips.isEmpty());
      return new Detected(
          Duration.between(fell, scene.reads(before).get(0).wallTime()).toMillis(),
          Duration.between(fell, Objects.requireNonNull(scene.told.tripAt)).toMillis(),
          (int) perMinute);
    }
  }

  private static void print(String name, List<Detected> all) {
    System.out.printf(
        "%-10s %12d %12d %12d%n",
        name,
        median(all, Detected::readMillis),
        median(all, Detected::tripMillis),
        median(all, each -> (long) each.messagesAMinute()));
  }

  private static double ratio(
      List<Detected> of, List<Detected> to, java.util.function.ToLongFunction<Detected> figure) {
    return (double) median(of, figure) / median(to, figure);
  }

  private static long median(
      List<Detected> all, java.util.function.ToLongFunction<Detected> figure) {
    List<Long> sorted = all.stream().map(figure::applyAsLong).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
