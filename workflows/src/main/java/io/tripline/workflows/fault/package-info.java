/** What can go wrong, as one closed list that callers, histories and exit codes share. */
@NullMarked
package io.tripline.workflows.fault;

import org.jspecify.annotations.NullMarked;
