/** Tables and laws of the pure decisions. */
@NullMarked
package io.tripline.workflows.killswitch;

import org.jspecify.annotations.NullMarked;
