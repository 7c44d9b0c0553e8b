package tarn.bench.report;

import java.util.ArrayList;
import java.util.List;
import tarn.bench.measure.Footprint;
import tarn.bench.measure.Measured;
import tarn.bench.measure.Times;
import tarn.engine.data.json.Json;

/** A report as JSON: whole, and as the short line that is kept in the history. */
public final class ReportJson {
    private ReportJson() {}

    /** An array, an object for each report. */
    public static String of(List<Report> reports) {
        return new Json.Array(reports.stream().map(ReportJson::whole).toList()).text() + "\n";
    }

    /** The line of the history, without its end. */
    static String historyLine(Report report) {
        var members = new ArrayList<>(setting(report));
        members.add(member(
                "queries",
                object(report.measured().stream()
                        .map(one -> member(
                                one.name(),
                                object(one.times().stream()
                                        .map(time -> member(time.engine(), number(time.median())))
                                        .toList())))
                        .toList())));
        return object(members).text();
    }

    private static Json whole(Report report) {
        var members = new ArrayList<>(setting(report));
        members.add(member(
                "cases",
                new Json.Array(
                        report.measured().stream().map(ReportJson::measured).toList())));
        return object(members);
    }

    private static List<Json.Member> setting(Report report) {
        var machine = report.machine();
        var members = new ArrayList<>(List.of(
                member("suite", new Json.Text(report.suite())),
                member("when", new Json.Text(report.when())),
                member("commit", new Json.Text(report.commit())),
                member(
                        "machine",
                        object(List.of(
                                member("cpu", new Json.Text(machine.cpu())),
                                member("cores", number(machine.cores())),
                                member("memory", number(machine.memory())),
                                member("jdk", new Json.Text(machine.jdk()))))),
                member("scale", number(report.scale())),
                member("threads", number(report.threads())),
                member("runs", number(report.runs()))));
        var engines = new ArrayList<Json>();
        for (int i = 0; i < report.footprints().size(); i++) {
            engines.add(engine(report, i, report.footprints().get(i)));
        }
        members.add(member("engines", new Json.Array(engines)));
        if (report.isComparison()) {
            members.add(member("geometric_mean", number(report.geometricMean())));
            members.add(member("slower", number(report.slower())));
            members.add(member("different", number(report.different())));
        }
        return members;
    }

    private static Json engine(Report report, int index, Footprint footprint) {
        return object(List.of(
                member("name", new Json.Text(footprint.engine())),
                member("geometric_mean_ms", number(report.geometricMeanOf(index))),
                member("total_ms", number(report.totalOf(index))),
                member("load_ms", number(footprint.loadMillis())),
                member("loaded_bytes", number(footprint.loadedBytes())),
                member("peak_bytes", number(footprint.peakBytes()))));
    }

    private static Json measured(Measured one) {
        var difference = one.difference();
        return object(List.of(
                member("name", new Json.Text(one.name())),
                member("same", new Json.Bool(one.agrees())),
                member("difference", difference == null ? new Json.Null() : new Json.Text(difference)),
                member("ratio", number(one.ratio())),
                member(
                        "times",
                        new Json.Array(
                                one.times().stream().map(ReportJson::times).toList()))));
    }

    private static Json times(Times times) {
        return object(List.of(
                member("engine", new Json.Text(times.engine())),
                member("first", number(times.first())),
                member("lower_quartile", number(times.lowerQuartile())),
                member("median", number(times.median())),
                member("upper_quartile", number(times.upperQuartile())),
                member(
                        "runs",
                        new Json.Array(
                                times.runs().stream().map(ReportJson::number).toList()))));
    }

    private static Json object(List<Json.Member> members) {
        return new Json.Obj(members);
    }

    private static Json.Member member(String name, Json value) {
        return new Json.Member(name, value);
    }

    private static Json number(long value) {
        return new Json.Num(Long.toString(value));
    }

    /** To a ten-thousandth; null for what is no number. */
    private static Json number(double value) {
        return Double.isFinite(value) ? new Json.Num(Report.number(Math.round(value * 1e4) / 1e4)) : new Json.Null();
    }
}
