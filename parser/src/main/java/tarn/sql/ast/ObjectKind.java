package tarn.sql.ast;

/** Kinds of things that have a name in the catalog. */
public enum ObjectKind {
    TABLE,
    VIEW,
    SCHEMA,
    MACRO,
    MACRO_TABLE,
    FUNCTION,
    TYPE,
    SEQUENCE,
    INDEX,
    DATABASE,
    COLUMN
}
