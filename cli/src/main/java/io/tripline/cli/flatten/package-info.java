/** Getting an account proven flat, and waiting for the proof. */
@NullMarked
package io.tripline.cli.flatten;

import org.jspecify.annotations.NullMarked;
