/** The simulated broker as a process. */
@NullMarked
package io.tripline.cli.simulator;

import org.jspecify.annotations.NullMarked;
