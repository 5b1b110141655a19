/** Laws and examples of fill times and partial fills. */
@NullMarked
package io.tripline.workflows.fills;

import org.jspecify.annotations.NullMarked;
