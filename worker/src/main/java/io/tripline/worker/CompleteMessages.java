package io.tripline.worker;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.metadata.POJOWorkflowImplMetadata;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Refusal;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Keeps half messages away from the procedures, whoever sent them: an Update that lacks something
 * is refused before anything is written, a Signal is dropped and logged, as Temporal drops one
 * whose JSON can't be read. Without this a missing part meets a handler as a null, and a handler
 * that stumbles blocks its procedure until the code is mended. What people send is readable in any
 * shape and marked so; it passes, and the procedure itself answers it.
 */
final class CompleteMessages extends WorkerInterceptorBase {
  private static final Logger LOG = Workflow.getLogger(CompleteMessages.class);

  /** By workflow type and by the handler's name. */
  private final Map<String, Map<String, Method>> handlers;

  /** Knows the handlers of these implementations. */
  CompleteMessages(Collection<Class<?>> procedures) {
    Map<String, Map<String, Method>> found = new HashMap<>();
    for (Class<?> procedure : procedures) {
      POJOWorkflowImplMetadata known = POJOWorkflowImplMetadata.newInstance(procedure);
      Map<String, Method> own = new HashMap<>();
      known
          .getSignalMethods()
          .forEach(
              each -> own.put(each.getName(), implemented(procedure, each.getWorkflowMethod())));
      known
          .getUpdateMethods()
          .forEach(
              each -> own.put(each.getName(), implemented(procedure, each.getWorkflowMethod())));
      known.getWorkflowMethods().forEach(each -> found.put(each.getName(), own));
    }
    handlers = Map.copyOf(found);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void handleSignal(SignalInput input) {
        Optional<String> missing = missing(input.getSignalName(), input.getArguments());
        if (missing.isEmpty()) {
          super.handleSignal(input);
        } else {
          LOG.warn(
              "a signal was dropped because a part is missing: signal={} missing={} workflow={}",
              input.getSignalName(),
              missing.get(),
              Workflow.getInfo().getWorkflowId());
        }
      }

      @Override
      public void validateUpdate(UpdateInput input) {
        missing(input.getUpdateName(), input.getArguments())
            .ifPresent(part -> {
              throw new Refusal(part + ": missing");
            });
        super.validateUpdate(input);
      }
    };
  }

  private Optional<String> missing(String name, Object[] arguments) {
    Method handler =
        handlers.getOrDefault(Workflow.getInfo().getWorkflowType(), Map.of()).get(name);
    if (handler == null) {
      return Optional.empty();
    }
    AnnotatedType[] declared = handler.getAnnotatedParameterTypes();
    for (int i = 0; i < declared.length && i < arguments.length; i++) {
      Optional<String> part = Completeness.missing(arguments[i], declared[i]);
      if (part.isPresent()) {
        return part.map(each -> each.isEmpty() ? name : each);
      }
    }
    return Optional.empty();
  }

  /** The implementation says what it can take: often more than the contract asks for. */
  private static Method implemented(Class<?> procedure, Method contract) {
    try {
      return procedure.getMethod(contract.getName(), contract.getParameterTypes());
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(procedure + " does not have " + contract, e);
    }
  }
}
