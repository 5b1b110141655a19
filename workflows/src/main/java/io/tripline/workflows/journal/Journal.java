package io.tripline.workflows.journal;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LimitOverride;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

  /**
   * Which entries.
   *
   * @param incident only of that one; null: of any or none
   * @param until none that is later, to the second; null: up to now
   * @param kinds only these; empty: any
   */
  record LastEntries(
      AccountName account,
      @Nullable String incident,
      int count,
      @Nullable Instant until,
      Set<EntryKind> kinds) {
    /** Copies the kinds; they are missing in what an older worker wrote. */
    public LastEntries {
      kinds = kinds == null ? Set.of() : Set.copyOf(kinds);
    }

    /** Up to now, of any kind. */
    public LastEntries(AccountName account, @Nullable String incident, int count) {
      this(account, incident, count, null, Set.of());
    }
  }

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
   * @param highWater the last high-water marks on record, in the form of their entry
   * @param cusum the last cumulative sum of what fills cost on record, basis points
   * @param trippedBy what the standing halt began with; null where none stands, and in a history of
   *     before
   * @param flatAsked true where a flatten was asked for in the standing halt
   */
  record GuardMemory(
      boolean known,
      boolean halted,
      int epoch,
      int lastPermit,
      java.util.Map<String, Integer> incidentNumbers,
      String detail,
      List<LimitOverride> limits,
      @Nullable String incident,
      @Nullable String highWater,
      @Nullable String cusum,
      @Nullable KillSwitch trippedBy,
      boolean flatAsked) {
    /** Key in the data of the entry that begins a trading day: its high-water marks. */
    public static final String HIGH_WATER = "highWater";

    /** Copies the limits. */
    public GuardMemory {
      limits = limits == null ? List.of() : List.copyOf(limits);
    }

    /** Without a halt that is known any closer. */
    public GuardMemory(
        boolean known,
        boolean halted,
        int epoch,
        int lastPermit,
        java.util.Map<String, Integer> incidentNumbers,
        String detail,
        List<LimitOverride> limits,
        @Nullable String incident,
        @Nullable String highWater,
        @Nullable String cusum) {
      this(
          known,
          halted,
          epoch,
          lastPermit,
          incidentNumbers,
          detail,
          limits,
          incident,
          highWater,
          cusum,
          null,
          false);
    }

    /** Without a cumulative sum. */
    public GuardMemory(
        boolean known,
        boolean halted,
        int epoch,
        int lastPermit,
        java.util.Map<String, Integer> incidentNumbers,
        String detail,
        List<LimitOverride> limits,
        @Nullable String incident,
        @Nullable String highWater) {
      this(
          known,
          halted,
          epoch,
          lastPermit,
          incidentNumbers,
          detail,
          limits,
          incident,
          highWater,
          null);
    }

    /** Without high-water marks. */
    public GuardMemory(
        boolean known,
        boolean halted,
        int epoch,
        int lastPermit,
        java.util.Map<String, Integer> incidentNumbers,
        String detail,
        List<LimitOverride> limits,
        @Nullable String incident) {
      this(known, halted, epoch, lastPermit, incidentNumbers, detail, limits, incident, null);
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
