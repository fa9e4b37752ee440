;; 100,000 levels of each collection: equality, hash and printing are not recursive in C++.
;skip-gc-stress deep data take minutes
(defn deep [wrap] (reduce (fn [a _] (wrap a)) nil (range 100000)))
(doseq [[kind wrap] [[:list list] [:map (fn [x] {:k x})] [:set hash-set] [:lazy (fn [x] (map identity [x]))] [:key (fn [x] {x 1})]]]
  (let [a (deep wrap) b (deep wrap)]
    (println kind (= a b) (= (hash a) (hash b)) (count (pr-str a)))))
;=> :list true true 200003
;=> :map true true 500003
;=> :set true true 300003
;=> :lazy true true 200003
;=> :key true true 400003
