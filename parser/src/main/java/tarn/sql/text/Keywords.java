package tarn.sql.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words that have a meaning of their own in the grammar, and what else each may be used for. */
public final class Keywords {
    /** What a keyword may name besides. */
    public enum Use {
        /** May name anything. */
        UNRESERVED,
        /** May name anything, but as an alias needs AS in front. */
        ALIAS_UNFIT,
        /** May name columns and tables, but has a syntax of its own before a parenthesis. */
        SPECIAL,
        /** May name functions and types only. */
        FUNCTION,
        /** Names nothing unless quoted, behind AS or behind a dot. */
        RESERVED
    }

    private static final int LONGEST = 16;

    private static final Map<String, Use> WORDS = new HashMap<>();

    static {
        add(Use.UNRESERVED, """
            ABORT ACTION ADD ALTER ALWAYS ATTACH BEGIN BY CALL CASCADE CHAR
            CHARACTER CHECKPOINT COLUMNS COMMENT COMMIT CONFLICT COPY CURRENT CYCLE DATA DATABASE
            DATABASES DEALLOCATE DELETE DETACH DOUBLE DROP ENUM ERROR
            EXECUTE EXPLAIN EXPORT EXTERNAL FIRST FOLLOWING FORCE FUNCTION FUNCTIONS GENERATED GLOBAL GROUPS
            IF IMPORT INCLUDE INCREMENT INDEX INSERT INSTALL KEY LANGUAGE LAST LOAD LOCAL
            MACRO MATCHED MATERIALIZED MAXVALUE MERGE
            MINVALUE NAME NEXT NO NOTHING NULLS
            ORDINALITY OTHERS PARTITION PERCENT PRAGMA PRECEDING PRECISION PREPARE
            RANGE READ RECURSIVE REPEATABLE RESET RESTRICT RETURNS ROLLBACK ROWS SAMPLE SCHEMA
            SCHEMAS SEQUENCE SESSION SETS SOURCE START STORED STRUCT TABLES TARGET
            TEMP TEMPORARY TIES TIME TIMESTAMP TRANSACTION TRUNCATE TYPE UNBOUNDED UNKNOWN UNSIGNED UPDATE
            USE VACUUM VALUE VARIABLE VARYING VERBOSE VIEW VIEWS VIRTUAL WITHOUT WORK
            WRITE ZONE
            """);
        add(Use.ALIAS_UNFIT, """
            AT ESCAPE EXCLUDE FILTER IGNORE OVER RENAME REPLACE RESPECT SET WITHIN
            """);
        add(Use.SPECIAL, """
            CUBE EXTRACT GROUPING GROUPING_ID INTERVAL MAP OVERLAY POSITION ROLLUP ROW SUBSTRING TRIM
            VALUES
            """);
        add(Use.FUNCTION, """
            ANTI ASOF CROSS FULL GLOB ILIKE INNER IS ISNULL JOIN LEFT LIKE NATURAL NOTNULL OUTER
            POSITIONAL RIGHT SEMI SIMILAR TABLESAMPLE
            """);
        add(Use.RESERVED, """
            ALL ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC BETWEEN BOTH CASE CAST CHECK COLLATE COLUMN
            CONSTRAINT CREATE DEFAULT DESC DESCRIBE DISTINCT DO ELSE END EXCEPT EXISTS FALSE FETCH
            FOR FOREIGN FROM GROUP HAVING IN INTERSECT INTO LAMBDA LATERAL LEADING LIMIT NOT NULL
            OFFSET ON ONLY OR ORDER PIVOT PIVOT_LONGER PIVOT_WIDER PLACING PRIMARY QUALIFY REFERENCES RETURNING SELECT SHOW
            SOME SUMMARIZE SYMMETRIC TABLE THEN TO TRAILING TRUE TRY_CAST UNION UNIQUE UNPIVOT USING
            WHEN WHERE WINDOW WITH
            """);
    }

    private Keywords() {}

    private static void add(Use use, String words) {
        for (String word : words.split("\\s+")) {
            WORDS.put(word, use);
        }
    }

    /** All keywords in upper case, in no order. */
    public static Set<String> all() {
        return Set.copyOf(WORDS.keySet());
    }

    /** The use of a word in any letter case; null for what is no keyword. */
    public static @Nullable Use use(String word) {
        return word.length() > LONGEST ? null : WORDS.get(word.toUpperCase(Locale.ROOT));
    }

    /** Whether the word must be quoted to be a name anywhere. */
    public static boolean isReserved(String word) {
        return use(word) == Use.RESERVED;
    }

    /** The keyword in upper case that this part of the text is, or null. */
    static @Nullable String keyword(String text, int start, int end) {
        if (end - start > LONGEST) {
            return null;
        }
        String word = text.substring(start, end).toUpperCase(Locale.ROOT);
        return WORDS.containsKey(word) ? word : null;
    }
}
