/** The one-machine system: a Temporal server, simulator and workers as supervised processes. */
@NullMarked
package io.tripline.cli.up;

import org.jspecify.annotations.NullMarked;
