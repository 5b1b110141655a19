/**
 * The account's streams kept alive: connected again with patience, judged by what REST shows, and
 * never more than a hint that the broker should be asked.
 */
@NullMarked
package io.tripline.activities.stream;

import org.jspecify.annotations.NullMarked;
