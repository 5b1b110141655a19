/** What an investigation reads beyond the account itself. */
@NullMarked
package io.tripline.activities.incident;

import org.jspecify.annotations.NullMarked;
