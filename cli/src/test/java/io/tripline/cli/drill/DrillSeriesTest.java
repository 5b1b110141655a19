package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrillSeriesTest {
  private final DrillSeries series =
      new DrillSeries(List.of(Scenario.DAILY_LOSS, Scenario.API_ERRORS, Scenario.SLIPPAGE));
  private final List<String> ended = new ArrayList<>();

  @Test
  void passesOnlyWhenEachOnePassed() throws Exception {
    series.play(1, scenario -> result(true), each -> ended.add(each.scenario().word()));
    assertThat(series.passed()).isTrue();
    assertThat(ended).containsExactly("daily-loss", "api-errors", "slippage");
    assertThat(DrillTable.document(series)).containsEntry("verdict", "passed");
  }

  @Test
  void oneThatFailedFailsTheSeries() throws Exception {
    series.play(1, scenario -> result(scenario != Scenario.API_ERRORS), each -> {});
    assertThat(series.passed()).isFalse();
    assertThat(DrillTable.document(series)).containsEntry("verdict", "failed");
    assertThat(series.played().stream().map(DrillTable::row).map(row -> row.get("verdict")))
        .containsExactly("passed", "FAILED", "passed");
  }

  @Test
  void oneThatCrashesIsAFailureAndTheRestGoesOn() throws Exception {
    series.play(
        1,
        scenario -> {
          if (scenario == Scenario.DAILY_LOSS) {
            throw new IOException("no space left");
          }
          if (scenario == Scenario.API_ERRORS) {
            throw new IllegalStateException("a bug");
          }
          return result(true);
        },
        each -> ended.add(each.scenario().word()));
    assertThat(ended).hasSize(3);
    assertThat(series.passed()).isFalse();
    assertThat(DrillTable.failures(series.played().get(0)).get(0)).contains("no space left");
    assertThat(DrillTable.failures(series.played().get(1)).get(0)).contains("a bug");
    assertThat(DrillTable.failures(series.played().get(2))).isEmpty();
  }

  @Test
  void onceStoppedNothingBeginsAndWhatEndsHasNoVerdict() throws Exception {
    series.play(
        1,
        scenario -> {
          if (scenario == Scenario.API_ERRORS) {
            series.stop();
          }
          return result(true);
        },
        each -> ended.add(each.scenario().word()));
    assertThat(ended).containsExactly("daily-loss");
    assertThat(series.notRun()).containsExactly(Scenario.API_ERRORS, Scenario.SLIPPAGE);
    assertThat(series.passed()).isFalse();
    assertThat(DrillTable.document(series))
        .containsEntry("verdict", "interrupted")
        .containsEntry("notRun", List.of("api-errors", "slippage"));
  }

  @Test
  void severalRunBesideEachOtherAndAreShownInTheirOrder() throws Exception {
    CountDownLatch together = new CountDownLatch(2);
    series.play(
        2,
        scenario -> {
          together.countDown();
          if (!together.await(30, TimeUnit.SECONDS)) {
            throw new IOException("nothing ran beside it");
          }
          if (scenario == Scenario.DAILY_LOSS) {
            Thread.sleep(50);
          }
          return result(true);
        },
        each -> ended.add(each.scenario().word()));
    assertThat(series.passed()).isTrue();
    assertThat(ended).containsExactlyInAnyOrder("daily-loss", "api-errors", "slippage");
    assertThat(series.played().stream().map(each -> each.scenario().word()))
        .containsExactly("daily-loss", "api-errors", "slippage");
  }

  @Test
  void aDrillThatCheckedNothingHasNotPassed() throws Exception {
    series.play(1, scenario -> new DrillResult(List.of(), Map.of(), "", null, "", ""), each -> {});
    assertThat(series.passed()).isFalse();
  }

  @Test
  void timesAreReadable() throws Exception {
    series.play(
        1,
        scenario ->
            new DrillResult(
                List.of(new Verdict.Finding("x", true, "")),
                Map.of("mttd", 31_240L, "mttr", 131_000L),
                "",
                null,
                "",
                ""),
        each -> {});
    assertThat(DrillTable.row(series.played().get(0)))
        .containsEntry("timeToDetect", "31.2 s")
        .containsEntry("timeToMitigate", null)
        .containsEntry("timeToResolve", "2 min 11 s");
  }

  @Test
  void theListNamesEveryScenarioBelowItsSeverity() {
    List<String> lines = DrillTable.list();
    assertThat(lines.get(0)).isEqualTo("P0 System Down");
    for (Scenario scenario : Scenario.values()) {
      assertThat(lines).anyMatch(line -> line.startsWith("  " + scenario.word()));
    }
    assertThat(DrillTable.rows()).hasSize(Scenario.values().length);
  }

  private static DrillResult result(boolean passed) {
    return new DrillResult(
        List.of(new Verdict.Finding("a check", passed, "")), Map.of(), "", null, "", "");
  }
}
