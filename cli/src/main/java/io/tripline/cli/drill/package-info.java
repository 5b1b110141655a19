/** Rehearsals: a whole incident on the simulated broker, judged from outside. */
@NullMarked
package io.tripline.cli.drill;

import org.jspecify.annotations.NullMarked;
