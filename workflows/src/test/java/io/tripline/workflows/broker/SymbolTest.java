package io.tripline.workflows.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolTest {
  @ParameterizedTest
  @ValueSource(strings = {"SPY", "BRK.B", "F", "AAPL260117C00150000", "NUSD", "BAC.PRB", "GOOGL"})
  void stocksFundsAndOptionsCanBeGuarded(String value) {
    assertThat(Symbol.guarded(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BTC/USD", "BTCUSD", "DOGEUSD", "SHIBUSDT", "ETHUSDC", "ETHBTC", "A/B"})
  void aCryptoPairCanNot(String value) {
    assertThatThrownBy(() -> Symbol.guarded(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("symbol: must be no crypto pair, those are not guarded, was " + value);
    assertThat(new Symbol(value)).as("as the broker shows it").matches(Symbol::pair);
  }
}
