-- title: Moving average
-- question: What is the trend of sales behind the ups and downs?
-- chart: line x=month y=average_of_three
-- columns: month, sales, average_of_three

-- The average of a month and the two months of orders before it; of fewer at the beginning.
WITH monthly AS (
    SELECT strftime(order_date, '%Y-%m') AS month, round(sum(total_amount), 2) AS sales
    FROM orders
    WHERE order_date IS NOT NULL
    GROUP BY strftime(order_date, '%Y-%m')
)
SELECT
    month,
    sales,
    CAST(avg(sales) OVER (ORDER BY month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS DECIMAL(18, 2))
        AS average_of_three
FROM monthly
ORDER BY month;

-- finding:
SELECT
    CASE
        WHEN months < 3 OR months IS NULL THEN 'There are fewer than three months of orders.'
        ELSE 'Sales averaged ' || CAST(first_average AS VARCHAR) || ' over the three months to ' || first_month
            || ' and ' || CAST(last_average AS VARCHAR) || ' over the three to ' || last_month || '.'
    END AS finding,
    CAST(NULL AS VARCHAR) AS recommendation
FROM (
    SELECT
        max(place) AS months,
        max(CASE WHEN place = 3 THEN month END) AS first_month,
        max(CASE WHEN place = 3 THEN average_of_three END) AS first_average,
        max(CASE WHEN place = of_months THEN month END) AS last_month,
        max(CASE WHEN place = of_months THEN average_of_three END) AS last_average
    FROM (
        SELECT month, average_of_three, row_number() OVER (ORDER BY month) AS place, count(*) OVER () AS of_months
        FROM result
    ) AS numbered
) AS facts;
