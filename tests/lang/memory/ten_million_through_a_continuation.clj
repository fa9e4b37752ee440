;max-rss-mb 100
;gc-stress-every 20000 ten million elements take minutes
; A multi-shot continuation keeps what is in its frames for as long as it can be called again; a one-shot one hands it over.
(require '[norn.control :refer [reset shift shift1]])
(println (reset (let [s (map inc (range 10000000))] (shift1 k (k nil)) (reduce + s)))) ;=> 50000005000000
(println (reset (reduce + (shift1 k (k (map inc (range 10000000))))))) ;=> 50000005000000
(println (reset (reduce + (shift k (k (map inc (range 10000000))))))) ;=> 50000005000000
