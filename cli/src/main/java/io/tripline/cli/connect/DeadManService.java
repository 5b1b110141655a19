package io.tripline.cli.connect;

import io.tripline.activities.journal.HeartbeatState;
import io.tripline.cli.CommandFailure;
import io.tripline.worker.config.NotifySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a service outside notices when this machine dies.
 *
 * @param beats true while it is called as configured
 * @param sentence what to say of it
 */
public record DeadManService(boolean beats, String sentence) {
  /** A worker that is late by so many calls does not call any more. */
  private static final int MISSED = 3;

  /** Looks at the configuration and at what the response worker wrote down. */
  public static DeadManService look(
      Installation installation, Map<String, String> environment, Instant now) {
    NotifySettings.Heartbeat configured;
    try {
      configured = Configured.settings(installation, environment).telling().heartbeat();
    } catch (CommandFailure e) {
      return new DeadManService(false, "not known: the configuration can't be read");
    }
    if (configured == null) {
      return new DeadManService(
          false,
          "no heartbeat service is configured (notify.heartbeat): if this machine dies, nobody is"
              + " told");
    }
    return of(configured.every(), HeartbeatState.read(installation.data()), now);
  }

  /** Pure. */
  static DeadManService of(Duration every, Optional<HeartbeatState> state, Instant now) {
    String calls = "heartbeat each " + every.toSeconds() + " s, ";
    Instant silent = state.map(HeartbeatState::silentSince).orElse(null);
    if (silent != null) {
      return new DeadManService(
          false,
          calls + "SILENT since " + silent + ": " + state.map(HeartbeatState::why).orElse(""));
    }
    Instant last = state.map(HeartbeatState::lastSentAt).orElse(null);
    if (last == null) {
      return new DeadManService(false, calls + "never sent from here");
    }
    boolean late = Duration.between(last, now).compareTo(every.multipliedBy(MISSED)) > 0;
    return new DeadManService(!late, calls + (late ? "SILENT, " : "") + "last sent " + last);
  }
}
