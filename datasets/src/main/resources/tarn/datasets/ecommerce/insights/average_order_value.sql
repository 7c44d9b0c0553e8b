-- title: Average order value
-- question: How much is an order worth, month by month?
-- chart: line x=month y=average_value
-- columns: month, orders, average_value, previous_value, change_pct

-- Each month is compared with the last month before it that has orders.
WITH monthly AS (
    SELECT
        strftime(order_date, '%Y-%m') AS month,
        count(*) AS orders,
        CAST(avg(total_amount) AS DECIMAL(18, 2)) AS average_value
    FROM orders
    WHERE order_date IS NOT NULL
    GROUP BY strftime(order_date, '%Y-%m')
),
compared AS (
    SELECT month, orders, average_value, lag(average_value) OVER (ORDER BY month) AS previous_value
    FROM monthly
)
SELECT
    month,
    orders,
    average_value,
    previous_value,
    CASE
        WHEN previous_value > 0
            THEN CAST(100.0 * (average_value - previous_value) / previous_value AS DECIMAL(18, 2))
    END AS change_pct
FROM compared
ORDER BY month;

-- finding:
SELECT
    CASE
        WHEN months = 0 THEN 'There are no orders.'
        ELSE 'An order was worth ' || CAST(last_value AS VARCHAR) || ' on average in ' || last_month
            || coalesce(', ' || CAST(last_change AS VARCHAR) || ' % on the month of orders before', '')
            || '; the highest average is ' || CAST(best_value AS VARCHAR) || ', in ' || best_month || '.'
    END AS finding,
    CAST(NULL AS VARCHAR) AS recommendation
FROM (
    SELECT
        count(*) AS months,
        max(CASE WHEN latest = 1 THEN month END) AS last_month,
        max(CASE WHEN latest = 1 THEN average_value END) AS last_value,
        max(CASE WHEN latest = 1 THEN change_pct END) AS last_change,
        max(CASE WHEN best = 1 THEN month END) AS best_month,
        max(CASE WHEN best = 1 THEN average_value END) AS best_value
    FROM (
        SELECT
            month,
            average_value,
            change_pct,
            row_number() OVER (ORDER BY month DESC) AS latest,
            row_number() OVER (ORDER BY average_value DESC, month) AS best
        FROM result
    ) AS numbered
) AS facts;
