/** Proving an account flat. */
@NullMarked
package io.tripline.workflows.flatten;

import org.jspecify.annotations.NullMarked;
