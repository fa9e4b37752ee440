;; Fixed buffers make puts wait when full, dropping and sliding ones never.
(require '[clojure.core.async :as a])
(defn fill [c] (mapv (fn [i] (a/offer! c i)) (range 4)))
(defn drain [c] (a/close! c) (a/<!! (a/into [] c)))
(def fixed (a/chan 2))
(println (fill fixed) (drain fixed)) ;=> [true true nil nil] [0 1]
(def dropping (a/chan (a/dropping-buffer 2)))
(println (fill dropping) (drain dropping)) ;=> [true true true true] [0 1]
(def sliding (a/chan (a/sliding-buffer 2)))
(println (fill sliding) (drain sliding)) ;=> [true true true true] [2 3]
(println (mapv a/unblocking-buffer? [(a/buffer 1) (a/dropping-buffer 1) (a/sliding-buffer 1)])) ;=> [false true true]
(def big (a/chan 1000))
(dotimes [i 1000] (a/>!! big i))
(println (a/offer! big :more) (= (range 1000) (drain big))) ;=> nil true
