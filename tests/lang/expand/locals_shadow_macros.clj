;; A local of a macro's name is called as a function; names of special forms cannot be shadowed.
(println (let [when (fn [a b] [:local a b])] (when 1 2))) ;=> [:local 1 2]
(println ((fn [->] (-> 1)) inc)) ;=> 2
(println (letfn [(cond [x] [:letfn x])] (cond 1))) ;=> [:letfn 1]
(println (loop [or list] (or 1 2))) ;=> (1 2)
(println (let [if list] (if true 1 2))) ;=> 1
(println (try (throw (ex-info "x" {})) (catch Exception and (ex-message and)))) ;=> x
