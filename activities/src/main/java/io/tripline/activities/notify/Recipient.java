package io.tripline.activities.notify;

import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Urgency;
import java.util.List;
import java.util.Map;

/**
 * How one contact is reached: for each urgency the channels, in the order in which they are tried
 * until one works. An urgency without channels does not reach the contact.
 */
public record Recipient(Contact contact, Map<Urgency, List<Channel>> channels) {
  /** Copies the map. */
  public Recipient {
    channels = Map.copyOf(channels);
  }

  List<Channel> by(Urgency urgency) {
    return channels.getOrDefault(urgency, List.of());
  }
}
