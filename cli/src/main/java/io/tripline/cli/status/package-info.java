/** One look at everything, also when Temporal is not there. */
@NullMarked
package io.tripline.cli.status;

import org.jspecify.annotations.NullMarked;
