package io.tripline.activities.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SwitchReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what every switch reads in the journal, with its inputs and the configuration that it was
 * judged under: each change of a check at once, what repeats it as a count, each half hour at the
 * latest. The watch neither waits for it nor hears of its failures.
 */
final class SwitchLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchLog.class);
  private static final Duration EVERY = Duration.ofMinutes(30);

  /** Batches that wait for the journal; more are dropped, the next change is kept again. */
  private static final int MOST_WAITING = 50;

  private static final class Run {
    private final Check check;
    private Instant written;
    private int folded;

    Run(Check check, Instant written) {
      this.check = check;
      this.written = written;
    }
  }

  private final Journal journal;
  private final AccountName account;
  private final Map<KillSwitch, Run> runs = new EnumMap<>(KillSwitch.class);
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("switch-log").factory());
  private final AtomicInteger waiting = new AtomicInteger();

  SwitchLog(Journal journal, AccountName account) {
    this.journal = journal;
    this.account = account;
  }

  /** Takes the readings of one look. */
  void take(List<SwitchReading> readings, String configuration) {
    List<Entry> entries = new ArrayList<>();
    for (SwitchReading reading : readings) {
      Observation seen = reading.observation();
      Run run = runs.get(seen.killSwitch());
      boolean changed = run == null || run.check != seen.check();
      if (run != null && !changed && !Due.again(run.written, EVERY, seen.at())) {
        run.folded++;
        continue;
      }
      entries.add(entry(reading, configuration, run == null ? 0 : run.folded));
      if (run == null || changed) {
        runs.put(seen.killSwitch(), new Run(seen.check(), seen.at()));
      } else {
        run.written = seen.at();
        run.folded = 0;
      }
    }
    if (entries.isEmpty()) {
      return;
    }
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      LOG.warn("the journal is behind: readings of switches are not kept");
      return;
    }
    writer.execute(() -> write(entries));
  }

  private Entry entry(SwitchReading reading, String configuration, int folded) {
    Observation seen = reading.observation();
    Map<String, String> data = new LinkedHashMap<>();
    data.put("switch", seen.killSwitch().name());
    data.put("check", seen.check().name());
    data.put("reading", seen.reading());
    data.put("limit", seen.limit());
    data.put("wish", reading.wish().name());
    data.put("configuration", configuration);
    data.put("repeatsBefore", String.valueOf(folded));
    seen.inputs().forEach(data::putIfAbsent);
    return new Entry(
        "reading/" + account + "/" + seen.killSwitch() + "/" + seen.at().toEpochMilli(),
        account,
        EntryKind.READING,
        seen.at(),
        seen.marketAt(),
        null,
        "watch",
        "%s %s %s: %s"
            .formatted(seen.killSwitch(), seen.killSwitch().title(), seen.check(), seen.reading()),
        data);
  }

  private void write(List<Entry> entries) {
    try {
      journal.append(new Journal.Entries(entries));
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("why", e.toString()).log("readings of switches were not journalled");
    } finally {
      waiting.decrementAndGet();
    }
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
