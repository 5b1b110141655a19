package io.tripline.workflows.guard;

import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the incident of the standing halt which P0 of the account goes first, and when none does
 * any more: what raises risk waits there meanwhile. For workflow threads.
 */
final class OutageRelay {
  private final Dispatch dispatch = Workflow.newActivityStub(Dispatch.class, Policies.dispatch());
  private static final String CHANGE = "outage-goes-first";

  private final GuardBooks books;
  private CaseMemory.@Nullable Told told;
  private @Nullable String halt;
  private @Nullable Promise<Void> declaration;

  OutageRelay(GuardBooks books, CaseMemory memory) {
    this.books = books;
    this.told = memory.told();
    this.halt = memory.halt();
  }

  void begin() {
    books.rules.ask(CHANGE, 1);
  }

  CaseMemory.@Nullable Told told() {
    return told;
  }

  @Nullable String halt() {
    return halt;
  }

  /**
   * To be called whenever a halt or an outage came or went.
   *
   * @param declared the declaration of the halt's incident, which must come first
   */
  void tell(@Nullable Promise<Void> declared) {
    if (declared != null) {
      declaration = declared;
    }
    tell(declared, false);
  }

  /** Waits until the incident of the halt was declared: nothing can be told to it before. */
  void awaitDeclaration() {
    Promise<Void> last = declaration;
    if (last != null) {
      last.get();
    }
  }

  /** An outage is over: said also where this guard does not know who waits for it. */
  void over() {
    tell(null, true);
  }

  private void tell(@Nullable Promise<Void> declared, boolean always) {
    Trip trip = books.halts.trip();
    if (trip != null) {
      halt = trip.incident();
    }
    String incident = halt;
    // After the reset it still has to see that trading resumes.
    if (books.rules.at(CHANGE) < 1
        || incident == null
        || (trip == null && !books.incidents.open().contains(incident))) {
      return;
    }
    List<String> outages =
        books.incidents.outages().stream().filter(each -> !each.equals(incident)).toList();
    String outage = outages.isEmpty() ? null : outages.get(0);
    CaseMemory.Told before = told;
    CaseMemory.Told now = new CaseMemory.Told(incident, outage);
    boolean known = before != null && before.incident().equals(incident);
    if (!always && (now.equals(before) || (outage == null && !known))) {
      return;
    }
    told = now;
    books.duties.start(
        "tell which outage goes first",
        () -> {
          if (declared != null) {
            declared.get();
          }
          dispatch.tellOutage(new Dispatch.OutageFor(incident, outage));
        });
  }
}
