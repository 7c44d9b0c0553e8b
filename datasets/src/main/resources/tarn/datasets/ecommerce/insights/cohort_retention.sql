-- title: Cohort retention
-- question: Of the customers who came in a month, how many still order in the months after?
-- chart: none
-- columns: cohort, cohort_size, months_later, customers, retention_pct

-- A cohort is the customers whose first order is in the same month. Months in which none of them ordered are not listed.
WITH first_orders AS (
    SELECT customer_id, min(order_date) AS first_order
    FROM orders
    WHERE customer_id IS NOT NULL
    GROUP BY customer_id
),
activity AS (
    SELECT DISTINCT
        orders.customer_id,
        strftime(first_orders.first_order, '%Y-%m') AS cohort,
        12 * (extract(year FROM orders.order_date) - extract(year FROM first_orders.first_order))
            + extract(month FROM orders.order_date) - extract(month FROM first_orders.first_order) AS months_later
    FROM orders
    JOIN first_orders ON first_orders.customer_id = orders.customer_id
    WHERE orders.order_date IS NOT NULL
),
counted AS (
    SELECT cohort, months_later, count(*) AS customers
    FROM activity
    GROUP BY cohort, months_later
)
SELECT
    cohort,
    first_value(customers) OVER (PARTITION BY cohort ORDER BY months_later) AS cohort_size,
    months_later,
    customers,
    CAST(
        100.0 * customers / first_value(customers) OVER (PARTITION BY cohort ORDER BY months_later) AS DECIMAL(18, 2)
    ) AS retention_pct
FROM counted
ORDER BY cohort, months_later;

-- finding:
-- Only cohorts that are followed for a month count here: the last one cannot have come back yet.
SELECT
    CASE
        WHEN newcomers = 0 OR newcomers IS NULL THEN 'There is no month after a month of new customers.'
        ELSE 'Of ' || CAST(newcomers AS VARCHAR) || ' new customers, '
            || CAST(returned AS VARCHAR) || ' ('
            || CAST(CAST(100.0 * returned / newcomers AS DECIMAL(18, 2)) AS VARCHAR)
            || ' %) ordered again in the month after their first order.'
    END AS finding,
    CAST(NULL AS VARCHAR) AS recommendation
FROM (
    SELECT
        sum(CASE WHEN months_later = 0 THEN customers ELSE 0 END) AS newcomers,
        sum(CASE WHEN months_later = 1 THEN customers ELSE 0 END) AS returned
    FROM result
    WHERE cohort < (SELECT max(cohort) FROM result)
) AS facts;
