package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.AccountView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketLookTest {
  private static final AccountPolicy POLICY = Rig.policy(Duration.ofSeconds(4));

  @Test
  void onlyMarksThatALookReadsAreJudgedTheTradedOneAlwaysAmongThem() {
    assertThat(judged("AAPL", "MSFT", "NVDA", "SPY261218C00650000", "SPY"))
        .containsExactly("AAPL", "MSFT", "SPY");
    assertThat(judged("SPY261218C00650000", "AAPL")).containsExactly("AAPL");
    assertThat(judged()).isEmpty();
  }

  private static List<String> judged(String... held) {
    Money cash = Money.of("100000");
    Account account =
        new Account(
            "id",
            "ACTIVE",
            cash,
            cash,
            cash,
            LocalDate.parse("2026-11-20"),
            Money.ZERO,
            cash,
            false,
            false,
            false);
    List<Position> positions = Arrays.stream(held).map(MarketLookTest::position).toList();
    AccountView view = new AccountView(account, positions, Instant.parse("2026-11-23T15:00:00Z"));
    return MarketLook.judged(POLICY, view).positions().stream()
        .map(each -> each.symbol().value())
        .toList();
  }

  private static Position position(String symbol) {
    Price price = Price.of("200");
    return new Position(
        new Symbol(symbol),
        Quantity.of("1"),
        Quantity.of("1"),
        price,
        price,
        price,
        Money.of("200"));
  }
}
