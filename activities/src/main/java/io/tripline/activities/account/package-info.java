/** The worker's configuration, as procedures ask for it. */
@NullMarked
package io.tripline.activities.account;

import org.jspecify.annotations.NullMarked;
