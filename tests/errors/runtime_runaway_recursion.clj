(defn runaway [n] (inc (runaway (inc n))))
(runaway 0)
;exit 1
;! StackOverflowError: Stack overflow: this task's stack reached its limit of 768 MiB (--stack-limit changes it)
;!   at tests/errors/runtime_runaway_recursion.clj:1:24
;!   1 | (defn runaway [n] (inc (runaway (inc n))))
;!     |                        ^
;!   trace:
;!     at user/runaway (tests/errors/runtime_runaway_recursion.clj:1:24)
;!     ... 99 more of the same
;gc-stress-every 20000 quadratic: every collection scans the whole deep stack
