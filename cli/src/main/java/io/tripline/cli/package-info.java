/** The operator's hands: commands, output formats, the one-machine system and the drills. */
@NullMarked
package io.tripline.cli;

import org.jspecify.annotations.NullMarked;
