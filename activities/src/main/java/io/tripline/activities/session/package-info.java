/** What to hold: strategies on daily bars, by name. */
@NullMarked
package io.tripline.activities.session;

import org.jspecify.annotations.NullMarked;
