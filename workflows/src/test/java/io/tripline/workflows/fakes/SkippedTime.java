package io.tripline.workflows.fakes;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.testing.TestWorkflowExtension;
import io.tripline.workflows.journal.SearchAttributes;
import java.util.List;

/** An in-memory server that skips time and knows the search attributes of incidents. */
public final class SkippedTime {
  private SkippedTime() {}

  /** To be started by the test, once its activities are registered. */
  public static TestWorkflowExtension.Builder of(Class<?>... workflows) {
    TestWorkflowExtension.Builder builder =
        TestWorkflowExtension.newBuilder()
            .registerWorkflowImplementationTypes(workflows)
            .setDoNotStart(true);
    for (var each :
        List.of(
            SearchAttributes.ACCOUNT,
            SearchAttributes.INCIDENT_SEVERITY,
            SearchAttributes.INCIDENT_STATUS,
            SearchAttributes.INCIDENT_CAUSE,
            SearchAttributes.RUNBOOK_STEP,
            SearchAttributes.AWAITING_APPROVAL)) {
      builder.registerSearchAttribute(each.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }
    return builder;
  }
}
