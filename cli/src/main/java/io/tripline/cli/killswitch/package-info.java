/** The kill switch: what tripped, tripping by hand, asking for the reset. */
@NullMarked
package io.tripline.cli.killswitch;

import org.jspecify.annotations.NullMarked;
