package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is missing is found at every depth; what may be absent is not missed. */
@NullUnmarked
class CompletenessTest {
  record Inner(String text, @Nullable String note) {}

  record Outer(Inner inner, List<Inner> all, Map<String, Inner> named, int number) {}

  /** The declarations that the tests are about. */
  @SuppressWarnings("unused")
  interface Declared {
    void take(Outer outer);

    void maybe(@Nullable Outer outer);
  }

  private static final Inner WHOLE = new Inner("here", null);

  @Test
  void whatIsWholePasses() {
    assertThat(missing(new Outer(WHOLE, List.of(WHOLE), Map.of("a", WHOLE), 0))).isEmpty();
  }

  @Test
  void aMissingPartIsNamedAtEveryDepth() {
    assertThat(missing(new Outer(null, List.of(), Map.of(), 0))).isEqualTo("inner");
    assertThat(missing(new Outer(new Inner(null, "x"), List.of(), Map.of(), 0)))
        .isEqualTo("inner.text");
    assertThat(missing(new Outer(WHOLE, null, Map.of(), 0))).isEqualTo("all");
    assertThat(missing(new Outer(WHOLE, Collections.singletonList(null), Map.of(), 0)))
        .isEqualTo("all[]");
    assertThat(missing(new Outer(WHOLE, List.of(new Inner(null, null)), Map.of(), 0)))
        .isEqualTo("all[].text");
    Map<String, Inner> named = new HashMap<>();
    named.put("a", null);
    assertThat(missing(new Outer(WHOLE, List.of(), named, 0))).isEqualTo("named[]");
  }

  @Test
  void aWholeMessageMayBeAbsentOnlyWhereTheHandlerSaysSo() {
    assertThat(Completeness.missing(null, parameterOf("take"))).contains("");
    assertThat(Completeness.missing(null, parameterOf("maybe"))).isEmpty();
  }

  private static String missing(Outer outer) {
    return Completeness.missing(outer, parameterOf("take")).orElse("");
  }

  private static AnnotatedType parameterOf(String method) {
    return Arrays.stream(Declared.class.getMethods())
        .filter(each -> each.getName().equals(method))
        .findFirst()
        .orElseThrow()
        .getAnnotatedParameterTypes()[0];
  }
}
