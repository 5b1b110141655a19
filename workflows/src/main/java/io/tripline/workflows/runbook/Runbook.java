package io.tripline.workflows.runbook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The documents that people read while the procedures obey their steps. */
public enum Runbook {
  P0("p0-system-down"),
  P1("p1-trading-halted"),
  P2("p2-degraded"),
  P3("p3-minor"),
  REVIEW("review"),
  COMMUNICATION("communication");

  private final String id;

  Runbook(String id) {
    this.id = id;
  }

  /** The file's name without its ending. */
  public String id() {
    return id;
  }

  /** Such as {@code p3-minor.md}. */
  public String file() {
    return id + ".md";
  }

  /** The document of a severity. */
  public static Runbook of(Severity severity) {
    return switch (severity) {
      case P0 -> P0;
      case P1 -> P1;
      case P2 -> P2;
      case P3 -> P3;
    };
  }

  /** The document of an id; empty for another one. */
  public static Optional<Runbook> byId(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  /** The steps that the procedure walks, in order; none of the template for messages. */
  public List<Step> steps() {
    return switch (this) {
      case P0 -> P0Step.all();
      case P1 -> P1Step.all();
      case P2 -> P2Step.all();
      case P3 -> P3Step.all();
      case REVIEW -> ReviewStep.all();
      case COMMUNICATION -> List.of();
    };
  }
}
