/** Tests of what tells life from standstill. */
@NullMarked
package io.tripline.workflows.liveness;

import org.jspecify.annotations.NullMarked;
