package io.tripline.workflows.fakes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happens at a fake broker later. Guarded by the broker's lock. */
final class DueList {
  private record Due(Instant at, Runnable what) {}

  private final List<Due> waiting = new ArrayList<>();

  void at(Instant when, Runnable what) {
    waiting.add(new Due(when, what));
  }

  void run(Instant now) {
    List<Due> ripe = waiting.stream().filter(due -> !due.at().isAfter(now)).toList();
    waiting.removeAll(ripe);
    ripe.forEach(due -> due.what().run());
  }
}
