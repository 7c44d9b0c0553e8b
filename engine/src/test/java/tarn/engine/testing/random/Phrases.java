package tarn.engine.testing.random;

import java.util.List;
import java.util.Map;

/**
 * How values of a kind are written. In braces stands what is put in. A letter of {@link Kind} is an expression of that kind,
 * with names of lambda parameters behind a colon: {@code x}, {@code i} and {@code s} are numbers, {@code w} is a text. A is
 * any kind, the same in the whole phrase; Z the kind that is wanted; = what was put in last; n a small number, which may be
 * negative; c a small count. Words between bars are alternatives.
 */
final class Phrases {
    private static final String WHOLE = "try_cast({N} AS INTEGER)";

    /** Values without columns. */
    static final Map<Kind, List<String>> LITERALS = Map.ofEntries(
            Map.entry(Kind.BOOLEAN, List.of("true", "false", "NULL::BOOLEAN")),
            Map.entry(
                    Kind.NUMBER,
                    List.of(
                            "{0|1|-1|2|3|7|10|100|127|0.5|1.25|-2.75}",
                            "{1e0|2.5e0|1000000|3000000000|0.001|12345678901234567890}",
                            "{NULL::INTEGER|NULL::DOUBLE|'nan'::DOUBLE|'-inf'::DOUBLE|-0.0::DOUBLE|2.5::FLOAT}",
                            "{1|2|3}::{TINYINT|SMALLINT|BIGINT|HUGEINT|DECIMAL(4,1)|DECIMAL(18,6)|DECIMAL(38,10)}")),
            Map.entry(
                    Kind.TEXT,
                    List.of("{''|'a'|'b'|'abc'|'Zed'|'äöü'|'a%'|'12'|'-3.5'|'2020-01-01'|' x '|NULL::VARCHAR}")),
            Map.entry(Kind.DATE, List.of("DATE '{2020-02-29|1999-12-31|2021-03-01|1969-07-20}'")),
            Map.entry(
                    Kind.TIMESTAMP,
                    List.of("TIMESTAMP '{2020-02-29 12:34:56.789|1999-12-31 23:59:59.999999|1969-07-20"
                            + " 20:17:40|2021-01-01}'")),
            Map.entry(Kind.TIME, List.of("TIME '{00:00:00|12:34:56.5|23:59:59}'")),
            Map.entry(
                    Kind.INTERVAL, List.of("INTERVAL {1 DAY|1 MONTH|36 HOURS|'-2 days 3 hours'|90 SECONDS|14 MONTHS}")),
            Map.entry(
                    Kind.NUMBERS,
                    List.of(
                            "{[1, 2, 3]|[3, NULL, 1]|[-1]|[2, 2, 5, 0]}",
                            "{[]|NULL}::INTEGER[]",
                            "range({c})::INTEGER[]")),
            Map.entry(Kind.TEXTS, List.of("{['a', 'b']|['b', NULL, '']}", "{[]|NULL}::VARCHAR[]")),
            Map.entry(
                    Kind.STRUCT,
                    List.of("struct_pack(a := {1|2}, b := {'a'|'x'})", "NULL::STRUCT(a INTEGER, b VARCHAR)")),
            Map.entry(
                    Kind.STRUCTS,
                    List.of(
                            "[struct_pack(a := {1|2}, b := {'a'|'x'}), struct_pack(a := {1|NULL}::INTEGER, b := 'x')]",
                            "{[]|NULL|[NULL]}::STRUCT(a INTEGER, b VARCHAR)[]")),
            Map.entry(Kind.LISTS, List.of("[[1, 2], [3, NULL], []]", "{[]|NULL|[NULL]|[[]]}::INTEGER[][]")),
            Map.entry(Kind.BLOB, List.of("{'a'|''|'\\xAA\\x00b'|NULL}::BLOB")),
            Map.entry(
                    Kind.MAP,
                    List.of("map(['a', 'b'], [1, {2|NULL}])", "map(['b'], [2])", "NULL::MAP(VARCHAR, INTEGER)")));

    /** What every kind can be made by. */
    static final List<String> GENERAL = List.of(
            "CASE WHEN {B} THEN {Z} ELSE {Z} END",
            "CASE WHEN {B} THEN {Z} WHEN {B} THEN {Z} END",
            "CASE {A} WHEN {A} THEN {Z} WHEN {A} THEN {Z} ELSE {Z} END",
            "coalesce({Z}, {Z})",
            "coalesce({Z}, {Z}, {Z})",
            "nullif({Z}, {Z})",
            "if({B}, {Z}, {Z})",
            "ifnull({Z}, {Z})");

