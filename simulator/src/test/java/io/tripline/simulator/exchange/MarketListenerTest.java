package io.tripline.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.market.Move;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketListenerTest {
  private static final Instant START = Instant.parse("2026-11-18T15:00:00Z");

  private final List<String> heard = new ArrayList<>();
  private final Broker broker =
      Broker.open(
          START,
          0,
          1,
          new BigDecimal("100000"),
          Map.of("SPY", new BigDecimal("650"), "QQQ", new BigDecimal("500")),
          null,
          null,
          () -> START);

  @Test
  void hearsEachHaltAndEachResumptionOnceAtItsTime() {
    broker.locked(() -> {
      broker.listenToMarket(new Recording());
      broker.tape().add(new Move.Halt("SPY", START.plusSeconds(10), START.plusSeconds(70)));
      broker.moveTo(START.plus(Duration.ofMinutes(5)));
      return true;
    });
    assertThat(heard)
        .containsExactly("halted SPY T1 2026-11-18T15:00:10Z", "resumed SPY 2026-11-18T15:01:10Z");
  }

  @Test
  void hearsOfEverySymbolInAMarketWideHalt() {
    broker.locked(() -> {
      broker.listenToMarket(new Recording());
      broker.tape().add(new Move.Breakers("*", START, true, true));
      broker.tape().add(new Move.Jump("*", START.plusSeconds(1), -1000));
      broker.moveTo(START.plus(Duration.ofMinutes(1)));
      return true;
    });
    assertThat(heard)
        .containsExactlyInAnyOrder(
            "halted SPY MWC1 2026-11-18T15:00:01Z", "halted QQQ MWC1 2026-11-18T15:00:01Z");
  }

  private final class Recording implements MarketListener {
    @Override
    public void halted(String symbol, Move.Halt halt, Instant at) {
      heard.add("halted " + symbol + " " + halt.reason().code() + " " + at);
    }

    @Override
    public void resumed(String symbol, Instant at) {
      heard.add("resumed " + symbol + " " + at);
    }
  }
}
