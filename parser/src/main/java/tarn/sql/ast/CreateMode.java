package tarn.sql.ast;

/** What CREATE does where the thing is already there. */
public enum CreateMode {
    /** Plain CREATE: an error. */
    FAIL,
    OR_REPLACE,
    IF_NOT_EXISTS
}
