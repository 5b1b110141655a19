package io.tripline.cli.drill;

import java.util.List;

/** How a drill is run. */
record DrillOptions(boolean manual, boolean earlyReset, boolean keep, List<Kill> kills) {}
