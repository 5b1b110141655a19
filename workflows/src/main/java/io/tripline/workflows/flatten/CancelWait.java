package io.tripline.workflows.flatten;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tripline.workflows.broker.Order;
import java.time.Instant;
import java.util.List;

/** How waiting for cancelled orders to end went. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CancelWait.AllEnded.class, name = "allEnded"),
  @JsonSubTypes.Type(value = CancelWait.StillLive.class, name = "stillLive"),
  @JsonSubTypes.Type(value = Unread.class, name = "unread")
})
public sealed interface CancelWait permits CancelWait.AllEnded, CancelWait.StillLive, Unread {
  /** Each order and each successor of a replaced one is terminal; some may have filled. */
  record AllEnded(List<Order> orders, Instant at) implements CancelWait {}

  /** The time was over first; {@code marketOpen} is true also when the clock could not be read. */
  record StillLive(List<Order> live, List<Order> ended, boolean marketOpen, Instant at)
      implements CancelWait {
    /** Copies the lists; a history of before has no {@code ended}. */
    public StillLive {
      live = List.copyOf(live);
      ended = ended == null ? List.of() : List.copyOf(ended);
    }
  }
}
