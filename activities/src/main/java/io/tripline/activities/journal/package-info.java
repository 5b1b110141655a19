/**
 * The journal on disk: an append-only, hash-chained SQL audit that several processes share, its
 * live CSV mirrors, the reports, and the reader behind {@code tripline journal}.
 */
@NullMarked
package io.tripline.activities.journal;

import org.jspecify.annotations.NullMarked;
