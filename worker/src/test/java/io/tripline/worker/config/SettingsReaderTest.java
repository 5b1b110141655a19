package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.activities.start.SchedulePlan;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.ArmingChoice;
import io.tripline.workflows.account.CloseOut;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.OrderStyle;
import io.tripline.workflows.account.OutagePolicy;
import io.tripline.workflows.account.Ownership;
import io.tripline.workflows.account.ResponsePolicy;
import io.tripline.workflows.account.ReviewPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.account.Trader;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fills.FillLimits;
import io.tripline.workflows.killswitch.ApiErrorLimits;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.SwitchLimits;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.slippage.SlippageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        streams: off
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
        fills: {slow: 8s, partial: 20 %, orders: 6}
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
      throttleApprover: ben ö.
      contacts:
        - {role: System Owner, name: Anna, address: anna@example.org}
      responseTimes: {p1: 30m, p2: 3h, p3: 12h, lapses: {p1: 45m, p2: 5h, p3: 2d}}
      statusUpdates: {p0: 10m, p1: 40m, p2: 2h, p3: 12h, mitigated: 6h}
      runbooks: ops/runbooks
      probation: false
      autoReset: false
      review: {signWithin: 3d, remindEvery: 12h}
      schedules:
        reconciliation: {on: sunday, at: "10:15"}
        maintenance: {at: "22:00", length: 90m}
        checks: {every: 30m}
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
                    "iex",
                    true),
                Limits.DEFAULT,
                SessionPolicy.DEFAULT,
                List.of(new Approver("osuser")),
                false,
                null,
                "osuser",
                List.of(
                    new Contact("System Owner", "osuser", "terminal"),
                    new Contact("Broker Support", "Alpaca support", "support@alpaca.markets")),
                Duration.ofHours(1),
                true,
                true,
                ReviewPolicy.DEFAULT,
                OutagePolicy.DEFAULT,
                ResponsePolicy.DEFAULT,
                folder.resolve("runbooks"),
                SchedulePlan.DEFAULT,
                false,
                "",
                new JournalSettings(Optional.empty(), "tripline", Optional.empty()),
                NotifySettings.TERMINAL,
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
                    "sip",
                    false),
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
                        new BigDecimal("4")),
                    new FillLimits(Duration.ofSeconds(8), new BigDecimal("0.2"), 6),
                    SwitchLimits.DEFAULT),
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
                "Ben Ö.",
                "osuser",
                List.of(new Contact("System Owner", "Anna", "anna@example.org")),
                Duration.ofMinutes(30),
                false,
                false,
                new ReviewPolicy(Duration.ofDays(3), Duration.ofHours(12)),
                OutagePolicy.DEFAULT,
                new ResponsePolicy(
                    Duration.ofHours(3),
                    Duration.ofHours(12),
                    new ResponsePolicy.Spans(
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(45),
                        Duration.ofHours(5),
                        Duration.ofDays(2)),
                    new ResponsePolicy.Spans(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(40),
                        Duration.ofHours(2),
                        Duration.ofHours(12)),
                    Duration.ofHours(6),
                    Map.of()),
                folder.resolve("ops/runbooks"),
                new SchedulePlan(
                    DayOfWeek.SUNDAY,
                    LocalTime.of(10, 15),
                    LocalTime.of(22, 0),
                    Duration.ofMinutes(90),
                    Duration.ofMinutes(30)),
                false,
                "http://ui:8080",
                new JournalSettings(
                    Optional.of("jdbc:postgresql://db:5432/tripline"),
                    "keeper",
                    Optional.of(new KeySource.FromFile(Path.of("/run/word")))),
                NotifySettings.TERMINAL,
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
        .isEqualTo(
            ApprovalPolicy.of(List.of(new Approver("anna"), new Approver("Ben Ö.")))
                .designating("Ben Ö."));
    assertThat(policy.responseTimeP1()).isEqualTo(Duration.ofMinutes(30));
    assertThat(policy.configurationHash()).hasSize(64);
    assertThat(policy.namespace()).isEqualTo("default");
  }

  @Test
  void paperCanBeChosenWithoutAFileAndThenGuardsWhatIsTraded() {
    Settings settings = reader(Map.of("TRIPLINE_BROKER", "paper")).read();

    assertThat(settings.account().name()).isEqualTo(new AccountName("paper"));
    assertThat(settings.account().environment()).isEqualTo(Environment.PAPER);
    assertThat(settings.account().scope()).isEqualTo(new Scope(List.of(new Symbol("SPY"))));
  }

  @Test
  void anAccountOfOthersNeedsNoSymbolOfOursInScopeAndIsArmedOnlyWhenAsked() throws IOException {
    String file = "version: 1\naccount: {environment: paper, scope: [QQQ], trader: other%s}";
    AccountPolicy policy = read(file.formatted(""), Map.of()).policy("default");
    assertThat(policy.ownership()).isEqualTo(new Ownership(Trader.OTHER, ArmingChoice.AUTO));
    assertThat(policy.armsAtTheBroker()).isFalse();
    assertThat(read(file.formatted(""), Map.of()).account().streams()).isFalse();
    assertThat(read(file.formatted(", streams: on"), Map.of()).account().streams()).isTrue();
    AccountPolicy on = read(file.formatted(", arming: on"), Map.of()).policy("default");
    assertThat(on.armsAtTheBroker()).isTrue();
    assertThat(on.configurationHash()).isNotEqualTo(policy.configurationHash());
  }

  @Test
  void whatTradesIsArmedUnlessItIsSwitchedOff() throws IOException {
    String trades = "version: 1\nsession: {trades: true}\n";
    assertThat(read(trades, Map.of()).policy("default").armsAtTheBroker()).isTrue();
    assertThat(
            read(trades + "account: {arming: off}", Map.of()).policy("default").armsAtTheBroker())
        .isFalse();
    assertThat(read("version: 1", Map.of()).policy("default").armsAtTheBroker()).isFalse();
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
  void theSystemOwnerIsDesignatedForTheThrottleWhereThatIsAnApprover() throws IOException {
    String two = "version: 1\napprovers: [anna, ben]\n";
    String owner = "contacts: [{role: System Owner, name: %s, address: x@example.org}]\n";
    assertThat(read(two + owner.formatted("Anna"), Map.of()).designated()).contains("anna");
    assertThat(read(two + owner.formatted("Carol"), Map.of()).designated()).isEmpty();
    assertThat(read(two + owner.formatted("Carol"), Map.of()).warnings())
        .anyMatch(each -> each.startsWith("throttleApprover: nobody is designated"));
    assertThat(read("version: 1\n", Map.of()).designated()).contains("osuser");
    assertThatThrownBy(() -> read(two + "throttleApprover: carol\n", Map.of()))
        .hasMessageContaining(
            "throttleApprover: must be one of the approvers (anna, ben), was carol");
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
