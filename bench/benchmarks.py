"""What bench/run measures: the peers, the benchmarks and their targets (those of docs/PERFORMANCE.md)."""
import dataclasses
import os
import subprocess


@dataclasses.dataclass
class Peer:
    """How to run a program of one runtime. `{}` in the command stands for the file, `{name}` for the benchmark."""

    version: list
    start: list
    ending: str
    prepare: callable = lambda bench, work: None
    version_line: int = -1

    def command(self, file, benchmark):
        return [word.replace("{name}", benchmark.name).replace("{}", file) for word in self.start]

    def with_binary(self, path):
        return dataclasses.replace(self, version=[path, "--version"], start=[path] + self.start[1:])


def build_go(bench, work):
    subprocess.run(["go", "build", "-o", os.path.join(work, "go-peers"), "."], cwd=os.path.join(bench, "go"), check=True)


def build_threads(bench, work):
    subprocess.run(["clang++-19", "-O2", "-std=c++23", "-pthread", "-o", os.path.join(work, "threads"),
                    os.path.join(bench, "async", "threads.cpp")], check=True)


JARS = ":".join(f"/usr/share/java/{name}.jar" for name in (
    "clojure", "spec.alpha", "core.specs.alpha", "core.async", "tools.analyzer", "tools.analyzer.jvm", "tools.reader",
    "core.memoize", "core.cache", "data.priority-map", "asm"))

def strip_norn(bench, work):
    """Valgrind of Debian 12 cannot read clang's debug information."""
    norn = os.path.join(os.path.dirname(bench), "build", "norn")
    subprocess.run(["objcopy", "--strip-debug", norn, os.path.join(work, "norn-stripped")], check=True)


CALLGRIND = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]

PEERS = {
    "norn": Peer(["build/norn", "--version"], ["build/norn", "{}"], ".clj"),
    "lua5.4": Peer(["lua5.4", "-v"], ["lua5.4", "{}"], ".lua"),
    "luajit-joff": Peer(["luajit", "-v"], ["luajit", "-joff", "{}"], ".lua"),
    "luajit": Peer(["luajit", "-v"], ["luajit", "{}"], ".lua"),
    "node": Peer(["node", "--version"], ["node", "{}"], ".js"),
    "go": Peer(["go", "version"], ["env", "GOMAXPROCS=1", "build/bench/go-peers", "{name}"], "", build_go),
    "clojure": Peer(["java", "-cp", JARS, "clojure.main", "-e", "(println 'Clojure (clojure-version))"],
                    ["java", "-Xmx6g", "-cp", JARS, "clojure.main", "{}"], ".jvm.clj"),
    "elixir": Peer(["elixir", "--version"], ["elixir", "--erl", "+P 4000000 +S 1", "{}"], ".exs"),
    "callgrind": Peer(CALLGRIND[:1] + ["--version"], CALLGRIND + ["build/bench/norn-stripped", "{}"], ".clj", strip_norn),
    "callgrind-fib": Peer(CALLGRIND[:1] + ["--version"], CALLGRIND + ["build/bench/norn-stripped", "bench/vm/fib.clj"], ".clj"),
    "threads": Peer(["clang++-19", "--version"], ["build/bench/threads", "{name}"], "", build_threads, 0),
}


@dataclasses.dataclass
class Ratio:
    """Norn's figure is at most `limit` times the peer's."""

    peer: str
    limit: float
    figure: str = "cpu_ms"

    def judge(self, medians):
        ratio = medians["norn"][self.figure] / medians[self.peer][self.figure]
        return ratio <= self.limit, f"{self.figure} {ratio:.2f} x {self.peer}, target <= {self.limit} x"


@dataclasses.dataclass
class Overhead:
    """One peer's figure is at most `percent` above another's."""

    peer: str
    base: str
    percent: float
    figure: str

    def judge(self, medians):
        over = 100 * (medians[self.peer][self.figure] / medians[self.base][self.figure] - 1)
        return over <= self.percent, f"{self.figure} {over:+.2f} % over {self.base}, target <= {self.percent} %"


@dataclasses.dataclass
class Limit:
    """Norn's figure, divided by `per`, is at most `limit`."""

    figure: str
    limit: float
    unit: str
    per: float = 1

    def judge(self, medians):
        if self.figure not in medians["norn"]:
            return False, f"{self.figure} was not reported, target <= {self.limit} {self.unit}"
        value = medians["norn"][self.figure] / self.per
        return value <= self.limit, f"{self.figure} {value:.2f} {self.unit}, target <= {self.limit} {self.unit}"


