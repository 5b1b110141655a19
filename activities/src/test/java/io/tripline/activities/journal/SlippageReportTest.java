package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.ACCOUNT;
import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.limits.LimitPast;
import io.tripline.workflows.limits.LimitTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlippageReportTest {
  @TempDir Path folder;
  private SqlJournal journal;

  @BeforeEach
  void open() {
    journal = new SqlJournal(JournalPlace.in(new DataDirectory(folder)), CLOCK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void thereIsNoReportBeforeTheFirstFill() {
    journal.append(entries(entry("1", EntryKind.NOTE, Map.of())));
    assertThat(file()).doesNotExist();
  }

  @Test
  void eachFillAndEachStatisticIsInTheFileAtOnce() throws IOException {
    journal.append(entries(entry("1", EntryKind.SLIPPAGE, fill("a-1", "61.2"))));
    assertThat(account().get("fills").get(0).get("executionBps").decimalValue())
        .isEqualByComparingTo("61.2");
    assertThat(account().get("statistics").isNull()).isTrue();

    journal.append(
        entries(
            entry(
                "2",
                EntryKind.SLIPPAGE,
                Map.of("n", "1", "meanBps", "61.200", "cusum", "21.5", "label", "as expected"))));
    assertThat(account().get("statistics").get("meanBps").decimalValue())
        .isEqualByComparingTo("61.2");
    assertThat(account().get("fills")).hasSize(1);
    assertThat(account().has("orders")).isFalse();
    assertThat(account().get("fills").get(0).has("tookMillis")).isFalse();
  }

  @Test
  void fillTimesAndPartsStandBesideTheCost() throws IOException {
    Map<String, String> fill = fill("a-1", "61.2");
    fill.put("tookMillis", "9012");
    fill.put("ordered", "30");
    fill.put("filledInPart", "true");
    journal.append(
        entries(
            entry("1", EntryKind.SLIPPAGE, fill),
            entry(
                "2",
                EntryKind.SLIPPAGE,
                Map.of("endedOrder", "a-2", "timed", "2", "medianMillis", "9012", "inPart", "1"))));
    assertThat(account().get("fills").get(0).get("tookMillis").intValue()).isEqualTo(9012);
    assertThat(account().get("fills").get(0).get("filledInPart").booleanValue()).isTrue();
    assertThat(account().get("orders").get("medianMillis").intValue()).isEqualTo(9012);
    assertThat(account().get("orders").get("longestMillis").isNull()).isTrue();
    assertThat(account().get("statistics").isNull()).isTrue();
  }

  @Test
  void aFileThatWasLostIsWrittenAnew() throws IOException {
    journal.append(entries(entry("1", EntryKind.SLIPPAGE, fill("a-1", "61.2"))));
    Files.delete(file());
    journal.rebuildMirrors();
    assertThat(account().get("fills")).hasSize(1);
  }

  @Test
  void changesOfLimitsAreRememberedTheLastOfEachLimit() {
    journal.append(
        entries(
            entry("1", EntryKind.LIMIT, limit("dailyLoss", "0.03")),
            entry("2", EntryKind.LIMIT, limit("slippage.fill", "80")),
            entry("3", EntryKind.LIMIT, limit("dailyLoss", "0.015")),
            entry("4", EntryKind.LIMIT, limit("nonsense", "1"))));
    assertThat(journal.guardMemory(ACCOUNT).limits())
        .extracting(change -> change.name() + " " + change.value())
        .containsExactly(LimitName.SLIPPAGE_FILL + " 80", LimitName.DAILY_LOSS + " 0.015");
  }

  @Test
  void thePastHasTheDeepestLossOfEachDayAndEveryFill() {
    journal.append(
        entries(
            entry("1", EntryKind.READING, Map.of("lossFraction", "0.004")),
            entry("2", EntryKind.READING, Map.of("lossFraction", "0.011")),
            entry("3", EntryKind.READING, Map.of("fault", "UNREADABLE_ANSWER")),
            entry("4", EntryKind.SLIPPAGE, fill("a-1", "61.2")),
            entry("5", EntryKind.SLIPPAGE, Map.of("n", "1", "cusum", "0"))));
    LimitPast past =
        new JournalLimitTrials(journal).past(new LimitTrials.PastQuestion(ACCOUNT, 60));
    assertThat(past.days()).hasSize(1);
    assertThat(past.days().getFirst().deepestLoss()).isEqualByComparingTo("0.011");
    assertThat(past.fills())
        .singleElement()
        .satisfies(fill -> assertThat(fill.executionBps()).isEqualByComparingTo("61.2"));
  }

  private Path file() {
    return folder.resolve("reports").resolve("slippage_report.json");
  }

  private JsonNode account() throws IOException {
    return new ObjectMapper().readTree(file().toFile()).get("accounts").get(0);
  }

  private static Map<String, String> fill(String order, String bps) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("clientOrderId", order);
    data.put("symbol", "SPY");
    data.put("side", "BUY");
    data.put("quantity", "10");
    data.put("usable", "true");
    data.put("fillPrice", "603.672");
    data.put("arrivalMid", "600");
    data.put("executionBps", bps);
    data.put("delayBps", "3");
    return data;
  }

  private static Map<String, String> limit(String name, String value) {
    return Map.of(
        "name", name, "value", value, "configured", "0.02", "by", "anna, ben", "reason", "why");
  }
}
