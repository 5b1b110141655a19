package io.tripline.workflows.flatten;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fakes.FakeFlattenBroker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Random bad days of the break-glass flatten, which is killed and started anew at random calls:
 * never short, a claim of flat is true at the broker and stays true, and it never buys. {@code
 * -Dtripline.direct=N} runs N of them, {@code -Dtripline.seed=S} one.
 */
class DirectFlattenLawsTest {
  private static final List<String> SYMBOLS = List.of("SPY", "QQQ", "IWM");
  private static final DirectTerms TERMS =
      new DirectTerms(
          new AccountName("law"), Scope.EVERYTHING, "direct-20261120", Duration.ofMinutes(30));

  /** Positions are shown late by more than the broker is known for. */
  private static final Duration STILL = Duration.ofSeconds(40);

  /** The process was killed. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void noScheduleOfFaultsAndKillsMakesItShortOrLetsItClaimWhatIsNotSo() {
    long only = Long.getLong("tripline.seed", -1);
    int schedules = only >= 0 ? 1 : Integer.getInteger("tripline.direct", 2_000);
    List<String> broken = new ArrayList<>();
    int flat = 0;
    for (int i = 0; i < schedules; i++) {
      long seed = only >= 0 ? only : i;
      Outcome outcome = run(seed);
      flat += outcome.flat ? 1 : 0;
      if (!outcome.complaint.isEmpty()) {
        broken.add("seed " + seed + ": " + outcome.complaint);
      }
    }
    assertThat(broken).isEmpty();
    // A break-glass that always gives up would break no law either.
    assertThat(flat).isGreaterThan(schedules * 8 / 10);
  }

  private record Outcome(boolean flat, String complaint) {}

  private static Outcome run(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    boolean quiet = random.nextInt(5) == 0;
    Instant begun = Instant.parse("2026-11-20T15:00:00Z");
    FakeFlattenBroker broker =
        new FakeFlattenBroker(
            () -> begun, new RandomFlattenFaults(new SplittableRandom(~seed), quiet));
    if (random.nextBoolean()) {
      broker.enforcesNothing();
    }
    for (String symbol : SYMBOLS.subList(0, 1 + random.nextInt(SYMBOLS.size()))) {
      int quantity = quiet || random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(100);
      broker.holds(symbol, String.valueOf(quantity));
      if (quantity > 0 && random.nextBoolean()) {
        broker.rests(symbol, Side.SELL, String.valueOf(1 + random.nextInt(quantity)), "s" + symbol);
      }
      if (!quiet && random.nextInt(4) == 0) {
        broker.rests(symbol, Side.BUY, String.valueOf(1 + random.nextInt(50)), "b" + symbol);
      }
    }
    if (quiet || random.nextInt(3) == 0) {
      if (quiet && random.nextInt(3) == 0) {
        broker.positionsStandStill(STILL);
      }
      // As at a real broker, an execution belongs to an order that the day's list shows.
      broker.arrivesLater(
          Duration.ZERO, "entry-0", "SPY", Side.BUY, String.valueOf(1 + random.nextInt(20)));
      broker.pause(Duration.ofMillis(random.nextInt(500)));
    }
    if (random.nextInt(4) == 0) {
      // The bot that nobody halted: its last entry arrives while we close.
      broker.arrivesLater(
          Duration.ofMillis(random.nextInt(8_000)),
          "entry-1",
          "SPY",
          Side.BUY,
          String.valueOf(1 + random.nextInt(20)));
    }
    if (random.nextInt(6) == 0) {
      String bought = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      broker.onNextQuietLook(() -> {
        broker.positionsStandStill(STILL);
        broker.arrivesLater(Duration.ZERO, "entry-2", bought, Side.BUY, "9");
      });
    }
    int kills = random.nextInt(4);
    DirectEnd end = null;
    while (end == null) {
      DirectDesk desk =
          kills-- > 0 ? mortal(broker, 1 + random.nextInt(60), random.nextBoolean()) : broker;
      try {
        end = new DirectFlatten(desk, TERMS, line -> {}).run();
      } catch (Killed e) {
        broker.pause(Duration.ofSeconds(1 + random.nextInt(5)));
      }
    }
    return judged(broker, end);
  }

  private static Outcome judged(FakeFlattenBroker broker, DirectEnd end) {
    List<String> complaints = new ArrayList<>();
    boolean claimed = end instanceof DirectEnd.Flat;
    if (claimed && !broker.flat()) {
      complaints.add("claimed flat, held " + SYMBOLS.stream().map(broker::held).toList());
    }
    broker.pause(Duration.ofMinutes(30));
    if (claimed && !broker.flat()) {
      complaints.add("not flat any more half an hour later");
    }
    for (String symbol : SYMBOLS) {
      if (broker.lowest(symbol).signum() < 0) {
        complaints.add("short of " + symbol + ": " + broker.lowest(symbol));
      }
    }
    if (end instanceof DirectEnd.NotFlat(var reason, var detail, var last, var closing, var at)
        && reason != DirectEnd.Reason.OUT_OF_TIME
        && reason != DirectEnd.Reason.UNREACHABLE) {
      complaints.add("gave up for " + reason + ": " + detail);
    }
    return new Outcome(
        claimed,
        complaints.isEmpty() ? "" : String.join("; ", complaints) + "; writes " + broker.writes());
  }

  /** A desk whose process is killed at the n-th call, before or after the broker has it. */
  private static DirectDesk mortal(DirectDesk desk, int calls, boolean after) {
    int[] left = {calls};
    return (DirectDesk)
        Proxy.newProxyInstance(
            DirectDesk.class.getClassLoader(),
            new Class<?>[] {DirectDesk.class},
            (proxy, method, arguments) -> {
              boolean now = !method.getName().equals("now") && --left[0] == 0;
              if (now && !after) {
                throw new Killed();
              }
              try {
                Object answer = method.invoke(desk, arguments);
                if (now) {
                  throw new Killed();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
