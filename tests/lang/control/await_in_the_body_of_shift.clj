;; SEMANTICS 24: the body of shift runs in the same task, so await there parks that task as usual.
(require '[norn.control :refer [reset shift]])
(println (reset (+ 1 (shift k (k (await (async 10))))))) ;=> 11
(println (reset (+ (await (async 1)) (shift k (+ (k 10) (await (async 100))))))) ;=> 111
