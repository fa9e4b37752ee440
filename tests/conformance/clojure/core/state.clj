;; Atoms, volatiles, delays, promises, futures.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(def a (atom 1))
(prn (swap! a inc)) ;=> 2
(prn (swap! a + 10)) ;=> 12
(prn (reset! a 5)) ;=> 5
(prn (compare-and-set! a 5 6)) ;=> true
(prn @a) ;=> 6
(prn (swap-vals! a inc)) ;=> [6 7]
(prn (reset-vals! a 0)) ;=> [7 0]
(prn (let [log (atom [])] (add-watch a :k (fn [k r o n] (swap! log conj [k o n]))) (swap! a inc) (remove-watch a :k) (swap! a inc) @log)) ;=> [[:k 0 1]]
(def v (atom 1 :validator pos?))
(prn (error (swap! v -))) ;=> IllegalStateException
(prn @v) ;=> 1
(prn (let [x (volatile! 1)] (vswap! x + 2) @x)) ;=> 3
(prn (force 1)) ;=> 1
(prn (deref (delay 2))) ;=> 2
(prn (let [p (promise)] (deliver p 1) @p)) ;=> 1
(prn @(future 1)) ;=> 1
(prn (try @(future (throw (ex-info "x" {}))) (catch java.util.concurrent.ExecutionException e (ex-message (ex-cause e))))) ;=> "x"
(prn (deref (promise) 10 :timeout)) ;=> :timeout
(prn (realized? (promise))) ;=> false
(prn (pmap inc [1 2 3])) ;=> (2 3 4)
