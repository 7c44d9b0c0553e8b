package tarn.shell.render;

import org.jline.utils.WCWidth;

/** Text in the cells of a terminal: how wide it is, how it is cut and padded. */
public final class CellText {
    private static final int VARIATION_SELECTOR_16 = 0xFE0F;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private CellText() {}

    /** On one line and harmless to a terminal: line breaks and other control characters as escapes. */
    public static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        var out = new StringBuilder(text.length() + 8).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    /** Columns that a text of one line takes; emoji joined into one count as one. */
    public static int width(String text) {
        int width = 0;
        int last = 0;
        boolean joined = false;
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                last = 1;
                width++;
                i++;
                joined = false;
                continue;
            }
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point == ZERO_WIDTH_JOINER) {
                joined = true;
            } else if (point == VARIATION_SELECTOR_16) {
                width += 2 - Math.clamp(last, 1, 2);
                last = 2;
            } else if (joined) {
                joined = false;
            } else {
                last = Math.max(0, WCWidth.wcwidth(point));
                width += last;
            }
        }
        return width;
    }

    /** The text cut to a width, with a dot of three where something is missing. */
    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int next = end + Character.charCount(text.codePointAt(end));
            int wider = width(text.substring(0, next));
            if (wider > width - 1) {
                break;
            }
            taken = wider;
            end = next;
        }
        return text.substring(0, end) + " ".repeat(Math.max(0, width - 1 - taken)) + "…";
    }

    /** The text with blanks up to a width, on its right or on its left. */
    public static String pad(String text, int width, boolean right) {
        var blanks = " ".repeat(Math.max(0, width - width(text)));
        return right ? blanks + text : text + blanks;
    }
}
