package io.tripline.activities.notify;

import io.temporal.failure.ApplicationFailure;
import io.tripline.activities.journal.SqlJournal;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Tells people over the channels that are configured, the terminal always and first. Each contact
 * is told over the first of its channels that works; one that fails is recorded and the next is
 * tried. Contacts are told beside each other: nobody waits for another one's channels. Whose turn
 * it is hears it over the channels of a page, where none is for what is less urgent. A rehearsal
 * stays at the terminal unless it is allowed out.
 *
 * <p>While attempts are left a notice counts as told only when each contact whom it is meant for
 * has it, and each channel that follows the incident: that one person heard it is no reason to give
 * another one up.
 *
 * <p>Nothing is sent twice for one notice: what was sent is recorded at once and looked up before.
 * Between the two a crash leaves a gap; then people rather hear twice than never, and the message
 * says so. Thread-safe.
 */
public final class ChannelNotifier implements Notifier {
  /** The failure of an activity whose notice has not reached all it should: it is tried again. */
  public static final String NOT_DELIVERED = "NOT_DELIVERED";

  /** After so many attempts (about a minute) it is said who could not be told. */
  static final int ATTEMPTS = 6;

  /** A second less than a round may take before the activity times out, and a last call's time. */
  private static final Duration ROUND = Duration.ofSeconds(13);

  private final Notifier terminal;
  private final List<Recipient> recipients;
  private final boolean drills;
  private final Function<Notice, String> link;
  private final SentLog log;
  private final InstantSource clock;
  private final IntSupplier attempt;
  private final Duration patience;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Set<String> sending = ConcurrentHashMap.newKeySet();

  /**
   * A notifier over channels.
   *
   * @param terminal told first, whatever else happens
   * @param drills whether a rehearsal's notices go out too
   * @param link the address of what a notice is about; empty where there is none
   * @param logs the folder of {@code channels.log}
   * @param attempt the attempt of the running activity, from 1
   */
  public ChannelNotifier(
      Notifier terminal,
      List<Recipient> recipients,
      boolean drills,
      Function<Notice, String> link,
      Path logs,
      SqlJournal journal,
      InstantSource clock,
      IntSupplier attempt) {
    this(terminal, recipients, drills, link, logs, journal, clock, attempt, ROUND);
  }

  /** The same with another time for a round. */
  ChannelNotifier(
      Notifier terminal,
      List<Recipient> recipients,
      boolean drills,
      Function<Notice, String> link,
      Path logs,
      SqlJournal journal,
      InstantSource clock,
      IntSupplier attempt,
      Duration patience) {
    this.patience = patience;
    this.terminal = terminal;
    this.recipients = List.copyOf(recipients);
    this.drills = drills;
    this.link = link;
    this.log = new SentLog(logs, journal);
    this.clock = clock;
    this.attempt = attempt;
  }

  @Override
  public Delivery tell(Notice notice) {
    Delivery shown = terminal.tell(notice);
    if (notice.drill() && !drills) {
      return shown;
    }
    if (!underWay.add(notice.id())) {
      throw notDelivered("nobody was reached: an earlier attempt is still under way");
    }
    try {
      NoticeRound round =
          new NoticeRound(notice, link.apply(notice), log, clock, patience, sending);
      List<Recipient> meant =
          recipients.stream().filter(r -> !r.channelsFor(notice).isEmpty()).toList();
      round.run(meant, recipients);
      return result(shown, round, !meant.isEmpty());
    } finally {
      underWay.remove(notice.id());
    }
  }

  /** Whether a channel that hung longer than its round is still sending, and will be recorded. */
  boolean sending() {
    return !sending.isEmpty();
  }

  private Delivery result(Delivery shown, NoticeRound round, boolean meant) {
    boolean anybody = !round.reachedBy().isEmpty();
    if (!round.complete() && attempt.getAsInt() < ATTEMPTS) {
      throw notDelivered(
          (meant && !anybody ? "nobody was reached: " : "not everybody was reached: ")
              + round.failed());
    }
    if (!meant || anybody) {
      String channels =
          String.join(
              ", ",
              java.util.stream.Stream.concat(
                      java.util.stream.Stream.of(shown.channel()), round.reachedBy().stream())
                  .toList());
      return new Delivery(
          true,
          channels + (round.failures().isEmpty() ? "" : " (not by " + round.failed() + ")"),
          shown.detail());
    }
    return new Delivery(
        false, shown.channel(), "only shown at the " + shown.channel() + "; " + round.failed());
  }

  private static ApplicationFailure notDelivered(String why) {
    return ApplicationFailure.newFailure(why, NOT_DELIVERED);
  }
}
