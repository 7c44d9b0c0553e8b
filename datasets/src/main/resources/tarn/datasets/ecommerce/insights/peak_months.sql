-- title: Peak months
-- question: In which months does the shop sell most?
-- chart: bar x=month y=sales
-- columns: month, orders, sales, sales_rank, share_pct

WITH monthly AS (
    SELECT strftime(order_date, '%Y-%m') AS month, count(*) AS orders, round(sum(total_amount), 2) AS sales
    FROM orders
    WHERE order_date IS NOT NULL
    GROUP BY strftime(order_date, '%Y-%m')
)
SELECT
    month,
    orders,
    sales,
    rank() OVER (ORDER BY sales DESC) AS sales_rank,
    CAST(100.0 * sales / nullif(sum(sales) OVER (), 0) AS DECIMAL(18, 2)) AS share_pct
FROM monthly
ORDER BY sales_rank, month;

-- finding:
SELECT
    CASE
        WHEN months = 0 THEN 'There are no orders.'
        ELSE peak_month || ' is the peak: ' || CAST(CAST(peak_sales AS DECIMAL(18, 2)) AS VARCHAR) || ' in '
            || CAST(peak_orders AS VARCHAR) || ' orders' || coalesce(', ' || peak_share || ' % of all sales', '') || '.'
    END AS finding,
    CAST(NULL AS VARCHAR) AS recommendation
FROM (
    SELECT
        count(*) AS months,
        max(CASE WHEN place = 1 THEN month END) AS peak_month,
        max(CASE WHEN place = 1 THEN sales END) AS peak_sales,
        max(CASE WHEN place = 1 THEN orders END) AS peak_orders,
        max(CASE WHEN place = 1 THEN CAST(share_pct AS VARCHAR) END) AS peak_share
    FROM (SELECT month, orders, sales, share_pct, row_number() OVER (ORDER BY sales_rank, month) AS place FROM result)
        AS ranked
) AS facts;
