package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.CloseOut;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.OrderStyle;
import io.tripline.workflows.account.ReviewPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.ApiErrorLimits;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.slippage.SlippageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String EVERY_KEY =
      """
      version: 1
      dataDirectory: kept/here
      account:
        name: main-paper
        environment: paper
        scope: [QQQ, IWM]
        keys: {id: "file:/run/key", secret: "command:pass show alpaca"}
        statusPage: https://status.example.org/
        feed: sip
      limits:
        dailyLoss: 0.03
        dailyLossSoft: 1.5 %
        confirmReads: 5
        confirmSpan: 1m
        instantFactor: 2
        verdictWithin: 45s
        apiErrors:
          authInARow: 2
          tradingInARow: 4
          dataInARow: 8
          rate: 10 %
          rateCalls: 30
          rateWindow: 10m
        slippage: {fill: 80, inARow: 40 bps, fillsInARow: 2, mean: 9, baseline: 4}
      session:
        trades: true
        strategy: {name: my-strategy, taskQueue: my-strategies}
        symbol: QQQ
        exposure: 50 %
        interval: 15m
        orderType: limit
        limitOffset: -2.5 bps
        requotes: 4
        maxShares: 100
        maxNotional: 25000
        closeOut: flat
        closeOutBefore: 10m
        entryCutoff: 1h30m
        fillPatience: 20s
      approvers: [anna, Ben Ö.]
      contacts:
        - {role: System Owner, name: Anna, address: anna@example.org}
      responseTimes: {p1: 30m}
      probation: false
      autoReset: false
      review: {signWithin: 3d, remindEvery: 12h}
      temporal: {uiAddress: "http://ui:8080"}
      journal: {url: "postgresql://db:5432/tripline", user: keeper, password: "file:/run/word"}
      """;

  @TempDir Path folder;

  @Test
  void theDefaultsAreTheseAndNoOthers() {
    Settings settings = reader(Map.of()).read();

    assertThat(settings)
        .isEqualTo(
            new Settings(
                Optional.empty(),
                folder.resolve(".tripline/data"),
                new AccountSettings(
                    new AccountName("sim"),
                    Environment.SIMULATOR,
                    Scope.EVERYTHING,
                    new KeySource.FromEnvironment("APCA_API_KEY_ID"),
                    new KeySource.FromEnvironment("APCA_API_SECRET_KEY"),
                    null,
                    null,
                    "iex"),
                Limits.DEFAULT,
                SessionPolicy.DEFAULT,
                List.of(new Approver("osuser")),
                false,
                "osuser",
                List.of(
                    new Contact("System Owner", "osuser", "terminal"),
                    new Contact("Broker Support", "Alpaca support", "support@alpaca.markets")),
                Duration.ofHours(1),
                true,
                true,
                ReviewPolicy.DEFAULT,
                false,
                "",
                new JournalSettings(Optional.empty(), "tripline", Optional.empty()),
                List.of()));
  }

  @Test
  void everyKeyOfTheFileArrives() throws IOException {
    Settings settings = read(EVERY_KEY, Map.of());

    assertThat(settings)
        .isEqualTo(
            new Settings(
                Optional.of(folder.resolve("tripline.yaml")),
                folder.resolve("kept/here"),
                new AccountSettings(
                    new AccountName("main-paper"),
                    Environment.PAPER,
                    new Scope(List.of(new Symbol("QQQ"), new Symbol("IWM"))),
                    new KeySource.FromFile(Path.of("/run/key")),
                    new KeySource.FromCommand("pass show alpaca"),
                    null,
                    URI.create("https://status.example.org"),
                    "sip"),
                new Limits(
                    new BigDecimal("0.03"),
                    new BigDecimal("0.015"),
                    5,
                    Duration.ofMinutes(1),
                    new BigDecimal("2"),
                    Duration.ofSeconds(45),
                    new ApiErrorLimits(2, 4, 8, new BigDecimal("0.1"), 30, Duration.ofMinutes(10)),
                    new SlippageLimits(
                        new BigDecimal("80"),
                        new BigDecimal("40"),
                        2,
                        new BigDecimal("9"),
                        new BigDecimal("4"))),
                new SessionPolicy(
                    true,
                    "my-strategy",
                    new Symbol("QQQ"),
                    new BigDecimal("0.5"),
                    Duration.ofMinutes(90),
                    Duration.ofSeconds(20),
                    "my-strategies",
                    new ExecutionPolicy(
                        Duration.ofMinutes(15),
                        OrderStyle.LIMIT,
                        new BigDecimal("-2.5"),
                        4,
                        Quantity.of("100"),
                        Money.of("25000"),
                        CloseOut.FLAT,
                        Duration.ofMinutes(10))),
                List.of(new Approver("anna"), new Approver("Ben Ö.")),
                true,
                "osuser",
                List.of(new Contact("System Owner", "Anna", "anna@example.org")),
                Duration.ofMinutes(30),
                false,
                false,
                new ReviewPolicy(Duration.ofDays(3), Duration.ofHours(12)),
                false,
                "http://ui:8080",
                new JournalSettings(
                    Optional.of("jdbc:postgresql://db:5432/tripline"),
                    "keeper",
                    Optional.of(new KeySource.FromFile(Path.of("/run/word")))),
                List.of()));
  }

  @Test
  void theTemplateEqualsTheDefaults() throws IOException {
    Settings template = read(template(), Map.of());
    Settings defaults = reader(Map.of()).defaults();

    assertThat(template).usingRecursiveComparison().ignoringFields("file").isEqualTo(defaults);
    assertThat(template.configurationHash()).isEqualTo(defaults.configurationHash());
  }

  @Test
  void theEnvironmentStandsOnTop() throws IOException {
    Settings settings =
        read(
            "version: 1\ndataDirectory: below\naccount: {url: \"http://127.0.0.1:1\"}",
            Map.of(
                "TRIPLINE_DATA", "/srv/data",
                "TRIPLINE_USER", "anna",
                "TRIPLINE_TRADE", "true",
                "TRIPLINE_DRILL", "true",
                "TRIPLINE_UI_ADDRESS", "http://localhost:8233",
                "APCA_API_BASE_URL", "http://127.0.0.1:8089/"));

    assertThat(settings.dataDirectory()).isEqualTo(Path.of("/srv/data"));
    assertThat(settings.owner()).isEqualTo("anna");
    assertThat(settings.roster()).containsExactly(new Approver("anna"));
    assertThat(settings.session().trades()).isTrue();
    assertThat(settings.drill()).isTrue();
    assertThat(settings.uiAddress()).isEqualTo("http://localhost:8233");
    assertThat(settings.account().url()).isEqualTo(URI.create("http://127.0.0.1:8089"));
  }

  @Test
  void theSettingsBecomeThePolicyThatWorkflowsSee() throws IOException {
    Settings settings = read(EVERY_KEY, Map.of());

    AccountPolicy policy = settings.policy("default");

    assertThat(policy.account()).isEqualTo(new AccountName("main-paper"));
    assertThat(policy.approvals())
        .isEqualTo(ApprovalPolicy.of(List.of(new Approver("anna"), new Approver("Ben Ö."))));
    assertThat(policy.responseTimeP1()).isEqualTo(Duration.ofMinutes(30));
    assertThat(policy.configurationHash()).hasSize(64);
    assertThat(policy.namespace()).isEqualTo("default");
  }

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
            "line 7: session.symbol: must be a symbol in capitals such as SPY, was spy",
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

  @Test
  void theTradedSymbolMustBeInScope() {
    assertThat(problems("version: 1\naccount: {environment: paper, scope: [QQQ]}", Map.of()))
        .containsExactly("line 2: account.scope: must contain session.symbol, SPY");
  }

  @Test
  void aLiveAccountNeedsANameAListAndItsNameRepeated() throws IOException {
    assertThat(problems("version: 1\naccount: {environment: live, scope: [SPY]}", Map.of()))
        .hasSize(2)
        .anyMatch(each -> each.contains("account.name"))
        .anyMatch(each -> each.contains("approvers"));

    Settings live =
        read(
            "version: 1\naccount: {name: main, environment: live, scope: [SPY]}\n"
                + "approvers: [anna, ben]",
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
                + ", scope: [SPY]}\napprovers: [anna, ben]",
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

  @Test
  void paperCanBeChosenWithoutAFileAndThenGuardsWhatIsTraded() {
    Settings settings = reader(Map.of("TRIPLINE_BROKER", "paper")).read();

    assertThat(settings.account().name()).isEqualTo(new AccountName("paper"));
    assertThat(settings.account().environment()).isEqualTo(Environment.PAPER);
    assertThat(settings.account().scope()).isEqualTo(new Scope(List.of(new Symbol("SPY"))));
  }

  @Test
  void aSimulatorInsteadOfARealAccountGetsANameOfItsOwn() throws IOException {
    Settings settings = read(EVERY_KEY, Map.of("TRIPLINE_BROKER", "simulator"));

    assertThat(settings.account().name()).isEqualTo(new AccountName("sim"));
    assertThat(settings.account().environment()).isEqualTo(Environment.SIMULATOR);
  }

  @Test
  void aTighterLossLimitTightensTheSoftOneToo() throws IOException {
    Settings settings = read("version: 1\nlimits: {dailyLoss: 1 %}", Map.of());

    assertThat(settings.limits().dailyLossSoft()).isEqualByComparingTo("0.005");
  }

  @Test
  void theHashIsOfTheMeaningNotOfTheWriting() throws IOException {
    String first = read("version: 1\nlimits: {dailyLoss: 2 %}", Map.of()).configurationHash();
    String same =
        read("limits: {dailyLoss: 0.020}\nversion: 1\ndataDirectory: x", Map.of())
            .configurationHash();
    String other = read("version: 1\nlimits: {dailyLoss: 1.9 %}", Map.of()).configurationHash();

    assertThat(same).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
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

  private static String template() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SettingsReader.class.getResourceAsStream("/tripline.template.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
