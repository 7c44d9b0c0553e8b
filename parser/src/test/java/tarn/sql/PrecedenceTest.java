package tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How operators group: each text means what the same text with all its parentheses means. */
class PrecedenceTest {
    @ParameterizedTest
    @CsvSource(delimiterString = "MEANS", quoteCharacter = '`', textBlock = """
        a or b and c  MEANS  a or (b and c)
        a and b or c and d  MEANS  (a and b) or (c and d)
        not a and b  MEANS  (not a) and b
        not a = b  MEANS  not (a = b)
        not a is null  MEANS  not (a is null)
        not a in (1, 2)  MEANS  not (a in (1, 2))
        a = b is null  MEANS  (a = b) is null
        a is null = b  MEANS  (a is null) = b
        a = b is distinct from c  MEANS  (a = b) is distinct from c
        a is distinct from b = c  MEANS  a is distinct from (b = c)
        a like b = c  MEANS  (a like b) = c
        a = b like c  MEANS  a = (b like c)
        a between b and c = d  MEANS  (a between b and c) = d
        a between b + 1 and c or d  MEANS  (a between (b + 1) and c) or d
        a in (1) = b  MEANS  (a in (1)) = b
        a || b like c || d  MEANS  (a || b) like (c || d)
        a < b + c  MEANS  a < (b + c)
        a || b + c  MEANS  a || (b + c)
        a - b || c  MEANS  (a - b) || c
        a & b + c  MEANS  a & (b + c)
        a << b + c  MEANS  a << (b + c)
        a + b & c  MEANS  (a + b) & c
        a || b & c  MEANS  a || (b & c)
        a & b | c  MEANS  (a & b) | c
        a + b * c  MEANS  a + (b * c)
        a - b - c  MEANS  (a - b) - c
        a / b * c % d // e  MEANS  (((a / b) * c) % d) // e
        a * b ^ c  MEANS  a * (b ^ c)
        a ^ b ^ c  MEANS  (a ^ b) ^ c
        a ** b  MEANS  a ^ b
        -a ^ b  MEANS  (-a) ^ b
        - a + b  MEANS  (-a) + b
        -a::int  MEANS  -(a::int)
        -a[1]  MEANS  -(a[1])
        -a.b  MEANS  -(a.b)
        ~a & b  MEANS  (~a) & b
        ~a + b  MEANS  ~(a + b)
        ~a * b & c  MEANS  (~(a * b)) & c
        @ -a + b  MEANS  @ ((-a) + b)
        -a!  MEANS  -(a!)
        a::int::text  MEANS  (a::int)::text
        a + b::int  MEANS  a + (b::int)
        a at time zone b + c  MEANS  (a at time zone b) + c
        a collate b || c  MEANS  (a collate b) || c
        a -> b = c  MEANS  a -> (b = c)
        a ->> b = c  MEANS  (a ->> b) = c
        a || b ->> c  MEANS  (a || b) ->> c
        a -> b -> c  MEANS  (a -> b) -> c
        a -> b or c  MEANS  a -> (b or c)
        a == b  MEANS  a = b
        a != b  MEANS  a <> b
        a isnull  MEANS  a is null
        a notnull  MEANS  a is not null
        a not null  MEANS  a is not null
        a ~~ b  MEANS  a like b
        a !~~ b  MEANS  a not like b
        a ~~* b  MEANS  a ilike b
        a ~~~ b  MEANS  a glob b
        a and (b and c) and d  MEANS  a and b and c and d
        case when a then b end + c  MEANS  (case when a then b end) + c
        cast(a as int) + b  MEANS  a::int + b
        substring(a from b for c)  MEANS  substring(a, b, c)
        substring(a for b)  MEANS  substring(a, 1, b)
        trim(both b from a)  MEANS  trim(a, b)
        position(a in b)  MEANS  position(b, a)
        extract(year from a)  MEANS  date_part('year', a)
        a = some (select 1)  MEANS  a = any (select 1)
        """)
    void groups(String written, String meant) {
        assertThat(Spanless.show(SqlParser.parseExpression(written)))
                .isEqualTo(Spanless.show(SqlParser.parseExpression(meant)));
    }
}
