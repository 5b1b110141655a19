/**
 * The post-incident review: what happened, why, what was learned and what is done about it. Its
 * state is a sequence of journal entries, so that a run that starts anew goes on where the journal
 * stands. An incident is closed only when its review is signed; its action items are followed until
 * all are done.
 */
@NullMarked
package io.tripline.workflows.review;

import org.jspecify.annotations.NullMarked;
