package tarn.engine.function;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Functions that are written in SQL: names which other dialects have for what can be said with the functions there are. The
 * binder takes their bodies for macros; a macro of the user's by the same name goes first.
 */
public final class SqlFunctions {
    private static final List<SqlFunction> ALL = Stream.of(
                    conditions(),
                    numbers(),
                    texts(),
                    forms(),
                    times(),
                    calendars(),
                    lists(),
                    json(),
                    ServerFunctions.all())
            .flatMap(List::stream)
            .toList();

    private static final Map<String, SqlFunction> BY_NAME = ALL.stream()
            .flatMap(one -> Stream.concat(Stream.of(one.entry.name()), one.entry.aliases().stream())
                    .map(name -> Map.entry(name, one)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** @param body what follows the name in CREATE MACRO: parameters and expression, several with commas between them */
    record SqlFunction(FunctionEntry entry, String body) {}

    private SqlFunctions() {}

    /** Parameters and expressions as in CREATE MACRO, or null if the name, in small letters, is not that of one. */
    public static @Nullable String body(String name) {
        var function = BY_NAME.get(name);
        return function == null ? null : function.body;
    }

    static List<FunctionEntry> all() {
        return ALL.stream().map(SqlFunction::entry).toList();
    }

    private static List<SqlFunction> conditions() {
        Function<String, One> one = name -> new One("Other", name);
        return List.of(
                one.apply("nvl2")
                        .doc("The second argument if the first is not NULL, else the third.")
                        .example("nvl2(NULL, 1, 2) = 2")
                        .as("(x, present, missing) AS CASE WHEN x IS NOT NULL THEN present ELSE missing END"),
                one.apply("constant_or_null")
                        .doc("The first argument if the second is not NULL.")
                        .example("constant_or_null(1, NULL) IS NULL")
                        .as("(x, other) AS CASE WHEN other IS NOT NULL THEN x END"),
                one.apply("assert_true")
                        .doc("An error where the condition is not true.")
                        .example("assert_true(true) IS NULL")
                        .as("(condition, message := 'the condition does not hold') AS"
                                + " CASE WHEN condition THEN NULL ELSE error(message) END"),
                one.apply("switch")
                        .doc("The value of a map for a key; a third argument if the map has not got the key.")
                        .example("switch(2, MAP {1: 'a'}, 'z') = 'z'")
                        .as("(key, cases) AS map_extract_value(cases, key),"
                                + " (key, cases, other) AS CASE WHEN map_contains(cases, key) THEN"
                                + " map_extract_value(cases, key) ELSE other END"),
                one.apply("zeroifnull")
                        .doc("0 in place of NULL.")
                        .example("zeroifnull(NULL) = 0")
                        .as("(x) AS coalesce(x, 0)"),
                one.apply("nullifzero")
                        .doc("NULL in place of 0.")
                        .example("nullifzero(0) IS NULL")
                        .as("(x) AS nullif(x, 0)"));
    }

    private static List<SqlFunction> json() {
        Function<String, One> one = name -> new One("JSON", name);
        return List.of(
                one.apply("json_group_array")
                        .doc("An aggregate: an array of all values.")
                        .example("(SELECT json_group_array(x) FROM range(3) t(x)) = '[0,1,2]'")
                        .as("(x) AS ('[' || string_agg(coalesce(to_json(x)::VARCHAR, 'null'), ',') || ']')::JSON"),
                one.apply("json_group_object")
                        .doc("An aggregate: an object of all names and values.")
                        .example("(SELECT json_group_object(x, x) FROM range(2) t(x)) = '{\"0\":0,\"1\":1}'")
                        .as("(name, x) AS ('{' || string_agg(to_json(name::VARCHAR)::VARCHAR || ':'"
                                + " || coalesce(to_json(x)::VARCHAR, 'null'), ',') || '}')::JSON"),
                one.apply("json_group_structure")
                        .doc("An aggregate: the structure that all values share.")
                        .example("(SELECT json_group_structure(j) FROM (VALUES ('[1]'::JSON)) t(j)) = '[\"UBIGINT\"]'")
                        .as("(x) AS json_extract(json_structure(json_group_array(x)), 0)"));
    }

    private static List<SqlFunction> numbers() {
        Function<String, One> one = name -> new One("Numbers", name);
        return List.of(
                one.apply("nanvl")
                        .doc("The second argument in place of NaN.")
                        .example("nanvl('nan'::DOUBLE, 2) = 2")
                        .as("(x, other) AS CASE WHEN isnan(x) THEN other ELSE x END"),
                one.apply("iszero")
                        .doc("Whether it is zero.")
                        .example("iszero(0.0)")
                        .as("(x) AS x = 0"),
                one.apply("e").doc("Euler's number.").example("e() > 2.71").as("() AS exp(1)"),
                one.apply("bitand")
                        .doc("Bits that are set in both.")
                        .example("bitand(6, 3) = 2")
                        .as("(a, b) AS a & b"),
                one.apply("bitor")
                        .doc("Bits that are set in one of them.")
                        .example("bitor(6, 3) = 7")
                        .as("(a, b) AS a | b"),
                one.apply("bitxor")
                        .doc("Bits that are set in just one of them.")
                        .example("bitxor(6, 3) = 5")
                        .as("(a, b) AS xor(a, b)"),
                one.apply("bitnot")
                        .doc("All bits turned over.")
                        .example("bitnot(0) = -1")
                        .as("(a) AS ~a"),
                one.apply("width_bucket")
                        .doc("Which of n parts of equal width between two bounds a number is in, from 1; 0 below, n"
                                + " + 1 above.")
                        .example("width_bucket(5, 0, 10, 5) = 3")
                        .as("(x, low, high, n) AS CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1"
                                + " ELSE floor((x - low)::DOUBLE * n / (high - low))::INTEGER + 1 END"),
                one.apply("binom")
                        .doc("In how many ways k of n things can be chosen.")
                        .example("binom(5, 2) = 10")
                        .as("(n, k) AS CASE WHEN n < 0 OR k < 0 THEN error('binom of a negative number') WHEN k > n"
                                + " THEN 0 ELSE list_reduce(range(1, least(k, n - k) + 1), lambda product, i:"
                                + " product * (n - least(k, n - k) + i) // i, 1::HUGEINT) END"));
    }

    private static List<SqlFunction> texts() {
        Function<String, One> one = name -> new One("Text", name);
        return List.of(
                one.apply("md5_number_lower")
                        .doc("The number of the last eight bytes of the MD5 digest, whose lowest byte is the first.")
                        .example("md5_number_lower('') = 9098107892288553193")
                        .as("(s) AS (md5_number(s) // 18446744073709551616)::UBIGINT"),
                one.apply("md5_number_upper")
                        .doc("The number of the first eight bytes of the MD5 digest, whose lowest byte is the first.")
                        .example("md5_number_upper('') = 338333539836370388")
                        .as("(s) AS (md5_number(s) % 18446744073709551616)::UBIGINT"),
                one.apply("substring_index")
                        .alias("substr_index")
                        .doc("What stands before the nth delimiter, or behind the nth from the end if n is negative.")
                        .example("substring_index('a.b.c', '.', 2) = 'a.b'")
                        .as("(s, delimiter, n) AS CASE WHEN n IS NULL OR s IS NULL OR delimiter IS NULL THEN NULL"
                                + " WHEN delimiter = '' OR n = 0 THEN ''"
                                + " WHEN n > 0 THEN array_to_string(string_split(s, delimiter)[:n], delimiter)"
                                + " ELSE array_to_string(string_split(s, delimiter)[greatest(n,"
                                + " -len(string_split(s, delimiter))):], delimiter) END"),
                one.apply("find_in_set")
                        .doc("Place of a text among those that commas part, from 1; 0 if it is not there.")
                        .example("find_in_set('b', 'a,b,c') = 2")
                        .as("(s, texts) AS CASE WHEN s IS NOT NULL AND texts IS NOT NULL"
                                + " THEN coalesce(list_position(string_split(texts, ','), s), 0) END"),
                one.apply("regexp_count")
                        .doc("How often a pattern occurs.")
                        .example("regexp_count('abcabx', 'ab.') = 2")
                        .as("(s, pattern) AS len(regexp_extract_all(s, pattern)),"
                                + " (s, pattern, first) AS len(regexp_extract_all(substring(s, first), pattern)),"
                                + " (s, pattern, first, options) AS"
                                + " len(regexp_extract_all(substring(s, first), pattern, 0, options))"),
                one.apply("space")
                        .doc("So many spaces.")
                        .example("space(2) = '  '")
                        .as("(n) AS repeat(' ', n)"),
                one.apply("charindex")
                        .doc("Place of a text in another, from 1, looked for from a place on; 0 if it is not there.")
                        .example("charindex('b', 'abcb', 3) = 4")
                        .as("(part, s) AS position(part IN s), (part, s, first) AS CASE WHEN position(part IN"
                                + " substring(s, greatest(first, 1))) = 0 THEN 0 ELSE position(part IN"
                                + " substring(s, greatest(first, 1))) + greatest(first, 1) - 1 END"),
                one.apply("stuff")
                        .doc("Text with n characters from a place on replaced.")
                        .example("stuff('abcdef', 2, 3, 'x') = 'axef'")
                        .as("(s, first, n, other) AS left(s, first - 1) || other || substring(s, first + n)"),
                one.apply("quote_ident")
                        .doc("A name between double quotes.")
                        .example("quote_ident('a b') = '\"a b\"'")
                        .as("(s) AS '\"' || replace(s, '\"', '\"\"') || '\"'"),
                one.apply("quote_literal")
                        .doc("A text as a string literal.")
                        .example("quote_literal('it''s') = '''it''''s'''")
                        .as("(s) AS '''' || replace(s::VARCHAR, '''', '''''') || ''''"),
                one.apply("digest")
                        .doc("Digest in hexadecimal digits by md5, sha1, sha224, sha256, sha384 or sha512.")
                        .example("digest('a', 'md5') = md5('a')")
                        .as("(s, algorithm) AS CASE lower(algorithm) WHEN 'md5' THEN md5(s) WHEN 'sha1' THEN sha1(s)"
                                + " WHEN 'sha224' THEN sha224(s) WHEN 'sha256' THEN sha256(s)"
                                + " WHEN 'sha384' THEN sha384(s) WHEN 'sha512' THEN sha512(s)"
                                + " WHEN NULL THEN NULL ELSE error('there is no digest ' || algorithm) END"));
    }

    private static List<SqlFunction> forms() {
        Function<String, One> one = name -> new One("Text", name);
        return List.of(
                one.apply("parse_path")
                        .doc("The parts of a path. The separator is both_slash, forward_slash, backslash or system.")
                        .example("parse_path('/a/b.csv') = ['/', 'a', 'b.csv']")
                        .as("(path, separator := 'both_slash') AS list_concat(CASE WHEN regexp_matches(path,"
                                + " '^[/\\\\]') THEN [path[1]] ELSE [] END, list_filter(string_split(CASE WHEN"
                                + " separator = 'both_slash' THEN replace(path, '\\', '/') ELSE path END, CASE"
                                + " WHEN separator = 'backslash' THEN '\\' ELSE '/' END), lambda part: part <>"
                                + " ''))"),
                one.apply("parse_formatted_bytes")
                        .doc("Number of bytes of a size such as 16 GB or 1.5 KiB.")
                        .example("parse_formatted_bytes('1.5 KiB') = 1536")
                        .as("(s) AS (regexp_extract(s, '^ *([0-9.]+)', 1)::DOUBLE * CASE regexp_extract(lower(s),"
                                + " '([a-z]*) *$', 1) WHEN '' THEN 1 WHEN 'b' THEN 1 WHEN 'byte' THEN 1 WHEN 'bytes'"
                                + " THEN 1 WHEN 'kb' THEN 1000 WHEN 'k' THEN 1000 WHEN 'kib' THEN 1024 WHEN 'mb' THEN"
                                + " 1000000 WHEN 'm' THEN 1000000 WHEN 'mib' THEN 1048576 WHEN 'gb' THEN 1000000000"
                                + " WHEN 'g' THEN 1000000000 WHEN 'gib' THEN 1073741824 WHEN 'tb' THEN 1000000000000"
                                + " WHEN 't' THEN 1000000000000 WHEN 'tib' THEN 1099511627776 ELSE error('no size in"
                                + " bytes: ' || s) END)::UBIGINT"),
                one.apply("from_binary")
                        .alias("unbin")
                        .doc("Bytes of binary digits.")
                        .example("from_binary('01100001') = 'a'::BLOB")
                        .as("(s) AS CASE WHEN s = '' THEN ''::BLOB ELSE"
                                + " lpad(s, ((len(s) + 7) // 8 * 8)::INTEGER, '0')::BIT::BLOB END"),
                one.apply("hive_partition_component")
                        .doc("Name of the directory of a partition.")
                        .example("hive_partition_component('a', 1) = 'a=1'")
                        .as("(name, x) AS name || '=' || url_encode(x::VARCHAR)"),
                one.apply("collate_nocase")
                        .doc("The text by which the collation nocase compares.")
                        .example("collate_nocase('Ab') = 'ab'")
                        .as("(s) AS lower(s)"),
                one.apply("collate_noaccent")
                        .alias("icu_collate_noaccent")
                        .doc("The text by which the collation noaccent compares.")
                        .example("collate_noaccent('été') = 'ete'")
                        .as("(s) AS strip_accents(s)"));
    }

    private static List<SqlFunction> times() {
        Function<String, One> one = name -> new One("Date and time", name);
        return List.of(
                one.apply("to_date")
                        .doc("A DATE from a text or time, by a format as in strptime if one is given.")
                        .example("to_date('2024-02-29') = DATE '2024-02-29'")
                        .as("(x) AS x::DATE, (x, format) AS strptime(x, format)::DATE"),
                one.apply("make_timestamptz")
                        .doc("The instant of a local time's parts, in the session's zone or the one named; of"
                                + " microseconds since 1970-01-01.")
                        .example("epoch(make_timestamptz(1970, 1, 1, 1, 0, 0, 'UTC')) = 3600")
                        .as("(micros) AS timezone('UTC', make_timestamp(micros)),"
                                + " (y, mo, d, h, mi, s) AS make_timestamp(y, mo, d, h, mi, s)::TIMESTAMPTZ,"
                                + " (y, mo, d, h, mi, s, zone) AS timezone(zone, make_timestamp(y, mo, d, h, mi, s))"),
                one.apply("to_time")
                        .doc("A TIME from a text or time, by a format as in strptime if one is given.")
                        .example("to_time('12:30:00') = TIME '12:30:00'")
                        .as("(x) AS x::TIME, (x, format) AS strptime(x, format)::TIME"),
                one.apply("to_char")
                        .doc("A date or time as text, by a format with % as in strftime.")
                        .example("to_char(DATE '2024-02-29', '%d.%m.%Y') = '29.02.2024'")
                        .as("(x, format) AS CASE WHEN format LIKE '%\\%%' ESCAPE '\\' OR format IS NULL THEN"
                                + " strftime(x, format) ELSE error('to_char wants a format as in strftime, such as"
                                + " %Y-%m-%d, not ' || format) END"),
                one.apply("to_timestamp_seconds")
                        .alias("from_unixtime")
                        .doc("The TIMESTAMP so many seconds after 1970-01-01.")
                        .example("to_timestamp_seconds(60) = TIMESTAMP '1970-01-01 00:01:00'")
                        .as("(seconds BIGINT) AS make_timestamp(seconds * 1000000),"
                                + " (seconds DOUBLE) AS make_timestamp((seconds * 1000000)::BIGINT),"
                                + " (written VARCHAR) AS date_trunc('second', written::TIMESTAMP),"
                                + " (time TIMESTAMP) AS date_trunc('second', time)"),
                one.apply("to_timestamp_millis")
                        .doc("The TIMESTAMP so many milliseconds after 1970-01-01.")
                        .example("to_timestamp_millis(60000) = TIMESTAMP '1970-01-01 00:01:00'")
                        .as("(milliseconds BIGINT) AS make_timestamp(milliseconds * 1000),"
                                + " (written VARCHAR) AS date_trunc('millisecond', written::TIMESTAMP),"
                                + " (time TIMESTAMP) AS date_trunc('millisecond', time)"),
                one.apply("to_timestamp_micros")
                        .doc("The TIMESTAMP so many microseconds after 1970-01-01.")
                        .example("to_timestamp_micros(60000000) = TIMESTAMP '1970-01-01 00:01:00'")
                        .as("(microseconds BIGINT) AS make_timestamp(microseconds),"
                                + " (written VARCHAR) AS written::TIMESTAMP, (time TIMESTAMP) AS time"),
                one.apply("to_unixtime")
                        .alias("unix_timestamp")
                        .doc("Whole seconds since 1970-01-01.")
                        .example("to_unixtime(TIMESTAMP '1970-01-01 00:01:00') = 60")
                        .as("(x) AS floor(epoch(x::TIMESTAMP))::BIGINT"),
                one.apply("to_local_time")
                        .doc("A time without its zone.")
                        .example(
                                "to_local_time(TIMESTAMPTZ '2024-02-29 12:00:00+00') = TIMESTAMP '2024-02-29 12:00:00'")
                        .as("(x) AS x::TIMESTAMP"),
                one.apply("getdate")
                        .doc("The start of the statement.")
                        .example("getdate() = now()")
                        .as("() AS now()"),
                one.apply("ago")
                        .doc("So long before the start of the statement.")
                        .example("ago(INTERVAL 1 DAY) = now() - INTERVAL 1 DAY")
                        .as("(i) AS now() - i::INTERVAL"));
    }

    private static List<SqlFunction> calendars() {
        Function<String, One> one = name -> new One("Date and time", name);
        return List.of(
                one.apply("normalized_interval")
                        .doc("The same interval with at most 29 days and less than a day of time.")
                        .example(
                                "normalized_interval(INTERVAL '40 days 30 hours') = INTERVAL '1 month 11 days 6 hours'")
                        .as("(i) AS to_months((year(i) * 12 + month(i) + (day(i) + (hour(i) * 3600000000"
                                + " + minute(i) * 60000000 + microsecond(i)) // 86400000000) // 30)::INTEGER)"
                                + " + to_days(((day(i) + (hour(i) * 3600000000 + minute(i) * 60000000"
                                + " + microsecond(i)) // 86400000000) % 30)::INTEGER)"
                                + " + to_microseconds((hour(i) * 3600000000 + minute(i) * 60000000"
                                + " + microsecond(i)) % 86400000000)"),
                one.apply("days_in_month")
                        .doc("Number of days of the month that a date is in.")
                        .example("days_in_month(DATE '2024-02-05') = 29")
                        .as("(x) AS day(last_day(x))"),
                one.apply("dateadd")
                        .alias("timestampadd")
                        .doc("So many parts later; the part may be a bare word.")
                        .example("dateadd('month', 1, DATE '2024-01-31') = DATE '2024-02-29'")
                        .as("(part, n, x) AS x + CASE lower(part) WHEN 'year' THEN to_years(n) WHEN 'quarter' THEN"
                                + " to_quarters(n) WHEN 'month' THEN to_months(n) WHEN 'week' THEN to_weeks(n)"
                                + " WHEN 'day' THEN to_days(n) WHEN 'hour' THEN to_hours(n) WHEN 'minute' THEN"
                                + " to_minutes(n) WHEN 'second' THEN to_seconds(n) WHEN 'millisecond' THEN"
                                + " to_milliseconds(n) WHEN 'microsecond' THEN to_microseconds(n) ELSE"
                                + " error('dateadd does not know the part ' || part) END"),
                one.apply("add_months")
                        .doc("So many months later.")
                        .example("add_months(DATE '2024-01-31', 1) = DATE '2024-02-29'")
                        .as("(x, months) AS x + to_months(months)"));
    }

    private static List<SqlFunction> lists() {
        Function<String, One> one = name -> new One("Lists", name);
        return List.of(
                one.apply("array_any_value")
                        .doc("The first element that is not NULL.")
                        .example("array_any_value([NULL, 1, 2]) = 1")
                        .as("(list) AS list_filter(list, lambda element: element IS NOT NULL)[1]"),
                one.apply("array_to_string_comma_default")
                        .doc("The elements of a list as text, with commas or another separator between them.")
                        .example("array_to_string_comma_default([1, 2]) = '1,2'")
                        .as("(arr, sep := ',') AS array_to_string(arr, sep)"),
                one.apply("generate_subscripts")
                        .doc("The positions of a list's elements, as rows.")
                        .example("(SELECT sum(i) FROM (SELECT generate_subscripts([5, 6], 1) AS i)) = 3")
                        .as("(list, dimension) AS unnest(generate_series(1, len(list)))"),
                one.apply("regexp_split_to_table")
                        .doc("The parts of a text between the matches of a pattern, as rows.")
                        .example("(SELECT count(*) FROM (SELECT regexp_split_to_table('a-b', '-'))) = 2")
                        .as("(s, pattern) AS unnest(regexp_split_to_array(s, pattern))"),
                one.apply("map_contains_entry")
                        .doc("Whether a map has a key with a value.")
                        .example("map_contains_entry(MAP {'a': 1}, 'a', 1)")
                        .as("(m, k, v) AS CASE WHEN m IS NOT NULL THEN"
                                + " coalesce(map_extract(m, k)[1] = v, false) END"),
                one.apply("array_empty")
                        .alias("list_empty", "empty")
                        .doc("Whether there is no element.")
                        .example("array_empty([])")
                        .as("(list) AS len(list) = 0"),
                one.apply("array_except")
                        .alias("list_except")
                        .doc("The different elements that are not in the second list.")
                        .example("array_except([1, 2, 2, 3], [3]) = [1, 2]")
                        .as("(list, others) AS list_distinct(list_filter(list, lambda element: NOT"
                                + " list_contains(others, element)))"),
                one.apply("array_union")
                        .alias("list_union")
                        .doc("The different elements of both lists.")
                        .example("array_union([1, 2], [2, 3]) = [1, 2, 3]")
                        .as("(list, others) AS list_distinct(list_concat(list, others))"),
                one.apply("array_positions")
                        .alias("list_positions")
                        .doc("All places of an element, from 1.")
                        .example("array_positions([5, 6, 5], 5) = [1, 3]")
                        .as("(list, element) AS list_filter(range(1, len(list) + 1), lambda place: list[place] IS"
                                + " NOT DISTINCT FROM element)"),
                one.apply("array_remove")
                        .alias("list_remove", "array_remove_all", "list_remove_all")
                        .doc("The list without all elements that equal a value.")
                        .example("array_remove([1, 2, 1], 1) = [2]")
                        .as("(list, value) AS list_filter(list, lambda element: element IS DISTINCT FROM value)"),
                one.apply("array_replace")
                        .alias("list_replace", "array_replace_all", "list_replace_all")
                        .doc("The list with one value in place of another.")
                        .example("array_replace([1, 2, 1], 1, 5) = [5, 2, 5]")
                        .as("(list, value, other) AS list_transform(list, lambda element: CASE"
                                + " WHEN element IS NOT DISTINCT FROM value THEN other ELSE element END)"),
                one.apply("array_repeat")
                        .alias("list_repeat")
                        .doc("A list of so many times the same value.")
                        .example("array_repeat('a', 2) = ['a', 'a']")
                        .as("(value, n) AS list_transform(range(n), lambda i: value)"));
    }

    /** An entry in the making. */
    record One(String topic, String name, List<String> aliases, String text, String shown) {
        One(String topic, String name) {
            this(topic, name, List.of(), "", "");
        }

        One alias(String... others) {
            return new One(topic, name, List.of(others), text, shown);
        }

        One doc(String sentence) {
            return new One(topic, name, aliases, sentence, shown);
        }

        One example(String condition) {
            return new One(topic, name, aliases, text, condition);
        }

        SqlFunction as(String body) {
            var entry = new FunctionEntry(
                    name,
                    aliases,
                    FunctionEntry.Kind.SCALAR,
                    topic,
                    text,
                    shown,
                    List.of(name + body.split(" AS ", 2)[0]));
            return new SqlFunction(entry, body);
        }
    }
}
