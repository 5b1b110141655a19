package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.tripline.activities.journal.HeartbeatState;
import io.tripline.activities.notify.HeartbeatUrl;
import io.tripline.activities.notify.Sending;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.liveness.Standstill;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a service outside that all is well: only while the watch's last reading is fresh and the
 * trading worker answers. Everything else, the death of its own process included, is silence, and
 * silence is the alarm. For one thread.
 */
public final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final Set<AccountName> accounts;
  private final Configuration configuration;
  private final WatchBeats beats;
  private final Canary canary;
  private final HeartbeatUrl url;
  private final Path data;
  private final InstantSource clock;
  private @Nullable Instant lastSentAt;
  private @Nullable Instant silentSince;
  private String said = "";

  /**
   * For the accounts of this process.
   *
   * @param client must use the workers' data converter
   * @param data where {@code status} finds what it did
   */
  public Heartbeat(
      WorkflowClient client,
      Set<AccountName> accounts,
      Configuration configuration,
      HeartbeatUrl url,
      Path data,
      InstantSource clock) {
    this.accounts = Set.copyOf(accounts);
    this.configuration = configuration;
    this.beats = new WatchBeats(client);
    this.canary = new Canary(client);
    this.url = url;
    this.data = data;
    this.clock = clock;
    this.lastSentAt = HeartbeatState.read(data).map(HeartbeatState::lastSentAt).orElse(null);
  }

  /** Beats once, or is silent; answers whether it beat. */
  public boolean beat() {
    String why = "";
    for (AccountName account : accounts) {
      why = why.isEmpty() ? trouble(account) : why;
    }
    if (why.isEmpty()) {
      why =
          switch (url.call()) {
            case Sending.Sent sent -> "";
            case Sending.Failed(String failure, boolean maybe) ->
                "the heartbeat service did not take it: " + failure;
          };
    }
    note(why);
    return why.isEmpty();
  }

  /** Why an account is not known to be well; empty when it is. */
  private String trouble(AccountName account) {
    Instant seen = beats.last(account).map(Pulse.Beat::seenAt).orElse(null);
    Instant now = clock.instant();
    if (Standstill.stale(seen, Standstill.READING_EACH, now)) {
      return "no fresh reading of " + account + (seen == null ? "" : " since " + seen);
    }
    return configuration.policy(account).session().trades() && !canary.answers(account)
        ? "no trading worker answers"
        : "";
  }

  private void note(String why) {
    Instant now = clock.instant();
    if (why.isEmpty()) {
      lastSentAt = now;
      silentSince = null;
    } else if (silentSince == null) {
      silentSince = now;
    }
    if (!why.equals(said)) {
      said = why;
      if (why.isEmpty()) {
        LOG.info("the heartbeat beats again");
      } else {
        LOG.atWarn().setMessage("THE HEARTBEAT IS SILENT").addKeyValue("why", why).log();
      }
    }
    try {
      new HeartbeatState(lastSentAt, silentSince, why).write(data);
    } catch (IOException e) {
      LOG.atWarn().setMessage("not on record").addKeyValue("why", e.toString()).log();
    }
  }
}
