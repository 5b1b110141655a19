package io.tripline.cli.drill;

import java.util.List;
import java.util.Optional;

/** How a drill is run. */
record DrillOptions(
    boolean manual,
    boolean earlyReset,
    boolean keep,
    List<Kill> kills,
    Optional<String> workerMain) {}
