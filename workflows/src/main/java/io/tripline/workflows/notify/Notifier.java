package io.tripline.workflows.notify;

import io.temporal.activity.ActivityInterface;

/** Tells people. Idempotent by the notice's id. */
@ActivityInterface(namePrefix = "Notifier")
public interface Notifier {
  /** Sends over the first channel that works; says which. */
  Delivery tell(Notice notice);

  /** By which channel a notice went; {@code delivered} false when every channel failed. */
  record Delivery(boolean delivered, String channel, String detail) {}
}
