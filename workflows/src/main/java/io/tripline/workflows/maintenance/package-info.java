/** Looking for what P3 is about, and the window in which it is mended. */
@NullMarked
package io.tripline.workflows.maintenance;

import org.jspecify.annotations.NullMarked;
