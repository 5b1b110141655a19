package io.tripline.cli.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Plays scenarios, so many at once. One that fails keeps none of the others from being played; once
 * the series was stopped nothing more begins. Thread-safe.
 */
final class DrillSeries {
  private final List<Scenario> chosen;
  private final List<Played> played = new ArrayList<>();
  private boolean stopped;

  DrillSeries(List<Scenario> chosen) {
    this.chosen = List.copyOf(chosen);
  }

  /** Plays one of them. */
  @FunctionalInterface
  interface Player {
    DrillResult play(Scenario scenario) throws IOException, InterruptedException;
  }

  /** How one ended; {@code took} from its start to its verdict, without the end of its system. */
  record Played(Scenario scenario, DrillResult result, Duration took) {}

  /**
   * Plays all of them in order.
   *
   * @param atOnce how many may run beside each other; at least 1
   * @param ended hears of each end, one at a time
   */
  void play(int atOnce, Player player, Consumer<Played> ended) throws InterruptedException {
    Queue<Scenario> left = new ConcurrentLinkedQueue<>(chosen);
    List<Thread> hands = new ArrayList<>();
    for (int n = Math.min(atOnce, chosen.size()); n > 0; n--) {
      hands.add(
          Thread.ofPlatform().daemon().name("drills " + n).start(() -> work(left, player, ended)));
    }
    for (Thread hand : hands) {
      hand.join();
    }
  }

  private void work(Queue<Scenario> left, Player player, Consumer<Played> ended) {
    try {
      Scenario next = left.poll();
      while (next != null && !isStopped()) {
        long began = System.nanoTime();
        DrillResult result = play(player, next);
        keep(new Played(next, result, Duration.ofNanos(System.nanoTime() - began)), ended);
        next = left.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static DrillResult play(Player player, Scenario scenario) throws InterruptedException {
    try {
      return player.play(scenario);
    } catch (IOException | RuntimeException e) {
      return DrillResult.notCarriedOut(e.getClass().getSimpleName() + ": " + e.getMessage(), "");
    }
  }

  /** What ends because everything stops has no verdict. */
  private synchronized void keep(Played one, Consumer<Played> ended) {
    if (!stopped) {
      played.add(one);
      ended.accept(one);
    }
  }

  /** Nothing more begins. */
  synchronized void stop() {
    stopped = true;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Those that have a verdict, in the order in which they were chosen. */
  synchronized List<Played> played() {
    return played.stream()
        .sorted(Comparator.comparingInt(each -> chosen.indexOf(each.scenario())))
        .toList();
  }

  /** Those that have none: not begun, or interrupted. */
  synchronized List<Scenario> notRun() {
    return chosen.stream()
        .filter(each -> played.stream().noneMatch(one -> one.scenario() == each))
        .toList();
  }

  boolean passed() {
    return notRun().isEmpty() && played().stream().allMatch(each -> each.result().passed());
  }
}
