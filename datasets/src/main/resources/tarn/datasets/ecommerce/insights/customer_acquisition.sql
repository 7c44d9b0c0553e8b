-- title: Customer acquisition
-- question: How many new customers come each month?
-- chart: line x=month y=new_customers
-- columns: month, new_customers

-- A customer is new in the month of the first order. A month without new customers is not listed.
WITH first_orders AS (
    SELECT customer_id, min(order_date) AS first_order
    FROM orders
    WHERE customer_id IS NOT NULL
    GROUP BY customer_id
)
SELECT
    strftime(first_order, '%Y-%m') AS month,
    count(*) AS new_customers
FROM first_orders
WHERE first_order IS NOT NULL
GROUP BY strftime(first_order, '%Y-%m')
ORDER BY month;

-- finding:
-- The trend is declining if both the last month is below the first and the later half of the months is below the
-- earlier half (the middle one of an odd number counts for neither); growing if both are above.
SELECT
    CASE
        WHEN months = 0 THEN 'Nobody has ordered yet.'
        WHEN months = 1 THEN 'New customers came in one month only, ' || first_month || ': '
            || CAST(customers AS VARCHAR) || '.'
        ELSE CAST(customers AS VARCHAR) || ' customers placed their first order in ' || CAST(months AS VARCHAR)
            || ' different months: '
            || CAST(first_count AS VARCHAR) || ' in ' || first_month || ', the first, and '
            || CAST(last_count AS VARCHAR) || ' in ' || last_month || ', the last. The earlier half of the months brought '
            || CAST(earlier AS VARCHAR) || ', the later half ' || CAST(later AS VARCHAR)
            || CASE
                WHEN last_count < first_count AND later < earlier THEN ': a declining trend.'
                WHEN last_count > first_count AND later > earlier THEN ': a growing trend.'
                ELSE ': no clear trend.'
            END
    END AS finding,
    CASE
        WHEN last_count < first_count AND later < earlier
            THEN 'Look at marketing and at how new customers find the shop: fewer are coming in.'
    END AS recommendation
FROM (
    SELECT
        count(*) AS months,
        sum(new_customers) AS customers,
        max(CASE WHEN place = 1 THEN month END) AS first_month,
        max(CASE WHEN place = 1 THEN new_customers END) AS first_count,
        max(CASE WHEN place = of_months THEN month END) AS last_month,
        max(CASE WHEN place = of_months THEN new_customers END) AS last_count,
        sum(CASE WHEN 2 * place <= of_months THEN new_customers ELSE 0 END) AS earlier,
        sum(CASE WHEN 2 * place > of_months + 1 THEN new_customers ELSE 0 END) AS later
    FROM (
        SELECT month, new_customers, row_number() OVER (ORDER BY month) AS place, count(*) OVER () AS of_months
        FROM result
    ) AS numbered
) AS facts;
