package io.tripline.workflows.journal;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.killswitch.LimitOverride;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The archive. Appending is idempotent by entry id; the audit is append-only and hash-chained. */
@ActivityInterface(namePrefix = "Journal")
public interface Journal {
  /** Appends in order; entries whose id is known are skipped. */
  void append(Entries entries);

  /** The last entries of an account or incident, ascending. */
  Entries last(LastEntries query);

  /** What a guard that starts without carried state must know. */
  GuardMemory guardMemory(AccountName account);

  /** Writes a report to the reports folder and the journal; answers the path. */
  StoredReport storeReport(Report report);

  /** Entries, ascending. */
  record Entries(List<Entry> entries) {}

  /** Which entries. */
  record LastEntries(AccountName account, @Nullable String incident, int count) {}

  /**
   * The guard's past.
   *
   * @param known false when the journal has never seen this account
   * @param halted true when the last ladder entry was a halt
   * @param epoch the last halt epoch
   * @param lastPermit the highest permit number on record for this account
   * @param incidentNumbers the highest number on record per {@code <cause>-<tradingDay>}, read from
   *     the incident ids of the journal
   * @param detail the last trip's text, for people
   * @param limits the last change of each limit that people changed, the oldest first
   * @param incident of the last trip, where the journal knows of no end of it
   */
  record GuardMemory(
      boolean known,
      boolean halted,
      int epoch,
      int lastPermit,
      java.util.Map<String, Integer> incidentNumbers,
      String detail,
      List<LimitOverride> limits,
      @Nullable String incident) {
    /** Copies the limits. */
    public GuardMemory {
      limits = limits == null ? List.of() : List.copyOf(limits);
    }

    /** Without a change of limits, and without an incident that goes on. */
    public GuardMemory(
        boolean known,
        boolean halted,
        int epoch,
        int lastPermit,
        java.util.Map<String, Integer> incidentNumbers,
        String detail) {
      this(known, halted, epoch, lastPermit, incidentNumbers, detail, List.of(), null);
    }
  }

  /** A finished report. */
  record Report(AccountName account, String incident, String fileName, String text) {}

  /** Where it was written. */
  record StoredReport(String path, String digest) {}
}
