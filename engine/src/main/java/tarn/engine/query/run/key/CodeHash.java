package tarn.engine.query.run.key;

/** The hash of exact codes; its upper bits are the good ones. */
public final class CodeHash {
    private CodeHash() {}

    public static long mix(long code) {
        return (code ^ code >>> 32) * 0x9E3779B97F4A7C15L;
    }
}
