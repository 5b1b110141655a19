package io.tripline.activities.notify;

import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;

/** One way to reach people. Sends each message at most once per call and never throws. */
public interface Channel {
  /** As the configuration calls it. */
  String name();

  /** What it is, in one word. */
  String kind();

  /** Where a contact is reached over it: a room is the same place for everybody. */
  String target(Contact contact);

  /** True where a message that is no page must reach it all the same. */
  default boolean follows(Notice notice) {
    return false;
  }

  /** Sends it to one contact. */
  Sending send(Message message, Contact contact);
}
