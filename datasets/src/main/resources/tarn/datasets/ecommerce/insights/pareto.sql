-- title: Pareto
-- question: How few products earn most of the revenue?
-- chart: line x=revenue_rank y=cumulative_pct
-- columns: revenue_rank, product_id, name, revenue, cumulative_revenue, cumulative_pct

WITH earned AS (
    SELECT product_id, round(sum(quantity * price_per_unit), 2) AS revenue
    FROM order_details
    GROUP BY product_id
),
running AS (
    SELECT
        row_number() OVER (ORDER BY revenue DESC, product_id) AS revenue_rank,
        product_id,
        revenue,
        sum(revenue) OVER (ORDER BY revenue DESC, product_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
            AS cumulative_revenue,
        sum(revenue) OVER () AS total_revenue
    FROM earned
)
SELECT
    running.revenue_rank,
    running.product_id,
    products.name,
    running.revenue,
    running.cumulative_revenue,
    CAST(100.0 * running.cumulative_revenue / nullif(running.total_revenue, 0) AS DECIMAL(18, 2)) AS cumulative_pct
FROM running
LEFT JOIN products ON products.product_id = running.product_id
ORDER BY running.revenue_rank;

-- finding:
SELECT
    CASE
        WHEN needed IS NULL THEN 'Nothing has been sold yet.'
        ELSE CAST(needed AS VARCHAR) || ' of ' || CAST(products AS VARCHAR) || ' products earn '
            || CAST(share AS VARCHAR) || ' % of the revenue.'
    END AS finding,
    CAST(NULL AS VARCHAR) AS recommendation
FROM (
    SELECT
        (SELECT count(*) FROM result) AS products,
        min(revenue_rank) AS needed,
        min(cumulative_pct) AS share
    FROM result
    WHERE cumulative_pct >= 80
) AS facts;
