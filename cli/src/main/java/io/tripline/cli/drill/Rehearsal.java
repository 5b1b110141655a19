package io.tripline.cli.drill;

import java.io.IOException;

/** One scenario, carried out on a {@link Stage}. */
interface Rehearsal {
  /** Lets the incident happen, acts as people would, and judges from outside. */
  DrillResult rehearse() throws IOException, InterruptedException;
}
