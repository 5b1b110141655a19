package io.tripline.workflows.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Markdown text that reads as well raw as rendered. Every line is escaped here, as a whole: what
 * people, brokers and processes wrote stays words, in its line, whatever it holds. Square brackets
 * mark what a template wants filled in, so those become round. Pure.
 */
public final class Markdown {
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

  /** A backslash is markup only before punctuation; this runs first, it doubles no own escape. */
  private static final Pattern BACKSLASH = Pattern.compile("\\\\(?=\\p{Punct}|$)");

  private static final Pattern ANYWHERE = Pattern.compile("[`*|~]");

  /** Inside a word it is none, and names with it are searched for: incident_response, is_halted. */
  private static final Pattern UNDERSCORE =
      Pattern.compile("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");
  private static final Pattern ENTITY = Pattern.compile("&(?=#?[A-Za-z0-9]+;)");

  /** What would begin a heading, a quotation, a list or a rule at the beginning of a line. */
  private static final Pattern FIRST =
      Pattern.compile("^(?=#{1,6}(?:\\s|$)|>|[-+](?:\\s|$)|[-=](?:[-=\\s])*$)");

  private static final Pattern NUMBERED = Pattern.compile("^(\\d{1,9})(?=[.)](?:\\s|$))");

  private enum Block {
    NONE,
    PARAGRAPH,
    LIST,
    NUMBERED,
    TABLE
  }

  private final StringBuilder text = new StringBuilder(4_096);
  private Block last = Block.NONE;

  /** The words as one line that no reader of Markdown takes for anything but words. */
  public static String words(String any) {
    String line = INVISIBLE.matcher(any).replaceAll(" ").strip();
    line = line.replace('[', '(').replace(']', ')');
    line = BACKSLASH.matcher(line).replaceAll("\\\\\\\\");
    line = ANYWHERE.matcher(line).replaceAll("\\\\$0");
    line = UNDERSCORE.matcher(line).replaceAll("\\\\_");
    line = ENTITY.matcher(line).replaceAll("&amp;");
    line = TAG.matcher(line).replaceAll("&lt;");
    line = FIRST.matcher(line).replaceAll("\\\\");
    return NUMBERED.matcher(line).replaceAll("$1\\\\");
  }

  /** The title, underlined as the runbook's template has it. */
  Markdown title(String title) {
    return underlined(title, '=');
  }

  /** A heading that stands alone in its line, so that the template's labels are found whole. */
  Markdown section(String heading) {
    text.append('\n');
    return underlined(heading, '-');
  }

  private Markdown underlined(String heading, char with) {
    text.append(heading)
        .append('\n')
        .append(String.valueOf(with).repeat(heading.length()))
        .append("\n\n");
    last = Block.NONE;
    return this;
  }

  Markdown paragraph(String sentence) {
    begin(Block.PARAGRAPH);
    text.append(words(sentence)).append('\n');
    return this;
  }

  /** A point of a list. */
  Markdown item(String sentence) {
    begin(Block.LIST);
    text.append("- ").append(words(sentence)).append('\n');
    return this;
  }

  /** A point of a list in which the order counts. */
  Markdown item(int number, String sentence) {
    begin(Block.NUMBERED);
    text.append(number).append(". ").append(words(sentence)).append('\n');
    return this;
  }

  /** A table with its columns aligned, so that it is one in a terminal, too. */
  Markdown table(List<String> head, List<List<String>> rows) {
    begin(Block.TABLE);
    List<List<String>> all = new ArrayList<>();
    all.add(head.stream().map(Markdown::words).toList());
    rows.forEach(row -> all.add(row.stream().map(Markdown::words).toList()));
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.max(3, length(row.get(i))));
      }
    }
    row(all.getFirst(), widths);
    for (int width : widths) {
      text.append("| ").append("-".repeat(width)).append(' ');
    }
    text.append("|\n");
    all.subList(1, all.size()).forEach(row -> row(row, widths));
    return this;
  }

  private void row(List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      text.append("| ").append(cell).append(" ".repeat(widths[i] - length(cell))).append(' ');
    }
    text.append("|\n");
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  /** Without an empty line a block would be read on into the one before it. */
  private void begin(Block block) {
    boolean goesOn = block == last && (block == Block.LIST || block == Block.NUMBERED);
    if (last != Block.NONE && !goesOn) {
      text.append('\n');
    }
    last = block;
  }

  /** All of it. */
  String text() {
    return text.toString();
  }
}
