/** Gates: questions that block, who may decide them, and every decision taken. */
@NullMarked
package io.tripline.workflows.approval;

import org.jspecify.annotations.NullMarked;
