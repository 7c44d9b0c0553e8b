package tarn.engine;

import tarn.engine.data.type.DataType;

/** A column of a result: the name to show, not necessarily unique, and the type. */
public record ResultColumn(String name, DataType type) {}
