package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.arming.Arming;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.ArmingBook.Wish;
import io.tripline.workflows.guard.ArmingState.Suspend;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets the account's own guards at the broker and takes them off again: one writer, beside
 * everything else, so that nothing between latch and flat waits for it. An intent stands on the
 * books before anything is sent. For workflow threads.
 */
final class ArmingDesk {
  private static final String CHANGE = "arming-written-first";

  /** A recorded {@code suspend_trade} is ours only while its halt stands. */
  private static final String BY_THE_HALT = "suspend-goes-with-its-halt";

  private final Arming arming = Workflow.newActivityStub(Arming.class, Policies.arming());
  private final Notifier notifier = Workflow.newActivityStub(Notifier.class, Policies.telling());
  private final GuardBooks books;
  private final Supplier<@Nullable AccountPolicy> policy;
  private final BooleanSupplier over;
  private String failed = "";
  private int failures;
  private boolean writesFirst;

  ArmingDesk(GuardBooks books, Supplier<@Nullable AccountPolicy> policy, BooleanSupplier over) {
    this.books = books;
    this.policy = policy;
    this.over = over;
  }

  void begin() {
    books.rules.ask(BY_THE_HALT, 1);
  }

  /** Runs beside the guard until it hands over. */
  void keep() {
    writesFirst = Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == 1;
    while (true) {
      Workflow.await(() -> over.getAsBoolean() || wish().isPresent());
      if (over.getAsBoolean()) {
        return;
      }
      Wish wish = wish().orElseThrow();
      books.arming.working(true);
      try {
        failed = carryOut(wish, policy()).orElse("");
      } catch (ActivityFailure e) {
        failed = Fault.detailOf(e);
      } finally {
        books.arming.working(false);
      }
      books.show();
      if (failed.isEmpty()) {
        failures = 0;
      } else {
        later(wish);
      }
    }
  }

  private void later(Wish wish) {
    failures++;
    if (failures == 1 || failures == 5) {
      note("not done at the broker (" + words(wish) + "), tried again: " + failed, Map.of());
    }
    Duration pause = Policies.ARM_AGAIN.multipliedBy(Math.min(failures, 10));
    Workflow.await(pause, () -> over.getAsBoolean() || !wish().equals(Optional.of(wish)));
  }

  /**
   * Takes our {@code suspend_trade} off before a reset; the caller goes on only when it was read
   * back. Whoever calls says afterwards that it has ended.
   */
  void clearForReset() {
    books.arming.lifting(true);
    if (books.arming.suspend() == Suspend.NONE && !books.arming.working()) {
      return;
    }
    boolean cleared =
        Workflow.await(
            Policies.CLEARED_WITHIN,
            () -> books.arming.suspend() == Suspend.NONE && !books.arming.working());
    if (!cleared) {
      throw Fault.NOT_READY.failure(
          "suspend_trade, which the guard set, could not be cleared at the broker"
              + (failed.isEmpty() ? "" : ": " + failed));
    }
  }

  /** Takes everything of ours off before the guard ends; fails where it can't be read back. */
  void restore() {
    books.arming.leaving(true);
    if (books.arming.found() == null && !books.arming.working()) {
      return;
    }
    boolean restored =
        Workflow.await(
            Policies.CLEARED_WITHIN, () -> books.arming.found() == null && !books.arming.working());
    if (!restored) {
      books.arming.leaving(false);
      throw Fault.NOT_READY.failure(
          "the account's guards at the broker could not be restored (tripline disarm does it by"
              + " keys alone)"
              + (failed.isEmpty() ? "" : ": " + failed));
    }
  }

  /** What the watch says of the flags. */
  void seen(FlagsReading reading) {
    boolean taken = books.arming.seen(reading, books.halts.epoch());
    books.record(
        EntryKind.READING,
        null,
        "broker flags " + reading.check() + ": " + reading.detail(),
        Map.of("check", reading.check().name()));
    if (reading.check() != Check.PASS) {
      tell(
          "The account's guards at the broker are "
              + (reading.check() == Check.FAIL ? "not as set: " : "not known: ")
              + reading.detail(),
          taken
              ? "suspend_trade, which the guard set after flat was proven, was taken off by"
                  + " somebody; it is not set again in this halt."
              : "Entries are refused until they read as set again; the next trading day sets them.",
          "tripline guard status");
    }
    books.show();
  }

  private Optional<String> carryOut(Wish wish, AccountPolicy now) {
    return switch (wish) {
      case CLEAR -> clear();
      case SUSPEND -> suspend(now);
      case ARM -> arm(now);
      case RESTORE -> restoreAll(now);
    };
  }

  /**
   * What was found stands in the journal before a guard is set. One that is down holds nothing up
   * for long: the activity writes the record in the data directory first, or sets nothing. Nothing
   * waits here that takes a guard off.
   */
  private void writtenFirst() {
    if (writesFirst && !books.journal.empty()) {
      Workflow.await(Policies.JOURNAL_PATIENCE, books.journal::empty);
    }
  }

