;; 10,000 levels of each collection: equality, hash and printing are not recursive in C++.
;gc-stress-every 20000 deep data take minutes
(defn deep [wrap] (reduce (fn [a _] (wrap a)) nil (range 10000)))
(doseq [[kind wrap] [[:list list] [:map (fn [x] {:k x})] [:set hash-set] [:lazy (fn [x] (map identity [x]))] [:key (fn [x] {x 1})]]]
  (let [a (deep wrap) b (deep wrap)]
    (println kind (= a b) (= (hash a) (hash b)) (count (pr-str a)))))
;=> :list true true 20003
;=> :map true true 50003
;=> :set true true 30003
;=> :lazy true true 20003
;=> :key true true 40003
