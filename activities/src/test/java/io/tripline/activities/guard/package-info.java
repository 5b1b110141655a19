/** The watch and the inquiry against the simulated broker. */
@NullMarked
package io.tripline.activities.guard;

import org.jspecify.annotations.NullMarked;
