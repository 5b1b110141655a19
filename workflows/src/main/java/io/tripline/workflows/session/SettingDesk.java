package io.tripline.workflows.session;

import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes changes of the execution, and records each with its name and reason. */
final class SettingDesk {
  private final ExecutionBook book;
  private final SessionRecord record;
  private final SessionSheet sheet;

  SettingDesk(ExecutionBook book, SessionRecord record, SessionSheet sheet) {
    this.book = book;
    this.record = record;
    this.sheet = sheet;
    sheet.executes(book.words());
  }

  ExecutionBook book() {
    return book;
  }

  /** Throws the failure of a {@link Fault} when it is refused. */
  ExecutionAnswer update(@Nullable ExecutionChange change) {
    CheckedChange checked;
    try {
      checked = CheckedChange.of(change);
    } catch (Refusal e) {
      throw invalid(e);
    }
    ExecutionAnswer answer = take(checked, "update");
    if (!answer.taken()) {
      throw Fault.CONFIGURATION.failure(answer.detail());
    }
    return answer;
  }

  /** Never throws. */
  void signal(@Nullable ExecutionChange change) {
    try {
      take(CheckedChange.of(change), "signal");
    } catch (Refusal e) {
      record.session("a change of the execution could not be read: " + e.getMessage(), Map.of());
    }
  }

  private ExecutionAnswer take(CheckedChange change, String via) {
    return book.known(change)
        .orElseGet(() -> {
          String before = book.words();
          ExecutionAnswer answer = book.change(change);
          Map<String, String> data = new LinkedHashMap<>();
          data.put("by", change.by().shown());
          data.put("reason", change.reason());
          data.put("via", via);
          data.put("taken", String.valueOf(answer.taken()));
          data.put("before", before);
          data.put("executes", answer.executes());
          record.session(
              "execution "
                  + (answer.taken() ? "changed by " : "not changed as asked by ")
                  + change.by()
                  + " ("
                  + change.reason()
                  + "): "
                  + (answer.taken() ? answer.executes() : answer.detail()),
              data);
          sheet.executes(book.words());
          return answer;
        });
  }

  private static ApplicationFailure invalid(Refusal refusal) {
    return Fault.INVALID_INPUT.failure(String.valueOf(refusal.getMessage()));
  }
}
