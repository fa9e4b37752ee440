;; The code of a nested finally stands there once; each way into it and out of it works.
(def log (atom []))
(defn note [x] (swap! log conj x) x)
(defn told [f] (reset! log []) (let [result (try (f) (catch :default e [:thrown (ex-message e)]))] [result @log]))
(defn fail [text] (throw (ex-info text {})))
(defn ways [body clause inner inner-finally]
  (told (fn []
          (let [before :kept
                result (try
                         (body)
                         (catch IllegalStateException e (clause e))
                         (catch IllegalArgumentException e (note :argument))
                         (finally
                           (note :outer)
                           (try
                             (inner)
                             (catch :default e (note [:inner (ex-message e)]))
                             (finally
                               (note :innermost)
                               ((fn [] (try (inner-finally) (finally (note before)))))))))]
            [result before]))))
(def state-error #(throw (IllegalStateException. "state")))
(println (ways #(note :body) note #(note :ok) #(note :end)))
;=> [[:body :kept] [:body :outer :ok :innermost :end :kept]]
(println (ways state-error (fn [e] (note (ex-message e))) #(note :ok) #(note :end)))
;=> [[state :kept] [state :outer :ok :innermost :end :kept]]
(println (ways #(throw (IllegalArgumentException. "x")) note #(note :ok) #(note :end)))
;=> [[:argument :kept] [:argument :outer :ok :innermost :end :kept]]
(println (ways #(fail "body") note #(note :ok) #(note :end)))
;=> [[:thrown body] [:outer :ok :innermost :end :kept]]
(println (ways state-error (fn [_] (fail "clause")) #(note :ok) #(note :end)))
;=> [[:thrown clause] [:outer :ok :innermost :end :kept]]
(println (ways #(note :body) note #(fail "inner") #(note :end)))
;=> [[:body :kept] [:body :outer [:inner inner] :innermost :end :kept]]
(println (ways #(fail "body") note #(fail "inner") #(fail "end")))
;=> [[:thrown end] [:outer [:inner inner] :innermost :kept]]
(println (ways #(note :body) note #(note :ok) #(fail "end")))
;=> [[:thrown end] [:body :outer :ok :innermost :kept]]
;; In tail position, for effect, in a loop, with values that live across.
(defn tail [x] (try (if (neg? x) (fail "negative") x) (finally (try (note [:a x]) (finally (note :b))))))
(println (told #(tail 1)) (told #(tail -1))) ;=> [1 [[:a 1] :b]] [[:thrown negative] [[:a -1] :b]]
(println (told (fn [] (loop [i 0 sum 0]
                        (if (< i 3)
                          (let [v (try (* i 10) (finally (try (note i) (finally (note (+ sum i))))))]
                            (recur (inc i) (+ sum v)))
                          sum))))) ;=> [30 [0 0 1 1 2 12]]
(println (told (fn [] (try (note 1) (finally (try (note 2) (finally (note 3))))) (note 4)))) ;=> [4 [1 2 3 4]]
(println (told (fn [] (try nil (finally (try (note 2) (finally (note 3)))))))) ;=> [nil [2 3]]
(println (told (fn [] (try (fail "x") (finally (try (note 2) (finally (note 3)))))))) ;=> [[:thrown x] [2 3]]
;; Twelve levels compile at once, and each runs once.
(defmacro nested [n] (if (zero? n) `(note 0) `(try (note ~n) (catch :default e# (note :caught)) (finally (nested ~(dec n))))))
(println (told #(nested 12))) ;=> [12 [12 11 10 9 8 7 6 5 4 3 2 1 0]]
(defmacro nested-fns [n] (if (zero? n) `(note 0) `((fn [] (try (note ~n) (finally (nested-fns ~(dec n))))))))
(println (told #(nested-fns 12))) ;=> [12 [12 11 10 9 8 7 6 5 4 3 2 1 0]]
;; Cancelled while it waits in the body, and forced: cleanup that waits is shielded, and runs once.
(require '[norn.async :as a])
(doseq [force [false true]]
  (reset! log [])
  (let [t (async (try (a/sleep 100000) (finally (try (a/sleep 1) (note :slept) (finally ((fn [] (a/sleep 1) (note :end))))))))]
    (a/sleep 2)
    (a/cancel! t "enough" {:force force})
    (a/all-settled [t])
    (println (a/state t) @log)))
;=> :cancelled [:slept :end]
;=> :cancelled [:slept :end]
