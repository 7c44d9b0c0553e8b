package tarn.engine.function.scalar;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.function.LazyTopics;
import tarn.engine.function.ScalarFunction;

/** All built-in scalar functions: the one list to extend with a new function or topic. */
public final class ScalarBuiltins {
    private static final LazyTopics<ScalarFunction> TOPICS = new LazyTopics<>(ScalarFunction::entry)
            .topic(() -> Arithmetic.ALL, words("""
                + add - subtract * multiply / // divide mod % power pow ^ **
                """))
            .topic(() -> NumberFunctions.ALL, words("""
                abs @ sign signum round round_even roundbankers trunc truncate ceil ceiling floor sqrt cbrt exp ln log2 log10 log sin
                cos tan cot asin acos atan atan2 sinh cosh tanh asinh acosh atanh degrees radians gamma
                lgamma even nextafter fdiv fmod gcd greatest_common_divisor lcm least_common_multiple
                factorial ! pi isnan isinf isfinite signbit random rand setseed & | xor ~ << >> bit_count
                """))
            .topic(() -> TextFunctions.ALL, words("""
                length char_length character_length len strlen octet_length bit_length lower lcase upper
                ucase initcap capitalize substring substr mid left right trim btrim ltrim trim_leading
                rtrim trim_trailing lpad rpad repeat replicate reverse replace translate overlay
                split_part contains starts_with prefix startswith ^@ ends_with suffix endswith position
                strpos instr locate ascii unicode ord chr char strip_accents nfc_normalize || concat
                concat_ws
                """))
            .topic(() -> Graphemes.ALL, words("length_grapheme left_grapheme right_grapheme substring_grapheme"))
            .topic(() -> PatternFunctions.ALL, words("""
                ~~ like_escape !~~ not_like_escape ~~* ilike_escape !~~* not_ilike_escape ~~~ glob
                regexp_full_match regexp_matches regexp_like !~ regexp_extract regexp_substr
                regexp_replace regexp_escape
                """))
            .topic(() -> EncodingFunctions.ALL, words("""
                md5 md5_number sha1 sha224 sha256 sha384 sha512 hex to_hex unhex from_hex bin to_binary to_base64 base64 from_base64
                encode decode
                url_encode url_decode format_bytes formatreadablesize pg_size_pretty
                formatreadabledecimalsize bar parse_filename parse_dirname to_base parse_dirpath
                """))
            .topic(() -> DateFunctions.ALL, words("""
                date_part datepart extract date_trunc datetrunc date_diff datediff timestampdiff
                date_sub datesub year quarter month week weekofyear day dayofmonth dayofweek weekday
                isodow dayofyear isoyear yearweek decade century millennium era hour minute second
                millisecond microsecond nanosecond julian timezone_hour timezone_minute
                """))
            .topic(() -> TimeFunctions.ALL, words("""
                last_day dayname monthname date_add age strftime date_format strptime parse_datetime
                try_strptime make_date make_time make_timestamp make_timestamp_ms make_timestamp_ns timezone epoch
                epoch_ms epoch_us epoch_ns to_timestamp time_bucket date_bin to_years to_quarters
                to_months to_decades to_centuries to_millennia to_weeks to_days to_hours to_minutes
                to_seconds to_milliseconds to_microseconds current_date today current_time localtime
                current_localtime get_current_time timetz_byte_comparable now current_timestamp get_current_timestamp
                transaction_timestamp localtimestamp current_localtimestamp
                """))
            .topic(() -> ListFunctions.ALL, words("""
                list_value list_pack make_array array_extract list_extract list_element array_element array_slice list_slice
                list_contains array_contains list_has array_has list_position array_position list_indexof
                array_indexof list_concat list_cat array_concat array_cat list_append array_append
                array_push_back list_prepend array_prepend array_push_front array_pop_back list_pop_back
                array_pop_front list_pop_front
                array_length list_length flatten list_resize array_resize range generate_series
                """))
            .topic(() -> ListOrderFunctions.ALL, words("""
                list_sort array_sort list_reverse_sort array_reverse_sort list_grade_up array_grade_up
                grade_up list_reverse array_reverse list_distinct array_distinct list_unique array_unique
                list_intersect array_intersect list_has_any array_has_any arrays_overlap && list_has_all array_has_all @>
                <@ list_where array_where list_select array_select list_zip array_zip
                """))
            .topic(() -> ListSummaries.ALL, ListSummaryNames.ALL)
            .topic(() -> SplitFunctions.ALL, words("""
                string_split str_split split string_to_array string_split_regex str_split_regex
                regexp_split_to_array regexp_extract_all array_to_string list_to_string
                array_join list_join string_to_list
                """))
            .topic(() -> ListDistances.ALL, words("""
                list_distance array_distance <-> list_inner_product array_inner_product list_dot_product
                array_dot_product list_negative_inner_product array_negative_inner_product
                list_negative_dot_product array_negative_dot_product
                list_cosine_similarity array_cosine_similarity list_cosine_distance array_cosine_distance <=>
                """))
            .topic(() -> StructFunctions.ALL, words("""
                row struct_extract get_field struct_extract_at struct_concat struct_keys struct_values map map_extract element_at
                map_extract_value map_contains map_contains_value map_keys map_values map_entries
                map_from_entries map_concat cardinality
                """))
            .topic(() -> BitStrings.ALL, words("get_bit set_bit bit_position bitstring"))
            .topic(() -> Identifiers.ALL, words("""
                uuid gen_random_uuid uuidv4 uuidv7 uuid_extract_version uuid_extract_timestamp
                """))
            .topic(() -> JsonFunctions.ALL, words("""
                json_extract json_extract_path -> json_extract_string json_extract_path_text ->> json_value json_exists
                json_contains json_type json_array_length json_keys json_valid
                """))
            .topic(() -> JsonParts.ALL, words("json_each json_tree"))
            .topic(() -> JsonMaking.ALL, words("""
                to_json json_quote array_to_json row_to_json json_array json_object json json_pretty
                json_structure
                """))
            .topic(() -> JsonChanges.ALL, words("""
                json_set json_insert json_replace json_remove json_merge_patch json_deep_merge json_merge_patch_diff
                json_strip_nulls json_normalize
                """))
            .topic(() -> ArrayFunctions.ALL, words("array_value array_cross_product cross_product"))
            .topic(() -> EnumFunctions.ALL, words("enum_first enum_last enum_range enum_range_boundary enum_code"))
            .topic(() -> OtherFunctions.ALL, words("""
                greatest least is_histogram_other_bin equi_width_bins typeof pg_typeof hash error version
                current_schema current_database current_catalog current_user session_user user current_role format
                printf levenshtein editdist3 damerau_levenshtein hamming mismatches jaccard
                jaro_similarity jaro_winkler_similarity
                """));

    private ScalarBuiltins() {}

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    public static boolean isKnown(String name) {
        return TOPICS.isKnown(name);
    }

    /** The function of a name in small letters, null if there is none. */
    public static @Nullable ScalarFunction find(String name) {
        return TOPICS.find(name);
    }

    public static List<ScalarFunction> all() {
        return TOPICS.all();
    }
}
