/** What the operator configured for an account, as workflows see it. */
@NullMarked
package io.tripline.workflows.account;

import org.jspecify.annotations.NullMarked;
