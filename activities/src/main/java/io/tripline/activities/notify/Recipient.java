package io.tripline.activities.notify;

import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;
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

  /** Whose turn it is hears it, however little urgent it is. */
  List<Channel> channelsFor(Notice notice) {
    List<Channel> usual = by(notice.urgency());
    return usual.isEmpty() && contact.equals(notice.turn()) ? by(Urgency.PAGE) : usual;
  }
}