    /** What every kind but intervals and maps can be made by: DuckDB takes 1 day for more than 36 hours here. */
    static final List<String> EXTREMES = List.of("{greatest|least}({Z}, {Z})", "{greatest|least}({Z}, {Z}, {Z})");

    static final Map<Kind, List<String>> CALLS = Map.ofEntries(
            Map.entry(
                    Kind.BOOLEAN,
                    List.of(
                            "({A} {=|<>|<|<=|>|>=} {A})",
                            "({A} {=|<>|<|<=|>|>=} {A})",
                            "({N} {=|<>|<|<=|>|>=} {N})",
                            "({A} IS {DISTINCT FROM|NOT DISTINCT FROM} {A})",
                            "({A} IS {NULL|NOT NULL})",
                            "({A} {BETWEEN|NOT BETWEEN} {A} AND {A})",
                            "({A} {IN|NOT IN} ({A}, {A}))",
                            "({N} {IN|NOT IN} ({n}, {n}, {n}, {n}))",
                            "({B} {AND|OR} {B})",
                            "({B} {AND|OR} {B})",
                            "({B} {AND|OR} {B} {AND|OR} {B})",
                            "(NOT {B})",
                            "({T} {LIKE|NOT LIKE|ILIKE} {'a%'|'%b%'|'_'|'%'|''|'%a'|'_b%'})",
                            "({T} {LIKE|SIMILAR TO|GLOB} {T})",
                            "{contains|starts_with|ends_with}({T}, {T})",
                            "regexp_matches({T}, {'^a'|'b+'|'[0-9]'|'.'|'[^a]'})",
                            "regexp_full_match({T}, {'[a-c]*'|'.'|'-?[0-9.]+'})",
                            "({B} IS {TRUE|NOT TRUE|FALSE|NOT FALSE})",
                            "{isnan|isinf|isfinite}(({N})::DOUBLE)",
                            "list_contains({L}, " + WHOLE + ")",
                            "list_{has_any|has_all}({L}, {L})",
                            "list_bool_{and|or}([{B}, {B}])",
                            "(({R}) {=|<|>=|<>} ({R}))",
                            "(({N}, {T}) {=|<|>=|<>|IS DISTINCT FROM} ({N}, {T}))",
                            "({N} {= ANY|<> ALL} (SELECT unnest({L})))",
                            "map_contains({M}, {'a'|'b'})")),
            Map.entry(
                    Kind.NUMBER,
                    List.of(
                            "({N} + {N})",
                            "({N} + {N})",
                            "({N} - {N})",
                            "({N} - {N})",
                            "({N} * {N})",
                            "({N} * {N})",
                            "({N} / nullif({N}, 0))",
                            "({N} % nullif({N}, 0))",
                            "(" + WHOLE + " // nullif(" + WHOLE + ", 0))",
                            "(- {N})",
                            "{abs|sign|round|floor|ceil|trunc}({N})",
                            "round({N}, {0|1|2|-1})",
                            "({N})::{TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|DOUBLE|FLOAT}",
                            "({N})::{DECIMAL(9,2)|DECIMAL(18,3)|DECIMAL(30,5)}",
                            "try_cast({N} AS {TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|DOUBLE|FLOAT})",
                            "try_cast({N} AS {DECIMAL(3,1)|DECIMAL(9,2)|DECIMAL(18,3)|DECIMAL(38,2)})",
                            "try_cast({T} AS {SMALLINT|INTEGER|BIGINT|DOUBLE|DECIMAL(9,2)|DECIMAL(30,5)})",
                            "sqrt(abs(({N})::DOUBLE))",
                            "{gcd|xor}(" + WHOLE + ", " + WHOLE + ")",
                            "({B})::{INTEGER|TINYINT}",
                            "{length|strlen|ascii}({T})",
                            "{instr|levenshtein}({T}, {T})",
                            "{year|month|day|quarter|dayofweek|week|dayofyear}({D})",
                            "{year|month|day|hour|minute|second}({S})",
                            "date_{diff|sub}('{day|month|year|week|quarter}', {D}, {D})",
                            "date_{diff|sub}('{hour|minute|day|month}', {S}, {S})",
                            "({D} - {D})",
                            // the cast is there because DuckDB makes a DOUBLE of a NULL that it can fold
                            "(extract({epoch|hour|minute|second|decade|century} FROM {S}))::DOUBLE",
                            "(extract({hour|day|month|year} FROM {I}))::DOUBLE",
                            "len({L})",
                            "len({W})",
                            "list_{sum|min|max|avg|count}({L})",
                            "list_{product|median|first|last|any_value|unique}({L})",
                            "list_aggregate({L}, '{sum|max|var_pop|bit_or}')",
                            "len(list_zip({L}, {W}))",
                            "struct_extract({R}, 'a')::INTEGER",
                            "len(map_entries({M}))",
                            "{isodow|yearweek|weekofyear}({D})",
                            "(date_part('{year|month|isodow|week}', {D}))::BIGINT",
                            "(abs(try_cast({N} AS INTEGER)))::{UTINYINT|USMALLINT|UINTEGER|UBIGINT}",
                            "try_cast({N} AS {UTINYINT|UINTEGER|UBIGINT})",
                            "({N} {+|*} try_cast({N} AS {UTINYINT|UINTEGER|UBIGINT}))",
                            "{bit_count|even}(" + WHOLE + ")",
                            "{jaccard|jaro_similarity}({T} || 'a', {T} || 'b')",
                            "position({T} IN {T})",
                            "(" + WHOLE + " & " + WHOLE + ")",
                            "({L})[{n}]",
                            "list_position({L}, " + WHOLE + ")",
                            "list_reduce(list_concat([0], {L}), lambda s, x: coalesce(try_cast({N:sx} AS INTEGER), 0))",
                            // likewise: a field of a NULL that it can fold
                            "(({R}).a)::INTEGER",
                            "cardinality({M})",
                            "len({K})",
                            "octet_length({X})",
                            "(({K})[{n}].a)::INTEGER",
                            "({Y})[{n}][{n}]",
                            "len({Y})",
                            "list_sum(list_transform({K}, lambda r: (r.a)::INTEGER))",
                            "map_extract_value({M}, {'a'|'b'})")),
            Map.entry(
                    Kind.TEXT,
                    List.of(
                            "({T} || {T})",
                            "({T} || {T})",
                            "{upper|lower|reverse|trim|ltrim|rtrim}({T})",
                            "substring({T}, {n}, {n})",
                            "({T})[{n}:{n}]",
                            "{left|right}({T}, {n})",
                            "replace({T}, {T}, {T})",
                            "translate({T}, 'abc', {'xy'|''|'bca'})",
                            "{lpad|rpad}({T}, {c}, 'xy')",
                            "repeat({T}, {c})",
                            "concat({T}, {T}, {A})",
                            "concat_ws('-', {T}, {T})",
                            "split_part({T}, 'a', {n})",
                            "regexp_replace({T}, '{a|[a-c]+|^.|b$}', '{x||[\\0]}'{|, 'g'})",
                            "regexp_extract({T}, '{[a-z]+|.$|[0-9]}')",
                            "{strip_accents|md5|hex}({T})",
                            "list_string_agg({W})",
                            "printf('%d/%s', " + WHOLE + ", {T})",
                            "overlay({T} PLACING {T} FROM {c} FOR {c})",
                            "(map_keys({M}))[{n}]",
                            "struct_extract({R}, 'b')::VARCHAR",
                            "chr(97 + abs(" + WHOLE + ") % 26)",
                            "bar({c}, 0, 4, 8)",
                            "strftime({S}, '%Y-%m-%d %H:%M:%S')",
                            "{monthname|dayname}({D})",
                            "array_to_string({W}, '-')",
                            "({W})[{n}]",
                            "list_{min|max}({W})",
                            "(({R}).b)::VARCHAR",
                            "{hex|md5|to_base64}({X})",
                            "(({K})[{n}].b)::VARCHAR",
                            "({A})::VARCHAR",
                            "({A})::VARCHAR")),
            Map.entry(
                    Kind.DATE,
                    List.of(
                            "({D} {+|-} {1|30|365|400})",
                            "({D} + try_cast({N} AS INTEGER) % 1000)",
                            "last_day({D})",
                            "({S})::DATE",
                            "(date_trunc('{year|month|week|quarter}', {D}))::DATE",
                            "make_date({1990|2020}, {1|2|12}, {1|28})",
                            "try_cast({T} AS DATE)")),
            Map.entry(
                    Kind.TIMESTAMP,
                    List.of(
                            "({D} {+|-} {I})",
                            "({S} {+|-} {I})",
                            "date_trunc('{year|quarter|month|week|day|hour|minute}', {S})",
                            "time_bucket(INTERVAL {1 DAY|2 HOURS|1 MONTH}, {S})",
                            "try_strptime({T}, '%Y-%m-%d')",
                            "({D})::TIMESTAMP",
                            "({D} + {C})")),
            Map.entry(Kind.TIME, List.of("({S})::TIME", "({S} + INTERVAL 1 HOUR)::TIME")),
            Map.entry(
                    Kind.INTERVAL,
                    List.of(
                            "({I} {+|-} {I})",
                            "(- {I})",
                            "({I} * {c})",
                            "to_{days|months|hours|minutes}({c})",
                            "({S} - {S})",
                            "age({S}, {S})")),
            Map.entry(
                    Kind.NUMBERS,
                    List.of(
                            "list_transform({L}, lambda x: try_cast({N:x} AS INTEGER))",
                            "list_transform({L}, lambda x, i: try_cast({N:xi} AS INTEGER))",
                            "list_transform({W}, lambda w: try_cast({N:w} AS INTEGER))",
                            "list_filter({L}, lambda x: {B:x})",
                            "list_filter({L}, lambda x, i: {B:xi})",
                            "list_sort({L}{|, 'DESC'|, 'ASC', 'NULLS FIRST'})",
                            "list_sort(list_distinct({L}))",
                            "list_reverse({L})",
                            "list_intersect({L}, list_distinct({L}))[1:0]",
                            "list_resize({L}, {c}{|, 7})",
                            "list_where({L}, list_transform({L}, lambda x: coalesce({B:x}, false)))",
                            "list_select({L}, [{n}, {n}])",
                            "list_reverse_sort({L}{|, 'NULLS LAST'})",
                            "(list_grade_up({[1, 2, 3]|[3, NULL, 1]|[-1]}))::INTEGER[]",
                            "list_slice({L}, {n}, {n}, {1|2})",
                            "list_sort(ARRAY(SELECT y::INTEGER + {c} FROM (SELECT unnest({L})) u(y)))",
                            "[x + {c} FOR x IN {L} IF {B:x}]",
                            "list_concat({L}, {L})",
                            "list_append({L}, " + WHOLE + ")",
                            "list_prepend(" + WHOLE + ", {L})",
                            "({L})[{n}:{n}]",
                            "[" + WHOLE + ", " + WHOLE + "]",
                            "flatten([{L}, {L}])",
                            "map_values({M})",
                            "({Y})[{n}]",
                            "flatten({Y})",
                            "list_transform({K}, lambda r: (r.a)::INTEGER)")),
            Map.entry(
                    Kind.TEXTS,
                    List.of(
                            "string_split({T}, {'b'|' '|''|'a'})",
                            "list_transform({W}, lambda w: {T:w})",
                            "list_transform({L}, lambda x: {T:x})",
                            "list_filter({W}, lambda w: {B:w})",
                            "list_sort({W})",
                            "string_split_regex({T}, {'[ab]'|' '})",
                            "regexp_extract_all({T}, {'[a-z]'|'.b'})",
                            "map_keys({M})",
                            "list_transform({K}, lambda r: (r.b)::VARCHAR)",
                            "list_reverse_sort({W})",
                            "list_concat({W}, {W})",
                            "({W})[{n}:{n}]",
                            "[{T}, {T}]")),
            Map.entry(
                    Kind.STRUCT,
                    List.of(
                            "struct_pack(a := " + WHOLE + ", b := {T})",
                            "struct_pack(a := (({R}).a)::INTEGER, b := (({R}).b)::VARCHAR)",
                            "({K})[{n}]")),
            Map.entry(
                    Kind.STRUCTS,
                    List.of(
                            "[{R}, {R}]",
                            "list_transform({L}, lambda x: struct_pack(a := x::INTEGER, b := {T:x}))",
                            "list_filter({K}, lambda r: (r.a)::INTEGER {>|<=} {c})",
                            "list_append({K}, {R})",
                            "list_concat({K}, {K})",
                            "list_sort({K})",
                            "list_reverse({K})",
                            "({K})[{n}:{n}]")),
            Map.entry(
                    Kind.LISTS,
                    List.of(
                            "[{L}, {L}]",
                            "list_transform({L}, lambda x: range(x::INTEGER % 4)::INTEGER[])",
                            "list_transform({Y}, lambda y: list_reverse(y))",
                            "list_filter({Y}, lambda y: len(y) > {c})",
                            "list_append({Y}, {L})",
                            "list_concat({Y}, {Y})",
                            "list_sort({Y})",
                            "({Y})[{n}:{n}]")),
            Map.entry(
                    Kind.BLOB,
                    List.of("({X} || {X})", "encode({T})", "unhex(hex({X}))", "from_base64(to_base64({X}))")),
            Map.entry(
                    Kind.MAP,
                    List.of(
                            "map(['a', 'b'], [" + WHOLE + ", " + WHOLE + "])",
                            "map(['c'], [" + WHOLE + "])",
                            "map_concat({M}, {M})",
                            "map_from_entries(map_entries({M}))")));

