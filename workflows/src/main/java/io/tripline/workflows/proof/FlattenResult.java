package io.tripline.workflows.proof;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tripline.workflows.broker.Position;
import java.util.List;

/** How a flatten ended. There is no end by time-out. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FlattenResult.ProvenFlat.class, name = "provenFlat"),
  @JsonSubTypes.Type(value = FlattenResult.ResidualAccepted.class, name = "residualAccepted"),
  @JsonSubTypes.Type(value = FlattenResult.Aborted.class, name = "aborted")
})
public sealed interface FlattenResult {
  /** Flat, with the proof. */
  record ProvenFlat(ProofOfFlat proof) implements FlattenResult {}

  /** Named people accepted what could not be closed. */
  record ResidualAccepted(List<String> by, String reason, List<Position> residual)
      implements FlattenResult {}

  /** Named people stopped it. */
  record Aborted(List<String> by, String reason) implements FlattenResult {}
}
