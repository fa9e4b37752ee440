;; A var is dynamic from its def on, also in the rest of the same form.
(do (def ^:dynamic *depth* 0) (defn depth [] *depth*))
(println (depth) (binding [*depth* 5] (depth)) (depth)) ;=> 0 5 0
(println (binding [*depth* 1] (set! *depth* 2) (depth))) ;=> 2
(def unset)
(println (try unset (catch Exception _ :unbound)) (var? #'unset)) ;=> :unbound true
(def kept 1)
(def kept)
(println kept) ;=> 1
(println (:doc (meta (def documented "What it is." 1))) (:line (meta #'documented))) ;=> What it is. 10
(deftype Counter [^:unsynchronized-mutable n]
  clojure.lang.IDeref
  (deref [_] (set! n (inc n)) ((fn [] (set! n (* n 10)))) n))
(println @(Counter. 1)) ;=> 20
