package io.tripline.workflows.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records the histories that {@link TradingSessionReplayTest} replays. Not a test: run its main
 * method with a folder as argument after a change that begins a new version; files are only added.
 */
final class TradingSessionHistories {
  private TradingSessionHistories() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder);
    record(folder, "once-buys", bench -> {}, true);
    record(folder, "lost-answer", bench -> bench.broker.losesTheNextAnswer(), true);
    record(folder, "lost-request", bench -> bench.broker.losesTheNextRequest(), true);
    record(folder, "slow-fill", bench -> bench.broker.neverFills(), true);
    record(folder, "whole-day", bench -> {}, false);
  }

  private static void record(Path folder, String name, Situation situation, boolean once)
      throws IOException {
    try (SessionBench bench = new SessionBench()) {
      situation.set(bench);
      if (once) {
        bench.once();
      } else {
        bench.await(bench.day());
      }
      Files.writeString(
          folder.resolve("trading-session-" + name + "-0.1.json"), bench.history().toJson(true));
    }
  }

  private interface Situation {
    void set(SessionBench bench);
  }
}
