package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How waiting for an order to end went. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FillOutcome.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = FillOutcome.StillOpen.class, name = "stillOpen")
})
public sealed interface FillOutcome {
  /** The order is terminal; its filled quantity may be less than asked, or zero. */
  record Ended(Order order) implements FillOutcome {}

  /** The time was over first; the order still rests. */
  record StillOpen(Order order) implements FillOutcome {}
}
