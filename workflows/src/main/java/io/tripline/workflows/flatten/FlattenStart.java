package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.proof.FlattenRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a flatten; the requests come by signal. {@code carried}: those of the run before. */
public record FlattenStart(@Nullable AccountName account, @Nullable List<FlattenRequest> carried) {}
