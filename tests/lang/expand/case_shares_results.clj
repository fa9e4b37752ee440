;; case: grouped constants share one result; constants of every kind; no match throws.
(defn f [x]
  (case x
    (1 2 3) (let [y (* x 10)] (+ y 1))
    :k :keyword
    "s" :string
    \c :char
    sym :symbol
    nil :nil
    (true false) [:boolean x]
    [1 :a] :vector
    {:a 1} :map
    #{1} :set
    ((1 2)) :list
    100000000000000000000 :big
    2.5 :double
    :default))
(println (map f [1 3 :k "s" \c 'sym nil true [1 :a] {:a 1} #{1} '(1 2) 100000000000000000000 2.5 :other]))
;=> (11 31 :keyword :string :char :symbol :nil [:boolean true] :vector :map :set :list :big :double :default)
(println (try (case 5 1 :one) (catch IllegalArgumentException e (ex-message e)))) ;=> No matching clause: 5
(println (loop [n 0] (case n (0 1 2) (recur (inc n)) :done))) ;=> :done
(println (try (eval '(case 1 1 :a 1 :b)) (catch Exception e (ex-message e)))) ;=> Duplicate case test constant: 1
