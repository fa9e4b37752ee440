;; Metadata.

(def x1 5)
(prn (meta (with-meta [1] {:a 1}))) ;=> {:a 1}
(prn (vary-meta [1] assoc :a 1)) ;=> [1]
(prn (meta (vary-meta [1] assoc :a 1))) ;=> {:a 1}
(prn (meta ^:foo [1])) ;=> {:foo true}
(prn (meta ^{:a (+ 1 2)} {:b 1})) ;=> {:a 3}
(prn (meta (conj (with-meta [] {:a 1}) 1))) ;=> {:a 1}
(prn (meta (assoc (with-meta {} {:a 1}) :b 1))) ;=> {:a 1}
(prn (meta 'a)) ;=> nil
(prn (meta (with-meta 'a {:b 1}))) ;=> {:b 1}
(prn (meta (seq (with-meta [1] {:a 1})))) ;=> nil
(prn (= (with-meta [1] {:a 1}) [1])) ;=> true
(prn ((with-meta (fn [] 1) {:a 1}))) ;=> 1
