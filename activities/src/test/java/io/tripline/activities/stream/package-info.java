/** Streams against the simulated broker. */
@NullMarked
package io.tripline.activities.stream;

import org.jspecify.annotations.NullMarked;
