/** Random bad days for the whole system, and the laws that each must keep. */
@NullMarked
package io.tripline.worker.laws;

import org.jspecify.annotations.NullMarked;
