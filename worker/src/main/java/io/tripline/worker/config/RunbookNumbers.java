package io.tripline.worker.config;

import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.LimitOverride;
import io.tripline.workflows.killswitch.LimitsInForce;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.ContactTable;
import io.tripline.workflows.runbook.Runbook;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers, people and times of a document: {@code tripline.yaml} owns them, the document names
 * them. Each with its value in force and where that comes from. Pure.
 */
public final class RunbookNumbers {
  private static final String SHIPPED = "shipped default";

  private final Settings settings;
  private final Map<String, Integer> lines;
  private final @Nullable LimitsInForce changed;
  private final List<Value> values = new ArrayList<>();

  /**
   * One of them.
   *
   * @param origin shipped default, a line of the file, or who changed it when
   */
  public record Value(String key, String value, String origin) {}

  private RunbookNumbers(
      Settings settings, Map<String, Integer> lines, @Nullable LimitsInForce changed) {
    this.settings = settings;
    this.lines = lines;
    this.changed = changed;
  }

  /**
   * Those that a document names.
   *
   * @param lines as {@link SettingsReader#lines} knows them
   * @param changed people's changes of limits; null where the guard could not be asked
   */
  public static List<Value> of(
      Runbook document,
      Settings settings,
      Map<String, Integer> lines,
      @Nullable LimitsInForce changed) {
    RunbookNumbers numbers = new RunbookNumbers(settings, lines, changed);
    switch (document) {
      case P0 -> numbers.p0();
      case P1 -> numbers.p1();
      case P2 -> numbers.p2();
      case P3 -> numbers.p3();
      case REVIEW -> numbers.review();
      case COMMUNICATION -> numbers.communication();
    }
    return List.copyOf(numbers.values);
  }

  private void p0() {
    add("outage.flattenAfter", settings.outage().flattenAfter());
    add("outage.pageEvery", settings.outage().pageEvery());
    add("outage.nextContactAfter", settings.outage().nextContactAfter());
    add("outage.acknowledgementLapses", settings.outage().acknowledgementLapses());
    add("statusUpdates.p0", settings.response().updates().p0());
    people();
  }

  private void p1() {
    add("responseTimes.p1", settings.responseTimeP1());
    add("responseTimes.lapses.p1", settings.response().lapses().p1());
    add("statusUpdates.p1", settings.response().updates().p1());
    add("statusUpdates.mitigated", settings.response().updatesMitigated());
    for (LimitName name : LimitName.values()) {
      limit(name);
    }
    add("autoReset", String.valueOf(settings.autoReset()));
    add("probation", String.valueOf(settings.probation()));
    add("outage.flattenAfter", settings.outage().flattenAfter());
    people();
  }

  private void p2() {
    add("responseTimes.p2", settings.response().respondP2());
    add("responseTimes.lapses.p2", settings.response().lapses().p2());
    add("statusUpdates.p2", settings.response().updates().p2());
    limit(LimitName.SLIPPAGE_BASELINE);
    limit(LimitName.SLIPPAGE_MEAN);
    limit(LimitName.FILLS_SLOW);
    limit(LimitName.FILLS_PARTIAL);
    limit(LimitName.FILLS_ORDERS);
    limit(LimitName.DATA_FAILS);
    limit(LimitName.DATA_CLEAN);
    people();
  }

  private void p3() {
    add("responseTimes.p3", settings.response().respondP3());
    add("responseTimes.lapses.p3", settings.response().lapses().p3());
    add("statusUpdates.p3", settings.response().updates().p3());
    add("schedules.maintenance.at", settings.schedules().maintainAt() + " New York");
    add("schedules.maintenance.length", settings.schedules().maintainFor());
    add("schedules.checks.every", settings.schedules().checkEvery());
    limit(LimitName.SLIPPAGE_MEAN);
    people();
  }

  private void review() {
    add("review.signWithin", settings.review().signWithin());
    add("review.remindEvery", settings.review().remindEvery());
    add(
        "approvers",
        String.join(", ", settings.roster().stream().map(each -> each.name()).toList()));
  }

  private void communication() {
    add("statusUpdates.p0", settings.response().updates().p0());
    add("statusUpdates.p1", settings.response().updates().p1());
    add("statusUpdates.p2", settings.response().updates().p2());
    add("statusUpdates.p3", settings.response().updates().p3());
    add("statusUpdates.mitigated", settings.response().updatesMitigated());
    add("responseTimes.p1", settings.responseTimeP1());
    add("responseTimes.p2", settings.response().respondP2());
    add("responseTimes.p3", settings.response().respondP3());
    add("outage.pageEvery", settings.outage().pageEvery());
    add("outage.nextContactAfter", settings.outage().nextContactAfter());
    add("notify.publicAddress", settings.telling().publicAddress());
    people();
  }

  private void people() {
    add(
        "approvers",
        String.join(", ", settings.roster().stream().map(each -> each.name()).toList()));
    List<Contact> contacts = settings.contacts();
    for (int i = 0; i < contacts.size(); i++) {
      add("contacts[" + i + "]", ContactTable.shown(contacts.get(i)));
    }
    Contact support = new ContactTable(contacts).brokerSupport();
    if (!contacts.contains(support)) {
      add("contacts (Broker Support)", ContactTable.shown(support));
    }
  }

  private void limit(LimitName name) {
    String key = "limits." + name.key();
    Optional<LimitOverride> change =
        Optional.ofNullable(changed).flatMap(known -> known.changeOf(name));
    if (change.isEmpty() || changed == null) {
      add(key, name.shown(settings.limits()));
      return;
    }
    LimitOverride set = change.get();
    values.add(
        new Value(
            key,
            name.shown(changed.limits()),
            "set "
                + set.at().truncatedTo(ChronoUnit.SECONDS)
                + " by "
                + String.join(" and ", set.by())
                + (set.gate() == null ? "" : " at gate " + set.gate())
                + ": "
                + set.reason()
                + " ("
                + origin(key)
                + " says "
                + name.shown(changed.configured())
                + ")"));
  }

  private void add(String key, Duration value) {
    add(key, shown(value));
  }

  private void add(String key, String value) {
    values.add(new Value(key, value.isEmpty() ? "none" : value, origin(key)));
  }

  private String origin(String key) {
    Integer line = lines.get(key);
    return line == null
        ? SHIPPED
        : settings.file().map(file -> String.valueOf(file.getFileName())).orElse("tripline.yaml")
            + ":"
            + line;
  }

  /** As it would be written in the file. */
  static String shown(Duration span) {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("d", span.toDays());
    parts.put("h", (long) span.toHoursPart());
    parts.put("m", (long) span.toMinutesPart());
    parts.put("s", (long) span.toSecondsPart());
    StringBuilder text = new StringBuilder();
    parts.forEach((unit, count) -> text.append(count == 0 ? "" : count + unit));
    return text.isEmpty() ? "0s" : text.toString();
  }
}
