package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is wrong in a configuration is said, all at once, where it stands and with what is allowed.
 */
class RefusedSettingsTest {
  @TempDir Path folder;

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    List<String> problems =
        problems(
            """
            version: 2
            limits:
              dailyLos: 1 %
              dailyLoss: 50 %
              confirmReads: many
              confirmSpan: soon
            session: {exposure: 120 %, symbol: spy}
            approvers: anna
            contacts: [{role: Owner}]
            responseTimes: {p1: 2h}
            autoReset: perhaps
            """,
            Map.of("TRIPLINE_BROKER", "live"));

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "line 1: version: must be 1, was 2",
            "line 3: limits.dailyLos: unknown key; did you mean dailyLoss?",
            "line 4: limits.dailyLoss: must be above 0 and at most 0.10, was 0.5",
            "line 5: limits.confirmReads: must be 1 to 20, was many",
            "line 6: limits.confirmSpan: must be a duration such as 30s, 15m or 1h, was soon",
            "line 7: session.exposure: must be above 0 and at most 1, such as 95 %, was 120 %",
            "line 7: session.symbol: must be a symbol in capitals such as SPY, and no crypto pair:"
                + " those are not guarded, was spy",
            "line 8: approvers: must be a list; each must be 1 to 60 letters, digits, spaces or ."
                + " _ @ -",
            "contacts[0].name: is missing",
            "contacts[0].address: is missing",
            "line 10: responseTimes.p1: must be 1m to 1h, was 2h",
            "line 11: autoReset: must be true or false, was perhaps",
            "TRIPLINE_BROKER: must be simulator or paper, was live");
  }

  @Test
  void anUnknownKeyThatIsNearNothingListsWhatIsKnown() {
    assertThat(problems("version: 1\nsession: {weather: fair}", Map.of()))
        .containsExactly(
            "line 2: session.weather: unknown key; known here: trades, strategy, symbol, exposure,"
                + " entryCutoff, fillPatience, interval, orderType, limitOffset, requotes, maxShares,"
                + " maxNotional, closeOut, closeOutBefore");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThat(problems("version: 1\nlimits:\n  dailyLoss: 2 %\n  dailyLoss: 9 %\n", Map.of()))
        .containsExactly("line 4: limits.dailyLoss: stands here a second time, first on line 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version: [1", "- version", "just words", "version: 1\n---\nversion: 1"})
  void whatIsNoYamlMappingIsRefused(String text) {
    assertThat(problems(text, Map.of())).hasSize(1);
  }

  @Test
  void aKeyThatIsWrittenDownIsRefusedAndNotRepeated() {
    List<String> problems =
        problems("version: 1\naccount: {keys: {id: PKTEST123, secret: [s3cr3t]}}", Map.of());

    assertThat(problems).hasSize(2).allMatch(each -> each.contains("never the key itself"));
    assertThat(problems).noneMatch(each -> each.contains("PKTEST") || each.contains("s3cr3t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", scope: everything", ", scope: []"})
  void realKeysNeedNamedSymbols(String scope) {
    String sentence =
        String.join(
            "", problems("version: 1\naccount: {environment: paper" + scope + "}", Map.of()));
    assertThat(sentence).contains("account.scope").contains("symbol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BTC/USD", "BTCUSD", "DOGEUSD", "ETH/BTC"})
  void aCryptoPairIsRefusedWhereverASymbolIsNamed(String pair) {
    String refused =
        ": must be a symbol in capitals such as SPY, and no crypto pair: those are not guarded, was ";
    assertThat(problems("version: 1\naccount: {scope: [SPY, " + pair + "]}", Map.of()))
        .containsExactly("line 2: account.scope[1]" + refused + pair);
    assertThat(problems("version: 1\nsession: {symbol: " + pair + "}", Map.of()))
        .containsExactly("line 2: session.symbol" + refused + pair);
  }

  @Test
  void theTradedSymbolMustBeInScope() {
    assertThat(problems("version: 1\naccount: {environment: paper, scope: [QQQ]}", Map.of()))
        .containsExactly("line 2: account.scope: must contain session.symbol, SPY");
  }

  @Test
  void whoTradesAndWhoArmsAreWordsAndOthersExcludeOurSessions() {
    assertThat(problems("version: 1\naccount: {trader: somebody, arming: maybe}", Map.of()))
        .containsExactly(
            "line 2: account.trader: must be tripline or other, was somebody",
            "line 2: account.arming: must be on, off or auto, was maybe");
    assertThat(problems("version: 1\naccount: {trader: other}\nsession: {trades: true}", Map.of()))
        .singleElement()
        .asString()
        .contains("session.trades: must be false");
    assertThat(problems("version: 1\naccount: {trader: other}", Map.of("TRIPLINE_TRADE", "true")))
        .singleElement()
        .asString()
        .contains("no --trade");
    assertThat(problems("version: 1\naccount: {environment: paper, trader: other}", Map.of()))
        .singleElement()
        .asString()
        .contains("account.scope");
  }

  @Test
  void aLiveAccountNeedsANameAListAndItsNameRepeated() throws IOException {
    assertThat(problems("version: 1\naccount: {environment: live, scope: [SPY]}", Map.of()))
        .hasSize(3)
        .anyMatch(each -> each.contains("account.name"))
        .anyMatch(each -> each.contains("contacts: must name the System Owner"))
        .anyMatch(each -> each.contains("approvers"));

    Settings live =
        read(
            """
            version: 1
            account: {name: main, environment: live, scope: [SPY]}
            approvers: [anna, ben]
            contacts: [{role: System Owner, name: Anna, address: anna@example.org}]
            """,
            Map.of());
    assertThat(live.confirmed(null)).isFalse();
    assertThat(live.confirmed("mian")).isFalse();
    assertThat(live.confirmed("main")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "paper, https://api.alpaca.markets",
    "paper, http://127.0.0.1:8089",
    "live, https://paper-api.alpaca.markets"
  })
  void anAddressThatDoesNotFitTheAccountIsRefused(String environment, String address) {
    List<String> problems =
        problems(
            "version: 1\naccount: {name: a, environment: "
                + environment
                + ", scope: [SPY]}\napprovers: [anna, ben]\n"
                + "contacts: [{role: System Owner, name: Anna, address: anna@example.org}]",
            Map.of("APCA_API_BASE_URL", address));

    assertThat(problems).singleElement().asString().startsWith("APCA_API_BASE_URL: must be");
  }

  @Test
  void aSimulatorNeverTakesAlpacasAddress() throws IOException {
    Settings settings =
        read("version: 1", Map.of("APCA_API_BASE_URL", "https://paper-api.alpaca.markets"));

    assertThat(settings.account().url()).isNull();
    assertThat(settings.notes()).singleElement().asString().contains("ignored");
    assertThat(problems("version: 1\naccount: {url: \"https://api.alpaca.markets\"}", Map.of()))
        .hasSize(1);
  }

  private Settings read(String yaml, Map<String, String> environment) throws IOException {
    Files.writeString(folder.resolve("tripline.yaml"), yaml);
    return reader(environment).read();
  }

  private List<String> problems(String yaml, Map<String, String> environment) {
    ConfigurationException failure =
        catchThrowableOfType(ConfigurationException.class, () -> read(yaml, environment));
    return failure.problems().stream().map(Problems.Problem::toString).toList();
  }

  private SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(new HashMap<>(environment), "osuser", folder);
  }
}
