/** Reading the journal: audit, trades, verification, export. */
@NullMarked
package io.tripline.cli.journal;

import org.jspecify.annotations.NullMarked;
