package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.LimitOverride;
import io.tripline.workflows.killswitch.LimitsInForce;
import io.tripline.workflows.runbook.Runbook;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each number that a document names, with its value in force and its origin. */
class RunbookNumbersTest {
  @TempDir Path folder;

  private SettingsReader reader() {
    return new SettingsReader(Map.of(), "osuser", folder);
  }

  private List<RunbookNumbers.Value> p1(String text, @Nullable LimitsInForce changed)
      throws IOException {
    Path file = folder.resolve("tripline.yaml");
    Files.writeString(file, text);
    return RunbookNumbers.of(Runbook.P1, reader().read(file), reader().lines(file), changed);
  }

  private static RunbookNumbers.Value of(String key, List<RunbookNumbers.Value> all) {
    return all.stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void whatTheFileSaysHasItsLineAndTheRestIsShipped() throws IOException {
    List<RunbookNumbers.Value> all =
        p1(
            """
            version: 1
            limits:
              apiErrors: {rateCalls: 30}
            responseTimes:
              p1: 30m
            contacts:
              - {role: System Owner, name: Anna, address: anna@example.org}
            """,
            null);
    assertThat(of("responseTimes.p1", all))
        .isEqualTo(new RunbookNumbers.Value("responseTimes.p1", "30m", "tripline.yaml:5"));
    assertThat(of("limits.apiErrors.rateCalls", all).origin()).isEqualTo("tripline.yaml:3");
    assertThat(of("limits.dailyLoss", all).origin()).isEqualTo("shipped default");
    assertThat(of("contacts[0]", all))
        .matches(each -> each.value().equals("System Owner Anna (anna@example.org)"))
        .matches(each -> each.origin().equals("tripline.yaml:7"));
    assertThat(of("contacts (Broker Support)", all).value()).contains("support@alpaca.markets");
  }

  @Test
  void aLimitThatPeopleChangedSaysWhoAndWhen() throws IOException {
    Settings settings = reader().defaults();
    LimitsInForce changed =
        new LimitsInForce(settings.limits(), "cafe", List.of())
            .with(
                new LimitOverride(
                    LimitName.SLIPPAGE_IN_A_ROW,
                    new BigDecimal("40"),
                    new BigDecimal("50"),
                    List.of("anna", "ben"),
                    "ordinary fills cost 8 bps",
                    "limit-1",
                    Instant.parse("2026-11-24T15:00:00.123Z")));
    RunbookNumbers.Value value = of("limits.slippage.inARow", p1("version: 1", changed));
    assertThat(value.value()).startsWith("40");
    assertThat(value.origin())
        .startsWith("set 2026-11-24T15:00:00Z by anna and ben at gate limit-1: ordinary fills")
        .contains("shipped default says 50");
  }

  @Test
  void aP2NamesTheLimitsOfSlippageAndOfFills() {
    assertThat(RunbookNumbers.of(Runbook.P2, reader().defaults(), Map.of(), null))
        .extracting(RunbookNumbers.Value::key)
        .contains(
            "limits.slippage.mean",
            "limits.fills.slow",
            "limits.fills.partial",
            "limits.fills.orders");
  }

  @ParameterizedTest
  @EnumSource(Runbook.class)
  void everyDocumentHasNumbersOfItsOwn(Runbook document) {
    assertThat(RunbookNumbers.of(document, reader().defaults(), Map.of(), null))
        .isNotEmpty()
        .allMatch(each -> each.origin().equals("shipped default"));
  }

  @ParameterizedTest
  @CsvSource({"PT1H,1h", "PT90M,1h30m", "P1D,1d", "PT36H30S,1d12h30s", "PT0S,0s"})
  void spansAreWrittenAsInTheFile(Duration span, String written) {
    assertThat(RunbookNumbers.shown(span)).isEqualTo(written);
  }
}
