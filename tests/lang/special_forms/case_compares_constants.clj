;; case takes the clause of the constant that equals the value; constants are not evaluated.
(defn f [x] (case x 1 :one (2 3) :few "s" :string :k :keyword sym :symbol \c :char nil :nil [1 2] :vector (a b) :either :none))
(println (map f [1 2 3 "s" :k 'sym \c nil [1 2] 'a 'b 4 1.0])) ;=> (:one :few :few :string :keyword :symbol :char :nil :vector :either :either :none :none)
(defn small [x] (case x 0 :zero 1 :one -1 :minus :other))
(println (map small [0 1 -1 2 "0" nil 1N])) ;=> (:zero :one :minus :other :other :other :one)
(println (try (case 5 1 2) (catch IllegalArgumentException e (ex-message e)))) ;=> No matching clause: 5
(println (loop [n 3 acc []] (case n 0 acc (recur (dec n) (conj acc n))))) ;=> [3 2 1]
(println (case (inc 1) 2 (case :a :a "nested"))) ;=> nested
