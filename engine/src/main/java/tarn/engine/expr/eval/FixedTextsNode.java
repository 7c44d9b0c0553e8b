package tarn.engine.expr.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;

/** A CASE between constant strings: it chooses codes, so that later work is done on a dictionary. */
final class FixedTextsNode implements Node {
    private final CaseNode codes;
    private final Dictionary dictionary;

    private FixedTextsNode(CaseNode codes, Dictionary dictionary) {
        this.codes = codes;
        this.dictionary = dictionary;
    }

    /** The results of the branches and {@code otherwise} must be constants. */
    static Node of(List<CaseNode.Branch> branches, Node otherwise, DataType type, Region scratch) {
        List<ConstantVector> texts = new ArrayList<>();
        List<CaseNode.Branch> coded = new ArrayList<>();
        for (var branch : branches) {
            coded.add(new CaseNode.Branch(branch.condition(), code(branch.result(), texts, scratch)));
        }
        var last = code(otherwise, texts, scratch);
        var entries = scratch.allocate(Math.max(16, Lane.BYTES.bytesFor(texts.size())));
        for (int i = 0; i < texts.size(); i++) {
            Strings.copy(texts.get(i).value(), 0, entries, i);
        }
        var dictionary = new Dictionary(new FlatVector(type, entries, null), texts.size(), false);
        return new FixedTextsNode(new CaseNode(coded, last, ScalarType.INTEGER), dictionary);
    }

    private static Node code(Node result, List<ConstantVector> texts, Region scratch) {
        var text = ((LeafNode.Constant) result).value();
        if (text.isNull()) {
            return new LeafNode.Constant(Constants.nullOf(ScalarType.INTEGER));
        }
        int code = 0;
        while (code < texts.size() && !Strings.equal(texts.get(code).value(), 0, text.value(), 0)) {
            code++;
        }
        if (code == texts.size()) {
            texts.add(text);
        }
        return new LeafNode.Constant(Constants.of((long) code, ScalarType.INTEGER, scratch));
    }

    @Override
    public boolean mayFail() {
        return codes.mayFail();
    }

    @Override
    public int cost() {
        return codes.cost();
    }

    @Override
    public Vector evaluate(Frame in) {
        var chosen = codes.evaluate(in);
        var entries = dictionary.entries();
        if (chosen instanceof ConstantVector constant) {
            if (constant.isNull()) {
                return Constants.nullOf(entries.type());
            }
            long code = (Long) Objects.requireNonNull(Values.get(constant, 0));
            return new ConstantVector(
                    entries.type(), entries.values().asSlice(code * Strings.VIEW_BYTES, Strings.VIEW_BYTES), false);
        }
        var flat = Flatten.flatten(chosen, in.rows(), in.region());
        return new DictionaryVector(dictionary, flat.values(), flat.validity());
    }
}
