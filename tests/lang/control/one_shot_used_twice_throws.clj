(require '[norn.control :refer [reset shift1]])
(println (try
           (reset (+ 1 (shift1 k (+ (k 10) (k 20)))))
           (catch :norn/continuation-used e (:type (ex-data e))))) ;=> :norn/continuation-used
