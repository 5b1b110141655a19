package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "is_halted = True => is_halted = True",
        "KILL SWITCH TRIGGERED switch=K1 => KILL SWITCH TRIGGERED switch=K1",
        "reading -1.5 %, limit < 2 => reading -1.5 %, limit < 2",
        "C:\\temp => C:\\temp",
        "2026-11-24T15:00:05Z => 2026-11-24T15:00:05Z",
        "_so_ => \\_so\\_",
        "\\*a* => \\\\\\*a\\*",
        "a|b => a\\|b",
        "`rm` ~~x~~ => \\`rm\\` \\~\\~x\\~\\~",
        "see [1](x) => see (1)(x)",
        "<b>&amp; a & b => &lt;b>&amp;amp; a & b",
        "# one => \\# one",
        "#7 is one => #7 is one",
        "> so => \\> so",
        "- a => \\- a",
        "+ a => \\+ a",
        "--- => \\---",
        "2. two => 2\\. two",
        "2) two => 2\\) two",
        "2.5 bps => 2.5 bps",
      })
  void wordsStayWords(String any, String words) {
    assertThat(Markdown.words(any)).isEqualTo(words);
  }

  @Test
  void whatHasSeveralLinesBecomesOne() {
    assertThat(Markdown.words(" a\r\n\n# b\u2028c\u202e\td ")).isEqualTo("a # b c d");
  }

  @Test
  void blocksOfAnotherKindBeginAfterAnEmptyLine() {
    assertThat(
            new Markdown()
                .title("T")
                .paragraph("p")
                .paragraph("q")
                .item("a")
                .item("b")
                .item(1, "one")
                .item(2, "two")
                .table(List.of("H", "Head"), List.of(List.of("longer", "|")))
                .section("S")
                .item("c")
                .text())
        .isEqualTo(
            """
            T
            =

            p

            q

            - a
            - b

            1. one
            2. two

            | H      | Head |
            | ------ | ---- |
            | longer | \\|   |

            S
            -

            - c
            """);
  }
}
