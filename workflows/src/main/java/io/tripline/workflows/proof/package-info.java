/** What guard and flatten both speak of: requests, results and the proof of flat. */
@NullMarked
package io.tripline.workflows.proof;

import org.jspecify.annotations.NullMarked;
