/** Fakes that have bad days; written by hand, for the tests of every module. */
@NullMarked
package io.tripline.workflows.fakes;

import org.jspecify.annotations.NullMarked;
