package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tripline.workflows.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What became of an order that we sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Submission.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = Submission.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = Submission.Unknown.class, name = "unknown")
})
public sealed interface Submission {
  /**
   * The broker has the order.
   *
   * @param arrival the quote as the order was sent; null: not read, or from an older worker
   */
  record Accepted(Order order, @Nullable Quote arrival) implements Submission {
    /** Without a quote. */
    public Accepted(Order order) {
      this(order, null);
    }
  }

  /** The broker has no order of it; {@code detail} is the broker's sentence, for people only. */
  record Refused(Fault fault, String detail) implements Submission {}

  /** No answer: the order may be live. It must be looked up by its id, never sent again blindly. */
  record Unknown(String detail) implements Submission {}
}
