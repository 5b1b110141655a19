/** The hands of the procedures: what talks to the broker, the journal and people. */
@NullMarked
package io.tripline.activities;

import org.jspecify.annotations.NullMarked;