    /** Aggregates whose result does not depend on the order of rows. */
    static final Map<Kind, List<String>> AGGREGATES = Map.ofEntries(
            Map.entry(
                    Kind.NUMBER,
                    List.of(
                            "count(*)",
                            "count({|DISTINCT }{A})",
                            "sum({|DISTINCT }{N})",
                            "sum({N})",
                            "avg({|DISTINCT }{N})",
                            "{min|max}({N})",
                            "{min|max}({|DISTINCT }{N})",
                            "median({|DISTINCT }{N})",
                            "quantile_{disc|cont}({N}, {0|0.25|0.5|0.9|1|-0.3})",
                            "{var_pop|stddev_samp|var_samp}(({N})::DECIMAL(9,2))",
                            "count_if({B})",
                            "bit_{and|or|xor}(" + WHOLE + ")",
                            "product(({n})::DOUBLE)",
                            "{covar_pop|covar_samp|regr_count}(" + WHOLE + " % 100, " + WHOLE + " % 50)",
                            "mad((" + WHOLE + " % 20)::DOUBLE)",
                            // rounded, because DuckDB is a little off where it is 0
                            "(round({kurtosis|skewness}((" + WHOLE + " % 20)::DOUBLE), 9))",
                            "{min|max}({N}, {2|3})[{n}]",
                            "list_sum({min|max}({N}, {1|3}))",
                            "regr_avg{x|y}(({n} + " + WHOLE + " % 5), " + WHOLE + " % 7)")),
            Map.entry(Kind.BOOLEAN, List.of("bool_{and|or}({B})", "(count({A}) > 1)", "{min|max}({B})")),
            Map.entry(
                    Kind.TEXT,
                    List.of(
                            "{min|max}({T})",
                            "string_agg({|DISTINCT }{T}, '+' ORDER BY {=}{| DESC})",
                            "(sum(" + WHOLE + "))::VARCHAR")),
            Map.entry(Kind.DATE, List.of("{min|max}({D})")),
            Map.entry(Kind.TIMESTAMP, List.of("{min|max}({S})")),
            Map.entry(Kind.TIME, List.of("{min|max}({C})")),
            Map.entry(Kind.INTERVAL, List.of("(max({S}) - min({S}))")),
            Map.entry(Kind.NUMBERS, List.of("list_sort(list({|DISTINCT }" + WHOLE + "))", "{min|max}({L})")),
            Map.entry(Kind.TEXTS, List.of("list_sort(list({|DISTINCT }{T}))", "{min|max}({W})")),
            Map.entry(Kind.STRUCT, List.of("{min|max}({R})")),
            Map.entry(Kind.STRUCTS, List.of("list_sort(list({|DISTINCT }{R}))", "{min|max}({K})")),
            Map.entry(Kind.LISTS, List.of("list_sort(list({L}))", "{min|max}({Y})")),
            Map.entry(Kind.BLOB, List.of("{min|max}({X})")),
            Map.entry(
                    Kind.MAP,
                    List.of(
                            "map(['a', 'b'], [(count(*))::INTEGER, max(" + WHOLE + ")])",
                            "(histogram({T}))::MAP(VARCHAR, INTEGER)")));

    /** Aggregates of all kinds that need an order: O stands for a total one. */
    static final List<String> ORDERED_AGGREGATES = List.of(
            "{first|last|any_value}({Z} ORDER BY {O})",
            "list({Z} ORDER BY {O})[{n}]",
            "arg_{min|max}({Z}, {U})",
            "arg_{min|max}({Z}, {U}, {2|3})[{n}]",
            "arg_{min|max}_null({Z}, {U})",
            "list({Z} ORDER BY {A}, {O})[1]");

    private Phrases() {}
}
