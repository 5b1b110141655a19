package io.tripline.activities.guard;

import io.temporal.failure.ApplicationFailure;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.activities.journal.BreakGlassNote;
import io.tripline.activities.journal.BreakGlassSpool;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was done by {@code flatten --direct} into the journal, so that the guard's record and
 * the next incident name it: the note of an account of this process is journalled under its own id
 * (a repeat changes nothing), then moved away. Notes of other accounts stay where they are.
 */
public final class BreakGlassRecords {
  /** A note that says only that it began: the process may still work. */
  private static final Duration WORKING = Duration.ofMinutes(30);

  private static final Logger LOG = LoggerFactory.getLogger(BreakGlassRecords.class);

  private final AlpacaAccounts accounts;
  private final Journal journal;
  private final List<BreakGlassSpool> spools;
  private final InstantSource clock;

  /** {@code spools}: where notes may lie. */
  public BreakGlassRecords(
      AlpacaAccounts accounts, Journal journal, List<BreakGlassSpool> spools, InstantSource clock) {
    this.accounts = accounts;
    this.journal = journal;
    this.spools = List.copyOf(spools);
    this.clock = clock;
  }

  /** Takes in what waits; what can't be done now is tried again at the next call. */
  public int takeIn() {
    int taken = 0;
    for (BreakGlassSpool spool : spools) {
      for (BreakGlassNote note : spool.waiting()) {
        boolean working =
            note.outcome().equals(BreakGlassNote.BEGAN)
                && clock.instant().isBefore(note.beganAt().plus(WORKING));
        if (!working && takeIn(spool, note)) {
          taken++;
        }
      }
    }
    return taken;
  }

  private boolean takeIn(BreakGlassSpool spool, BreakGlassNote note) {
    Optional<AccountName> account =
        accounts.names().stream().filter(name -> concerns(accounts.http(name), note)).findFirst();
    if (account.isEmpty()) {
      return false;
    }
    try {
      journal.append(new Journal.Entries(List.of(entry(account.get(), note))));
      spool.processed(note);
      LOG.atWarn()
          .setMessage("A flatten without Temporal was journalled")
          .addKeyValue("note", note.id())
          .addKeyValue("outcome", note.outcome())
          .log();
      return true;
    } catch (IOException | ApplicationFailure e) {
      LOG.atWarn()
          .setMessage("A note of a flatten without Temporal can't be journalled yet")
          .addKeyValue("note", note.id())
          .addKeyValue("reason", e.getMessage())
          .log();
      return false;
    }
  }

  /** The same host and the same account there: a simulator of a drill is another one. */
  private static boolean concerns(AlpacaHttp http, BreakGlassNote note) {
    return http.endpoint().base().toString().equals(note.url())
        && (note.accountId().equals(BreakGlassNote.UNKNOWN)
            || (http.forSafety().account() instanceof Answer.Done<Account> done
                && done.value().id().equals(note.accountId())));
  }

  private static Entry entry(AccountName account, BreakGlassNote note) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("direct", "true");
    data.put("outcome", note.outcome());
    data.put("environment", note.environment().toLowerCase(Locale.ROOT));
    data.put("beganAt", note.beganAt().toString());
    Instant ended = note.endedAt();
    data.put("endedAt", ended == null ? "" : ended.toString());
    data.put("closingOrders", String.join(", ", note.closingOrders()));
    data.put("reason", note.reason());
    data.put("detail", String.join("; ", note.lines()));
    String text =
        switch (note.outcome()) {
          case BreakGlassNote.FLAT -> "break-glass: proven flat without Temporal";
          case BreakGlassNote.NOT_FLAT -> "break-glass: NOT flat: " + note.detail();
          default -> "break-glass: began and did not say how it ended; read the broker";
        };
    // One that works longer than anybody waits for may still tell of its end.
    boolean began = note.outcome().equals(BreakGlassNote.BEGAN);
    return new Entry(
        began ? note.id() + "/began" : note.id(),
        account,
        EntryKind.FLATTEN,
        ended == null ? note.beganAt() : ended,
        null,
        null,
        note.by().isBlank() ? "flatten --direct" : note.by(),
        text,
        data);
  }
}