@dataclasses.dataclass
class Benchmark:
    name: str
    title: str
    peers: list
    targets: list
    suite: str = "vm"
    figures: tuple = ("cpu_ms", "wall_ms", "rss_mb")
    has_result: bool = True
    runs: int = None
    all_cores: bool = False

    def __post_init__(self):
        self.peers = ["norn"] + self.peers

    def program(self, peer):
        return os.path.join("bench", self.suite, self.name + PEERS.get(peer, PEERS["norn"]).ending)



SWITCH = Benchmark("switch", "2 million switches between two tasks", ["lua5.4", "luajit", "node", "go"],
                   [Ratio("lua5.4", 0.3), Ratio("go", 0.35), Ratio("node", 0.12)])
SPAWN = Benchmark("spawn", "spawn, await, finish: a million tasks", ["luajit", "node", "go"],
                  [Ratio("go", 0.25), Ratio("node", 1.0), Limit("cpu_ms", 60, "ns each")])

VM = [
    Benchmark("startup", "hello world, the whole process", ["lua5.4"],
              [Ratio("lua5.4", 2.0), Limit("wall_ms", 5, "ms"), Limit("rss_mb", 10, "MB")], has_result=False, runs=31),
    Benchmark("fib", "calls: fib(32) five times", ["lua5.4", "luajit-joff", "node", "go"],
              [Ratio("lua5.4", 0.55), Ratio("luajit-joff", 0.80)]),
    Benchmark("loop", "integer loop, 50 million turns", ["lua5.4", "luajit-joff", "node", "go"],
              [Ratio("lua5.4", 0.60), Ratio("luajit-joff", 0.90)]),
    Benchmark("float", "double loop, 50 million turns", ["lua5.4", "luajit-joff", "node"], [Ratio("lua5.4", 1.05)]),
    Benchmark("cons", "10 million conses and 100,000 closures", ["lua5.4", "luajit-joff", "node", "go"],
              [Ratio("lua5.4", 0.12), Ratio("node", 1.0)]),
    Benchmark("walk", "10 million steps along a list", ["lua5.4", "luajit-joff", "node"], []),
    Benchmark("map", "persistent map: a million assocs and lookups", ["clojure"], [Ratio("clojure", 0.6)]),
    SWITCH,
    SPAWN,
    Benchmark("parked", "a million tasks parked on one promise", ["go"],
              [Limit("bytes_per_task", 700, "B"), Limit("minor_p99_ns", 1, "ms", 1e6), Limit("major_max_ns", 100, "ms", 1e6)],
              figures=("cpu_ms", "bytes_per_task", "rss_mb")),
    Benchmark("pending", "fib with a thousand tasks pending, against fib alone", ["callgrind", "callgrind-fib"],
              [Overhead("callgrind", "callgrind-fib", 1, "instructions")], figures=("cpu_ms", "instructions"), runs=1),
]

ASYNC = [
    SPAWN,
    SWITCH,
    Benchmark("ping_pong", "a million round trips over unbuffered channels", ["go", "clojure"],
              [Ratio("go", 0.5), Ratio("clojure", 0.1)], suite="async"),
    Benchmark("skynet", "a tree of tasks with a million leaves", ["node", "go", "clojure"],
              [Ratio("go", 0.4), Ratio("go", 1.0, "rss_mb")], suite="async"),
    Benchmark("sleepers", "a million sleeping tasks", ["go", "clojure", "elixir"],
              [Ratio("elixir", 0.6), Limit("bytes_per_task", 500, "B")], suite="async",
              figures=("cpu_ms", "bytes_per_task", "rss_mb"), runs=3),
    Benchmark("await_chain", "100 chains of 10,000 awaits", ["go"], [Ratio("go", 0.3)], suite="async"),
    Benchmark("waits_1000", "1,000 concurrent waits, against a blocked thread each", ["threads"],
              [Ratio("threads", 0.1)], suite="async", runs=3),
    Benchmark("waits_10000", "10,000 concurrent waits, against a blocked thread each", ["threads"],
              [Ratio("threads", 0.1)], suite="async", runs=3),
    Benchmark("sleeps", "sleeps of 100 ms side by side, relative to one", [],
              [Limit("ratio_3", 1.1, "x"), Limit("ratio_1000", 1.2, "x"), Limit("ratio_10000", 1.5, "x"),
               Limit("ratio_100000", 3, "x")],
              suite="async", figures=("cpu_ms", "one_ms", "ratio_3", "ratio_1000", "ratio_10000", "ratio_100000"),
              has_result=False, runs=3),
]

SUITES = {"vm": VM, "async": ASYNC}
