;; 1024 pending callbacks per channel and direction are the limit; parked tasks do not count.
;flags --virtual-time
(require '[clojure.core.async :as a])
(def c (a/chan))
(dotimes [i 1024] (a/put! c i))
(println (try (a/put! c :more) (catch AssertionError e (subs (ex-message e) 0 51)))) ;=> Assert failed: No more than 1024 pending puts are a
(def parked (mapv (fn [i] (a/go (a/>! c i))) (range 2000)))
(norn.async/sleep 1)
(println (count (repeatedly 3024 #(a/<!! c))) (a/poll! c)) ;=> 3024 nil
(println (every? true? (map a/<!! parked))) ;=> true
(dotimes [_ 1024] (a/take! c identity))
(println (try (a/take! c identity) (catch AssertionError _ :too-many))) ;=> :too-many
