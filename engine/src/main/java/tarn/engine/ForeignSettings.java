package tarn.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * Settings that scripts written for DuckDB carry and that mean nothing here: they are accepted and remembered, without effect.
 * What would change a result is accepted only with the value that Tarn acts upon anyway.
 */
final class ForeignSettings {
    private static final Set<String> WITHOUT_EFFECT = words("""
        allow_community_extensions allow_extension_repositories allow_extensions_metadata_mismatch
        allow_parser_override_extension allow_persistent_secrets allow_unredacted_secrets allow_unsigned_extensions
        extension_directories extension_repository_directory external_file_cache_local_max_block_size
        external_file_cache_remote_max_block_size external_file_cache_remote_min_block_size
        external_file_cache_request_sizing external_file_cache_spill geometry_minimum_shredding_size
        http_client_pool_capacity http_proxy http_proxy_password http_proxy_username ignore_unknown_crs
        json_geometry_format parquet_prefetch_column_gap password redact_http_logs user username
        validate_external_file_cache variant_minimum_shredding_size
        access_mode allocator_background_threads allocator_bulk_deallocation_flush_threshold allocator_flush_threshold
        approximate_join_order_threshold arrow_large_buffer_size arrow_lossless_conversion arrow_output_list_view
        arrow_output_version asof_loop_join_threshold async_threads auto_checkpoint_skip_wal_threshold
        autoinstall_extension_repository autoinstall_known_extensions autoload_known_extensions binary_as_string
        block_allocator_memory cache_local_files catalog_error_max_schemas checkpoint_on_detach checkpoint_threshold
        custom_extension_repository custom_profiling_settings custom_user_agent default_block_size
        default_secret_storage delim_join_as_cte disabled_compression_methods disabled_log_types
        disable_database_invalidation disable_parquet_prefetching duckdb_api dynamic_or_filter_threshold
        enable_checkpoint_on_shutdown enable_external_file_cache enable_fsst_vectors enable_geoparquet_conversion
        enable_http_metadata_cache enable_http_logging enable_logging enable_macro_dependencies enable_object_cache
        enable_optimistic_write enable_optimizer enable_profiling enable_progress_bar enable_progress_bar_print
        enable_verification enable_view_dependencies disable_verification enabled_log_types enable_caching_operators
        experimental_metadata_reuse explain_output external_threads force_bitpacking_mode
        force_column_metadata_reuse force_compression force_external force_index_join force_parallelism fsync_mode file_search_path
            hash_join_max_build produce_arrow_string_view
        home_directory http_logging_output immediate_transaction_mode index_scan_max_count index_scan_percentage
        initial_column_segment_size jdbc_stream_results lambda_syntax late_materialization_max_rows
        legacy_disable_null_type lock_configuration log_query_path logging_level logging_mode logging_storage
        max_execution_time max_expression_depth max_memory_per_query max_streaming_buffer_size
        max_temp_directory_size max_vacuum_tasks merge_join_threshold nested_loop_join_threshold
        operator_memory_limit ordered_aggregate_threshold
        parquet_metadata_cache partitioned_write_flush_threshold partitioned_write_max_open_files
        perfect_ht_threshold pin_threads pivot_filter_threshold pivot_limit prefer_range_joins
        prefetch_all_parquet_files preserve_identifier_case preserve_insertion_order profile_output
        profiling_coverage profiling_mode profiling_output profiling_renderer_settings progress_bar_time
        read_ahead_depth scheduler_process_partial secret_directory storage_block_prefetch
        storage_compatibility_version streaming_buffer_size temp_file_encryption tracked_metrics
        verify_external verify_fetch_row verify_parallelism verify_serializer wal_autocheckpoint
        wal_autocheckpoint_entries warnings_as_errors worker_threads write_buffer_row_group_count
        write_buffer_row_group_memory_limit zstd_min_string_length
        """);

    /** The values that mean what Tarn does. */
    private static final Map<String, List<String>> ONE_VALUE = Map.ofEntries(
            Map.entry("active_grammar_extensions", List.of("", "[]")),
            Map.entry("allowed_configs", List.of("", "[]")),
            Map.entry("allowed_directories", List.of("", "[]")),
            Map.entry("allowed_paths", List.of("", "[]")),
            Map.entry("calendar", List.of("gregorian")),
            Map.entry("current_dialect", List.of("")),
            Map.entry(
                    "current_transaction_invalidation_policy",
                    List.of("standard_policy", "all_errors_invalidate_transaction")),
            Map.entry("default_transaction_invalidation_policy", List.of("all_errors_invalidate_transaction")),
            Map.entry("dialect_compatibility_mode", List.of("none")),
            Map.entry("disable_timestamptz_casts", List.of("false", "0")),
            Map.entry("disabled_filesystems", List.of("")),
            Map.entry("errors_as_json", List.of("false", "0")),
            Map.entry("old_implicit_casting", List.of("false", "0")),
            Map.entry("regex_match_operator_semantics", List.of("partial")),
            Map.entry("show_behavior", List.of("auto")),
            Map.entry("standard_vector_size", List.of("2048")),
            Map.entry("table_function_identifier_conversion", List.of("default")));

    private static final Set<String> OPTIMIZERS = words("""
        aggregate_function_rewriter aggregate_reuse build_side_probe_side column_lifetime common_aggregate
        common_subexpressions common_subplan compressed_materialization count_window_elimination cte_filter_pusher
        cte_inlining deliminator distinct_aggregate_rewrite duplicate_groups empty_result_pullup
        expression_rewriter extension filter_pullup filter_pushdown grouping_sets in_clause join_elimination
        join_filter_pushdown join_order late_materialization limit_pushdown materialized_cte
        outer_join_simplification partial_aggregate_pushdown partitioned_execution projection_placement
        projection_pullup redundant_order_keys regex_range remote_pushdown reorder_filter row_group_pruner
        sampling_pushdown scalar_fn_pushdown statistics_propagation sum_rewriter top_n top_n_window_elimination
        type_pushdown unnest_rewriter unused_columns window_rewriter window_self_join
        """);

    private ForeignSettings() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** Whether there is such a setting, its name in small letters; all of DataFusion and all that begin with {@code debug_} are. */
    static boolean has(String name) {
        return WITHOUT_EFFECT.contains(name)
                || ONE_VALUE.containsKey(name)
                || name.startsWith("debug_")
                || name.startsWith("datafusion.");
    }

    /**
     * @throws SqlException NOT_SUPPORTED for a value that would have to change results
     */
    static void check(String name, String value) {
        var allowed = ONE_VALUE.get(name);
        if (allowed != null && !allowed.contains(value.strip().toLowerCase(java.util.Locale.ROOT))) {
            throw SqlException.of(ErrorCode.NOT_SUPPORTED, "not supported: " + name + " = " + value);
        }
    }

    /** DataFusion's words for where NULLs go, said as a value of default_null_order; any other as it is. */
    static String nullOrder(String value) {
        return switch (value) {
            case "nulls_max", "" -> "nulls_last_on_asc_first_on_desc";
            case "nulls_min" -> "nulls_first_on_asc_last_on_desc";
            default -> value;
        };
    }

    /** Whether DuckDB has a pass of that name, which may be switched off here without effect. */
    static boolean isOptimizer(String name) {
        return OPTIMIZERS.contains(name.replace('-', '_'));
    }
}
