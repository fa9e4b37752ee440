;; Closing: puts give false, takes what is left and then nil; takers and later closes are fine.
;flags --virtual-time
(require '[clojure.core.async :as a])
(def c (a/chan 2))
(a/>!! c 1)
(println (a/close! c) (a/close! c)) ;=> nil nil
(println (a/>!! c 2) (a/offer! c 2) (a/put! c 2)) ;=> false false false
(println (a/<!! c) (a/<!! c) (a/poll! c)) ;=> 1 nil nil
(def d (a/chan))
(def taker (a/go [:got (a/<! d)]))
(norn.async/sleep 1)
(a/close! d)
(println (a/<!! taker)) ;=> [:got nil]
;; a put that waits when the channel closes still hands over its value
(def e (a/chan))
(def putter (a/go (a/>! e :late)))
(norn.async/sleep 1)
(a/close! e)
(println (a/<!! e) (a/<!! putter) (a/<!! e)) ;=> :late true nil
