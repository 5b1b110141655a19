/** One trading day, or one pass of it. */
@NullMarked
package io.tripline.workflows.session;

import org.jspecify.annotations.NullMarked;
