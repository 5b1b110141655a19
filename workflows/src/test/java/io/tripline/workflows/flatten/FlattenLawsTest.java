package io.tripline.workflows.flatten;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fakes.FakeFlattenBroker;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.PermitRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Random bad days: never short, a claim of flat is true at the broker and stays true, nothing is
 * closed twice. {@code -Dtripline.schedules=N} runs N of them, {@code -Dtripline.seed=S} one; with
 * {@code -Dtripline.firstBroken=true} it ends at the first that breaks a law.
 */
class FlattenLawsTest {
  private static final List<String> SYMBOLS = List.of("SPY", "QQQ", "IWM");

  @Test
  void noScheduleOfFaultsMakesItShortOrLetsItClaimWhatIsNotSo() throws Exception {
    long only = Long.getLong("tripline.seed", -1);
    int schedules = only >= 0 ? 1 : Integer.getInteger("tripline.schedules", 200);
    List<String> broken = new ArrayList<>();
    FlattenBench bench = new FlattenBench();
    boolean firstOnly = Boolean.getBoolean("tripline.firstBroken");
    for (int i = 0; i < schedules && !(firstOnly && !broken.isEmpty()); i++) {
      long seed = only >= 0 ? only : i;
      String complaint = run(bench, seed);
      if (!complaint.isEmpty()) {
        broken.add("seed " + seed + ": " + complaint);
        System.err.println(broken.get(broken.size() - 1));
      }
      if (!complaint.isEmpty() || i % 50 == 49) {
        // A run that was given up would keep the server's time from being skipped.
        bench.close();
        bench = new FlattenBench();
      }
    }
    bench.close();
    assertThat(broken).isEmpty();
  }

  private static String run(FlattenBench bench, long seed) throws Exception {
    RandomGenerator random = new SplittableRandom(seed);
    AccountName account = new AccountName("law-" + seed);
    // An account that seems to hold nothing is the one that is claimed flat too early.
    boolean quiet = random.nextInt(5) == 0;
    RandomFlattenFaults faults = new RandomFlattenFaults(new SplittableRandom(~seed), quiet);
    FakeFlattenBroker broker = bench.broker(account, faults);
    if (random.nextBoolean()) {
      broker.enforcesNothing();
    }
    List<String> held = SYMBOLS.subList(0, quiet ? 1 : 1 + random.nextInt(SYMBOLS.size()));
    for (String symbol : held) {
      int quantity = quiet || random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(100);
      broker.holds(symbol, String.valueOf(quantity));
      if (quantity > 0 && random.nextBoolean()) {
        broker.rests(symbol, Side.SELL, String.valueOf(1 + random.nextInt(quantity)), "s" + symbol);
      }
      if (!quiet && random.nextInt(4) == 0) {
        broker.rests(symbol, Side.BUY, String.valueOf(1 + random.nextInt(50)), "b" + symbol);
      }
    }
    List<PermitRef> permits = new ArrayList<>();
    // Nothing is held, and the only order is on its way: nothing but its permit tells of it.
    boolean idle = quiet && random.nextInt(3) == 0;
    if (idle || random.nextInt(2) == 0) {
      faults.listsOrdersLate();
    }
    if (idle || random.nextInt(4) == 0) {
      permits.add(
          new PermitRef(new ClientOrderId("permit-1"), bench.now().plus(Duration.ofSeconds(5))));
      if (idle || random.nextBoolean()) {
        broker.arrivesLater(
            Duration.ofMillis(random.nextInt(8_000)),
            "permit-1",
            held.get(0),
            Side.BUY,
            String.valueOf(1 + random.nextInt(20)));
      }
    }
    if (random.nextInt(6) == 0) {
      broker.closedUntil(bench.now().plus(Duration.ofHours(3)));
      Optional<String> holding =
          held.stream().filter(symbol -> broker.held(symbol).signum() > 0).findFirst();
      // What was held over the night and the executions tell what positions do not show for long.
      if (holding.isPresent() && random.nextInt(3) == 0) {
        broker.onNextQuietLook(() -> {
          broker.positionsStandStill(Duration.ofSeconds(40));
          broker.trades(holding.get(), Side.BUY, "7");
        });
      } else if (random.nextInt(2) == 0) {
        broker.positionsStandStillAtASale(Duration.ofSeconds(40));
      }
    }
    if (!idle && (quiet || random.nextInt(3) == 0)) {
      // The session's last entry, settled and executed just before the halt.
      if (quiet && random.nextInt(3) == 0) {
        broker.positionsStandStill(Duration.ofSeconds(40));
      }
      broker.trades(held.get(0), Side.BUY, String.valueOf(1 + random.nextInt(20)));
    }
    if (random.nextInt(6) == 0) {
      // Somebody buys while this flatten proves the account flat, perhaps what it has never seen.
      String bought = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      broker.onNextQuietLook(() -> {
        broker.positionsStandStill(Duration.ofSeconds(40));
        broker.trades(bought, Side.BUY, "9");
      });
    }
    WorkflowStub stub = bench.ask(bench.request(account, "r" + seed, Scope.EVERYTHING, permits));
    FlattenResult result;
    try {
      result = stub.getResult(30, TimeUnit.SECONDS, FlattenResult.class);
    } catch (TimeoutException e) {
      Flatten flatten = bench.client().newWorkflowStub(Flatten.class, Flatten.idOf(account));
      String state = flatten.status().state() + " " + flatten.status().detail();
      stub.terminate("does not end");
      return "does not end: " + state + "; writes " + broker.writes() + "; " + broker.orders();
    }
    List<String> complaints = new ArrayList<>();
    if (!(result instanceof FlattenResult.ProvenFlat)) {
      complaints.add("ended " + result);
    }
    if (!broker.flat()) {
      complaints.add("claimed flat, held " + held.stream().map(broker::held).toList());
    }
    broker.pause(Duration.ofMinutes(30));
    if (!broker.flat()) {
      complaints.add("not flat any more half an hour later");
    }
    for (String symbol : held) {
      if (broker.lowest(symbol).signum() < 0) {
        complaints.add("short of " + symbol + ": " + broker.lowest(symbol));
      }
    }
    return complaints.isEmpty()
        ? ""
        : String.join("; ", complaints) + "; writes " + broker.writes();
  }
}
