-- title: Sales trend
-- question: How do sales change from month to month?
-- chart: line x=month y=sales
-- columns: month, sales, previous_sales, change_pct

-- Each month is compared with the last month before it that has orders, which is the calendar month before unless the
-- shop stood still. There is no change in the first month, nor after a month whose sales were not above zero.
WITH monthly AS (
    SELECT strftime(order_date, '%Y-%m') AS month, round(sum(total_amount), 2) AS sales
    FROM orders
    WHERE order_date IS NOT NULL
    GROUP BY strftime(order_date, '%Y-%m')
),
compared AS (
    SELECT month, sales, lag(sales) OVER (ORDER BY month) AS previous_sales
    FROM monthly
)
SELECT
    month,
    sales,
    previous_sales,
    CASE
        WHEN previous_sales > 0 THEN CAST(100.0 * (sales - previous_sales) / previous_sales AS DECIMAL(18, 2))
    END AS change_pct
FROM compared
ORDER BY month;

-- finding:
SELECT
    CASE
        WHEN months = 0 THEN 'There are no orders.'
        WHEN compared = 0 THEN 'There is no month with a month of sales before it to compare with.'
        WHEN declines = 0 THEN 'Sales fell in none of the ' || CAST(compared AS VARCHAR) || ' months that follow another.'
        ELSE worst_month
            || CASE
                WHEN equally_bad = 1 THEN ' has the largest decline'
                ELSE ' is the first of ' || CAST(equally_bad AS VARCHAR) || ' months with the largest decline'
            END
            || ': ' || CAST(worst_change AS VARCHAR) || ' % on ' || worst_previous_month || ', from '
            || CAST(CAST(worst_previous_sales AS DECIMAL(18, 2)) AS VARCHAR) || ' to '
            || CAST(CAST(worst_sales AS DECIMAL(18, 2)) AS VARCHAR) || '. Sales fell in '
            || CAST(declines AS VARCHAR) || ' of the ' || CAST(compared AS VARCHAR) || ' months that follow another.'
    END AS finding,
    CASE
        WHEN declines > 0 THEN 'Look at marketing in ' || worst_month || ' and the weeks before it.'
    END AS recommendation
FROM (
    SELECT
        count(*) AS months,
        count(change_pct) AS compared,
        count(CASE WHEN change_pct < 0 THEN 1 END) AS declines,
        count(CASE WHEN place = 1 THEN 1 END) AS equally_bad,
        min(CASE WHEN place = 1 THEN month END) AS worst_month,
        min(CASE WHEN place_by_month = 1 THEN previous_month END) AS worst_previous_month,
        min(CASE WHEN place_by_month = 1 THEN change_pct END) AS worst_change,
        min(CASE WHEN place_by_month = 1 THEN sales END) AS worst_sales,
        min(CASE WHEN place_by_month = 1 THEN previous_sales END) AS worst_previous_sales
    FROM (
        SELECT
            month,
            sales,
            previous_sales,
            change_pct,
            lag(month) OVER (ORDER BY month) AS previous_month,
            rank() OVER (ORDER BY change_pct NULLS LAST) AS place,
            row_number() OVER (ORDER BY change_pct NULLS LAST, month) AS place_by_month
        FROM result
    ) AS ranked
) AS facts;
