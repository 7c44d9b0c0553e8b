package tarn.shell;

import tarn.shell.render.Format;

/** The text of {@code --help}. */
final class Usage {
    static final String TEXT = """
        Tarn: questions to your data in SQL.

          tarn                                  a prompt, when stdin is a terminal
          tarn -c SQL [-c SQL...]               run SQL and exit
          tarn -f FILE, tarn < FILE             run a script and exit
          tarn insights [NAME...] [--data DIR]  what the data of a shop says; --data names a folder with
                                                customers.csv, products.csv, orders.csv, order_details.csv
          tarn insights --list | --check        the insights there are; compare with the answers known
          tarn run FILE|NAME [--set k=v...]     run a script, or an insight by its name
          tarn generate DATASET [--scale N] [--out DIR]
                                                write a data set as CSV files
          tarn bench SUITE [--scale N] [--vs duckdb] [--threads N] [--runs N] [--json FILE]
                                                how fast it is here: tpch, tpcds, ssb, h2o, clickbench, window,
                                                insights, load, coldstart; or roofline, the machine's memory

        Options:
          --format FORM       %s
          --set NAME=VALUE    a setting of the session, or else the value of $NAME in SQL
          --threads N         threads that work on queries (otherwise: as many as there are cores)
          --memory-limit SIZE memory that data may take, such as 2GB
          --safe              SQL touches no files
          --no-color          no colours; so does the variable NO_COLOR
          --quiet             no greeting, no progress
          --help, --version

        Data goes to stdout, all else to stderr. Exit codes: 0 done, 1 a statement failed, 2 wrong usage,
        3 a file or folder is missing, 130 interrupted. The first error stops a script, unless it says
        .bail off. At the prompt, .help tells more.
        """.formatted(String.join(", ", Format.words()));

    private Usage() {}
}
