-- title: Category reach
-- question: How many customers does each category reach?
-- chart: bar x=category y=customers
-- columns: category, customers, reach_pct, times_ordered, revenue

-- The reach is the share of all customers, those without an order included.
SELECT
    products.category,
    count(DISTINCT orders.customer_id) AS customers,
    CAST(100.0 * count(DISTINCT orders.customer_id) / (SELECT nullif(count(*), 0) FROM customers) AS DECIMAL(18, 2))
        AS reach_pct,
    count(*) AS times_ordered,
    round(sum(order_details.quantity * order_details.price_per_unit), 2) AS revenue
FROM order_details
JOIN orders ON orders.order_id = order_details.order_id
JOIN products ON products.product_id = order_details.product_id
GROUP BY products.category
ORDER BY customers DESC, category;

-- finding:
SELECT
    CASE
        WHEN categories = 0 THEN 'Nothing has been ordered yet.'
        ELSE widest || ' reaches the most customers: ' || CAST(widest_customers AS VARCHAR)
            || coalesce(', ' || widest_reach || ' % of all', '')
            || CASE
                WHEN widest = richest THEN '; it also earns the most, '
                ELSE '. ' || richest || ' earns the most, '
            END
            || CAST(CAST(richest_revenue AS DECIMAL(18, 2)) AS VARCHAR) || '.'
    END AS finding,
    CAST(NULL AS VARCHAR) AS recommendation
FROM (
    SELECT
        count(*) AS categories,
        max(CASE WHEN wide = 1 THEN category END) AS widest,
        max(CASE WHEN wide = 1 THEN customers END) AS widest_customers,
        max(CASE WHEN wide = 1 THEN CAST(reach_pct AS VARCHAR) END) AS widest_reach,
        max(CASE WHEN rich = 1 THEN category END) AS richest,
        max(CASE WHEN rich = 1 THEN revenue END) AS richest_revenue
    FROM (
        SELECT
            coalesce(category, 'No category') AS category,
            customers,
            reach_pct,
            revenue,
            row_number() OVER (ORDER BY customers DESC, category) AS wide,
            row_number() OVER (ORDER BY revenue DESC, category) AS rich
        FROM result
    ) AS ranked
) AS facts;
