package tarn.engine.query.run.recursion;

import java.util.List;
import tarn.engine.pipeline.Pipeline;

/**
 * What makes the rows of one turn of a recursive query.
 *
 * @param pipelines in the order in which they can run; the last one ends in the sink of the turn
 * @param operators those of a turn after the second, which are the same as in the second in the same order; else empty
 */
public record Turn(List<Pipeline> pipelines, List<Object> operators) {}
