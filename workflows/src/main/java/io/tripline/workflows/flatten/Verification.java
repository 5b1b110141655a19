package io.tripline.workflows.flatten;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tripline.workflows.proof.FlatRead;
import io.tripline.workflows.proof.SymbolProof;
import java.time.Instant;
import java.util.List;

/** How proving flat went. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Verification.Flat.class, name = "flat"),
  @JsonSubTypes.Type(value = Verification.NotFlat.class, name = "notFlat"),
  @JsonSubTypes.Type(value = Verification.Unproven.class, name = "unproven"),
  @JsonSubTypes.Type(value = Unread.class, name = "unread")
})
public sealed interface Verification
    permits Verification.Flat, Verification.NotFlat, Verification.Unproven, Unread {
  /** Enough agreeing reads, and the arithmetic is zero for every symbol. */
  record Flat(List<FlatRead> reads, List<SymbolProof> symbols, Instant marketAt, Instant at)
      implements Verification {}

  /** A position or an open order was seen. */
  record NotFlat(String what, Instant at) implements Verification {}

  /**
   * The reads look flat but do not prove it: the executions do not add up to zero, or an order id
   * is not settled.
   */
  record Unproven(String why, List<SymbolProof> symbols, Instant at) implements Verification {}
}
