-- title: RFM scores
-- question: Who are the best customers by recency, frequency and money?
-- chart: none
-- columns: customer_id, name, recency_days, frequency, monetary, r_score, f_score, m_score

-- Each buyer gets three scores from 1 to 5, a fifth of the buyers each: how recent the last order is (in days before the
-- shop's last order), how many orders, how much money.
WITH buyers AS (
    SELECT
        customer_id,
        (SELECT max(order_date) FROM orders) - max(order_date) AS recency_days,
        count(*) AS frequency,
        round(sum(total_amount), 2) AS monetary
    FROM orders
    WHERE customer_id IS NOT NULL
    GROUP BY customer_id
),
scored AS (
    SELECT
        customer_id,
        recency_days,
        frequency,
        monetary,
        ntile(5) OVER (ORDER BY recency_days DESC, customer_id) AS r_score,
        ntile(5) OVER (ORDER BY frequency, customer_id) AS f_score,
        ntile(5) OVER (ORDER BY monetary, customer_id) AS m_score
    FROM buyers
)
SELECT
    scored.customer_id,
    customers.name,
    scored.recency_days,
    scored.frequency,
    scored.monetary,
    scored.r_score,
    scored.f_score,
    scored.m_score
FROM scored
LEFT JOIN customers ON customers.customer_id = scored.customer_id
ORDER BY scored.r_score + scored.f_score + scored.m_score DESC, scored.monetary DESC, scored.customer_id;

-- finding:
SELECT
    CASE
        WHEN buyers = 0 THEN 'Nobody has ordered yet.'
        ELSE CAST(best AS VARCHAR) || ' of ' || CAST(buyers AS VARCHAR)
            || ' buyers score 4 or 5 on recency, frequency and money alike; '
            || CAST(slipping AS VARCHAR) || ' score 4 or 5 on frequency and money, but 1 or 2 on recency.'
    END AS finding,
    CASE
        WHEN slipping > 0 THEN 'Win the ' || CAST(slipping AS VARCHAR)
            || ' back: they bought often and much, and have not come for long.'
    END AS recommendation
FROM (
    SELECT
        count(*) AS buyers,
        count(CASE WHEN r_score >= 4 AND f_score >= 4 AND m_score >= 4 THEN 1 END) AS best,
        count(CASE WHEN r_score <= 2 AND f_score >= 4 AND m_score >= 4 THEN 1 END) AS slipping
    FROM result
) AS facts;
