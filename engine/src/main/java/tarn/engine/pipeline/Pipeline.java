package tarn.engine.pipeline;

import java.util.List;

/**
 * Legs that feed one sink. Rows of an earlier leg come before rows of a later one.
 *
 * @param sink where all legs end
 */
public record Pipeline(List<Leg> legs, Sink sink) {

    /**
     * A source and the steps behind it.
     *
     * @param waits whether the leg may start only when all earlier ones are done, such as the unmatched rows of a full
     *     join, which are known only after the probe
     */
    public record Leg(Source source, List<Transform> transforms, boolean waits) {}
}
