/**
 * Benchmarks, run by hand on an idle machine: {@code mvn -q -Pbench test-compile exec:exec -Dbench=TileSize
 * -Dbench.args="size=1024 runs=3"}.
 */
package vernier.bench;
