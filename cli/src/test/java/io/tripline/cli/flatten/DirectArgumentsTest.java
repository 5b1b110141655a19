package io.tripline.cli.flatten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.journal.BreakGlassSpool;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.fault.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectArgumentsTest {
  private static final Map<String, String> KEYS =
      Map.of("APCA_API_KEY_ID", "PKTEST", "APCA_API_SECRET_KEY", "hush");

  @TempDir Path folder;

  @Test
  void readsEveryOptionOfThePlainForm() {
    DirectArguments read =
        plain(
                "flatten --direct --live --dry-run --clear-suspend --symbols SPY,QQQ --wait 30"
                    + " --as carol --reason down -o json --data /d --config /c/t.yaml")
            .orElseThrow();

    assertThat(read)
        .isEqualTo(
            new DirectArguments(
                true,
                true,
                true,
                List.of("SPY", "QQQ"),
                30,
                "carol",
                "down",
                Output.Format.JSON,
                Path.of("/d"),
                Path.of("/c/t.yaml")));
  }

  @Test
  void takesTheSymbolsOfEachOption() {
    assertThat(plain("flatten --direct --symbols SPY,QQQ --symbols IWM").orElseThrow().symbols())
        .containsExactly("SPY", "QQQ", "IWM");
  }

  /** As of a shell whose variables are empty: naming nothing must not mean everything. */
  @ParameterizedTest
  @ValueSource(strings = {",", "SPY,", ",,", "SPY,,QQQ"})
  void refusesSymbolsThatNameNothing(String symbols) {
    DirectArguments read = plain("flatten --direct --symbols " + symbols).orElseThrow();
    Installation installation = new Installation(folder, folder.resolve("none.yaml"), folder);
    assertThatThrownBy(() -> read.run(installation, output(), KEYS))
        .isInstanceOfSatisfying(
            CommandFailure.class, f -> assertThat(f.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("--symbols: symbol: must match");
  }

  /** Its position goes by another name: flat would be proven of a name that nobody holds. */
  @ParameterizedTest
  @ValueSource(strings = {"BTC/USD", "btcusd"})
  void refusesCryptoPairs(String symbol) {
    DirectArguments read = plain("flatten --direct --symbols SPY," + symbol).orElseThrow();
    Installation installation = new Installation(folder, folder.resolve("none.yaml"), folder);
    assertThatThrownBy(() -> read.run(installation, output(), KEYS))
        .isInstanceOfSatisfying(
            CommandFailure.class, f -> assertThat(f.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("--symbols: symbol: must be no crypto pair");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flatten",
        "flatten --live",
        "status --direct",
        "--account main flatten --direct",
        "flatten --direct --help",
        "flatten --direct --wait",
        "flatten --direct --wait 0",
        "flatten --direct --wait soon",
        "flatten --direct --wait=30",
        "flatten --direct -o yaml",
        "flatten --direct --data --live",
        "flatten --direct --lives"
      })
  void leavesWhatIsNotPlainToTheUsualParser(String line) {
    assertThat(plain(line)).isEmpty();
  }

  @Test
  void worksOnThePaperHostUnlessToldOtherwise() {
    assertThat(broker(KEYS, false).endpoint().base()).hasHost("paper-api.alpaca.markets");
    assertThat(broker(KEYS, true).endpoint().base()).hasHost("api.alpaca.markets");
    assertThat(broker(with("https://paper-api.alpaca.markets/v2"), true).endpoint().base())
        .hasHost("api.alpaca.markets");
    assertThat(broker(with("http://127.0.0.1:8080"), false).endpoint().base()).hasHost("127.0.0.1");
  }

  @Test
  void theLiveHostNeedsTheFlagAndNothingElse() {
    assertThatThrownBy(() -> broker(with("https://api.alpaca.markets"), false))
        .isInstanceOfSatisfying(
            CommandFailure.class, f -> assertThat(f.code()).isEqualTo(ExitCode.REFUSED))
        .hasMessageContaining("add --live");
    assertThatThrownBy(() -> broker(with("http://127.0.0.1:8080"), true))
        .hasMessageContaining("--live is for Alpaca's live host");
    assertThatThrownBy(() -> broker(Map.of("APCA_API_KEY_ID", "PKTEST"), false))
        .hasMessageContaining("APCA_API_SECRET_KEY is not set");
    assertThatThrownBy(() -> broker(Map.of(), true))
        .hasMessageContaining("APCA_API_KEY_ID is not set");
  }

  @Test
  void refusedKeysOnPaperAskForTheFlag() {
    Output output = output();
    DirectRun run =
        new DirectRun(
            new DirectBroker(AlpacaEndpoint.paper(), new AlpacaCredentials("AKLIVE", "hush")),
            new DirectNotes(BreakGlassSpool.of(folder), output, "alice", "a test"),
            output,
            Scope.EVERYTHING,
            Duration.ofSeconds(1));

    assertThat(run.failed(Fault.UNAUTHORISED, "HTTP 401"))
        .hasMessageContaining("Live keys? Add --live")
        .hasMessageNotContaining("hush");
  }

  private static Output output() {
    return new Output(
        Output.Format.TABLE,
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()));
  }

  private DirectBroker broker(Map<String, String> environment, boolean live) {
    return DirectBroker.find(
        environment, live, new Installation(folder, folder.resolve("none.yaml"), folder));
  }

  private static Map<String, String> with(String url) {
    return Map.of(
        "APCA_API_KEY_ID", "PKTEST", "APCA_API_SECRET_KEY", "hush", "APCA_API_BASE_URL", url);
  }

  private static Optional<DirectArguments> plain(String line) {
    return DirectArguments.plain(line.split(" "), Map.of());
  }
}
