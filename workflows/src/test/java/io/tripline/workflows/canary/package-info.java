/** Classes that break the rules on purpose, to prove that the rules bite. */
@NullMarked
package io.tripline.workflows.canary;

import org.jspecify.annotations.NullMarked;
