package io.tripline.workflows.incident;

import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.runbook.P1Step;
import java.util.List;
import java.util.Optional;

/** The part of the P1 document that belongs to one cause. For workflow threads. */
interface CauseBranch {
  /** Why people decide where nothing else is known. */
  String ONLY_A_LOSS = "only a daily loss resets by itself";

  /** Its headings in the document. */
  List<P1Step> steps();

  /** Whether it is this incident's. */
  boolean appliesTo(IncidentBrief brief);

  /** Walks its steps to their end. Returns early when a later alert has replaced the brief. */
  void investigate();

  /** Why people are asked for the reset, in words for the gate. */
  default String whyPeople() {
    return ONLY_A_LOSS;
  }

  /**
   * Asked once more after people have approved the reset, before the guard lifts the halt: why not
   * after all. The procedure then investigates again and asks anew.
   */
  default Optional<String> objection() {
    return Optional.empty();
  }
}
