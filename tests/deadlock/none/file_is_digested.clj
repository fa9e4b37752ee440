(require '[norn.digest :as digest])
(println (count (await (async (digest/sha256 (slurp "docs/ASYNC.md")))))) ;=> 64
