package io.tripline.activities.guard;

import static io.tripline.activities.guard.WatchScene.await;
import static io.tripline.activities.guard.WatchScene.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.stream.StreamTimes;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.TripLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual switch by file, through a watch of a simulated broker. */
class HaltFileWatchTest {
  private static final WatchPace BRISK =
      new WatchPace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofMinutes(1));

  @TempDir Path folder;

  @Test
  void aFileCalledHaltTripsAtItsLevelOnceAndAgainWhereItAsksForMore() throws IOException {
    try (WatchScene scene =
        new WatchScene(false, BRISK, StreamTimes.DEFAULT, new HaltFile(folder, Map.of()))) {
      tripsAtEachLevel(scene);
    }
  }

  private void tripsAtEachLevel(WatchScene scene) throws IOException {
    Rig rig = scene.rig;
    Told told = scene.told;
    rig.buys("10");
    Path file = folder.resolve("HALT");
    scene.start();
    await(() -> !told.suspicions.isEmpty());
    await(() -> !suspected(told));
    assertThat(told.trips).isEmpty();

    Files.writeString(file, "strange fills");
    await(() -> !told.trips.isEmpty());
    TripRequest trip = told.trips.get(0);
    assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K13);
    assertThat(trip.level()).isEqualTo(TripLevel.STOP);
    assertThat(trip.reason()).contains(file.toString(), "\"strange fills\"", "stop");
    assertThat(Objects.requireNonNull(trip.observation()).inputs()).containsEntry("held.SPY", "10");
    // A stop cancels nothing by itself; the guard's plan of the test would have the watch do so.
    await(() -> told.plan.ladder() == Ladder.HALTED);
    told.plan = Told.plan(told.plan.policy(), 1, Ladder.HALTED, false, false);
    Order entry = rig.rests("late-entry", Side.BUY, "1", "100", true);
    await(() -> suspected(told));
    sleep(3_000);
    assertThat(told.trips).hasSize(1);
    assertThat(status(rig, entry)).isEqualTo(OrderStatus.NEW);
    assertThat(suspected(told)).isTrue();

    Files.writeString(file, "flatten\n");
    await(() -> told.trips.size() == 2);
    assertThat(told.trips.get(1).level()).isEqualTo(TripLevel.FLATTEN);
    assertThat(told.trips.get(1).requestId()).isNotEqualTo(trip.requestId());
    assertThat(status(rig, entry)).isEqualTo(OrderStatus.CANCELED);

    Files.delete(file);
    await(() -> !suspected(told));
    assertThat(told.trips).hasSize(2);

    // Whoever puts it back in the same halt means it once more.
    Files.writeString(file, "flatten\n");
    await(() -> told.trips.size() == 3);
    assertThat(told.trips.get(2).level()).isEqualTo(TripLevel.FLATTEN);
    assertThat(told.trips.get(2).requestId()).isNotEqualTo(told.trips.get(1).requestId());
  }

  @Test
  void theEnvironmentOfTheWorkerTripsFromItsFirstLookOn() {
    HaltFile halted = new HaltFile(folder, Map.of(HaltFile.VARIABLE, "cancel"));
    try (WatchScene scene = new WatchScene(false, BRISK, StreamTimes.DEFAULT, halted)) {
      scene.start();
      await(() -> !scene.told.trips.isEmpty());
      TripRequest trip = scene.told.trips.get(0);
      assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K13);
      assertThat(trip.level()).isEqualTo(TripLevel.CANCEL);
      assertThat(trip.by()).isEqualTo("environment TRIPLINE_HALT");
      assertThat(trip.reason()).isEqualTo("the environment variable TRIPLINE_HALT asks for cancel");
      await(() -> suspected(scene.told));
    }
  }

  private static OrderStatus status(Rig rig, Order order) {
    return rig.http.order(order.id()).orThrow().orElseThrow().status();
  }

  private static boolean suspected(Told told) {
    return told.suspicions.get(told.suspicions.size() - 1).suspected();
  }
}
