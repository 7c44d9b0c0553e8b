-- title: Loyalty
-- question: How long do customers stay, from their first order to their last?
-- chart: none
-- columns: customer_id, name, orders, first_order, last_order, days

-- Customers with two orders or more.
WITH spans AS (
    SELECT
        customer_id,
        count(*) AS orders,
        min(order_date) AS first_order,
        max(order_date) AS last_order
    FROM orders
    WHERE customer_id IS NOT NULL
    GROUP BY customer_id
    HAVING count(*) > 1
)
SELECT
    spans.customer_id,
    customers.name,
    spans.orders,
    spans.first_order,
    spans.last_order,
    spans.last_order - spans.first_order AS days
FROM spans
LEFT JOIN customers ON customers.customer_id = spans.customer_id
ORDER BY days DESC, spans.customer_id;

-- finding:
SELECT
    CASE
        WHEN customers = 0 THEN 'Nobody has ordered twice yet.'
        ELSE CAST(customers AS VARCHAR) || ' customers ordered more than once, over '
            || CAST(CAST(average_days AS DECIMAL(18, 2)) AS VARCHAR) || ' days from first to last order on average, '
            || CAST(longest AS VARCHAR) || ' at most.'
    END AS finding,
    CAST(NULL AS VARCHAR) AS recommendation
FROM (SELECT count(*) AS customers, avg(days) AS average_days, max(days) AS longest FROM result) AS facts;
