;; A job of the worker pool is under way.
(def text (promise))
(async (deliver text (slurp "docs/ASYNC.md")))
(println (pos? (count @text))) ;=> true
