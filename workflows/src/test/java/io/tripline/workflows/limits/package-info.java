/** Changes of limits among hand-written peers. */
@NullMarked
package io.tripline.workflows.limits;

import org.jspecify.annotations.NullMarked;
