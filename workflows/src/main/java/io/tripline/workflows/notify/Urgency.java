package io.tripline.workflows.notify;

/** How loudly to tell. */
public enum Urgency {
  PAGE,
  NOTIFY,
  INFORM
}