  private Optional<String> arm(AccountPolicy now) {
    Arming.Look look = look(now);
    boolean again = books.arming.plan().armed();
    if (look.flags().longOnly()) {
      if (!again) {
        note("armed at the broker: " + look.flags().describe() + ", as found", found());
      }
      books.arming.armed(books.halts.day());
      return look.known() == null || callsOursWhatIsNot(look) ? keepRecord() : Optional.empty();
    }
    note(
        (again ? "somebody changed the account's guards; set again for the day: " : "arming: ")
            + look.flags().describe()
            + " becomes "
            + FlagsChange.LONG_ONLY.describe(),
        found());
    writtenFirst();
    Arming.Outcome outcome = set(FlagsChange.LONG_ONLY, true);
    if (!outcome.readBack()) {
      return Optional.of(outcome.detail());
    }
    books.arming.armed(books.halts.day());
    note("armed at the broker, read back: " + outcome.detail(), found());
    return Optional.empty();
  }

  /** Somebody took our suspend_trade off: the next one who sets it is somebody else. */
  private boolean callsOursWhatIsNot(Arming.Look look) {
    return look.known() != null
        && look.known().suspendIsOurs()
        && books.arming.suspend() == Suspend.NONE
        && Workflow.getVersion("record-says-whose", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** Flags that were as they should be need a record, too: of what was found. */
  private Optional<String> keepRecord() {
    writtenFirst();
    Arming.Outcome kept = set(FlagsChange.LONG_ONLY, true);
    return kept.readBack() ? Optional.empty() : Optional.of(kept.detail());
  }

  private Optional<String> suspend(AccountPolicy now) {
    if (books.arming.suspend() == Suspend.NONE) {
      int epoch = books.halts.epoch();
      Arming.Look look = look(now);
      if (books.arming.suspend() == Suspend.OURS || !wish().equals(Optional.of(Wish.SUSPEND))) {
        return Optional.empty();
      }
      Optional<String> not = books.arming.notToSuspend(look, now);
      if (not.isPresent()) {
        books.arming.settled(epoch);
        note(not.get(), Map.of());
        return Optional.empty();
      }
      books.arming.suspend(Suspend.SETTING, books.now());
      note("flat is proven: setting suspend_trade at the broker", Map.of("suspend", "setting"));
    }
    writtenFirst();
    Arming.Outcome outcome = set(FlagsChange.suspend(true), true);
    if (!outcome.readBack()) {
      return Optional.of(outcome.detail());
    }
    if (books.arming.suspend() == Suspend.SETTING) {
      books.arming.suspend(Suspend.OURS, books.now());
    }
    note("suspend_trade is set at the broker, read back", Map.of("suspend", "ours"));
    return Optional.empty();
  }

  private Optional<String> clear() {
    if (books.arming.suspend() != Suspend.CLEARING) {
      books.arming.suspend(Suspend.CLEARING, books.now());
      note("clearing suspend_trade, which the guard set", Map.of("suspend", "clearing"));
    }
    Arming.Outcome outcome = set(FlagsChange.suspend(false), false);
    if (!outcome.readBack()) {
      return Optional.of(outcome.detail());
    }
    books.arming.suspend(Suspend.NONE, books.now());
    note("suspend_trade is cleared at the broker, read back", Map.of("suspend", "none"));
    return Optional.empty();
  }

  private Optional<String> restoreAll(AccountPolicy now) {
    Arming.Look look = look(now);
    boolean ours = books.arming.suspend() != Suspend.NONE;
    FlagsChange change =
        FlagsChange.restoring(Objects.requireNonNull(books.arming.found()), look.flags(), ours);
    note("restoring what was found at the broker: " + change.describe(), found());
    Arming.Outcome outcome =
        arming.set(
            new Arming.SetRequest(books.account, change, books.arming.record(books, ours), null));
    if (!outcome.readBack()) {
      return Optional.of(outcome.detail());
    }
    books.arming.restored();
    note("nothing of ours is set at the broker any more: " + outcome.detail(), Map.of());
    return Optional.empty();
  }

  private Arming.Look look(AccountPolicy now) {
    Arming.Look look = arming.look(new Arming.LookRequest(books.account, now.scope()));
    books.arming.looked(look, books.rules.at(BY_THE_HALT) >= 1 ? books.halts.past() : null);
    return look;
  }

  /** {@code after}: whether a {@code suspend_trade} of ours stands once it was read back. */
  private Arming.Outcome set(FlagsChange change, boolean after) {
    boolean before = books.arming.suspend() != Suspend.NONE;
    return arming.set(
        new Arming.SetRequest(
            books.account,
            change,
            books.arming.record(books, before),
            books.arming.record(books, before && after)));
  }

  private Optional<Wish> wish() {
    AccountPolicy now = policy.get();
    return now == null ? Optional.empty() : books.arming.wish(now, books.halts);
  }

  private AccountPolicy policy() {
    return Objects.requireNonNull(policy.get());
  }

  private void note(String text, Map<String, String> data) {
    books.record(EntryKind.GUARD, null, text, data);
  }

  private Map<String, String> found() {
    BrokerFlags flags = books.arming.found();
    return flags == null ? Map.of() : Map.of("found", flags.describe());
  }

  private void tell(String headline, String text, String command) {
    AccountPolicy now = policy();
    Notice notice =
        new Notice(
            Workflow.randomUUID().toString(),
            books.account,
            null,
            Urgency.NOTIFY,
            headline,
            text,
            command,
            now.drill());
    books.duties.start("tell about the broker's flags", () -> notifier.tell(notice));
  }

  private static String words(Wish wish) {
    return switch (wish) {
      case CLEAR -> "clear suspend_trade";
      case SUSPEND -> "set suspend_trade";
      case ARM -> "set no_shorting and the margin multiplier";
      case RESTORE -> "restore what was found";
    };
  }
}
