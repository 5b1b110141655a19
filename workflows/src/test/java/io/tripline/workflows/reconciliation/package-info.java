@NullMarked
package io.tripline.workflows.reconciliation;

import org.jspecify.annotations.NullMarked;
