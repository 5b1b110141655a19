package io.tripline.worker.config;

import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Urgency;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How people are told.
 *
 * @param publicAddress of the Temporal UI as people reach it, for links; empty: the UI's own
 * @param drills whether a rehearsal's notices leave the machine
 * @param routes for each contact and urgency the channels in the order in which they are tried
 * @param heartbeat of a dead-man service; null: none
 */
public record NotifySettings(
    String publicAddress,
    boolean drills,
    List<ChannelSettings> channels,
    List<Route> routes,
    @Nullable Heartbeat heartbeat) {
  /** The terminal and nothing else. */
  public static final NotifySettings TERMINAL =
      new NotifySettings("", false, List.of(), List.of(), null);

  /** Copies the lists. */
  public NotifySettings {
    channels = List.copyOf(channels);
    routes = List.copyOf(routes);
  }

  /**
   * An address outside that expects to be called.
   *
   * @param url where the address comes from: it is a secret
   * @param every between two calls
   */
  public record Heartbeat(KeySource url, Duration every) {}

  /** How one contact is reached; an urgency that is missing does not reach it. */
  public record Route(Contact contact, Map<Urgency, List<String>> channels) {
    /** Copies the map, in the order of the urgencies. */
    public Route {
      Map<Urgency, List<String>> ordered = new EnumMap<>(Urgency.class);
      ordered.putAll(channels);
      channels = Collections.unmodifiableMap(ordered);
    }
  }
}
