/** The account's guard: start, status, stop. */
@NullMarked
package io.tripline.cli.guard;

import org.jspecify.annotations.NullMarked;
