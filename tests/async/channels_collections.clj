;; reduce, transduce, into, take, onto-chan!, map, merge, split, pipe.
(require '[clojure.core.async :as a])
(println (a/<!! (a/reduce + 0 (a/to-chan! (range 5))))) ;=> 10
(println (a/<!! (a/reduce (fn [s x] (if (= x 3) (reduced s) (+ s x))) 0 (a/to-chan! (range 100))))) ;=> 3
(println (a/<!! (a/transduce (map inc) conj [] (a/to-chan! [1 2 3])))) ;=> [2 3 4]
(println (a/<!! (a/into [] (a/take 2 (a/to-chan! [1 2 3]))))) ;=> [1 2]
(println (a/<!! (a/into [] (a/map + [(a/to-chan! [1 2 3]) (a/to-chan! [10 20])])))) ;=> [11 22]
(println (sort (a/<!! (a/into [] (a/merge [(a/to-chan! [1 2]) (a/to-chan! [3 4])]))))) ;=> (1 2 3 4)
(println (let [[odds evens] (a/split odd? (a/to-chan! (range 6)) 5 5)] [(a/<!! (a/into [] odds)) (a/<!! (a/into [] evens))])) ;=> [[1 3 5] [0 2 4]]
(println (a/<!! (a/into [] (a/pipe (a/to-chan!! [1 2 3]) (a/chan 1 (map -)))))) ;=> [-1 -2 -3]
(println (let [c (a/chan 5)] (a/<!! (a/onto-chan! c [1 2] false)) (a/>!! c 3) (a/close! c) (a/<!! (a/into [] c)))) ;=> [1 2 3]
